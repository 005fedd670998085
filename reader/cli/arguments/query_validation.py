"""Parses queries given on the command line, and rejects mistakes that the window tolerates while typing."""

from collections.abc import Sequence

from reader.core.errors import InvalidInput
from reader.core.query.query_mistakes import refusals
from reader.core.query.query_parser import parse
from reader.core.query.query_tree import Query


def read_query(words: Sequence[str]) -> Query:
    """Returns the tree of a query; raises InvalidInput if a part of it is invalid or missing."""
    text = " ".join(words)
    for mistake in refusals(text):
        raise InvalidInput(mistake.reason)
    return parse(text)
