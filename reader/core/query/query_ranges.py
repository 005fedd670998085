"""Parses dates and numbers in queries: ``2026-11``, ``7d``, ``>2000``, ``2024..2026``, in any digits."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TypeVar

from reader.core.text.searching.search_folding import without_diacritics

_DATE = re.compile(r"[0-9]{4}(-(0?[1-9]|1[0-2])(-(0?[1-9]|[12][0-9]|3[01]))?)?")
_AGO = re.compile(r"(?P<count>[0-9]{1,4})(?P<unit>[dwmy])")
_UNFINISHED = re.compile(r"^[0-9]{1,3}$|-0?$|\.$")
_NUMBER = re.compile(r"(?P<count>[0-9]{1,9})(?P<thousand>k?)")
_NAMED = {"today": 0, "yesterday": 1}  # days ago
_SIGN = re.compile(r"[<>]=?")
_SIGNS: dict[str, tuple[int | None, int | None]] = {  # which end of the value is lowest and highest
    ">": (1, None),
    ">=": (0, None),
    "<": (None, 0),
    "<=": (None, 1),
}

End = TypeVar("End")
Range = tuple[End | None, End | None]  # from the first on, up to but without the last


def checked_day(value: str) -> str | None:
    """Returns a day, month or year as it is stored; empty while unfinished, None if invalid."""
    value = without_diacritics(value).lower()
    if value in _NAMED or _AGO.fullmatch(value):
        return value
    if any(name.startswith(value) for name in _NAMED):
        return ""
    value = _UNFINISHED.sub("", value)
    return value if not value or _DATE.fullmatch(value) else None


def checked_period(value: str) -> str | None:
    """Returns a period or a range as it is stored; empty while unfinished, None if invalid."""
    value = without_diacritics(value)
    is_ago = _AGO.fullmatch(_SIGN.sub("", value, count=1).lower())
    if is_ago and _SIGN.match(value):
        return None  # of "<7d" nobody could say whether it is more than a week ago, or less
    return _checked(value, checked_day)


def checked_number(value: str) -> str | None:
    """Returns a number or a range as it is stored; empty while unfinished, None if invalid."""
    return _checked(without_diacritics(value), _checked_number)


def _checked_number(value: str) -> str | None:
    value = value.lower().removesuffix(".")
    return value if not value or _NUMBER.fullmatch(value) else None


def _checked(value: str, checked: Callable[[str], str | None]) -> str | None:
    sign = _SIGN.match(value)
    if sign is not None:
        of = checked(value[sign.end() :])
        return sign[0] + of if of else of
    first, dots, last = value.partition("..")
    if not dots:
        return checked(value)
    ends = [checked(end) if end else "" for end in (first, last)]
    if None in ends:
        return None
    return f"{ends[0]}..{ends[1]}" if any(ends) else ""


def period(value: str, today: date) -> Range[date]:
    """Returns the days that a checked period contains."""
    if _AGO.fullmatch(value):
        return _days(value, today)[0], None
    return _range(value, lambda one: _days(one, today))


def numbers(value: str) -> Range[int]:
    """Returns the numbers that a checked range contains."""
    return _range(value, _number)


def _number(value: str) -> tuple[int, int]:
    found = _NUMBER.fullmatch(value)
    if found is None:
        raise ValueError(value)
    number = int(found["count"]) * (1000 if found["thousand"] else 1)
    return number, number + 1


def _range(value: str, ends: Callable[[str], tuple[End, End]]) -> Range[End]:
    sign = _SIGN.match(value)
    if sign is not None:
        of = ends(value[sign.end() :])
        first, last = _SIGNS[sign[0]]
        return (None if first is None else of[first]), (None if last is None else of[last])
    low, dots, high = value.partition("..")
    if not dots:
        return ends(value)
    return (ends(low)[0] if low else None), (ends(high)[1] if high else None)


def _days(value: str, today: date) -> tuple[date, date]:
    """Returns the first day of a period, and the first after it."""
    if value in _NAMED:
        return _later(today, -_NAMED[value]), _later(today, 1 - _NAMED[value])
    ago = _AGO.fullmatch(value)
    if ago is not None:
        first = _ago(int(ago["count"]), ago["unit"], today)
        return first, _later(first, 1)
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    if day:
        first = _day(year, month, day)
        return first, _later(first, 1)
    return _day(year, month or 1, 1), _day(*((year, month + 1) if month else (year + 1, 1)), 1)


def _ago(count: int, unit: str, today: date) -> date:
    if unit in "dw":
        return _later(today, -count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    return _day(months // 12, months % 12 + 1, today.day)


def _day(year: int, month: int, day: int) -> date:
    """Returns a day; of one that the month does not have, the first of the next; of no year, the nearest."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year > date.max.year:
        return date.max
    try:
        return date(max(1, year), month, day)
    except ValueError:
        return _day(year, month + 1, 1)


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


def local_day(moment: int) -> date:
    """Returns the day of a moment in the user's own zone; it is in milliseconds since 1970 UTC."""
    return datetime.fromtimestamp(moment / 1000, UTC).astimezone().date()


def first_moment(day: date, zone: tzinfo | None = None) -> int:
    """Returns when a day begins, in milliseconds since 1970 UTC, in the user's own zone unless one is given."""
    moment = datetime(day.year, day.month, day.day, tzinfo=zone)
    try:
        seconds = moment.timestamp()  # right also where clocks are put forward at midnight
    except (OverflowError, OSError, ValueError):  # the first and last years there are
        seconds = moment.replace(tzinfo=UTC).timestamp()
    return round(seconds * 1000)
