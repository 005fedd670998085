"""The days, kinds, settings and states of the page of backups, in words."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reader.library.backups.backups import Backup, Reason
from reader.library.backups.verification_record import Check
from reader.ui.backups import backups_page_texts
from reader.ui.backups.backup_listing import BackupRow, LibraryFacts
from reader.ui.backups.backup_status import state_of
from tests.each import each

NOW = datetime(2026, 11, 29, 20, 15, 30, tzinfo=UTC)


def row(check: Check | None = None, fault: str = "") -> BackupRow:
    backup = Backup(Path("a.sqlite"), 1, NOW - timedelta(days=1), Reason.BEFORE_IMPORT, 71_200_000)
    return BackupRow(backup, check=check, fault=fault)


@each(
    ("moment", "text"),
    [
        (NOW, "today, 20:15"),
        (NOW + timedelta(hours=4), "tomorrow, 00:15"),
        (NOW - timedelta(hours=21), "yesterday, 23:15"),
        (NOW - timedelta(days=2), "Friday 27 November, 20:15"),
        (NOW - timedelta(days=28), "Sunday 1 November, 20:15"),
        (NOW - timedelta(days=59), "1 October, 20:15"),
        (NOW - timedelta(days=365), "29 November 2025, 20:15"),
        (datetime(1, 1, 1, 12, tzinfo=UTC), "1 January 0001, 12:00"),
    ],
)
def test_a_moment_is_told_in_the_nearest_words(moment: datetime, text: str) -> None:
    assert backups_page_texts.moment_text(moment, NOW) == text


def test_a_row_says_why_it_was_made_when_it_was_checked_and_what_is_wrong() -> None:
    assert backups_page_texts.kind_text(row(), NOW) == "before an import"
    checked = row(Check(NOW, "it is damaged"), "it is damaged")
    assert backups_page_texts.kind_text(checked, NOW) == "before an import · verified today"
    assert backups_page_texts.spoken_row(checked, NOW) == (
        "Yesterday, 20:15, before an import · verified today, 71.2 MB, Unreadable: it is damaged"
    )
    assert "Unreadable: it is damaged." in backups_page_texts.question_of_deletion(checked, NOW)


ROW = row()
CHANGED = LibraryFacts(None, 0, NOW)


@each(
    ("last", "library", "options", "sign", "text"),
    [
        (None, None, {}, "open", "The first one is created soon after startup"),
        (None, None, {"is_read_only": True}, "open", "No backups are created automatically"),
        (None, None, {"failure": "No room."}, "bad", "No room."),
        (ROW, CHANGED, {"failure": "No room."}, "bad", "No room."),
        (row(fault="it is damaged"), CHANGED, {}, "bad", "Unreadable: it is damaged."),
        (
            ROW,
            CHANGED,
            {},
            "good",
            "verified when it was created. The next one is due today, 20:15",
        ),
        (ROW, CHANGED, {"minutes": 2880}, "good", "The next one is due tomorrow, 20:15."),
        (ROW, CHANGED, {"is_read_only": True}, "good", "No more backups are created automatically"),
        (ROW, LibraryFacts(None, 0, ROW.backup.made_at), {}, "good", "Nothing has changed since."),
        (row(Check(NOW, "")), CHANGED, {}, "good", "Verified today: no damage was found. The next"),
    ],
)
def test_how_it_stands_is_told_in_a_sentence(
    last: BackupRow | None,
    library: LibraryFacts | None,
    options: dict[str, Any],
    sign: str,
    text: str,
) -> None:
    asked: dict[str, Any] = {"failure": "", "minutes": 30, "is_read_only": False} | options
    state = state_of(last, library, NOW, **asked)
    assert state.sign.value == sign
    assert text in state.text
    assert state.title == ("Last backup: yesterday, 20:15" if last else "No backup yet")


def test_a_total_and_an_interval_of_ones_own() -> None:
    assert backups_page_texts.total_text([row(), row()]) == "2, 142.4 MB in total"
    assert backups_page_texts.total_text([]) == ""
    assert backups_page_texts.every_text(30) == "half hour"
    assert backups_page_texts.every_text(45) == "45 minutes"


def test_a_path_begins_with_the_home_of_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ada"))
    assert (
        backups_page_texts.path_text(Path("/home/ada/books/library.sqlite"))
        == "~/books/library.sqlite"
    )
    assert backups_page_texts.path_text(Path("/media/books")) == "/media/books"
