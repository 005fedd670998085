"""Lists the words that a query searches for, so that they can be marked in texts."""

from collections.abc import Iterator

from reader.core.query.query_tree import And, Field, Not, Or, Query, Word, with_last
from reader.core.text.searching.text_search import SearchTerm

_OF_WORDS = ("text", "quote")  # fields whose words are in the text of an article


def terms_of(query: Query) -> tuple[SearchTerm, ...]:
    """Returns the words that results may contain, each once; the last may be the beginning of one."""
    return tuple(dict.fromkeys(_sought(query, is_last=True)))


def is_words_alone(query: Query) -> bool:
    """Returns whether the query consists of words only."""
    match query:
        case Word():
            return True
        case And(nodes) | Or(nodes):
            return bool(nodes) and all(is_words_alone(node) for node in nodes)
    return False


def _sought(query: Query, *, is_last: bool) -> Iterator[SearchTerm]:
    match query:
        case Word(text, is_phrase):
            yield SearchTerm(text, is_last and not is_phrase)
        case And(nodes) | Or(nodes):
            for node, is_last_node in with_last(nodes, is_last):
                yield from _sought(node, is_last=is_last_node)
        case Field(name, value):
            if name in _OF_WORDS:
                yield SearchTerm(value)
        case Not():
            pass
