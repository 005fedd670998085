"""Finds the articles of a search through the indexes of its words and tags, and filters by the rest.

What a search costs depends on how much it finds, not on how much the library contains.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from reader.core.query.query_tree import And, Field, Not, Or, Query, Word, all_of, with_last
from reader.library.queries import query_conditions
from reader.library.queries.query_conditions import Condition
from reader.library.queries.search_ranking import (
    IndexedWord,
    RankingQueries,
    Scores,
    WordHits,
    indexed_words,
    sum_of_scores,
)


class Hits(NamedTuple):
    """What the indexes tell of a query, and what is still to be asked of each article."""

    ids: AbstractSet[int] | None  # of all that can match; None where no index tells
    condition: Condition  # over ``article AS a``, true for those that match
    scores: Scores | None  # how well each matches, where that is asked
    is_of_states: bool  # whether the condition is of nothing but how an article is filed or flagged
    words: "HitsOfWords"


class HitsOfWords(dict[IndexedWord, WordHits]):
    """What contains each word of a query, asked for when it is first needed."""

    def __init__(
        self, queries: RankingQueries, *, is_ranked: bool, of_articles: bool = False
    ) -> None:
        """``of_articles`` says that nothing is asked but which articles contain them."""
        super().__init__()
        self._queries, self.is_ranked = queries, is_ranked
        self.of_articles = of_articles and not is_ranked

    def __missing__(self, word: IndexedWord) -> WordHits:
        """Asks the indexes."""
        hits = self[word] = self._queries.word_hits(word, is_ranked=self.is_ranked)
        return hits


class HitQueries(RankingQueries):
    """Queries for the articles that a query may find."""

    def _hits(
        self, query: Query, *, is_typing: bool, is_ranked: bool, of_articles: bool = False
    ) -> Hits:
        """Returns what the indexes tell of a query; of words the articles alone, if no more is wanted."""
        words = HitsOfWords(self, is_ranked=is_ranked, of_articles=of_articles)
        ids: AbstractSet[int] | None = None
        rest: list[tuple[Query, bool]] = []
        for part, is_last in with_last(all_of(query), is_typing):
            if not _is_indexed(part):
                rest.append((part, is_last))
            elif ids is None or ids:
                found = self._indexed(part, is_last, words)
                ids = found if ids is None else ids & found
        scores: Scores | None = None
        if is_ranked and (ids is None or ids):
            ranking = dict.fromkeys(indexed_words(query, is_typing))
            scores = sum_of_scores([words[word].articles for word in ranking])
        is_of_states = all(_is_of_states(part) for part, _is_last in rest)
        return Hits(ids, _all_of(rest), scores, is_of_states, words)

    def _indexed(self, query: Query, is_last: bool, words: HitsOfWords) -> AbstractSet[int]:
        """Returns the articles that match terms of the indexes alone."""
        match query:
            case Word() if not words.of_articles:
                return words[query, is_last and not query.is_phrase].articles.keys()
            case Word() | Field():
                condition = query_conditions.indexed_ids(query, is_last)
                return {row[0] for row in self._rows(*condition)} if condition else set()
            case And(nodes) | Or(nodes):
                sets = [
                    self._indexed(node, is_last_node, words)
                    for node, is_last_node in with_last(nodes, is_last)
                ]
                first, *others = map(set[int], sets)
                return (
                    first.union(*others) if isinstance(query, Or) else first.intersection(*others)
                )
        return set()


def _is_indexed(query: Query) -> bool:
    """Returns whether the indexes alone tell what matches."""
    match query:
        case Word() | Field():
            return query_conditions.indexed_ids(query, is_last=False) is not None
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


def _all_of(parts: Sequence[tuple[Query, bool]]) -> Condition:
    """Returns SQL that is true where all parts of a query are."""
    conditions = [query_conditions.of_articles(part, is_typing=is_last) for part, is_last in parts]
    sql = " AND ".join(f"({condition})" for condition, _values in conditions)
    return sql or "1", [value for _sql, values in conditions for value in values]
