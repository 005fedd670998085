"""Finds the articles of a search through the indexes of its words and tags, and filters by the rest.

What a search costs depends on how much it finds, not on how much the library contains. Its results
are put into a temporary table of its connection, and are not read into Python.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Sequence
from typing import NamedTuple, TypeGuard

from reader.core.query.query_tree import And, Field, Not, Or, Query, Word, all_of, depth, with_last
from reader.library.queries.searching import index_lookups, query_conditions
from reader.library.queries.searching.index_lookups import DEEPEST, Condition
from reader.library.queries.searching.query_conditions import EVERYTHING
from reader.library.queries.searching.search_ranking import RankingQueries, indexed_words

_LOOKUP = 4  # rows of an index that are walked in the time of looking one up

Part = tuple[Query, bool]  # and whether it is the last of all that was typed


class Hits(NamedTuple):
    """What a query has found, until the connection is asked for what another finds."""

    total: int | None  # of the articles in ``temp.found_article``; None where all may match
    condition: Condition  # over ``article AS a``, for those of them that match
    is_ranked: bool
    is_few: bool  # they are looked up, which is faster than to walk an index of all articles


class HitQueries(RankingQueries):
    """Queries for the articles that a query may find."""

    def _find(self, query: Query, *, is_typing: bool, is_ranked: bool) -> Hits:
        """Looks for what matches; how an article is filed or flagged is left to be asked of each."""
        indexed: list[Part] = []
        of_states: list[Part] = []
        others: list[Part] = []
        for part, is_last in with_last(all_of(query), is_typing):
            of_its_kind = (
                indexed if _is_indexed(part) else of_states if _is_of_states(part) else others
            )
            of_its_kind.append((part, is_last))
        condition = _all_of(of_states)
        if not indexed and not others:
            return Hits(None, condition, is_ranked=False, is_few=False)
        self._empty_tables()
        if indexed and is_one_word(query):
            self._find_word(query, is_typing and not query.is_phrase, is_ranked=is_ranked)
        else:
            is_any = (
                is_ranked and not others and [_is_any_word(one) for one, _ in indexed] == [True]
            )
            if not is_any:
                self._insert(indexed, others)
            if is_ranked:
                self._rank([*dict.fromkeys(indexed_words(query, is_typing))], is_any=is_any)
        total = self._row("SELECT count(*) FROM temp.found_article")[0]
        return Hits(total, condition, is_ranked, self._is_few(total))

    def _is_few(self, total: int) -> bool:
        """Returns whether it is faster to look so many articles up than to walk an index of all."""
        last: int = self._row("SELECT coalesce(max(id), 0) FROM article")[0]
        return total * _LOOKUP < last

    def _insert(self, indexed: Sequence[Part], others: Sequence[Part]) -> None:
        """Puts the articles that match into the table."""
        where, values = _all_of(others)
        if not indexed:
            sql = f"SELECT a.id, 0.0 FROM article AS a WHERE {where}"
            self._rows(f"INSERT INTO temp.found_article {sql}", values)
            return
        sql, of_indexes = index_lookups.articles_matching(indexed)
        self._rows(
            f"INSERT OR IGNORE INTO temp.found_article SELECT *, 0.0 FROM ({sql})", of_indexes
        )
        if others:
            sql = (
                "SELECT a.id FROM temp.found_article AS f CROSS JOIN article AS a ON a.id = f.id"
                f" WHERE {where}"
            )
            self._rows(f"DELETE FROM temp.found_article WHERE id NOT IN ({sql})", values)


def is_one_word(query: Query) -> TypeGuard[Word]:
    """Returns whether a query is a word and no more."""
    return isinstance(query, Word)


def _is_any_word(query: Query) -> bool:
    """Returns whether whatever contains any of a query's words matches it."""
    match query:
        case Word():
            return True
        case Or(nodes):
            return all(map(_is_any_word, nodes))
    return False


def _is_indexed(query: Query) -> bool:
    """Returns whether the indexes alone determine what matches."""
    if depth(query) > DEEPEST:
        return False
    match query:
        case Word() | Field():
            return index_lookups.articles_with(query, is_last=False) is not None
        case And(nodes) | Or(nodes):
            return bool(nodes) and all(map(_is_indexed, nodes))
    return False


def _is_of_states(query: Query) -> bool:
    match query:
        case Field():
            return query in query_conditions.ARTICLE_FLAGS
        case Not(node):
            return _is_of_states(node)
        case And(nodes) | Or(nodes):
            return all(map(_is_of_states, nodes))
    return False


def _all_of(parts: Sequence[Part]) -> Condition:
    """Returns SQL that is true where all parts of a query are."""
    conditions = [query_conditions.of_articles(part, is_typing=is_last) for part, is_last in parts]
    sql = " AND ".join(f"({condition})" for condition, _values in conditions)
    return (sql, [one for _sql, values in conditions for one in values]) if sql else EVERYTHING
