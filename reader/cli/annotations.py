"""Implements ``postil annotations [QUERY]``: lists highlights and notes without a window."""

import argparse
from typing import Any

from reader.cli.arguments.query_validation import read_query
from reader.cli.output.command_output import print_json, tell_nothing_found, wants_json
from reader.core.models import AnnotationSort, AnnotationWithArticle, Kind
from reader.core.translation import _
from reader.library.note_drafts import with_drafts
from reader.library.queries.searching.query_conditions import Target
from reader.services import Services

_PAGE = 500  # read at once: a library of any size is printed as it is read
_WIDTH = 100  # characters of a quote or note in a line


def run(app: Services, options: argparse.Namespace) -> int:
    """Lists the annotations a query finds, by line or as JSON; returns the exit code."""
    query = read_query(options.query)
    listed = app.queries.listed_annotations(query, AnnotationSort(options.sort), is_typing=False)
    if options.query and not listed.ids:
        tell_nothing_found(app, query, Target.ANNOTATIONS)
    pages = (listed.ids[at : at + _PAGE] for at in range(0, len(listed.ids), _PAGE))
    drafts = app.queries.note_drafts()  # which the query has found too
    found = (
        one._replace(annotation=with_drafts([one.annotation], drafts)[0])
        for page in pages
        for one in app.queries.annotations_in_articles(page)
    )
    if wants_json(options):
        print_json([annotation_record(one) for one in found])
        return 0
    for one in found:
        print(annotation_line(one))
    return 0


def annotation_record(one: AnnotationWithArticle) -> dict[str, Any]:
    """Returns an annotation as ``postil show --json`` gives it, with the article it is in."""
    from reader.exporters.article_json import annotation_dict  # only when asked for

    article = {"id": one.article.id, "uid": one.article.uid, "title": one.article.title}
    return {
        **annotation_dict(one.annotation),
        "article": {**article, "site": one.article.site, "url": one.article.url},
    }


def annotation_line(one: AnnotationWithArticle) -> str:
    """Returns one line: id, quote, note, then colour, tags, what is amiss, and the article."""
    annotation = one.annotation
    words = [f"“{_short(annotation.exact)}”"] if annotation.exact else []
    if annotation.note:
        words.append(_short(annotation.note))
    marks = (
        [_(annotation.color.value)] if annotation.kind is Kind.HIGHLIGHT else [_("article note")]
    )
    marks += [f"#{name}" for name in annotation.tags]
    parts = [" ".join(marks)]
    if annotation.needs_review:
        parts.append(_("needs review"))
    elif annotation.is_unsure and annotation.start is None:
        is_waiting = annotation.is_waiting_for_text
        parts.append(_("article has no text yet") if is_waiting else _("orphaned"))
    parts.append(_short(one.article.title))
    return f"{annotation.id:>6}  {' — '.join(words)}  ({'; '.join(parts)})"


def _short(text: str) -> str:
    line = " ".join(text.replace("\0", "\ufffd").split())
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1].rstrip() + "…"
