"""The application from window to window: a library that does not open, restores, other folders."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QLineEdit, QMessageBox

from reader import paths
from reader.core.errors import LibraryError
from reader.library.backups import backups
from reader.library.backups.backups import Reason
from reader.library.write_lock import write_lock
from reader.operations.history import History
from reader.ui.window.library.backup_controller import back_up_closed
from reader.ui.window.main_window import MainWindow
from reader.ui.window.startup import application
from tests.conftest import PutFilled
from tests.journeys.conftest import keep
from tests.library.damage import flipped, misspelt

NOW = datetime(2026, 11, 1, 20, 15, 30, tzinfo=UTC)
OLD = Path(__file__).parents[1] / "library" / "library-1.sqlite"


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


class Person:
    """Does one thing after another in whatever window is there, each as soon as that can be done."""

    def __init__(self, *acts: Callable[[], bool]) -> None:
        self._left = list(acts)
        self._has_failed = False
        self._patience = QDeadlineTimer(60_000)  # on a busy machine it took 23 s
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._act)
        self._timer.start()

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return not self._left

    def _act(self) -> None:
        if self._has_failed or self._patience.hasExpired():
            self._left.append(lambda: False)
            QApplication.closeAllWindows()  # so that the program ends
        elif self._left:
            try:
                is_done = self._left[0]()
            except AssertionError:
                self._has_failed = True
                raise
            if is_done:
                self._left.pop(0)


def window_at_work() -> MainWindow | None:
    """The window that is there, once it is painted and all is begun."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow) and widget.isVisible() and widget.watch.timer.isActive():
            return widget
    return None


@pytest.fixture
def application_of_tests(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, collected: None
) -> None:
    """Let the program use the application that is there already."""
    monkeypatch.setattr(application, "make_application", lambda *_arguments: qapp)


@pytest.mark.usefixtures("application_of_tests")
def test_a_restored_library_is_opened_in_a_new_window(
    filled: Path, data_dir: Path, folder: Path, qapp: QApplication
) -> None:
    made = backups.back_up(filled, folder, Reason.AUTOMATIC, NOW)
    seen: list[list[int]] = []

    def mark_and_restore() -> bool:
        window = window_at_work()
        if window is None:
            return False
        window.run("highlight")
        seen.append([len(window.sidebar.list.cards.items), len(window.toasts.shown)])
        window.backups.chosen.emit(made.path)
        return True

    def look_and_undo() -> bool:
        window = window_at_work()
        if window is None or not window.toasts.shown:
            return False
        assert "was restored: 1 article, 0 annotations" in window.toasts.shown[-1].text
        seen.append([len(window.sidebar.list.cards.items), len(window.toasts.shown)])
        button = window.toasts.shown[-1].button
        assert button.text() == "Undo the restore"
        button.click()
        return True

    def look_again_and_close() -> bool:
        window = window_at_work()
        if window is None or not window.toasts.shown:
            return False
        seen.append([len(window.sidebar.list.cards.items), len(window.toasts.shown)])
        window.close()
        return True

    person = Person(mark_and_restore, look_and_undo, look_again_and_close)
    assert application.run(data_dir, []) == 0
    assert person.is_done
    assert seen == [[1, 1], [0, 1], [1, 1]]
    assert [one.reason for one in backups.listed(folder)[:2]] == [Reason.BEFORE_RESTORE] * 2


def refusal() -> QMessageBox | None:
    """The window that says why a library does not open."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMessageBox) and widget.isVisible():
            return widget
    return None


@pytest.mark.usefixtures("application_of_tests")
def test_a_library_that_does_not_open_is_told_in_a_window_and_restored(
    filled: Path, data_dir: Path, folder: Path
) -> None:
    backups.back_up(filled, folder, Reason.AUTOMATIC, NOW)
    filled.write_bytes(b"no library")

    def ask_for_backups() -> bool:
        box = refusal()
        if box is None:
            return False
        assert "library.sqlite is not a Postil library" in box.informativeText()
        (button,) = [one for one in box.buttons() if one.text() == "Restore the backup…"]
        button.click()
        return True

    def take_the_first() -> bool:
        for widget in QApplication.topLevelWidgets():
            for dialog in widget.findChildren(QInputDialog):
                assert dialog.comboBoxItems() != []
                dialog.accept()
                return True
        return False

    def look_and_close() -> bool:
        window = window_at_work()
        if window is None or not window.toasts.shown:
            return False
        assert "library.sqlite.before-restore-1" in window.toasts.shown[-1].text
        assert len(window.list_pane.model.ids) > 0
        window.close()
        return True

    person = Person(ask_for_backups, take_the_first, look_and_close)
    assert application.run(data_dir, []) == 0
    assert person.is_done
    assert filled.with_name("library.sqlite.before-restore-1").read_bytes() == b"no library"


@pytest.mark.usefixtures("application_of_tests")
def test_a_damaged_library_is_repaired_from_its_window(
    filled: Path, data_dir: Path, folder: Path
) -> None:
    backups.back_up(filled, folder, Reason.AUTOMATIC, NOW)
    text = b"Apples fall. Bees fly."
    flipped(text, text.replace(b"Bees", b"Bats"), filled.read_bytes().count(text) - 1)(filled)

    def repair() -> bool:
        window = window_at_work()
        if window is None or not window.toasts.shown:
            return False
        toast = window.toasts.shown[-1]
        assert "is damaged, so nothing more is written into it" in toast.text
        assert toast.button.text() == "Repair"
        toast.button.click()
        return True

    def look_and_close() -> bool:
        window = window_at_work()
        if window is None or not window.toasts.shown:
            return False
        assert "was repaired" in window.toasts.shown[-1].text
        assert "1 row was taken from a backup" in window.toasts.shown[-1].text
        assert window.app.queries.revision_text(1) == "Apples fall. Bees fly."
        window.run("library.repair")
        assert window.toasts.shown[-1].text == "No damage was found in the library."
        window.close()
        return True

    person = Person(repair, look_and_close)
    assert application.run(data_dir, []) == 0
    assert person.is_done


@pytest.mark.usefixtures("application_of_tests")
def test_why_a_backup_was_not_restored_is_told_where_one_chooses_again(
    filled: Path, data_dir: Path, folder: Path
) -> None:
    made = backups.back_up(filled, folder, Reason.AUTOMATIC, NOW)
    made.path.write_bytes(b"damaged")
    filled.write_bytes(b"no library")
    said: list[str] = []

    def ask_for_backups() -> bool:
        box = refusal()
        if box is None:
            return False
        said.append(box.informativeText())
        (button,) = [one for one in box.buttons() if one.text() == "Restore the backup…"]
        button.click()
        return True

    def take_the_first() -> bool:
        for widget in QApplication.topLevelWidgets():
            for dialog in widget.findChildren(QInputDialog):
                dialog.accept()
                return True
        return False

    def turn_away() -> bool:
        box = refusal()
        if box is None or not box.informativeText().startswith("The backup "):
            return False
        said.append(box.informativeText())
        box.close()
        return True

    person = Person(ask_for_backups, take_the_first, turn_away)
    with pytest.raises(LibraryError, match="is not a Postil library"):
        application.run(data_dir, [])
    assert person.is_done
    assert said[1].startswith(f"The backup {made.path} cannot be read: it is not a library")
    assert said[1].endswith(said[0])


@pytest.mark.usefixtures("application_of_tests")
def test_who_turns_away_from_a_refusal_is_told_in_the_terminal_too(
    filled: Path, data_dir: Path
) -> None:
    filled.write_bytes(b"no library")
    offered: list[str] = []

    def close() -> bool:
        box = refusal()
        if box is None:
            return False
        offered.extend(one.text() for one in box.buttons())
        box.close()
        return True

    person = Person(close)
    with pytest.raises(LibraryError, match="is not a Postil library"):
        application.run(data_dir, [])
    assert person.is_done
    # There is no backup to restore, and nothing can be read.
    assert sorted(offered) == ["Choose another folder…", "Close", "Try again"]


def press_way(text: str) -> Callable[[], bool]:
    """Press a button of the window that says why a library does not open."""

    def press() -> bool:
        box = refusal()
        if box is None or box.objectName() != "refusal":
            return False
        (button,) = [one for one in box.buttons() if one.text() == text]
        button.click()
        return True

    return press


@pytest.mark.usefixtures("application_of_tests")
def test_a_library_that_cannot_be_brought_up_to_date_is_opened_read_only(data_dir: Path) -> None:
    data_dir.mkdir(parents=True)
    library = paths.library_file(data_dir)
    shutil.copyfile(OLD, library)
    before = library.read_bytes()
    copies: list[Path] = []

    def try_to_mark_and_close() -> bool:
        window = window_at_work()
        if window is None or not window.toasts.shown:
            return False
        copies.append(window.app.database.path)
        assert "this is a read-only copy of it" in window.toasts.shown[-1].text
        assert window.strip._chip == "read-only"
        assert len(window.list_pane.model.ids) > 0
        window.run("highlight")
        assert window.toasts.shown[-1].kind == "error"
        window.run("go.backups")
        assert window.pages.page is not None
        assert window.pages.page.strip._chip == "read-only"
        window.close()
        return True

    person = Person(press_way("Try again"), press_way("Open read-only"), try_to_mark_and_close)
    with write_lock(library, 1.0):
        assert application.run(data_dir, []) == 0
    assert person.is_done
    assert library.read_bytes() == before
    (copy,) = copies
    assert not copy.parent.exists()
    back_up_closed(data_dir)  # nothing that the window could not open
    assert not paths.article_folder(data_dir).exists()
    assert library.read_bytes() == before


@pytest.mark.usefixtures("application_of_tests")
def test_a_library_whose_list_of_tables_is_damaged_is_repaired(
    filled: Path, data_dir: Path
) -> None:
    misspelt("CREATE TABLE article (", "CREATE TABLE article !")(filled)
    content = filled.read_bytes()

    def look_and_close() -> bool:
        window = window_at_work()
        if window is None or not window.toasts.shown:
            return False
        assert "the damaged library is kept as" in window.toasts.shown[-1].text
        assert len(window.list_pane.model.ids) > 0
        window.close()
        return True

    person = Person(press_way("Repair"), look_and_close)
    assert application.run(data_dir, []) == 0
    assert person.is_done
    assert filled.with_name("library.sqlite.before-repair-1").read_bytes() == content


def choose_folder(chosen: Path) -> Callable[[], bool]:
    """Choose a folder in the dialog that asks for one."""

    def choose() -> bool:
        for widget in QApplication.topLevelWidgets():
            for dialog in widget.findChildren(QFileDialog):
                # selectFile() writes no name where the field has the keyboard already.
                name = dialog.findChild(QLineEdit, "fileNameEdit")
                assert isinstance(name, QLineEdit)
                name.setText(str(chosen))
                dialog.accept()
                return True
        return False

    return choose


@pytest.mark.usefixtures("application_of_tests")
def test_the_library_of_another_folder_is_opened_or_a_new_one_made_there(
    filled: Path, data_dir: Path, tmp_path: Path
) -> None:
    filled.write_bytes(b"no library")
    other = tmp_path / "other"
    other.mkdir()
    opened: list[Path] = []

    def answer(text: str) -> Callable[[], bool]:
        def press() -> bool:
            box = refusal()
            if box is None or box.objectName() != "newLibrary":
                return False
            assert box.text() == f"There is no library in {other}"
            (button,) = [one for one in box.buttons() if one.text() == text]
            button.click()
            return True

        return press

    def look_and_close() -> bool:
        window = window_at_work()
        if window is None:
            return False
        opened.append(window.app.database.path)
        assert application.claim(other) is None
        window.close()
        return True

    person = Person(
        press_way("Choose another folder…"),
        choose_folder(other),
        answer("Cancel"),
        press_way("Choose another folder…"),
        choose_folder(other),
        answer("Create a new library"),
        look_and_close,
    )
    assert application.run(data_dir, []) == 0
    assert person.is_done
    assert opened == [other / "library.sqlite"]
    assert filled.read_bytes() == b"no library"
    person = Person(press_way("Choose another folder…"), choose_folder(other), look_and_close)
    assert application.run(data_dir, []) == 0  # what is there now is opened without a question
    assert person.is_done
