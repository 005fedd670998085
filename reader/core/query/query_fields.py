"""Defines the fields of a query and their possible values."""

from enum import Enum, auto
from typing import NamedTuple

from reader.core.models import Color


class ValueKind(Enum):
    """What is behind the colon of a field."""

    CHOICE = auto()  # one of a few values
    TAG = auto()
    TEXT = auto()
    DAY = auto()  # the first moment of a day, month or year
    PERIOD = auto()  # a day, month or year, or a range of them
    NUMBER = auto()  # a whole number, or a range


class QueryField(NamedTuple):
    """A field that may be typed, and what it is called besides."""

    name: str
    kind: ValueKind
    values: tuple[str, ...] = ()  # of a choice: those there are; else: some that are offered
    other_names: tuple[str, ...] = ()


PLACES = ("inbox", "later", "archive")
# Of what is filed, ``is:later`` is another way to write ``in:later``.
IS_VALUES = ("unread", "read", "starred", "review", "orphan", "highlight")
HAS_VALUES = ("note", "highlight", "tag")
_DAYS = ("today", "yesterday", "7d", "4w", "1y")

FIELDS = {
    field.name: field
    for field in (
        QueryField("tag", ValueKind.TAG),
        QueryField("is", ValueKind.CHOICE, (*IS_VALUES, *PLACES)),
        QueryField("in", ValueKind.CHOICE, PLACES),
        QueryField("has", ValueKind.CHOICE, HAS_VALUES),
        QueryField("color", ValueKind.CHOICE, tuple(Color), ("colour",)),
        QueryField("title", ValueKind.TEXT, other_names=("article",)),
        QueryField("site", ValueKind.TEXT),
        QueryField("by", ValueKind.TEXT),
        QueryField("text", ValueKind.TEXT),
        QueryField("quote", ValueKind.TEXT),
        QueryField("note", ValueKind.TEXT),
        QueryField("after", ValueKind.DAY, _DAYS, ("since",)),
        QueryField("before", ValueKind.DAY, _DAYS, ("until",)),
        QueryField("added", ValueKind.PERIOD, _DAYS),
        QueryField("published", ValueKind.PERIOD, _DAYS),
        QueryField("annotated", ValueKind.PERIOD, _DAYS),
        QueryField("words", ValueKind.NUMBER, (">2000", "<500")),
        QueryField("language", ValueKind.TEXT, other_names=("lang",)),
    )
}
_NAMES = {name: field for field in FIELDS.values() for name in (field.name, *field.other_names)}
_OTHER_VALUES = {
    "archived": "archive",
    "notes": "note",
    "highlights": "highlight",
    "tags": "tag",
    "gray": "grey",
    "r": "read",  # not "review", which a later Postil knows too
    "re": "read",
}


def field_named(name: str) -> QueryField | None:
    """Returns the field of a name, in small letters or capitals; None if there is none."""
    return _NAMES.get(name.lower())


def begun_values(field: QueryField, typed: str) -> list[str]:
    """Returns the values of a choice that begin with what is typed; one alone that is there."""
    asked = _OTHER_VALUES.get(typed.lower(), typed.lower())
    if asked in field.values:
        return [asked]
    return [value for value in field.values if value.startswith(asked)]
