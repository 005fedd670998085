"""Gathers the details of an article besides its text, for the user to look at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.article_source import LeftOut
from reader.core.models import Article, RevisionFacts
from reader.library.queries.pictures_and_sources import StoredSize
from reader.operations.feeds.feed_provenance import feed_of_revision

if TYPE_CHECKING:
    from reader.library.queries.queries import Queries


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """An article, its current text, where that is from, and how much there is of it."""

    article: Article
    revision: RevisionFacts
    revisions: int
    fetched_from: str  # the address, after all redirects, or empty
    feed: tuple[str, str] | None  # the name and address of the feed that contains the text
    size: StoredSize
    left_out: tuple[LeftOut, ...] | None  # None: no account was kept of it


def facts_of(queries: "Queries", article_id: int) -> ArticleFacts:
    """Returns the details of an article; raises NotFound."""
    article = queries.article(article_id)
    facts = queries.revision_facts(article_id)
    parts = queries.left_out(article.revision_id)
    return ArticleFacts(
        article,
        next(one for one in facts if one.is_current),
        len(facts),
        queries.fetched_version(article_id)[0],
        feed_of_revision(queries, article_id, article.revision_id),
        queries.stored_size(article_id),
        parts and tuple(part for part in parts if not part.is_put_back),
    )
