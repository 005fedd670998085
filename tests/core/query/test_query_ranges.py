"""The dates and numbers that fields are compared with."""

import time
from datetime import UTC, date, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.query.query_ranges import (
    checked_day,
    checked_number,
    checked_period,
    first_moment,
    numbers,
    period,
)
from tests.each import each

TODAY = date(2026, 3, 31)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@each(
    ("value", "first", "last"),
    [
        ("2026-11-02", "2026-11-02", "2026-11-03"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-02-30", "2026-03-01", "2026-03-02"),
        ("today", "2026-03-31", "2026-04-01"),
        ("yesterday", "2026-03-30", "2026-03-31"),
        ("7d", "2026-03-24", ""),
        ("2w", "2026-03-17", ""),
        ("1m", "2026-03-01", ""),
        ("3y", "2023-03-31", ""),
        ("9999y", "0001-03-31", ""),
        (">2026-11", "2026-12-01", ""),
        (">=2026-11", "2026-11-01", ""),
        ("<2026-11", "", "2026-11-01"),
        ("<=2026-11", "", "2026-12-01"),
        ("2024..2026-01", "2024-01-01", "2026-02-01"),
        ("2024..", "2024-01-01", ""),
        ("..yesterday", "", "2026-03-31"),
        ("7d..today", "2026-03-24", "2026-04-01"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("0000", "0001-01-01", "0001-01-01"),
    ],
)
def test_the_days_of_a_period(value: str, first: str, last: str) -> None:
    assert checked_period(value) == value
    assert period(value, TODAY) == (day(first), day(last))


@each(
    ("value", "first", "last"),
    [("500", 500, 501), ("2k", 2000, 2001), (">2k", 2001, None), ("<=9", None, 10), ("1..3", 1, 4)],
)
def test_the_numbers_of_a_range(value: str, first: int | None, last: int | None) -> None:
    assert checked_number(value) == value
    assert numbers(value) == (first, last)


def test_what_is_unfinished_and_what_is_nothing() -> None:
    assert [checked_day(one) for one in ("20", "2026-", "2026-1", "yes")] == [
        "",
        "2026",
        "2026-1",
        "",
    ]
    assert [checked_period(one) for one in (">", ">=20", "..", "2024..20")] == [
        "",
        "",
        "",
        "2024..",
    ]
    assert [checked_number(one) for one in ("<", "7.", "7..")] == ["", "7", "7.."]
    for value in ("soon", "2026-13", "<7d", "2024..soon", "1..2..3", ">>2026"):
        assert checked_period(value) is None, value
    for value in ("many", "-4", "2kk", "1e3", "9999999999", "²"):
        assert checked_number(value) is None, value


def test_a_day_begins_in_the_zone_of_the_person() -> None:
    assert first_moment(date(1970, 1, 2), UTC) == 86_400_000
    assert first_moment(date(1970, 1, 2), timezone(timedelta(hours=2))) == 79_200_000
    assert first_moment(date.min) < first_moment(date.max)


def test_a_day_may_begin_at_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """In Havana the clocks are put forward at midnight."""
    monkeypatch.setenv("TZ", "America/Havana")
    time.tzset()
    try:
        assert first_moment(date(2024, 3, 10)) == 1_710_046_800_000  # 05:00 in UTC
        assert first_moment(date(2024, 3, 11)) == 1_710_129_600_000  # 04:00
    finally:
        monkeypatch.undo()
        time.tzset()


@given(st.text("0123456789-.<>=dwmykK todayester", max_size=14), st.dates())
def test_what_is_checked_can_be_compared_with(value: str, today: date) -> None:
    for checked, read in (
        (checked_period, lambda one: period(one, today)),
        (checked_number, numbers),
    ):
        kept = checked(value)
        if kept:
            assert checked(kept) == kept
            assert read(kept) != (None, None)
    if checked_day(value):
        assert period(checked_day(value) or "", today)[0] is not None
