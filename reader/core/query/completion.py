"""Completes the word of a query that is being typed: fields, their values, and names of tags."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from reader.core.query.annotation_query_parser import CLOSED_VALUES as ANNOTATION_VALUES
from reader.core.query.article_query_parser import CLOSED_VALUES as ARTICLE_VALUES
from reader.core.query.article_query_parser import HAS_VALUES, IS_VALUES, tag_term

_QUOTES = ('"', "“", "„")
_QUOTED = r"""(?:["“„](?:\\.|[^\\"”“])*\\?["”“]?)"""
_WORD = re.compile(rf"""\(*(?P<word>-*(?:[A-Za-z]+:)?{_QUOTED}|[^\s(]\S*)""")
_ESCAPE = re.compile(r"""\\([\\"“”])""")


class Vocabulary(NamedTuple):
    """What may be typed in a query of one kind."""

    terms: tuple[str, ...]  # a beginning of a term each; where it ends in a colon, more must follow
    values: Mapping[str, tuple[str, ...]]  # of the fields that have but a few


ARTICLES = Vocabulary(
    (
        *("tag:", *(f"is:{value}" for value in IS_VALUES)),
        *(*(f"has:{value}" for value in HAS_VALUES), "color:", "site:", "by:", "title:"),
    ),
    ARTICLE_VALUES,
)
ANNOTATIONS = Vocabulary(
    (
        *("tag:", "color:", "has:note", "has:tag", "is:review", "is:orphan", "is:highlight"),
        *("article:", "site:", "by:", "in:inbox", "in:later", "in:archive", "before:", "after:"),
    ),
    ANNOTATION_VALUES,
)


def completing(
    text: str, at: int, tags: tuple[str, ...], vocabulary: Vocabulary = ARTICLES
) -> tuple[int, tuple[str, ...]]:
    """Returns where the word begins that ends at an offset, and what it may become, the likeliest first.

    That is whole terms; none when the word is a term already, or begins none. The name of a tag
    may have spaces, also where no quotation marks stand around it.
    """
    start = _word_start(text[:at])
    before = text[:start].rstrip()
    first = _word_start(before)
    if before[first:].lower().lstrip("-").startswith("tag:") and start < at:
        found = _completions(text[first:at], tags, vocabulary)
        if found:
            return first, found
    return start, _completions(text[start:at], tags, vocabulary)


def _completions(word: str, tags: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    sign = "-" if word.startswith("-") else ""
    begun = word[len(sign) :].lower()
    if not begun:
        return ()
    name, colon, value = begun.partition(":")
    if not colon:
        found = [term for term in vocabulary.terms if term.startswith(begun)]
    elif name in vocabulary.values:
        values = vocabulary.values[name]
        found = [f"{name}:{one}" for one in values if one.startswith(value)]
    elif name == "tag":
        plain = _ESCAPE.sub(r"\1", value[1:]) if value[:1] in _QUOTES else value
        plain = " ".join(plain.split())
        found = [tag_term(one) for one in tags if one.lower().startswith(plain)]
    else:
        found = []
    if [one.lower() for one in found] == [begun]:
        return ()
    return tuple(sign + term for term in found)


def _word_start(head: str) -> int:
    """Returns where the word begins that a text ends in; what stands between quotation marks is one word."""
    words = list(_WORD.finditer(head))
    return words[-1].start("word") if words and words[-1].end() == len(head) else len(head)
