"""One window a library: files are handed to it, and nothing else that comes by its socket hurts."""

import contextlib
import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader import paths
from reader.core.article_source import WebAddress
from reader.core.library_links import Named
from reader.ui.window.startup import application, single_instance
from reader.ui.window.startup.single_instance import LONGEST, hand_over, serve, server_name
from tests.conftest import ROOT


class Window(QWidget):
    """As much of the window as is asked for."""

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self.added: list[Sequence[Named]] = []

    @property
    def socket(self) -> str:
        """Where its socket lies."""
        server = self.findChild(QLocalServer)
        assert server is not None
        return server.fullServerName()

    def open_named(self, paths: Sequence[Named]) -> None:
        self.added.append(paths)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    window = Window(tmp_path)
    qtbot.addWidget(window)
    serve(tmp_path, window, window.open_named)
    yield window
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def elsewhere(qtbot: QtBot, work: Callable[[], Any]) -> Any:
    """Do something on another thread, as another program would, while this one goes on."""
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(work()))
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=10_000)
    return answers[0]


def send(path: str, message: bytes) -> bytes:
    """Send bytes to a window's socket and answer what it says."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(5)
        client.connect(path)
        with contextlib.suppress(ConnectionError):
            client.sendall(message)
            return client.recv(100)
    return b""


def launch(directory: Path, files: Sequence[Path | str]) -> bool:
    """Hand files over from another process, as a second ``postil`` does."""
    program = (
        "import sys; from pathlib import Path; from reader.ui.window.startup.single_instance import hand_over;"
        "from reader.core.library_links import named_item;"
        "sys.exit(not hand_over(Path(sys.argv[1]), [named_item(name) for name in sys.argv[2:]]))"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, str(directory), *map(str, files)]
    done = subprocess.run(command, cwd=directory, env=environment, timeout=60, check=False)
    return done.returncode == 0


def test_each_folder_has_a_name_of_its_own(tmp_path: Path) -> None:
    names = {server_name(tmp_path / name) for name in ("a", "b", "ä", "x" * 200)}
    assert len(names) == 4
    assert all(len(name) < 40 for name in names)  # a socket's path is short


def test_without_a_window_nothing_is_handed_over(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE", 0.2)
    assert not hand_over(tmp_path, [Path("x")])
    assert not application.hand_over(tmp_path, [Path("x")])


def test_a_library_has_one_window(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    lock = application.claim(folder)
    assert lock is not None
    assert application.claim(folder) is None
    assert application.claim(tmp_path / "other") is not None
    lock.unlock()
    again = application.claim(folder)
    assert again is not None
    assert stat.S_IMODE((folder / paths.WINDOW_LOCK).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    again.unlock()


def test_the_claim_of_a_window_that_was_killed_is_free(qtbot: QtBot, tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from reader.ui.window.startup.application import claim;"
        "lock = claim(Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], env=environment, timeout=60, check=False
    )
    assert (tmp_path / paths.WINDOW_LOCK).exists()
    assert application.claim(tmp_path) is not None


def test_files_are_handed_over_by_their_whole_path(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    address = "https://example.org//a?b#c"
    files: list[Path | str] = [Path("a b.txt"), Path("/tmp/ä.md"), address]
    assert elsewhere(qtbot, lambda: launch(tmp_path, files)) is True
    assert window.added == [[tmp_path / "a b.txt", Path("/tmp/ä.md"), WebAddress(address)]]
    assert window.isVisible()
    assert (
        elsewhere(qtbot, lambda: send(window.socket, b"[]\n")) == b"ok\n"
    )  # only comes to the front
    assert window.added[1:] == [[]]


@pytest.mark.parametrize("larger", [False, True], ids=["usual", "maximized"])
def test_a_minimised_window_comes_back_as_it_was(
    qtbot: QtBot, window: Window, larger: bool
) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    if larger:
        window.showMaximized()
    window.showMinimized()
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert window.isMinimized()
    assert elsewhere(qtbot, lambda: send(window.socket, b"[]\n")) == b"ok\n"
    assert not window.isMinimized()
    assert window.isMaximized() is larger
    assert window.isVisible()
    qtbot.waitUntil(window.isActiveWindow)


@pytest.mark.parametrize(
    "message",
    [b"\n", b"no json\n", b"5\n", b"null\n", b'{"a": 1}\n', b'"text"\n', b"\xff\xfe\n", b"[[1]\n"],
)
def test_what_is_no_list_of_names_is_refused(
    qtbot: QtBot, window: Window, tmp_path: Path, message: bytes
) -> None:
    assert elsewhere(qtbot, lambda: send(window.socket, message)) == b""
    assert window.added == []
    assert elsewhere(qtbot, lambda: send(window.socket, b"[]\n")) == b"ok\n"


def test_what_is_no_name_is_left_out(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    assert elsewhere(qtbot, lambda: send(window.socket, b'["/a", 5, null, ["/b"]]\n')) == b"ok\n"
    assert window.added == [[Path("/a")]]


def test_an_endless_message_is_cut_off(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    assert elsewhere(qtbot, lambda: send(window.socket, b"x" * (LONGEST + 10))) == b""
    assert window.added == []


def test_a_socket_left_by_a_dead_window_is_taken_over(qtbot: QtBot, tmp_path: Path) -> None:
    dead = QLocalServer()
    assert dead.listen(server_name(tmp_path))
    path = Path(dead.fullServerName())
    dead.close()
    path.touch()  # as a killed window leaves it
    window = Window(tmp_path)
    qtbot.addWidget(window)
    serve(tmp_path, window, window.open_named)
    assert elsewhere(qtbot, lambda: send(str(path), b'["/a"]\n')) == b"ok\n"


def test_the_token_of_the_second_program_brings_the_window_forward(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wayland lets no window come forward without; Qt looks for it in the environment."""
    seen: list[str] = []

    class Spied(Window):
        def activateWindow(self) -> None:
            seen.append(os.environ.get("XDG_ACTIVATION_TOKEN", ""))
            super().activateWindow()

    folder = tmp_path / "other"
    folder.mkdir()
    spied = Spied(folder)
    qtbot.addWidget(spied)
    serve(folder, spied, spied.open_named)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "from-the-desktop")
    assert elsewhere(qtbot, lambda: launch(folder, [tmp_path / "a"]))
    assert seen == ["from-the-desktop"]
    assert "XDG_ACTIVATION_TOKEN" not in os.environ, "it holds once"
    assert spied.added == [[tmp_path / "a"]]
