"""Finds words and tags of the library with a spelling similar to what finds nothing.

The work is bounded however large the library is: words that begin alike are gone through up to a
number of them, and of the others only those are looked up that one slip makes of the beginning.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from reader.core.models import View
from reader.core.query.edit_distance import allowed_slips, nearest, one_slip_away
from reader.core.query.query_printing import printed
from reader.core.query.query_tree import And, Field, Or, Query, Word, with_last
from reader.core.text.searching.text_search import FoldedText, SearchTerm
from reader.library.queries.annotations import LIVE
from reader.library.queries.articles import VIEWS
from reader.library.queries.searching import query_conditions
from reader.library.queries.searching.query_conditions import Target
from reader.library.queries.searching.search_tokens import as_written, index_words, is_unspaced
from reader.library.queries.searching.vocabulary import INDEXES, VocabularyQueries

_MOST = 3  # queries offered
_UNKNOWN = 3  # words that no index has, in a query for which others are offered
_CANDIDATES = 40  # near words of which it is looked up how common they are
_BEGINNINGS = 400  # words that begin alike which are compared, in each index
_COUNTED = 5_000  # articles up to which it is counted how common a word is
_LONG_TEXT = 200_000  # characters of a text that is not read to see how a word is written
_TAG = "tag:"  # before a tag among the words that are replaced
_OF_WORDS = ("text", "quote", "note", "title", "by")  # fields whose value is words


class NearWordQueries(VocabularyQueries):
    """Queries for what may have been meant by a query that finds nothing."""

    def near_queries(
        self, query: Query, target: Target = Target.ARTICLES, *, is_typing: bool = True
    ) -> tuple[str, ...]:
        """Returns queries with words of the library in the place of those it does not have.

        Only those that find something, the likeliest first.
        """
        unknown = set(islice(self._unknown(query, is_typing), _UNKNOWN + 1))
        near = {word: self._near(word) for word in unknown if len(unknown) <= _UNKNOWN}
        near |= self._near_tags(set(islice(_tags(query), _UNKNOWN)))
        if not near or not all(near.values()):
            return ()
        found: list[str] = []
        for number in range(max(map(len, near.values()))):
            chosen = {word: others[min(number, len(others) - 1)] for word, others in near.items()}
            other = _replaced(query, chosen)
            if other != query and printed(other) not in found and self._finds(other, target):
                found.append(printed(other))
            if len(found) == _MOST:
                break
        return tuple(found)

    def _unknown(self, query: Query, is_typing: bool) -> Iterator[str]:
        """Yields the words of a query that no index has."""
        for words, is_last in _sought(query, is_typing):
            for number, word in enumerate(tokens := index_words(words), 1):
                is_beginning = is_last and number == len(tokens)
                if not is_unspaced(word) and not self._has(word, is_beginning):
                    yield word

    def _finds(self, query: Query, target: Target) -> bool:
        if target is Target.ARTICLES:
            where, values = query_conditions.of_articles(query, is_typing=False)
            source = f" FROM article AS a WHERE {VIEWS[View.ALL]}"
        else:
            where, values = query_conditions.of_annotations(query, is_typing=False)
            source = LIVE
        return self._first(f"SELECT 1{source} AND ({where}) LIMIT 1", values) is not None

    def _has(self, word: str, is_beginning: bool) -> bool:
        return any(
            found == word or (is_beginning and found.startswith(word))
            for index in INDEXES
            for found in islice(self._words_from(index, word), 1)
        )

    def _near(self, word: str) -> list[str]:
        """Returns words that are spelled nearly as one, the nearest and most common first."""
        if not allowed_slips(word):
            return []
        beginning = word[: (len(word) + 1) // 2]
        others = set(self._known(one_slip_away(word, len(beginning))))
        others |= self._words_with(beginning, _BEGINNINGS)
        near = nearest(word, others)[:_CANDIDATES]
        ranked = sorted(
            (slips, one[0] not in word[:2], -self._count(one), one) for slips, one in near
        )
        return [written for *_rank, one in ranked if (written := self._written(one))]

    def _near_tags(self, sought: set[str]) -> dict[str, list[str]]:
        """Returns the tags spelled nearly as those that a query seeks and the library does not have."""
        known = {row[0] for row in self._rows("SELECT key FROM tag")} if sought else set[str]()
        return {
            _TAG + one: [near for _slips, near in sorted(nearest(one, known))]
            for one in sought - known
        }

    def _known(self, words: Iterable[str]) -> Iterator[str]:
        """Yields those of some words that an index has."""
        listed = json.dumps(list(words))
        for index in INDEXES:
            sql = (
                "SELECT w.value FROM json_each(?) AS w WHERE EXISTS"
                f" (SELECT 1 FROM words_of_{index} AS v WHERE v.term = w.value)"
            )
            yield from (row[0] for row in self._rows(sql, [listed]))

    def _count(self, word: str) -> int:
        """Returns how many texts, titles and annotations have a word, up to a number."""
        return sum(
            self._rows(
                f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT {_COUNTED})",
                [f'"{word}"'],
            )[0][0]
            for index in INDEXES
        )

    def _written(self, word: str) -> str:
        """Returns a word as a text writes it, with its accents; as it is indexed if no text tells."""
        plain = as_written(word)
        row = self._first(
            "SELECT r.text FROM article AS a JOIN revision AS r ON r.id = a.current_revision_id"
            " WHERE a.id = (SELECT rowid FROM search_text WHERE search_text MATCH ? LIMIT 1)"
            f" AND length(r.text) < {_LONG_TEXT}",
            [f'"{word}"'],
        )
        spans = FoldedText(row[0]).hits([SearchTerm(plain)]) if row and plain else []
        return row[0][slice(*spans[0])].lower() if row and spans else plain


def _sought(query: Query, is_last: bool) -> Iterator[tuple[str, bool]]:
    """Yields what is looked for, and whether the last word of it may be the beginning of one."""
    match query:
        case Word(text, is_phrase):
            yield text, is_last and not is_phrase
        case Field(name, value):
            if name in _OF_WORDS:
                yield value, is_last
        case And(nodes) | Or(nodes):
            for node, is_last_node in with_last(nodes, is_last):
                yield from _sought(node, is_last_node)


def _tags(query: Query) -> Iterator[str]:
    """Yields the tags that are looked for."""
    match query:
        case Field("tag", value):
            yield value
        case And(nodes) | Or(nodes):
            for node in nodes:
                yield from _tags(node)


def _replaced(query: Query, words: dict[str, str]) -> Query:
    """Returns the query with other words in the place of some, outside what is taken away."""
    match query:
        case Field("tag", value):
            return Field("tag", words.get(_TAG + value, value))
        case Word(text, is_phrase):
            return Word(_reworded(text, words), is_phrase)
        case Field(name, value):
            return Field(name, _reworded(value, words)) if name in _OF_WORDS else query
        case And(nodes):
            return And(tuple(_replaced(node, words) for node in nodes))
        case Or(nodes):
            return Or(tuple(_replaced(node, words) for node in nodes))
    return query


def _reworded(text: str, words: dict[str, str]) -> str:
    for word, other in words.items():
        if word.startswith(_TAG):
            continue
        for start, end in reversed(FoldedText(text).hits([SearchTerm(as_written(word))])):
            text = text[:start] + other + text[end:]
    return text
