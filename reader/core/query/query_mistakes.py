"""Finds mistakes in a query, and explains them."""

from collections.abc import Callable
from typing import NamedTuple

from reader.core.query.query_fields import FIELDS, ValueKind, field_named
from reader.core.query.query_parser import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_TERMS,
    Problem,
    Trouble,
    parse_strictly,
)
from reader.core.translation import N_, _

MOST = 20  # that are told of one query

# What is none while a query is typed, for more may follow.
_UNFINISHED = (Trouble.UNFINISHED, Trouble.OPEN_OR, Trouble.OPEN_MINUS)
# What means something as it is, if hardly what was meant: words that are searched.
_FORGIVEN = (Trouble.NO_FIELD, Trouble.NO_BRACKET)
_REASONS = {
    Trouble.LONELY_OR: N_("“OR” needs a term before it and one after it."),
    Trouble.OPEN_OR: N_("“OR” needs a term before it and one after it."),
    Trouble.OPEN_MINUS: N_("“-” must be followed by the term to exclude."),
    Trouble.EMPTY_BRACKETS: N_("There is nothing between these brackets."),
    Trouble.NO_BRACKET: N_("No bracket is open here, so this one is searched as text."),
    Trouble.TOO_DEEP: N_("Brackets cannot be nested more than {n} deep; this one is left out."),
    Trouble.TOO_MANY: N_("A query can have at most {n} terms; the rest is left out."),
    Trouble.TOO_LONG: N_("A query can have at most {n} characters; the rest is left out."),
    Trouble.NO_FIELD: N_(
        "There is no field “{name}”, so its words are searched; the fields are {known}."
    ),
}
_LIMITS = {
    Trouble.TOO_DEEP: MAX_DEPTH,
    Trouble.TOO_MANY: MAX_TERMS,
    Trouble.TOO_LONG: MAX_LENGTH,
}
_NO_VALUE = {
    ValueKind.DAY: N_(
        "“{value}” is not a day, month or year, such as 2026-11-01, 2026, today or 7d."
    ),
    ValueKind.PERIOD: N_(
        "“{value}” is not a time, such as 2026-11, 7d, >2026-11-01 or 2024..2026."
    ),
    ValueKind.NUMBER: N_("“{value}” is not a number or a range, such as >2000, <5k or 500..900."),
}


class Mistake(NamedTuple):
    """Where in the query, and why, in one sentence."""

    start: int
    end: int
    reason: str


def mistakes(text: str) -> list[Mistake]:
    """Returns the mistakes of a query in their order; what is not finished yet is none."""
    return _mistakes(text, lambda problem: problem.trouble not in _UNFINISHED)


def refusals(text: str) -> list[Mistake]:
    """Returns what a query that is finished cannot have, in its order."""
    return _mistakes(text, lambda problem: problem.trouble not in _FORGIVEN)


def _mistakes(text: str, is_one: Callable[[Problem], bool]) -> list[Mistake]:
    found = [problem for problem in parse_strictly(text).problems if is_one(problem)]
    return [Mistake(one.start, one.end, _reason(one)) for one in found[:MOST]]


def _reason(problem: Problem) -> str:
    field = field_named(problem.name)
    if problem.trouble in _REASONS or field is None:
        return _(_REASONS[problem.trouble]).format(
            n=_LIMITS.get(problem.trouble), name=problem.name, known=", ".join(FIELDS)
        )
    if problem.value and field.kind is ValueKind.CHOICE:
        message = _("There is no “{name}:{value}”; “{name}:” may be followed by {known}.")
        known = ", ".join(field.values)
        return message.format(name=problem.name, value=problem.value, known=known)
    if problem.value and problem.trouble is Trouble.NO_VALUE:
        return _(_NO_VALUE[field.kind]).format(value=problem.value)
    return _("A value must follow “{name}:”.").format(name=problem.name)
