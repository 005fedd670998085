"""Implements ``postil list`` and ``postil show``, which print articles."""

import argparse
from collections.abc import Sequence

from reader.cli.arguments.query_validation import read_query
from reader.cli.output.command_output import print_json, tell_nothing_found, wants_json
from reader.cli.revisions import revision_number, tell_damage
from reader.core.models import Annotation, Article, Sort, View
from reader.library.queries.searching.query_conditions import Target
from reader.services import Services


def list_articles(app: Services, options: argparse.Namespace) -> int:
    """Lists the articles a query finds, by line or as JSON; returns the exit code."""
    found = chosen_articles(app, options.query, Sort(options.sort))
    if options.query and not found:
        tell_nothing_found(app, read_query(options.query), Target.ARTICLES)
    if wants_json(options):
        from reader.exporters.article_json import article_metadata  # only when asked for

        print_json([{"id": a.id, "uid": a.uid, **article_metadata(a)} for a in found])
        return 0
    for article in found:
        tags = " ".join(f"#{name}" for name in article.tags)
        mark = " " if article.is_read else "•"
        rest = "  ".join(part for part in (article.site, tags) if part)
        print(f"{article.id:>6} {mark} {article.title}" + (f"  ({rest})" if rest else ""))
    return 0


def show(app: Services, options: argparse.Namespace) -> int:
    """Prints an article, with a text that it had or has; returns the exit code: 1 for a damaged text."""
    article = app.queries.find_article(options.id)
    facts = app.queries.revision_facts(article.id)
    chosen = revision_number(article, facts, options.revision)
    code = tell_damage(app, [chosen])
    revision = app.queries.revision(chosen)
    if wants_json(options) or options.format == "json":
        from reader.exporters.article_json import article_dict  # only when asked for

        found = _annotations(app, article, chosen)
        print_json(article_dict(article, revision, found, facts[::-1]))
    elif options.format == "html":
        print(revision.html)
    elif options.format == "markdown":
        from reader.exporters.article_markdown import article_markdown  # only when asked for

        found = _annotations(app, article, chosen)
        text = revision.text
        print(article_markdown(article, found, revision.html, canonical=text), end="")
    else:
        lines = [article.title, " · ".join(p for p in (article.byline, article.site) if p)]
        print("\n".join(line for line in lines if line) + "\n\n" + revision.text)
    return code


def chosen_articles(app: Services, words: Sequence[str], sort: Sort = Sort.ADDED) -> list[Article]:
    """Returns the articles that a query finds; raises InvalidInput."""
    query, is_descending = read_query(words), sort not in (Sort.TITLE, Sort.SITE)
    return app.queries.articles(app.queries.article_ids(View.ALL, query, sort, is_descending))


def _annotations(app: Services, article: Article, revision_id: int) -> Sequence[Annotation]:
    """Returns an article's annotations on a revision, with what is not saved yet on the current one."""
    found = app.queries.annotations(article.id, revision_id)
    if revision_id != article.revision_id:
        return found
    from reader.operations.exporting.article_export import with_unsaved  # only when asked for

    return with_unsaved(app.queries, article, found)
