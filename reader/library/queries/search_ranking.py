"""Ranks the articles that words find: by BM25, with titles, highlights and notes above the text.

Each index is asked once for each word, and its scores are added up here: an order that SQLite makes
of several search tables was measured to take four times as long as one table's own.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import json
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from reader.core.query.article_query_parser import And, Or, Query, Word
from reader.library.queries import article_search
from reader.library.queries.read_connection import ReadConnection

Scores = dict[int, float]  # by article
RankingWord = tuple[Word, bool]  # and whether it stands for all that begin with it

# How much being found at all counts, and the factor of BM25, which is next to nothing for a word
# that most rows of an index have, as in a library of few articles.
_IN_TITLE = 4.0, 3.0
_IN_ANNOTATION = 2.0, 2.0
_TITLE = "SELECT rowid, -bm25(search_article, 10.0, 2.0) FROM search_article WHERE search_article MATCH ?"
_TEXT = (
    "SELECT c.id, -bm25(search_text) FROM search_text"
    " JOIN article AS c ON c.current_revision_id = search_text.rowid WHERE search_text MATCH ?"
)
_ANNOTATION = (
    "SELECT n.article_id, -bm25(search_annotation, 1.0, 2.0) FROM search_annotation"
    " JOIN annotation AS n ON n.id = search_annotation.rowid"
    " WHERE search_annotation MATCH ? AND n.deleted_at IS NULL"
)
# The annotations that match, to sort others by; kept apart, as bm25() can be asked for in no larger query.
BEST_ANNOTATIONS = (
    "WITH best(id, score) AS MATERIALIZED (SELECT rowid, -bm25(search_annotation, 1.0, 2.0)"
    " FROM search_annotation WHERE search_annotation MATCH ?) "
)
_DRAFTS = (
    f"SELECT value FROM json_each({article_search.DRAFTED}) UNION ALL SELECT n.article_id"
    f" FROM json_each({article_search.DRAFTED}) AS d JOIN annotation AS n ON n.id = d.value"
)


class RankingQueries(ReadConnection):
    """Queries for articles in the order of how well they match."""

    def _ranked_rows(
        self,
        columns: str,
        values: Sequence[str | int],
        where: str,
        query: Query,
        *,
        is_typing: bool,
    ) -> list[tuple[Any, ...]]:
        """Returns columns, of which the first is the id, of what matches: the best first, of equals the last added."""
        scores = {word: self._scores(*word) for word in set(_ranking_words(query, is_typing))}
        total: Scores = {}
        for of_word in scores.values():
            _add(total, of_word)
        found: set[int] | None = None  # None: all articles
        rest, rest_values = where, list[str | int]()
        parts = query.nodes if isinstance(query, And) else (query,)
        for number, part in enumerate(parts, 1):
            is_last = is_typing and number == len(parts)
            if _is_indexed(part):
                matches = _matches(part, is_last, scores)
                found = matches if found is None else found & matches
            else:
                sql, more = article_search.condition(part, is_typing=is_last)
                rest += f" AND ({sql})"
                rest_values += more
        source = "article AS a"
        if found is not None:
            source = "json_each(?) AS f CROSS JOIN article AS a ON a.id = f.value"
            values = [*values, json.dumps(list(found))]
        rows = self._rows(f"SELECT {columns} FROM {source} WHERE {rest}", [*values, *rest_values])
        rows.sort(key=itemgetter(0), reverse=True)
        rows.sort(key=lambda row: total.get(row[0], 0.0), reverse=True)
        return rows

    def _scores(self, word: Word, is_beginning: bool) -> Scores:
        """Returns how well articles match a word."""
        match = article_search.full_text(word, is_beginning)
        scores: Scores = dict(self._rows(_TEXT, [match]))
        least, factor = _IN_TITLE
        titled = self._rows(_TITLE, [match])
        _add(scores, {id_: least + factor * score for id_, score in titled})
        least, factor = _IN_ANNOTATION
        noted: Scores = {}  # by the best annotation of each: many are not better
        wanted = word.text, int(is_beginning)
        for (id_,) in self._rows(_DRAFTS, ["article", *wanted, "annotation", *wanted]):
            noted[id_] = least
        for id_, score in self._rows(_ANNOTATION, [match]):
            noted[id_] = max(noted.get(id_, 0), least + factor * score)
        _add(scores, noted)
        return scores


def _add(total: Scores, scores: Scores) -> None:
    for id_, score in scores.items():
        total[id_] = total.get(id_, 0.0) + score


def any_word(query: Query, *, is_typing: bool) -> str:
    """Returns what to ask FTS5 for to find any word that a query seeks; empty where it seeks none."""
    words = dict.fromkeys(_ranking_words(query, is_typing))
    return " OR ".join(article_search.full_text(*word) for word in words)


def _ranking_words(query: Query, is_last: bool) -> Iterator[RankingWord]:
    """Yields the words in the indexes that add to how well an article matches."""
    match query:
        case Word():
            if _is_indexed(query):
                yield query, is_last and not query.is_phrase
        case And(nodes) | Or(nodes):
            for number, node in enumerate(nodes, 1):
                yield from _ranking_words(node, is_last and number == len(nodes))


def _is_indexed(query: Query) -> bool:
    """Returns whether the indexes alone tell what matches."""
    match query:
        case Word():
            return bool(article_search.full_text(query, is_beginning=False))
        case And(nodes) | Or(nodes):
            return bool(nodes) and all(_is_indexed(node) for node in nodes)
    return False


def _matches(query: Query, is_last: bool, scores: Mapping[RankingWord, Scores]) -> set[int]:
    """Returns the articles that match words alone."""
    match query:
        case Word():
            return set(scores[query, is_last and not query.is_phrase])
        case And(nodes) | Or(nodes):
            sets = [
                _matches(node, is_last and number == len(nodes), scores)
                for number, node in enumerate(nodes, 1)
            ]
            return set.union(*sets) if isinstance(query, Or) else set.intersection(*sets)
    return set()
