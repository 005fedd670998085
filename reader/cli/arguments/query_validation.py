"""Parses queries given on the command line, and rejects mistakes that the window tolerates while typing."""

from collections.abc import Sequence

from reader.core.errors import InvalidInput
from reader.core.query.query_mistakes import refusals
from reader.core.query.query_parser import parse
from reader.core.query.query_tree import Query


def read_query(words: Sequence[str]) -> Query:
    """Returns the tree for a query; raises InvalidInput where a part of it cannot be, or is missing."""
    text = " ".join(words)
    for mistake in refusals(text):
        raise InvalidInput(mistake.reason)
    return parse(text)
