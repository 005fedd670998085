"""Parses queries for annotations: ``tag:method color:green has:note "slow reading"``.

The grammar is that of ``query``; the fields are those of a highlight and of its article.
"""

from datetime import UTC, datetime, tzinfo

from reader.core.models import Color
from reader.core.query.article_query_parser import (
    And,
    Field,
    Language,
    Or,
    Query,
    parse,
    typed_terms,
)

IS_VALUES = ("review", "orphan", "highlight")
HAS_VALUES = ("note", "tag")
IN_VALUES = ("inbox", "later", "archive")
TEXT_FIELDS = ("article", "site", "by")
DATE_FIELDS = ("before", "after")

CLOSED_VALUES = {"color": tuple(Color), "has": HAS_VALUES, "is": IS_VALUES, "in": IN_VALUES}
ANNOTATIONS = Language(
    ("tag", *CLOSED_VALUES, *TEXT_FIELDS, *DATE_FIELDS),
    CLOSED_VALUES,
    {"colour": "color", "title": "article", "since": "after", "until": "before"},
    {"gray": "grey", "notes": "note", "tags": "tag", "archived": "archive"},
    DATE_FIELDS,
)
_ONE_OF = ("color", "is", "in")  # fields of which a query made by choosing holds one value


def parse_annotations(text: str) -> Query:
    """Returns the tree for a query; never raises, whatever was typed."""
    return parse(text, ANNOTATIONS)


def first_moment(day: str, zone: tzinfo | None = None) -> int:
    """Returns when a day, month or year (``2026-11-01``, ``2026-11``, ``2026``) begins.

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
    """Returns the query with a term added, or taken away when it has it.

    Of a colour, a state and a place there is one at a time: another takes its place. What stands
    beside others in parentheses stays as it is.
    """
    wanted = parse_annotations(term)
    terms = typed_terms(text, ANNOTATIONS)
    if any(one.node == wanted for one in terms):
        return " ".join(one.text for one in terms if one.node != wanted)
    name = term.partition(":")[0]
    if name in _ONE_OF:
        terms = tuple(one for one in terms if not _is_about(one.node, name))
    return " ".join((*(one.text for one in terms), term))


def _is_about(node: Query, name: str) -> bool:
    """Returns whether it asks for nothing but a value of one field, or for one of several."""
    match node:
        case Field(field, _value):
            return field == name
        case Or(nodes) | And(nodes):
            return all(_is_about(one, name) for one in nodes)
    return False
