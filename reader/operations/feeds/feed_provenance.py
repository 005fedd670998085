"""Determines which articles came from a feed's content, and stores the feed's metadata for them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.core.article_draft import Draft
from reader.core.models import Article
from reader.importers.feeds.entry_page import is_entry_page

if TYPE_CHECKING:
    from reader.library.queries.queries import Queries


def feed_of_revision(
    queries: "Queries", article_id: int, revision_id: int
) -> tuple[str, str] | None:
    """Returns the name and the address of the feed that contains a text; None where none does."""
    feed = queries.feed_of_article(article_id)
    return feed if feed and is_entry_page(queries.source(revision_id).data) else None


def as_the_feed_said(queries: "Queries", article: Article, draft: Draft) -> Draft:
    """Returns a later text of an article with the details that it has from a feed.

    The page adds what the feed did not say: a server's name is worse than the name of the feed.
    """
    first = queries.revision_facts(article.id)[-1]
    if feed_of_revision(queries, article.id, first.id) is None:
        return draft
    has_title = not queries.is_title_generated(article.id)
    return replace(
        draft,
        title=article.title if has_title else draft.title,
        is_title_generated=draft.is_title_generated and not has_title,
        byline=article.byline or draft.byline,
        site=article.site or draft.site,
        published=article.published or draft.published,
    )
