"""Allows one window per library: a second ``postil`` passes its files to the first."""

import hashlib
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

from reader.core.library_links import Named, name_of, named_item

PATIENCE = 8.0  # seconds a running window has to answer
AddFiles = Callable[[Sequence[Named]], None]

LONGEST = 1_000_000  # bytes of a message
_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - lets a window come to the front


def server_name(directory: Path) -> str:
    """Returns the name of the local socket of a data folder."""
    return "postil-" + hashlib.sha256(str(directory).encode()).hexdigest()[:24]


def hand_over(directory: Path, files: Sequence[Named]) -> bool:
    """Gives files and addresses to the window that has this library open; False when it does not answer.

    A window that is still opening has no ear yet: it is tried again until PATIENCE has passed.
    """
    names = [name_of(one) for one in files]
    message = json.dumps({"items": names, "token": os.environ.get(_TOKEN, "")}).encode() + b"\n"
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        socket = QLocalSocket()
        socket.connectToServer(server_name(directory))
        if socket.waitForConnected(500):
            socket.write(message)
            rest = max(1, round(1000 * (end - time.monotonic())))
            is_taken = socket.waitForBytesWritten(rest) and socket.waitForReadyRead(rest)
            socket.disconnectFromServer()
            return is_taken
        time.sleep(0.1)
    return False


def serve(directory: Path, window: QWidget, add_files: AddFiles) -> None:
    """Listens for others; a socket that a dead window left behind is taken over."""
    server = QLocalServer(window)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    name = server_name(directory)
    if not server.listen(name):
        QLocalServer.removeServer(name)
        server.listen(name)
    server.newConnection.connect(lambda: _greet(server, window, add_files))


def _greet(server: QLocalServer, window: QWidget, add_files: AddFiles) -> None:
    socket = server.nextPendingConnection()
    socket.readyRead.connect(lambda: _take(socket, window, add_files))
    socket.disconnected.connect(socket.deleteLater)


def _take(socket: QLocalSocket, window: QWidget, add_files: AddFiles) -> None:
    if socket.bytesAvailable() > LONGEST:
        socket.abort()
        return
    if not socket.canReadLine():
        return
    try:
        message = json.loads(bytes(socket.readLine().data()))
    except ValueError:
        message = None
    token = ""
    names = message
    if isinstance(message, dict):
        names, token = message.get("items"), str(message.get("token", ""))
    if not isinstance(names, list):
        socket.abort()
        return
    items = [named_item(name) for name in names if isinstance(name, str)]
    socket.write(b"ok\n")
    bring_to_front(window, token)
    add_files(items)


def bring_to_front(window: QWidget, token: str = "") -> None:
    """Shows a window above others, also if it is minimised, as large as it was.

    Wayland lets a window do so only with the token that the starting program was given; where that
    does not help, the window asks for attention.
    """
    if token:
        os.environ[_TOKEN] = token  # where Qt looks for it
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    os.environ.pop(_TOKEN, None)
    if not window.isActiveWindow():
        QApplication.alert(window)
