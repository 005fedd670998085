"""What a person types to find annotations: ``tag:method color:green has:note "slow reading"``.

The grammar is that of ``query``; the fields are those of a highlight and of its article.
"""

import re
from datetime import UTC, datetime, tzinfo

from reader.core.models import Color
from reader.core.query import Language, Query, parse

IS_VALUES = ("review", "orphan", "highlight")
HAS_VALUES = ("note", "tag")
IN_VALUES = ("inbox", "later", "archive")
TEXT_FIELDS = ("article", "site", "by")
DATE_FIELDS = ("before", "after")

_CLOSED = {"color": tuple(Color), "has": HAS_VALUES, "is": IS_VALUES, "in": IN_VALUES}
ANNOTATIONS = Language(
    ("tag", *_CLOSED, *TEXT_FIELDS, *DATE_FIELDS),
    _CLOSED,
    {"colour": "color", "title": "article", "since": "after", "until": "before"},
    {"gray": "grey", "notes": "note", "tags": "tag", "archived": "archive"},
    DATE_FIELDS,
)
# What is taught while a person types: a beginning of a term, and whether more must follow.
TERMS = (
    *("tag:", "color:", "has:note", "has:tag", "is:review", "is:orphan", "is:highlight"),
    *("article:", "site:", "by:", "in:inbox", "in:later", "in:archive", "before:", "after:"),
)
_WORD = re.compile(r'-?[A-Za-z]+:"[^"]*"?|-?"[^"]*"?|\S+')
_ONE_OF = ("color", "is", "in")  # fields of which a query made by choosing holds one value


def parse_annotations(text: str) -> Query:
    """The tree for a query; never raises, whatever was typed."""
    return parse(text, ANNOTATIONS)


def first_moment(day: str, zone: tzinfo | None = None) -> int:
    """When a day, month or year (``2026-11-01``, ``2026-11``, ``2026``) begins.

    In milliseconds since 1970 UTC; zone is the person's own unless one is given. A day that the
    month does not have is the first of the next.
    """
    year, month, of_month = (*map(int, day.split("-")), 1, 1)[:3]
    try:
        moment = datetime(max(1, year), month, of_month, tzinfo=zone)
    except ValueError:
        moment = datetime(max(1, year), month + 1, 1, tzinfo=zone)
    try:
        moment = moment.astimezone(UTC)
    except (OverflowError, OSError, ValueError):  # the first and last years there are
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


def with_term(text: str, term: str) -> str:
    """The query with a term added, or taken away when it has it.

    Of a colour, a state and a place there is one at a time: another takes its place.
    """
    words = _WORD.findall(text)
    if term in words:
        return " ".join(word for word in words if word != term)
    name = term.partition(":")[0]
    if name in _ONE_OF:
        words = [word for word in words if not word.startswith(f"{name}:")]
    return " ".join((*words, term))


def completions(text: str, at: int, tags: tuple[str, ...]) -> tuple[str, ...]:
    """What the word that ends at an offset may become, whole terms, the likeliest first.

    Empty when the word is a term already, or begins none.
    """
    word = word_before(text, at)
    sign = "-" if word.startswith("-") else ""
    begun = word[len(sign) :].lower()
    if not begun:
        return ()
    name, colon, value = begun.partition(":")
    if not colon:
        found = [term for term in TERMS if term.startswith(begun)]
    elif name in _CLOSED:
        found = [f"{name}:{one}" for one in _CLOSED[name] if one.startswith(value)]
    elif name == "tag":
        found = [f"tag:{_quoted(one)}" for one in tags if one.lower().startswith(value)]
    else:
        found = []
    if found == [begun]:
        return ()
    return tuple(sign + term for term in found)


def word_before(text: str, at: int) -> str:
    """The word that ends at an offset, without the white space before it."""
    head = text[:at]
    cut = max((place for place, sign in enumerate(head) if sign.isspace()), default=-1)
    return head[cut + 1 :]


def tag_term(name: str) -> str:
    """The term that asks for a tag."""
    return f"tag:{_quoted(name)}"


def _quoted(value: str) -> str:
    return f'"{value}"' if any(sign.isspace() or sign in '"()' for sign in value) else value
