"""Parses the dates of feeds, in more forms than their standards allow."""

import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_tz

from reader.importers.calendars.dates import find_date, iso_date, machine_date, year_or_month

_OFFSET = re.compile(r"\b(?:GMT|UTC?)\s*([+-])(\d{1,2})(?::?(\d{2}))?\s*$", re.IGNORECASE)
_REMARK = re.compile(r"\s*\([^()]*\)$")  # the name of a zone, behind its offset
_COLON = re.compile(r"(?<=[\s\d][+-]\d\d):(?=\d\d$)")
_LONG_SEPTEMBER = re.compile(r"\bSept\b", re.IGNORECASE)
_ODD_YEAR = re.compile(r"\s-\d{4}\s")  # before the year 1: no date was set
_CLOCK = re.compile(r"\d:\d\d")
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([ap])\.?m\b\.?)?(?: ?([+-]\d{4}|Z|UTC?|GMT))?$",
    re.IGNORECASE,
)
_ZONE_BEFORE_YEAR = re.compile(r"(\d\d:\d\d:\d\d) ([A-Z]{3,4}) (\d{4})$")  # as Java writes it
_YEARS = (1900, 2200)
_LETTERS = re.compile(r"[^\W\d_]")
# What the standard of mail defines; other names, such as IST, stand for several zones.
_SURE = re.compile(r"(?:[+-]\d{4}|[+-]\d\d:\d\d|\b(?:Z|UTC?|GMT|[ECMP][SD]T))$", re.IGNORECASE)


def feed_date(text: str) -> str:
    """Returns a date as ISO 8601, empty for anything else.

    It has a zone only where it was written without doubt: most names of zones stand for several.
    """
    text = _COLON.sub("", _REMARK.sub("", " ".join(text.split())[:100]))
    text = _ZONE_BEFORE_YEAR.sub(r"\3 \1 \2", text)
    text = _OFFSET.sub(lambda m: f"{m[1]}{int(m[2]):02}{m[3] or '00'}", text)
    if not any(sign.isdigit() for sign in text) or len(text) < 6 or _ODD_YEAR.search(text):
        return year_or_month(text)
    found = iso_date(text)
    if "T" in found or (found and not _CLOCK.search(text)):
        return found
    time = _TIME.search(text)
    if time is None or not time[4]:
        found = _mail_date(text) or found
    if "T" not in found and time is not None:
        found = _at_time(found or find_date(text)[0], time)
    return found or machine_date(text) or year_or_month(text)


def _at_time(day: str, time: re.Match[str]) -> str:
    """Returns a day with the time of day that is written behind it."""
    hour, minute, second, half, zone = time.groups()
    if half:
        hour = f"{int(hour) % 12 + 12 * (half in 'pP')}"
    zone = f"{zone[:3]}:{zone[3:]}" if zone and zone[0] in "+-" else "+00:00" if zone else ""
    try:
        moment = datetime.fromisoformat(f"{day}T{hour:0>2}:{minute}:{second or '00'}{zone}")
    except ValueError:
        return day
    return moment.isoformat()


def _mail_date(text: str) -> str:
    """Returns a date of the form “Mon, 02 Jan 2006 15:04:05 +0000”, whatever is odd about it."""
    is_past_midnight = " 24:" in text
    text = _LONG_SEPTEMBER.sub("Sep", text)
    parts = parsedate_tz(re.sub(r":60\b", ":59", text.replace(" 24:", " 23:")))
    if parts is None or not _LETTERS.search(text):
        return ""
    try:
        zone = timezone(timedelta(seconds=parts[9] or 0)) if _SURE.search(text) else None
        moment = datetime(*parts[:6], tzinfo=zone) + timedelta(hours=int(is_past_midnight))
    except (ValueError, OverflowError):
        return ""
    return moment.isoformat() if _YEARS[0] <= moment.year <= _YEARS[1] else ""
