"""Reads the words in the search indexes, in order."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Iterator
from itertools import islice, takewhile

from reader.library.queries.read_connection import ReadConnection

INDEXES = ("search_text", "search_article", "search_annotation")


class VocabularyQueries(ReadConnection):
    """Queries for the words of the library."""

    _has_vocabulary = False

    def _words_from(self, index: str, word: str) -> Iterator[str]:
        """Yields the words of an index from one on: each is a step, however common it is."""
        self._open_vocabulary()
        sql = f"SELECT term FROM words_of_{index} WHERE term {{sign}} ? LIMIT 1"
        row = self._first(sql.format(sign=">="), [word])
        while row is not None:
            yield row[0]
            row = self._first(sql.format(sign=">"), [row[0]])

    def _words_with(self, beginning: str, most: int) -> set[str]:
        """Returns the words that begin alike, up to a number of each index."""
        return {
            word
            for index in INDEXES
            for word in takewhile(
                lambda one: one.startswith(beginning),
                islice(self._words_from(index, beginning), most),
            )
        }

    def _open_vocabulary(self) -> None:
        if self._has_vocabulary:
            return
        self._allow_temporary_tables()
        for index in INDEXES:
            self._rows(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_of_{index}"
                f" USING fts5vocab(main, {index}, instance)"
            )
        self._has_vocabulary = True
