"""Converts years and dates of other calendars: East Asian eras, the Thai and the Iranian calendar."""

from datetime import date

ERA = "令和|平成|民國|民国"
_BEFORE_ERA = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
_LEAST_THAI_YEAR, _BEFORE_THAI_YEAR = 2400, 543
_IRANIAN_MONTHS = {
    name: month
    for month, name in enumerate(
        "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split(), 1
    )
}
_IRANIAN_YEARS = range(1250, 1500)
_EPOCH = 356_033  # what the rule of 33 years counts more than Python's ordinals


def year_of(text: str) -> int:
    """Returns the year that digits mean, with an era before them or of the Thai calendar."""
    if before := _BEFORE_ERA.get(text[:2]):
        return before + (1 if text[2:] == "元" else int(text[2:]))
    year = int(text)
    return year - _BEFORE_THAI_YEAR if year >= _LEAST_THAI_YEAR else year


def iranian_date(year: int, month_name: str, day: int) -> date | None:
    """Returns the day of a date with the name of an Iranian month; None for anything else."""
    month = _IRANIAN_MONTHS.get(month_name)
    if month is None or year not in _IRANIAN_YEARS or not 1 <= day <= 31:
        return None
    past, cycle = divmod(year + 1595, 33)
    leap_days = past * 8 + (cycle + 3) // 4
    days = 365 * (year + 1595) + leap_days + 31 * (month - 1) - max(0, month - 7) + day
    return date.fromordinal(days - _EPOCH)
