"""Tells what in a query cannot mean what it says: fields and values that do not exist."""

import re
from typing import NamedTuple

from reader.core.query.article_query_parser import ARTICLES, Language, Stranger, strangers
from reader.core.translation import _

# A name, a colon and a value: neither an address (https://…), a path (C:\…) nor a time (10:30).
_LIKE_A_FIELD = re.compile(r"(?<!\S)[-(]*(?P<term>(?P<name>[A-Za-z]{2,}):[^\s/\\:][^\s]*)")


class Mistake(NamedTuple):
    """Where in the query, and why, in one sentence."""

    start: int
    end: int
    reason: str


def mistakes(text: str, language: Language = ARTICLES) -> list[Mistake]:
    """Returns the mistakes of a query in their order; what is not finished yet is none."""
    found = [
        Mistake(one.start, one.end, reason(one, language))
        for one in strangers(text, language)
        if one.value and not _is_begun(one, language)
    ]
    quoted = [match.span() for match in re.finditer(r'["“„][^"”]*["”]?', text)]
    for match in _LIKE_A_FIELD.finditer(text):
        name, (start, end) = match["name"].lower(), match.span("term")
        is_known = name in language.fields or name in language.other_names
        if not is_known and not any(first < start < last for first, last in quoted):
            known = ", ".join(language.fields)
            message = _(
                "There is no field “{name}”, so its words are searched; the fields are {known}."
            )
            found.append(Mistake(start, end, message.format(name=name, known=known)))
    return sorted(found)


def _is_begun(one: Stranger, language: Language) -> bool:
    known = language.closed.get(one.name, ())
    return any(value.startswith(one.value.lower()) for value in known)


def reason(one: Stranger, language: Language) -> str:
    """Returns what is wrong with the value of a field, in one sentence."""
    known = language.closed.get(one.name, ())
    if known:
        message = _("There is no “{name}:{value}”; “{name}:” may be followed by {known}.")
        return message.format(name=one.name, value=one.value, known=", ".join(known))
    if one.value and one.name in language.dates:
        message = _("“{value}” is not a day, month or year, such as 2026-11-01 or 2026.")
        return message.format(value=one.value)
    return _("A value must follow “{name}:”.").format(name=one.name)
