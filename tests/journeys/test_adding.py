"""Bringing articles in: the file dialog, the clipboard, dropping, many at once, cancel, undo."""

import threading
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from reader import importers
from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.importers.importer import Resources
from reader.library import write_lock
from reader.library.backups import backup_inspection, backups
from reader.library.backups.backups import Reason
from reader.library.queries.queries import Queries
from reader.operations import adding
from reader.operations.adding import MANY, AddReport
from reader.operations.draft_preparation import PreparedDraft
from reader.ui.overlays.drop_hint import DropHint
from reader.ui.style.theme import current_theme
from tests.journeys.conftest import Journey

NO_BUTTON, NO_KEY = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier


def choose(monkeypatch: pytest.MonkeyPatch, files: Sequence[Path]) -> None:
    """Answer the file dialog."""
    names = [str(file) for file in files]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: (names, ""))


ACTIONS = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction


def drag(target: QWidget, data: QMimeData) -> bool:
    """Drag something over a widget; whether it would be taken."""
    action, button = ACTIONS, Qt.MouseButton.LeftButton
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        # From 6.12 on Qt would rather have a QPointF, which is no choice before.
        enter = QDragEnterEvent(QPoint(5, 5), action, data, button, NO_KEY)
    QApplication.sendEvent(target, enter)
    return enter.isAccepted()


def drop(target: QWidget, data: QMimeData) -> bool:
    """Drag something over a widget and let it go; whether it was taken."""
    if not drag(target, data):
        return False
    moves = Qt.KeyboardModifier.ShiftModifier  # as some programs propose without a key
    falling = QDropEvent(QPointF(5, 5), ACTIONS, data, Qt.MouseButton.LeftButton, moves)
    assert falling.proposedAction() is Qt.DropAction.MoveAction
    QApplication.sendEvent(target, falling)
    assert falling.dropAction() is Qt.DropAction.CopyAction, "what is moved is deleted elsewhere"
    return falling.isAccepted()


def texts(folder: Path, count: int) -> list[Path]:
    """Some articles as plain text files."""
    files = []
    for number in range(1, count + 1):
        file = folder / f"{number:03}.txt"
        file.write_text(f"Number {number}\n\nThis is what article {number} says.\n", "utf-8")
        files.append(file)
    return files


@pytest.mark.parametrize("count", [MANY - 1, MANY])
def test_many_are_added_after_a_backup_that_has_none_of_them(
    journey: Journey, tmp_path: Path, data_dir: Path, count: int
) -> None:
    journey.start()
    journey.window.open_named(texts(tmp_path, count))
    journey.wait(lambda: len(journey.titles) == count and not journey.window.work._tasks)
    found = backups.listed(data_dir / "backups")
    assert [one.reason for one in found] == [Reason.BEFORE_IMPORT] * (count >= MANY)
    assert [backup_inspection.counts(one.path).articles for one in found] == [0] * len(found)


def test_what_is_gone_is_not_shown_and_said_to_be(journey: Journey, tmp_path: Path) -> None:
    journey.start()
    journey.window.open_named(texts(tmp_path, 2))
    journey.wait(lambda: journey.toast.startswith("2 added"))
    (toast,) = journey.window.toasts.shown
    (show,) = toast.more
    journey.press("z")
    assert journey.titles == []
    show.click()
    assert journey.toast == "That article is no longer in the library."
    assert journey.window.list_pane.selected_ids() == []
    assert not journey.window.list_pane.picking.is_on


def test_a_list_of_many_addresses_is_added_after_a_backup(journey: Journey, data_dir: Path) -> None:
    journey.start()
    lines = "\n".join(f"http://127.0.0.1/{number}" for number in range(MANY))
    journey.window.work.add([Source(lines.encode(), "clipboard", "clipboard", "text/plain")])
    journey.wait(lambda: backups.listed(data_dir / "backups"))
    (made,) = backups.listed(data_dir / "backups")
    assert made.reason is Reason.BEFORE_IMPORT
    journey.wait(lambda: not journey.window.work._tasks)


def test_many_are_added_though_no_backup_can_be_made(
    journey: Journey, tmp_path: Path, data_dir: Path
) -> None:
    journey.start()
    (data_dir / "backups").write_text("in the way")
    journey.window.open_named(texts(tmp_path, MANY))
    journey.wait(lambda: len(journey.titles) == MANY and not journey.window.work._tasks)
    (told,) = [text for text in journey.toasts if "No backup was created" in text]
    assert told.endswith((": Not a directory.", ": File exists."))


def test_many_are_added_while_another_backup_is_made(
    journey: Journey, tmp_path: Path, data_dir: Path
) -> None:
    journey.start()
    folder = data_dir / "backups"
    folder.mkdir()
    with write_lock.turn(folder / "backups.lock", 1.0):
        journey.window.open_named(texts(tmp_path, MANY))
        journey.wait(lambda: len(journey.titles) == MANY and not journey.window.work._tasks)
    assert (
        f"No backup was created in {folder}: another one is being created there." in journey.toasts
    )


def test_the_dialog_turned_away_adds_nothing(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey.start()
    choose(monkeypatch, [])
    journey.press("Ctrl+O")
    assert journey.toasts == []
    assert journey.titles == []


def test_good_known_and_bad_files_in_one_go(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey.start()
    start = journey.tables()
    one, two = texts(tmp_path, 2)
    (tmp_path / "page.html").write_text("<title>A page</title><p>With words.</p>", "utf-8")
    (tmp_path / "notes.md").write_text("# Some notes\n\nWith *words* too.\n", "utf-8")
    (tmp_path / "again.txt").write_bytes(one.read_bytes())
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "folder.txt").mkdir()
    names = "page.html notes.md again.txt empty.txt binary.txt folder.txt missing.txt".split()
    choose(monkeypatch, [one, two, *(tmp_path / name for name in names)])
    journey.press("Ctrl+O")
    journey.wait(lambda: "4 added · 1 already there · 4 failed" in journey.toast)
    reasons = journey.toast.splitlines()[1:]
    assert len(reasons) == 4
    for name in ("empty.txt", "binary.txt", "folder.txt", "missing.txt"):
        assert sum(name in reason for reason in reasons) == 1, reasons
    assert journey.titles == ["Some notes", "A page", "Number 2", "Number 1"]
    assert journey.toasts == [journey.toast]  # the progress has gone

    journey.press("Escape z")
    assert journey.toast == "Undone: Add articles"
    assert journey.titles == []
    assert journey.tables() == start
    journey.press("Shift+Z")
    assert len(journey.titles) == 4


def test_many_are_one_step_and_the_list_goes_on(journey: Journey, tmp_path: Path) -> None:
    journey.start()
    start = journey.tables()
    journey.window.open_named(texts(tmp_path, 23))
    journey.wait(lambda: journey.toast == "23 added")
    assert len(journey.titles) == 23
    assert journey.titles[0] == "Number 23"
    journey.press("z")
    assert journey.tables() == start


def test_more_reasons_than_a_person_reads(journey: Journey, tmp_path: Path) -> None:
    journey.start()
    journey.window.open_named([tmp_path / f"{n}.txt" for n in range(30)])
    journey.wait(lambda: journey.toast.startswith("30 failed"))
    assert journey.toast.splitlines()[-1] == "… and 22 more"
    (toast,) = journey.window.toasts.shown
    copy, retry = toast.more
    copy.click()
    assert len(QApplication.clipboard().text().splitlines()) == 30
    toast.leaveEvent(QEvent(QEvent.Type.Leave))
    assert not toast._timer.isActive()  # it stays, for whoever comes back after a while
    texts(tmp_path, 1)[0].rename(tmp_path / "7.txt")
    retry.click()
    journey.wait(lambda: journey.toast.startswith("1 added · 29 failed"))
    assert journey.titles == ["Number 1"]


def test_lists_of_addresses_are_read_once_and_beside_the_window(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_unfold, threads = adding.unfolded, []

    def unfold(items: Sequence[adding.Item], *, in_chapters: bool) -> list[adding.Item]:
        threads.append(threading.get_ident())
        return really_unfold(items, in_chapters=in_chapters)

    monkeypatch.setattr(adding, "unfolded", unfold)
    journey.start()
    journey.window.open_named(texts(tmp_path, 2))
    journey.wait(lambda: journey.toast == "2 added")
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()


def test_what_is_pasted_as_the_window_closes_is_kept(journey: Journey) -> None:
    journey.start()
    QApplication.clipboard().setText("A pasted piece\n\nWith a line of words.\n")
    journey.press("Ctrl+V")
    journey.restart()
    assert journey.titles == ["A pasted piece"]


def test_what_could_not_be_read_in_again_is_tried_again(journey: Journey, tmp_path: Path) -> None:
    journey.start()
    (file,) = texts(tmp_path, 1)
    journey.window.open_named([file])
    journey.wait(lambda: journey.toast == "1 added")
    longer = file.read_text("utf-8") + "\nAnd one more line of words.\n"
    file.unlink()
    journey.window.work.read_again([(1, "Number 1")], file)
    journey.wait(lambda: journey.toast.startswith("1 failed"))
    toast = journey.window.toasts.shown[-1]
    file.write_text(longer, "utf-8")
    (retry,) = toast.more
    retry.click()
    journey.wait(lambda: journey.toast.startswith("1 updated"))


def test_cancel_keeps_what_is_done(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey.start()
    start = journey.tables()
    gate, seen, really_read = threading.Event(), [], adding.read

    def read(item: Path | Source, *more: Any) -> PreparedDraft | AddReport:
        seen.append(item)
        if len(seen) > 6:
            assert gate.wait(20)
        return really_read(item, *more)

    monkeypatch.setattr(adding, "read", read)
    journey.window.open_named(texts(tmp_path, 60))
    journey.wait(lambda: len(journey.titles) == 6)
    (toast,) = journey.window.toasts.shown
    assert toast.text == "Adding articles  ·  6 of 60"
    assert toast.button.text() == "Cancel"
    toast.button.click()
    gate.set()
    journey.wait(lambda: journey.toast == "Stopped: 7 added")
    assert len(journey.titles) == 7
    journey.press("z")
    assert journey.tables() == start


def test_closing_while_adding_keeps_what_is_done(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey.start()
    really_read, pause = adding.read, threading.Event()

    def read(
        item: Path | Source, queries: Queries, is_cancelled: Callable[[], bool], *more: Any
    ) -> PreparedDraft | AddReport:
        while isinstance(item, Path) and item.name == "007.txt" and not is_cancelled():
            pause.wait(0.01)  # the window is still to be closed
        return really_read(item, queries, is_cancelled, *more)

    monkeypatch.setattr(adding, "read", read)
    journey.window.open_named(texts(tmp_path, 60))
    journey.wait(lambda: len(journey.titles) == 6)
    journey.restart()
    assert len(journey.titles) == 7  # what was read is kept, what was not is on the disk
    journey.press("z")
    assert journey.titles == []


def test_text_from_the_clipboard(journey: Journey) -> None:
    journey.start()
    QApplication.clipboard().setText("Copied words\n\nThe text that was copied somewhere.")
    journey.press("Ctrl+V")
    journey.wait(lambda: journey.toast == "1 added")
    assert journey.titles == ["Copied words"]
    assert journey.window.windowTitle().startswith("Copied words")
    journey.press("Ctrl+V")
    journey.wait(lambda: journey.toast == "“Copied words” is already there")
    assert journey.titles == ["Copied words"]


def test_html_from_the_clipboard_is_cleaned(journey: Journey) -> None:
    journey.start()
    data = QMimeData()
    data.setHtml(
        "<h1>From a page</h1><p onclick='x()'>Good <b>words</b>.</p>"
        "<script>alert(1)</script><img src='file:///etc/passwd' alt='a picture'>"
    )
    data.setText("From a page\nGood words.")
    QApplication.clipboard().setMimeData(data)
    journey.press("Ctrl+V")
    journey.wait(lambda: journey.toast == "1 added")
    article = journey.app.queries.article(journey.number("From a page"))
    html = journey.app.queries.revision(article.revision_id).html
    assert "<b>words</b>" in html or "<strong>words</strong>" in html
    for bad in ("script", "alert", "onclick", "passwd"):
        assert bad not in html


def test_files_from_the_clipboard(journey: Journey, tmp_path: Path) -> None:
    journey.start()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in texts(tmp_path, 2)])
    QApplication.clipboard().setMimeData(data)
    journey.press("Ctrl+V")
    journey.wait(lambda: journey.toast == "2 added")


def test_an_empty_clipboard_says_so(journey: Journey) -> None:
    journey.start()
    for text in ("", "  \n\t "):
        QApplication.clipboard().setText(text)
        journey.press("Ctrl+V")
        assert journey.toasts == ["The clipboard has no text to add as an article."]
        journey.window.toasts.dismiss_all()


def test_ctrl_v_in_the_filter_pastes_there(journey: Journey) -> None:
    journey.start()
    QApplication.clipboard().setText("tag:x")
    journey.press("/ Ctrl+V")
    assert journey.window.list_pane.query_text() == "tag:x"
    assert journey.titles == []


def test_dropping_anywhere(journey: Journey, tmp_path: Path) -> None:
    journey.start()
    window = journey.window
    files = texts(tmp_path, 6)
    targets = (window.reading_pane.viewport(), window.list_pane.list.viewport(), window)
    for number, target in enumerate(targets):
        data = QMimeData()
        two = files[2 * number : 2 * number + 2]
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in two])
        assert drop(target, data)
        journey.wait(lambda: journey.toast == "2 added")
        text = QMimeData()
        text.setText(f"Dropped words {number}\n\nText number {number} that was dropped.")
        assert drop(target, text)
        journey.wait(lambda: journey.toast == "1 added")
        assert journey.titles[0] == f"Dropped words {number}"
        journey.window.toasts.dismiss_all()
    assert len(journey.titles) == 9


def test_a_folder_that_is_dropped_is_the_files_in_it(journey: Journey, tmp_path: Path) -> None:
    journey.start()
    folder, data = tmp_path / "articles", QMimeData()
    for place in (folder, folder / "more"):
        place.mkdir()
        texts(place, 3)
    (folder / "song.mp3").write_bytes(b"ID3")
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    assert drop(journey.window, data)
    journey.wait(lambda: journey.toast == "3 added")
    (folder / "empty").mkdir()
    data.setUrls([QUrl.fromLocalFile(str(folder / "empty"))])
    assert drop(journey.window, data)
    journey.wait(lambda: "is a folder" in journey.toast)


def test_a_folder_that_is_chosen_is_the_files_in_it(
    journey: Journey, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder, answers = tmp_path / "articles", [""]
    folder.mkdir()
    texts(folder, 2)
    (folder / "song.mp3").write_bytes(b"ID3")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: answers[-1])
    journey.start()
    journey.window.run("add.folder")
    assert journey.titles == []
    answers.append(str(folder))
    journey.window.run("add.folder")
    journey.wait(lambda: len(journey.titles) == 2 and "2 added" in journey.toast)
    (folder / "empty").mkdir()
    answers.append(str(folder / "empty"))
    journey.window.run("add.folder")
    journey.wait(lambda: "is a folder" in journey.toast)


def test_file_dialogs_begin_in_the_home_folder_and_then_in_the_last_one(
    journey: Journey, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """They began in the working folder, that of the source code, and for a folder always at home."""
    folder, asked = tmp_path / "articles", list[str]()
    folder.mkdir()
    texts(folder, 2)

    def choose_files(_parent: QWidget, _title: str, start: str, *_a: str, **_k: object) -> object:
        asked.append(start)
        return [str(next(folder.iterdir()))], ""

    def choose_folder(_parent: QWidget, _title: str, start: str) -> str:
        asked.append(start)
        return ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose_files)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose_folder)
    journey.start()
    journey.window.run("add.files")
    journey.wait(lambda: journey.toast == "1 added")
    journey.window.run("add.folder")
    journey.window.run("folder.watch")
    assert asked == [str(Path.home()), str(folder), str(folder)]


def test_what_a_drop_would_do_is_said_while_something_is_dragged(journey: Journey) -> None:
    journey.start()
    window, data = journey.window, QMimeData()
    data.setUrls([QUrl("https://example.org/a")])
    assert window.findChild(DropHint) is None
    assert drag(window, data)
    hint = window.findChild(DropHint)
    assert hint is not None
    assert (hint.isVisible(), hint.geometry()) == (True, window.rect())
    assert hint.grab().toImage().pixelColor(2, 2).name() == current_theme().accent
    over = window.childAt(window.rect().center())
    assert over is not hint  # which lets the drag through
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not hint.isVisible()
    data = QMimeData()
    data.setText("A line\n\nA text that was dropped.")
    assert drop(window, data)
    assert not hint.isVisible()
    journey.wait(lambda: journey.toast == "1 added")


def test_what_cannot_be_read_is_not_taken(journey: Journey) -> None:
    journey.start()
    data = QMimeData()
    data.setData("application/octet-stream", b"\x00\x01")
    assert not drop(journey.window, data)


def test_a_bug_in_an_importer_spoils_one_file_only(
    journey: Journey,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journey.start()
    really_read = importers.read

    def read(source: Source, resources: Resources) -> Draft:
        if source.name == "002.txt":
            raise ZeroDivisionError("a bug")
        return really_read(source, resources)

    monkeypatch.setattr(importers, "read", read)
    with journey.qtbot.captureExceptions() as bugs:
        journey.window.open_named(texts(tmp_path, 3))
        journey.wait(lambda: journey.toast.startswith("2 added · 1 failed"))
    assert [kind for kind, _error, _trace in bugs] == [ZeroDivisionError]
    assert "002.txt" in journey.toast
    assert journey.titles == ["Number 3", "Number 1"]
