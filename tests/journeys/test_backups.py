"""Backups in the window: made by themselves and when asked for, and put in the library's place."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reader import paths
from reader.library.backups import backups
from reader.library.backups.backups import Reason
from reader.library.connection import connect_immutable
from reader.operations.history import History
from reader.ui.backups import backups_page_texts
from reader.ui.backups.backups_page import BackupsPage
from reader.ui.backups.backups_table import Column
from reader.ui.overlays.choice_list import ChoiceList
from reader.ui.overlays.overlay import open_overlay
from reader.ui.window.library.backup_controller import (
    LOOK_AFTER,
    LOOK_EVERY,
    WRITE_AFTER,
    back_up_closed,
)
from reader.ui.window.startup.library_recovery_choices import Restore
from tests.conftest import PutFilled
from tests.journeys.conftest import Journey, keep

NOW = datetime(2026, 11, 1, 20, 15, 30, tzinfo=UTC)


def fill(history: History) -> None:
    keep(history, "One|Apples fall. Bees fly.")


@pytest.fixture
def filled(data_dir: Path, put_filled: PutFilled) -> Path:
    """A library with one article; where it is."""
    put_filled(paths.library_file(data_dir), fill)
    return paths.library_file(data_dir)


@pytest.fixture
def folder(data_dir: Path) -> Path:
    return data_dir / "backups"


def choose_command(journey: Journey, words: str) -> None:
    journey.press("Ctrl+K")
    journey.type(words)
    journey.press("Enter")


def page_of(journey: Journey) -> BackupsPage:
    page = journey.window.pages.page
    assert isinstance(page, BackupsPage)
    return page


def is_read(page: BackupsPage) -> bool:
    return page._listing is None and all(row.is_read for row in page.model.rows)


def texts(page: BackupsPage, row: int = 0) -> list[str]:
    return [page.model.index(row, column).data() for column in Column]


def question(journey: Journey) -> ChoiceList:
    overlay = open_overlay(journey.window)
    assert isinstance(overlay, ChoiceList)
    return overlay


def test_the_page_makes_checks_restores_and_deletes_backups(journey: Journey, folder: Path) -> None:
    journey.fill(fill)
    journey.start()
    journey.press("g b")
    page = page_of(journey)
    journey.wait(lambda: page.backup_card.title.text() == "No backup yet")
    assert page.library_card.figures[0].text() == "1"
    assert page.backup_card.sign.sign.value == "open"
    assert not page.restore.isEnabled()
    journey.press("Enter")
    assert journey.toast == "There is no backup yet: b creates one."
    journey.press("b")
    journey.wait(lambda: "Backup created and verified" in journey.toast and page.model.rows)
    journey.wait(lambda: is_read(page))
    (made,) = backups.listed(folder)
    assert made.reason is Reason.BY_HAND
    assert page.backup_card.sign.sign.value == "good"
    assert texts(page)[2:] == ["1", "0", "the same articles and annotations"]
    assert journey.focus() is page.table
    # However little room there is, what differs has half of it.
    column, viewport = page.table.header(), page.table.viewport()
    width = page.table.width()
    page.table.resize(150, page.table.height())
    assert column.sectionSize(Column.DATE) <= viewport.width() // 2
    page.table.resize(width, page.table.height())
    # What differs now is told as soon as it differs.
    journey.press("Escape F6 h g b")
    journey.wait(lambda: texts(page)[-1] == "1 annotation more now")
    # A double click checks, and the day of it is still there after a restart.
    place = page.table.visualRect(page.model.index(0, 0)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    journey.wait(lambda: "was verified: no damage was found." in journey.toast)
    (row,) = page.model.rows
    assert backups_page_texts.kind_text(row, datetime.now(UTC)) == "manual · verified today"
    journey.restart()
    journey.press("g b")
    page = page_of(journey)
    journey.wait(lambda: page.model.rows and is_read(page))
    assert page.model.rows[0].check == row.check
    # Deleting asks, and Enter alone keeps it.
    journey.press("Delete")
    assert "? 1 annotation more now. It is the only backup." in question(journey).title.text()
    journey.press("Enter")
    assert backups.listed(folder) == [made]
    page.delete.click()
    journey.press("2")
    journey.wait(lambda: page.backup_card.title.text() == "No backup yet")
    assert backups.listed(folder) == []
    page.back_up.click()
    journey.wait(lambda: page.model.rows and is_read(page))
    (made,) = backups.listed(folder)
    # Restoring asks with what differs; then the window closes for it.
    journey.press("Enter")
    assert "Compared with it: the same articles" in question(journey).title.text()
    journey.press("Escape")
    assert journey.window.isVisible()
    journey.press("Enter Enter")
    assert journey.window.chosen == Restore(made.path)
    assert not journey.window.isVisible()


def test_a_backup_that_cannot_be_read_says_why_and_is_not_restored(
    journey: Journey, folder: Path, data_dir: Path
) -> None:
    journey.fill(fill)
    library = paths.library_file(data_dir)
    backups.back_up(library, folder, Reason.AUTOMATIC, NOW)
    made = backups.back_up(library, folder, Reason.BEFORE_IMPORT, NOW + timedelta(hours=1))
    made.path.write_bytes(made.path.read_bytes()[:5000])
    journey.start()
    journey.press("g b")
    page = page_of(journey)
    journey.wait(lambda: page.model.rows and is_read(page))
    assert texts(page)[-1] == "Unreadable: the file ends too early"
    assert page.backup_card.sign.sign.value == "bad"
    assert not page.restore.isEnabled()
    journey.press("Enter")
    assert open_overlay(journey.window) is None
    assert journey.toast.startswith("This backup cannot be restored. Unreadable")
    journey.press("c")
    journey.wait(lambda: "cannot be read: the file ends too early." in journey.toast)
    journey.press("j")
    assert page.restore.isEnabled()
    assert "1 November, " in page.strip._target


def test_the_settings_of_the_page_hold_at_once(
    journey: Journey, tmp_path: Path, data_dir: Path
) -> None:
    journey.fill(fill)
    journey.start()
    journey.press("g b")
    page, settings = page_of(journey), journey.app.settings
    journey.wait(lambda: page.backup_card.title.text() == "No backup yet")
    page.back_up.setFocus()
    seen = []
    for _time in range(4):
        journey.press("Tab")
        seen.append(journey.focus())
    assert seen == [page.open_folder, page.every, page.keep, page.change_folder]
    page.back_up.setFocus()
    journey.press("Enter")  # presses the button, and does not restore
    journey.wait(lambda: page.model.rows and is_read(page))
    page.every.menu().actions()[2].trigger()
    page.keep.menu().actions()[0].trigger()
    assert (settings.number("backup_minutes"), settings.text("backup_keep")) == (60, "fewer")
    assert page.every.text() == "hour ▾"
    page.acts._take_folder(tmp_path)
    assert settings.backup_folder().parent == tmp_path
    journey.press("b")
    chosen = settings.backup_folder()
    journey.wait(lambda: len(backups.listed(chosen)) == 1)
    page.acts._take_folder(chosen)  # its own folder stands for the one that was chosen
    assert settings.backup_folder() == chosen
    page.acts._take_folder(tmp_path / "none")
    assert "not writable" in journey.toast
    page.acts._take_folder(data_dir / "backups")
    assert settings.text("backup_folder") == ""
    own = backups.listed(data_dir / "backups")
    journey.wait(lambda: [row.backup for row in page.model.rows] == own)


def test_a_look_makes_one_if_something_was_changed_since(journey: Journey, folder: Path) -> None:
    journey.fill(fill)
    journey.start()
    timer = journey.window.backups.timer
    assert timer.isActive()
    assert timer.interval() == LOOK_AFTER
    timer.timeout.emit()
    journey.wait(lambda: backups.listed(folder))
    assert timer.interval() == LOOK_EVERY
    (made,) = backups.listed(folder)
    assert made.reason is Reason.AUTOMATIC
    timer.timeout.emit()
    journey.window.work.stop()
    assert backups.listed(folder) == [made]


def test_a_backup_that_nobody_asked_for_and_fails_is_told_once(
    journey: Journey, folder: Path
) -> None:
    folder.write_text("in the way")
    journey.fill(fill)
    journey.start()
    for _time in range(2):
        journey.window.backups.timer.timeout.emit()
        journey.wait(lambda: not journey.window.work._tasks)
    (said,) = journey.toasts
    assert said.endswith("backups cannot be read: Not a directory.")


def test_what_is_changed_is_in_the_articles_files_soon(journey: Journey, data_dir: Path) -> None:
    journey.fill(fill)
    journey.start()
    timer = journey.window.backups.writing_timer
    assert not timer.isActive()
    journey.press("F6 h")
    assert timer.isActive()
    assert timer.isSingleShot()
    assert timer.interval() == WRITE_AFTER
    timer.timeout.emit()
    (file,) = wait_for_articles(journey, data_dir)
    assert "Apples fall." in file.read_text("utf-8")


def wait_for_articles(journey: Journey, data_dir: Path) -> list[Path]:
    journey.wait(lambda: not journey.window.work._tasks)
    folder = paths.article_folder(data_dir)
    return [file for file in folder.glob("*.json") if len(file.stem) == 36]


def test_closing_makes_one_an_hour_after_the_last(
    filled: Path, data_dir: Path, folder: Path
) -> None:
    back_up_closed(data_dir)
    (first,) = backups.listed(folder)
    assert len(list(paths.article_folder(data_dir).glob("????????-*.json"))) == 1
    back_up_closed(data_dir)
    assert backups.listed(folder) == [first]
    earlier = datetime.now(UTC) - timedelta(hours=2)
    name = first.path.name.replace(f"{first.made_at:%Y%m%dT%H%M%S}", f"{earlier:%Y%m%dT%H%M%S}")
    first.path.rename(folder / name)
    back_up_closed(data_dir)
    assert [one.number for one in backups.listed(folder)] == [2, 1]
    filled.unlink()
    back_up_closed(data_dir)  # nobody is there to be told


def test_the_trash_is_emptied_after_a_backup_or_not_at_all(journey: Journey, folder: Path) -> None:
    journey.fill(fill)
    journey.start()
    journey.press("# g x")
    folder.touch()
    choose_command(journey, "empty the")
    journey.press("2")
    journey.wait(lambda: journey.toast.startswith("No backup was created in "))
    assert journey.titles == ["One"]
    folder.unlink()
    choose_command(journey, "empty the")
    journey.press("2")
    journey.wait(lambda: journey.toast == "The trash is empty.")
    assert journey.titles == []
    (made,) = backups.listed(folder)
    assert made.reason is Reason.BEFORE_DELETION
    with closing(connect_immutable(made.path)) as connection:
        assert connection.execute("SELECT title FROM article").fetchall() == [("One",)]


def test_a_click_on_the_key_of_an_empty_page_makes_a_backup(journey: Journey) -> None:
    journey.start()
    journey.press("g b")
    page = page_of(journey)
    journey.wait(lambda: page.empty.isVisible())
    page.empty.grab()
    spots = (QPoint(30, y) for y in range(0, page.empty.height(), 4))
    QTest.mouseClick(
        page.empty, Qt.MouseButton.LeftButton, pos=next(filter(page.empty.keys_at, spots))
    )
    journey.wait(lambda: len(page.model.rows) == 1)
