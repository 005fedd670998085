"""Defines the syntax tree of a query: words and fields, joined by and, or and not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """Text to search for: one word, or a phrase in quotes."""

    text: str
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A required property, by one of the names of ``query_fields``.

    The value is the one of several there are, a tag's key, a date or a number with what may be
    around it, or text as typed.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    """Matches what the node does not match."""

    node: "Query"


@dataclass(frozen=True, slots=True)
class And:
    """Matches what all nodes match; everything if there are none."""

    nodes: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """Matches what any of the nodes matches; there are at least two."""

    nodes: "tuple[Query, ...]"


Query = Word | Field | Not | And | Or

EMPTY = And(())

# Fields that nobody types, for what is chosen among the views: a feed's number, a folder's path,
# a site's name, which a field that is typed contains.
FEED, FOLDER, SITE = "feed_number", "feed_folder", "site_name"


def terms(query: Query) -> Iterator[Word | Field]:
    """Yields the words and fields of a query, in their order."""
    match query:
        case Word() | Field():
            yield query
        case Not(node):
            yield from terms(node)
        case And(nodes) | Or(nodes):
            for node in nodes:
                yield from terms(node)


def depth(query: Query) -> int:
    """Returns the depth of its innermost term."""
    match query:
        case Not(node):
            return 1 + depth(node)
        case And(nodes) | Or(nodes):
            return 1 + max(map(depth, nodes), default=0)
    return 0


def all_of(query: Query) -> tuple[Query, ...]:
    """Returns the parts of a query that must all match."""
    return query.nodes if isinstance(query, And) else (query,)


def with_last(nodes: Sequence[Query], is_last: bool) -> Iterator[tuple[Query, bool]]:
    """Yields nodes in their order, each with whether it is the last of all that was typed."""
    for number, node in enumerate(nodes, 1):
        yield node, is_last and number == len(nodes)


def seeks_words(query: Query) -> bool:
    """Returns whether the query searches for words, so that some results match better."""
    match query:
        case Word():
            return True
        case And(nodes) | Or(nodes):
            return any(seeks_words(node) for node in nodes)
    return False


def names_feeds(query: Query | None) -> bool:
    """Returns whether it asks for articles of feeds."""
    return query is not None and any(
        isinstance(term, Field) and term.name in (FEED, FOLDER) for term in terms(query)
    )


def names_a_place(query: Query) -> bool:
    """Returns whether it asks for the inbox, Later or the archive by name (``in:later``)."""
    return any(isinstance(term, Field) and term.name == "in" for term in terms(query))
