"""Parses dates, as people and pages write them, to ISO 8601."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from reader.importers.calendars.month_names import MONTHS
from reader.importers.calendars.other_calendars import ERA, iranian_date, year_of

# A letter, and what is not between words: marks are letters of many scripts, but not of \w.
_NAME = r"([^\W\d_][^\s\d_.,:;/()'’\"-]{1,16})\.?"

_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2})?)?"
)
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_NAME} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})"), "mdy"),
    (
        re.compile(rf"{_NAME} {{1,2}}(\d{{1,2}}) \d\d:\d\d:\d\d [A-Z]{{3,4}} (\d{{4}})"),
        "mdy",
    ),  # `date`
    (
        re.compile(
            rf"(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)? ?(?:de |of |-|d['’])?{_NAME},?(?: de | del | |-)?(\d{{4}})"
        ),
        "dmy",
    ),
    (re.compile(rf"(\d{{4}})(?:\.? (?:m\. )?|-){_NAME}[ -](\d{{1,2}})\.?"), "ymd"),
    (re.compile(rf"(\d{{4}})\. gada (\d{{1,2}})\. {_NAME}"), "ydm"),
    (re.compile(r"(\d{1,2}) tháng (\d{1,2}),?(?: năm)? (\d{4})"), "dmy"),
    (re.compile(rf"((?:{ERA})(?:\d{{1,3}}|元))年(\d{{1,2}})月(\d{{1,2}})日"), "ymd"),
    (re.compile(r"(\d{4}) ?[/.年-] ?(\d{1,2}) ?[/.月-] ?(\d{1,2})日?"), "ymd"),
    (re.compile(r"(\d{4})년 ?(\d{1,2})월 ?(\d{1,2})일"), "ymd"),
    (re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})"), "dmy"),
    (re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})"), "dm?y"),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})"), "dm?y"),
)
_SHORT_FORMS = (  # years of two digits: only where the text is known to be a date
    (re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|\.)?[ -]?{_NAME},?(?: |-)?[’']?(\d{{2}})"), "dmy"),
    (re.compile(rf"{_NAME} (\d{{1,2}})(?:st|nd|rd|th)?,? [’'](\d{{2}})"), "mdy"),
    (re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{2})"), "dmy"),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2})"), "dm?y"),
)


# No word or number goes on before a date; East Asian ones have no spaces between them.
_BEGIN = r"(?<![/.-])(?<![^\W\u3040-\u9fff\uac00-\ud7af])"


def _searched(
    *forms: tuple[re.Pattern[str], str],
) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"{_BEGIN}{form.pattern}(?:(?<=[日일])|(?![\w/:-]|\.\d))"), order)
        for form, order in forms
    )


_SEARCHED, _SHORT_SEARCHED = _searched(*_FORMS), _searched(*_SHORT_FORMS)
_ISO_SEARCHED = re.compile(rf"{_BEGIN}{_ISO.pattern}(?![\d/-])")
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,? (?:den |the )?)?"
_CLOCK = r"(?:,? ?(?:at |um |à )?\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: Uhr)?(?: ?\(?[A-Z]{2,5}\)?| ?[+-]\d{4})?)?"
_LABEL = re.compile(
    r"(?:published|posted|date|dated|first published|veröffentlicht|datum|publié|publié le|fecha|"
    r"publicado|publicado el|data|pubblicato|pubblicato il|发布时间|发布于|日期)(?: on)?\s*[:：]?\s+",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")  # since 1970, or milliseconds
_YEAR, _TWO_DIGITS = re.compile(rf"\d{{4}}|{ERA}"), re.compile(r"\d{2}")
_YEAR_OR_MONTH = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?")
_FIRST_SHORT_YEAR = 70  # 70 is 1970, 69 is 2069
_EARLIEST_YEAR = 1500  # programs write the year 1 where they have no date


def iso_date(text: str) -> str:
    """Returns the date a text consists of, as ISO 8601; empty if it is not a date, or ambiguous.

    A time of day is kept only when it was written as ISO 8601. A label ("Published:"), a weekday
    and a clock time may be around the date.
    """
    text = " ".join(text.split())
    if not 6 <= len(text) <= 80:
        return ""
    if match := _ISO.fullmatch(text):
        return _iso(match)
    bare = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    if match := _ISO.fullmatch(bare):
        return _iso(match)
    for pattern, order in _FORMS:
        if match := re.fullmatch(f"{_WEEKDAY}{pattern.pattern}{_CLOCK}", bare):
            return _valid(match.groups()[:3], order)
    return _mail_date(bare)


def year_or_month(text: str) -> str:
    """Returns a year, or a year with its month, as it is: more is often not said of a book; else empty."""
    return text if _YEAR_OR_MONTH.fullmatch(text) else ""


def find_date(
    text: str, *, is_month_first: bool | None = None, is_marked: bool = False
) -> tuple[str, int, int]:
    """Returns the first date in a text, and where it begins and ends; ("", 0, 0) if there is none.

    is_month_first: how 3/4/2025 is read; such a date is passed over when nothing is known.
    is_marked: whether the text is known to contain a date; then years may have two digits.
    """
    found: tuple[str, int, int] = ("", 0, 0)
    if not (_TWO_DIGITS if is_marked else _YEAR).search(text):
        return found
    forms = (*_SEARCHED, *_SHORT_SEARCHED) if is_marked else _SEARCHED
    for pattern, order in ((_ISO_SEARCHED, "iso"), *forms):
        for match in pattern.finditer(text):
            if order == "iso":
                day = _iso(match)
            else:
                day = _valid(match.groups()[:3], order, is_month_first=is_month_first)
            if day:
                if not found[0] or match.start() < found[1]:
                    found = day, match.start(), match.end()
                break
    return found


def machine_date(text: str, *, is_month_first: bool | None = None) -> str:
    """Returns the date of an attribute that a program wrote: whatever follows the day may be odd."""
    text = " ".join(text.split())
    if day := iso_date(text):
        return day
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    if match := re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", text) or re.match(
        r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)$", text
    ):
        return _valid(match.groups(), "ymd")
    return find_date(text[:80], is_month_first=is_month_first)[0]


def _iso(match: re.Match[str]) -> str:
    day = _valid((match[1], match[2], match[3]), "ymd")
    if not day or not match[4]:
        return day
    zone = match[5] or ""
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    try:
        return datetime.fromisoformat(f"{day}T{match[4]}{zone}").isoformat()
    except ValueError:
        return day


def _valid(parts: tuple[str | None, ...], order: str, *, is_month_first: bool | None = None) -> str:
    if order == "dm?y":  # 3/4/2025 is two days; 16/3/2025 and 3/16/2025 are one
        first, second = int(parts[0] or 0), int(parts[1] or 0)
        if first <= 12 and second <= 12 and first != second:
            if is_month_first is None:
                return ""
            order = "mdy" if is_month_first else "dmy"
        else:
            order = "dmy" if first > 12 else "mdy"
    given = {key: part or "" for key, part in zip(order, parts, strict=True)}
    if len(given["y"]) == 2:
        given["y"] = ("19" if int(given["y"]) >= _FIRST_SHORT_YEAR else "20") + given["y"]
    name = given["m"].casefold()
    try:
        year, number = year_of(given["y"]), int(given["d"])
        day = iranian_date(year, name, number) or date(year, MONTHS.get(name) or int(name), number)
    except ValueError:
        return ""
    return day.isoformat() if day.year >= _EARLIEST_YEAR else ""


def _mail_date(text: str) -> str:
    try:
        return parsedate_to_datetime(text).isoformat() if re.search(r"\d:\d\d", text) else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
