"""Times are read as programs write them: with a zone, or in that of UTC or of this machine."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from reader.importers.programs.times import milliseconds

SUMMER = datetime(2024, 5, 24, 17, 37, tzinfo=UTC)
FORMS = [
    "2024-05-24T17:37:00Z",
    "2024-05-24T17:37:00+0000",
    "2024-05-24 19:37:00 +0200",
    "2024-05-24 17:37:00 UTC",
    "2024-05-24 17:37",
    "2024/05/24 17:37:00",
    "May 24, 2024 05:37 PM",
    "May 24, 2024, 5:37:00 p.m.",
    "24. Mai 2024 17:37",
    "Fri, 24 May 2024 19:37:00 +0200",
    "Fri, 24 May 2024 17:37:00 GMT",
    "Fri May 24 2024 19:37:00 GMT+0200 (Central European Summer Time)",
    "1716572220",
    "1716572220000",
    "1716572220000000",
]


@pytest.mark.parametrize("text", FORMS)
def test_the_forms_that_programs_write_mean_one_moment(text: str) -> None:
    assert milliseconds(text) == round(SUMMER.timestamp() * 1000)


def test_noon_and_midnight_of_a_clock_with_two_halves() -> None:
    day = round(datetime(2024, 5, 24, tzinfo=UTC).timestamp() * 1000)
    assert milliseconds("May 24, 2024 12:00 AM") == day
    assert milliseconds("May 24, 2024 12:00 PM") == day + 12 * 3_600_000
    assert milliseconds("May 24, 2024 99:99") == day
    assert milliseconds("1/5/2026 9:14:08 PM") is None  # January or May


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("new_york")
def test_a_day_is_that_of_the_reader() -> None:
    midnight = round(datetime(2024, 5, 24, 4, tzinfo=UTC).timestamp() * 1000)
    for text in ("2024-05-24", "2024/05/24", "May 24, 2024"):
        assert milliseconds(text) == midnight
    assert milliseconds("2024-05-24 17:37") == round(SUMMER.timestamp() * 1000)
