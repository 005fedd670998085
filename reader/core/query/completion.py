"""Completes the current word of a query: fields, values and tag names."""

import re

from reader.core.query.query_fields import (
    FIELDS,
    HAS_VALUES,
    IS_VALUES,
    PLACES,
    ValueKind,
    field_named,
)
from reader.core.query.query_printing import tag_term

_QUOTES = ('"', "“", "„")
_QUOTED = r"""(?:["“„](?:\\.|[^\\"”“])*\\?["”“]?)"""
_WORD = re.compile(rf"""\(*(?P<word>-*(?:[A-Za-z]+:)?{_QUOTED}|[^\s(]\S*)""")
_ESCAPE = re.compile(r"""\\([\\"“”])""")

# Beginnings of terms: of what has a few short values, these; else the field with its colon.
_SPELLED_OUT = {"is": IS_VALUES, "in": PLACES, "has": HAS_VALUES}
_TERMS = tuple(
    term
    for name in FIELDS
    for term in ([f"{name}:{one}" for one in _SPELLED_OUT.get(name, ())] or [f"{name}:"])
)
# What an empty field offers, the likeliest first.
FIRST_TERMS = ("tag:", "is:unread", "has:note", "color:", "in:later", "site:")


def completing(text: str, at: int, tags: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """Returns where the word begins that ends at an offset, and what it may become, the likeliest first.

    That is whole terms, or a field up to its colon; none when the word is a term already, or
    begins none. The name of a tag may have spaces, also where no quotation marks are around it.
    """
    start = _word_start(text[:at])
    before = text[:start].rstrip()
    first = _word_start(before)
    if before[first:].lower().lstrip("-").startswith("tag:") and start < at:
        found = _completions(text[first:at], tags)
        if found:
            return first, found
    return start, _completions(text[start:at], tags)


def _completions(word: str, tags: tuple[str, ...]) -> tuple[str, ...]:
    sign = "-" if word.startswith("-") else ""
    begun = word[len(sign) :].lower()
    if not begun:
        return ()
    name, colon, value = begun.partition(":")
    field = field_named(name)
    if not colon:
        found = [term for term in _TERMS if term.startswith(begun)]
    elif field is None:
        found = []
    elif field.kind is ValueKind.TAG:
        plain = _ESCAPE.sub(r"\1", value[1:]) if value[:1] in _QUOTES else value
        plain = " ".join(plain.split())
        found = [tag_term(one) for one in tags if one.lower().startswith(plain)]
    else:
        found = [f"{name}:{one}" for one in field.values if one.startswith(value)]
    if [one.lower() for one in found] == [begun]:
        return ()
    return tuple(sign + term for term in found)


def _word_start(head: str) -> int:
    """Returns where the word begins that a text ends in; what is between quotation marks is one word."""
    words = list(_WORD.finditer(head))
    return words[-1].start("word") if words and words[-1].end() == len(head) else len(head)
