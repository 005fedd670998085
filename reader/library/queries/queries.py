"""Reads the library: all queries over one read-only connection.

Uses nothing but the standard library, so that a list is on the screen before SQLAlchemy could even
be imported.
"""

from reader.library.queries.article_dump import ArticleRowQueries
from reader.library.queries.article_groups import ArticleGroupQueries
from reader.library.queries.feeds import FeedQueries
from reader.library.queries.import_matches import ImportQueries
from reader.library.queries.pictures_and_sources import AssetQueries
from reader.library.queries.revisions import RevisionQueries
from reader.library.queries.saved_searches import SavedSearchQueries
from reader.library.queries.searching.library_search import SearchQueries
from reader.library.queries.searching.spelling_suggestions import NearWordQueries
from reader.library.queries.tags import TagQueries
from reader.library.queries.undo_history import UndoQueries


class Queries(
    SearchQueries,
    RevisionQueries,
    TagQueries,
    AssetQueries,
    UndoQueries,
    ArticleRowQueries,
    FeedQueries,
    ImportQueries,
    ArticleGroupQueries,
    SavedSearchQueries,
    NearWordQueries,
):
    """Every query of the library, over one read-only connection."""

    def meta(self, key: str) -> str:
        """Returns a fact about the library, empty when it is not known."""
        row = self._first("SELECT value FROM meta WHERE key = ?", (key,))
        return "" if row is None else row[0]
