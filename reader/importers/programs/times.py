"""Parses times as programs write them to milliseconds since 1970 UTC."""

import re
from contextlib import suppress
from datetime import UTC, datetime

from reader.importers.calendars.dates import machine_date

_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?(?: ?([ap])\.? ?m\b\.?)?"
    r"(?: ?(?:GMT|UTC)?([+-]\d\d):?(\d\d)\b| ?(GMT|UTC|Z)\b)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"-?\d{1,17}(?:\.\d+)?")
_EARLIEST, _LATEST = 0, 4_102_444_800_000  # 1970 and 2100: no time of the user's is beyond them
# Seconds, milliseconds and microseconds differ by a thousand: these are those of 2100, and of 5138.
_SECONDS, _MILLISECONDS = 100_000_000_000, 100_000_000_000_000


def milliseconds(value: object, *, is_local: bool = False) -> int | None:
    """Returns the time of a number (s, ms or µs) or a text; None for anything else.

    is_local: whether a time without a zone is that of this machine's zone, else of UTC. A day
    without a time begins here: elsewhere another would be shown.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _of_number(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if _NUMBER.fullmatch(text):
        return _of_number(float(text)) if len(text) > 8 else None
    moment = _of_text(text)
    is_day = ":" not in text
    return None if moment is None else of_datetime(moment, is_local=is_local or is_day)


def day_of(value: object) -> str:
    """Returns when something was published, as it is given; of a number, the day."""
    is_number = not isinstance(value, str) or (len(value) > 8 and _NUMBER.fullmatch(value))
    moment = milliseconds(value) if is_number else None
    if moment is None:
        return value if isinstance(value, str) else ""
    return datetime.fromtimestamp(moment / 1000, UTC).date().isoformat()


def of_datetime(moment: datetime, *, is_local: bool = False) -> int | None:
    """Returns a time as milliseconds; see ``milliseconds``."""
    try:
        if moment.tzinfo is None:
            moment = moment.astimezone() if is_local else moment.replace(tzinfo=UTC)
        return _bounded(round(moment.timestamp() * 1000))
    except (OverflowError, OSError, ValueError):
        return None


def _of_number(value: float) -> int | None:
    if value != value or abs(value) == float("inf"):
        return None
    if abs(value) < _SECONDS:
        value *= 1000
    elif abs(value) >= _MILLISECONDS:
        value /= 1000
    return _bounded(round(value))


def _bounded(value: int) -> int | None:
    return value if _EARLIEST < value < _LATEST else None


def _of_text(text: str) -> datetime | None:
    try:  # in half the time of ``suppress``: most texts are so
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    day = machine_date(text)
    for moment in (f"{day[:10]}T{_clock(text)}", day):
        with suppress(ValueError):
            return datetime.fromisoformat(moment)
    return None


def _clock(text: str) -> str:
    """Returns the time of day in a text, with its zone, as ISO 8601 has it; empty if there is none."""
    found = _CLOCK.search(text)
    if found is None:
        return ""
    hour, half = int(found[1]), (found[4] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    zone = f"{found[5]}:{found[6]}" if found[5] else "+00:00" if found[7] else ""
    return f"{hour:02}:{found[2]}:{found[3] or '00'}{zone}"
