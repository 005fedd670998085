"""Reads the saved searches, and counts what they find."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from reader.core.models import View
from reader.core.query.query_parser import parse
from reader.core.saved_searches import SavedSearch
from reader.library.queries.articles import VIEWS
from reader.library.queries.searching import query_conditions
from reader.library.queries.searching.word_forms import WordFormQueries


class SavedSearchQueries(WordFormQueries):
    """Queries for saved searches."""

    def saved_searches(self, *, is_counted: bool = False) -> list[SavedSearch]:
        """Returns the saved searches in their order, with how many articles the list would show."""
        found = self._rows("SELECT id, name, query FROM saved_search ORDER BY place, id")
        return [
            SavedSearch(id_, name, query, self._count_found(query) if is_counted else 0)
            for id_, name, query in found
        ]

    def _count_found(self, query: str) -> int:
        condition, values = query_conditions.of_articles(
            self.with_forms(parse(query)), is_typing=True
        )
        sql = f"SELECT count(*) FROM article AS a WHERE {VIEWS[View.ALL]} AND ({condition})"
        count: int = self._rows(sql, values)[0][0]
        return count
