"""What users read has the dates of their own time zone, and says so; programs get UTC."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reader.exporters.article_markdown import article_markdown
from reader.exporters.csv_format import csv_chunks, value_chunks
from reader.exporters.export_item import Item
from reader.exporters.highlights_markdown_format import markdown_chunks
from reader.exporters.timestamps import local_time
from reader.importers.programs.times import milliseconds
from tests.exporters.samples import ARTICLE, HIGHLIGHT, REVISION

_AT = 1_772_321_400_250  # 23:30 on the last of February 2026 in UTC
_ITEM = Item(replace(ARTICLE, added_at=_AT), REVISION, (replace(HIGHLIGHT, created_at=_AT),))


@pytest.fixture(autouse=True)
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_times_are_those_of_the_users_zone_and_mean_the_same() -> None:
    assert local_time(_AT) == "2026-03-01T00:30:00.250+01:00"
    assert milliseconds(local_time(_AT)) == _AT
    assert local_time(10**18).endswith("Z")  # of no clock


def test_notes_and_tables_have_the_users_day() -> None:
    note = article_markdown(_ITEM.article, _ITEM.annotations)
    assert 'added: "2026-03-01T00:30:00+01:00"' in note
    assert " · 2026-03-01 · " in "".join(markdown_chunks([_ITEM]))
    assert "2026-03-01T00:30:00.250+01:00" in "".join(csv_chunks([_ITEM]))


def test_tables_for_programs_have_utc() -> None:
    assert "2026-02-28T23:30:00.250Z" in "".join(value_chunks([_ITEM]))
