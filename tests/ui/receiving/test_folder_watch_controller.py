"""The folder that is watched goes and comes back, and what is wrong with it is said once."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThreadPool
from pytestqt.qtbot import QtBot

from reader.core.errors import PostilError
from reader.operations import adding, watched_folder
from reader.operations.adding import AddReport
from reader.operations.watched_folder import WatchedFolder
from reader.settings import Settings
from reader.ui.receiving.folder_watch_controller import FolderWatchController
from reader.ui.tasks.notices import Action
from reader.ui.tasks.task import WorkerTask


class Watching:
    """A controller whose looks a test asks for, and what it says."""

    def __init__(self, qtbot: QtBot, settings: Settings) -> None:
        self.said: list[str] = []
        self.reports: dict[str, AddReport] = {}  # on files that are added, by their names
        self._qtbot = qtbot
        self._parent = QObject()
        self._pool = QThreadPool(self._parent)
        self._tasks: list[WorkerTask[Any]] = []
        self.controller = FolderWatchController(
            self._parent, settings, self, self._tasks.append, self._add
        )
        self.controller.follow_settings()

    def look(self) -> None:
        self.controller._look()
        task = self._tasks.pop()
        with self._qtbot.waitSignal(task.ended):
            task.start(self._pool)

    def close(self) -> None:
        self.controller.stop()
        assert self._pool.waitForDone(5000)

    def show(self, text: str) -> None:
        self.said.append(text)

    def notify(self, text: str, *, can_undo: bool = False, actions: Sequence[Action] = ()) -> None:
        self.said.append(text)

    def fail(
        self, what: str | PostilError, *, can_undo: bool = False, actions: Sequence[Action] = ()
    ) -> None:
        self.said.append(str(what))

    def withdraw(self, text: str) -> None:
        raise AssertionError(text)

    def show_progress(self, text: str, on_cancel: Callable[[], None] | None = None) -> Any:
        raise AssertionError(text)

    def _add(self, files: Sequence[Path], tell: Callable[[list[AddReport]], None]) -> None:
        tell([self.reports[file.name] for file in files])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "new"
    folder.mkdir()
    return folder


@pytest.fixture
def watching(qtbot: QtBot, tmp_path: Path, folder: Path) -> Iterator[Watching]:
    settings = Settings.of(tmp_path)
    settings.set(watched_folder=str(folder))
    watching = Watching(qtbot, settings)
    yield watching
    watching.close()


def test_a_folder_that_is_gone_is_told_once_each_time(watching: Watching, folder: Path) -> None:
    folder.rmdir()
    watching.look()
    watching.look()
    assert [text.partition(":")[0] for text in watching.said] == [
        f"The folder {folder} cannot be watched"
    ]
    folder.mkdir()
    watching.look()
    folder.rmdir()
    watching.look()
    assert len(watching.said) == 2


def test_the_folder_that_takes_the_place_of_another_is_watched(
    qtbot: QtBot, watching: Watching, folder: Path
) -> None:
    watching.look()
    folder.rename(folder.with_name("elsewhere"))
    watching.look()
    folder.mkdir()
    watching.look()
    watcher = watching.controller._watcher
    assert watcher is not None
    with qtbot.waitSignal(watcher.directoryChanged):
        (folder / "a.txt").write_text("One.")


def test_what_the_library_refuses_is_read_again_at_the_next_start(
    watching: Watching, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched_folder, "SETTLED", 0.0)
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(name)
        watching.reports[name] = adding.failed(folder / name, "That cannot be done.")
    watching.reports["b.txt"] = watching.reports["b.txt"]._replace(is_refused=True)
    watching.look()
    watching.look()
    again = WatchedFolder(folder, Settings.of(tmp_path).watched_record())
    assert again.look().ready == (folder / "b.txt",)
