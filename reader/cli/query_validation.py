"""Parses the queries of the command line, and refuses those that a window forgives while they are typed."""

from collections.abc import Sequence

from reader.core.errors import InvalidInput
from reader.core.query.article_query_parser import ARTICLES, Language, Query, parse, strangers
from reader.core.query.query_mistakes import reason


def read_query(words: Sequence[str], language: Language = ARTICLES) -> Query:
    """Returns the tree for a query; raises InvalidInput for a value that does not exist or is missing."""
    text = " ".join(words)
    found = strangers(text, language)
    if found:
        raise InvalidInput(reason(found[0], language))
    return parse(text, language)
