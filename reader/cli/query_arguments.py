"""Parses the queries of the command line, and refuses those that a window forgives while they are typed."""

from collections.abc import Sequence

from reader.core.errors import InvalidInput
from reader.core.query.article_query import ARTICLES, Language, Query, parse, strangers
from reader.core.translation import _


def read_query(words: Sequence[str], language: Language = ARTICLES) -> Query:
    """Returns the tree for a query; raises InvalidInput for a value that does not exist or is missing."""
    text = " ".join(words)
    for name, value in strangers(text, language):
        known = language.closed.get(name, ())
        if known:
            message = _("There is no “{name}:{value}”; after “{name}:” may stand {known}.")
            raise InvalidInput(message.format(name=name, value=value, known=", ".join(known)))
        if value and name in language.dates:
            message = _("“{value}” is no day, month or year, such as 2026-11-01 or 2026.")
            raise InvalidInput(message.format(value=value))
        raise InvalidInput(_("Something has to follow “{name}:”.").format(name=name))
    return parse(text, language)
