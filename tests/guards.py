"""What a test must leave as it was: threads, windows, timers, the log, the network, the home.

Plain functions and values, so that ``test_guards.py`` can break each rule on purpose; the
fixtures that apply them to every test are in ``conftest.py``.
"""

import gc
import ipaddress
import logging
import os
import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 2.0  # seconds a thread may take to end after its test

ExpectLog = Callable[[str], None]


# -- threads ---------------------------------------------------------------------------------


def leaked_threads(before: set[threading.Thread], patience: float) -> list[str]:
    """Names of the Python threads that started since ``before`` and do not end in time.

    Threads that Qt made appear here as dummies that never die; ``leaked_qt`` judges those.
    """
    deadline = time.monotonic() + patience
    leaked = []
    for thread in set(threading.enumerate()) - before:
        if isinstance(thread, threading._DummyThread):
            continue
        thread.join(max(0.0, deadline - time.monotonic()))
        if thread.is_alive():
            leaked.append(f"thread {thread.name!r} still runs")
    return sorted(leaked)


# -- Qt --------------------------------------------------------------------------------------


def qt_alive() -> dict[int, str]:
    """The running threads, active timers and top-level widgets, by their C++ address.

    Empty without a QApplication. Deferred deletions are carried out first.
    """
    if "PySide6.QtWidgets" not in sys.modules:
        return {}
    import shiboken6  # not every test process loads Qt
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return {}
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    watched = (QThread, QTimer, QWidget)
    wrappers = shiboken6.getAllValidWrappers()
    # By type, of which there are few: for each object Qt's types take five times as long to tell.
    kinds = {kind for kind in set(map(type, wrappers)) if issubclass(kind, watched)}
    objects: list[Any] = [w for w in wrappers if type(w) in kinds]
    objects += app.findChildren(QTimer)
    objects += [w for w in app.topLevelWidgets() if w.parent() is None]
    return {
        shiboken6.getCppPointer(item)[0]: _describe(item)
        for item in objects
        if shiboken6.isValid(item)
        and (
            (isinstance(item, QThread) and item.isRunning() and item != app.thread())
            or (isinstance(item, QTimer) and item.isActive())
            or (isinstance(item, QWidget) and item.parent() is None and not _is_tooltip(item))
        )
    }


def leaked_qt(before: dict[int, str], patience: float) -> list[str]:
    """What of Qt's is alive now and was not before, after a garbage collection at need."""
    leaked: dict[int, str] = {}
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtCore import QThreadPool

    pool_is_idle = QThreadPool.globalInstance().waitForDone(int(patience * 1000))
    for collect in (False, True):
        if collect:
            gc.collect()
        leaked = {key: text for key, text in qt_alive().items() if key not in before}
        if not leaked:
            break
    busy = [] if pool_is_idle else ["the global QThreadPool is still at work"]
    return busy + sorted(leaked.values())


def delete_windows(addresses: set[int]) -> None:
    """Delete the top-level widgets at these addresses, so that one leak fails one test."""
    if "PySide6.QtWidgets" not in sys.modules:
        return
    import shiboken6
    from PySide6.QtWidgets import QApplication

    for widget in QApplication.topLevelWidgets():
        if shiboken6.getCppPointer(widget)[0] in addresses:
            shiboken6.delete(widget)


def park_mouse() -> None:
    """Take the mouse off the screen: Qt tells nothing of one that moves to where it is already."""
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtGui import QCursor
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is not None:
        QCursor.setPos(-1, -1)


def _is_tooltip(widget: Any) -> bool:
    return bool(widget.metaObject().className() == "QTipLabel")


def _describe(item: Any) -> str:
    name = item.objectName()
    return f"{type(item).__name__} is left" + (f" ({name})" if name else "")


# -- the log ---------------------------------------------------------------------------------


class LogWatch(logging.Handler):
    """Keeps the warnings and errors that are logged, and the patterns a test announced."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record's line."""
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, pattern: str) -> None:
        """Announce that a line matching this pattern (``re.search``) will be logged."""
        self.expected.append(pattern)

    def faults(self) -> list[str]:
        """Lines nobody announced, and announced lines that never came."""
        stray = [
            f"stray log line: {line}"
            for line in self.lines
            if not any(re.search(pattern, line) for pattern in self.expected)
        ]
        missing = [
            f"announced but never logged: {pattern}"
            for pattern in self.expected
            if not any(re.search(pattern, line) for line in self.lines)
        ]
        return stray + missing


@contextmanager
def watch_log() -> Iterator[LogWatch]:
    """Watch the root logger."""
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    try:
        yield watch
    finally:
        root.removeHandler(watch)


# -- the network and the person's own files --------------------------------------------------


class Forbidden(RuntimeError):
    """A test reached for the network or for the files of the person who runs it."""


def personal_folders(environment: dict[str, str]) -> tuple[str, ...]:
    """Where an installed Postil would keep the library, settings, cache and logs of a person."""
    home = Path(environment.get("HOME", "~")).expanduser()
    bases = {
        Path(environment.get("XDG_DATA_HOME") or home / ".local/share"),
        Path(environment.get("XDG_CONFIG_HOME") or home / ".config"),
        Path(environment.get("XDG_CACHE_HOME") or home / ".cache"),
        Path(environment.get("XDG_STATE_HOME") or home / ".local/state"),
        *(home / "Library" / name for name in ("Application Support", "Caches", "Logs")),
    }
    named = environment.get("POSTIL_DATA_DIR")
    folders = [str(base / name) for base in bases for name in ("postil", "Postil")]
    return tuple(sorted([*folders, named] if named else folders))


class Sentry:
    """An audit hook that refuses connections off this machine, the person's own folders, and more.

    What it refuses it also remembers, because the code under test may swallow the exception.
    An audit hook cannot be removed: one is installed for the life of the process.
    """

    def __init__(self, forbidden: tuple[str, ...]) -> None:
        self.forbidden = forbidden
        self.refused: list[str] = []
        self.internet_sockets = 0  # how many were opened, on whichever thread

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Judge one audit event."""
        if event in ("open", "sqlite3.connect", "os.mkdir", "os.remove", "os.rename"):
            if isinstance(args[0], (str, bytes, os.PathLike)):
                path = os.fsdecode(args[0])
                if any(path == f or path.startswith(f + os.sep) for f in self.forbidden):
                    self._refuse(f"{event} {path}")
        elif event == "exec":
            self._judge_module(getattr(args[0], "co_filename", ""))
        elif event == "socket.__new__":
            self.internet_sockets += args[1] in (socket.AF_INET, socket.AF_INET6)
        elif event in ("socket.connect", "socket.sendto"):
            address = args[1]
            if isinstance(address, tuple) and not is_loopback(address[0]):
                self._refuse(f"{event} {address[0]}:{address[1]}")
        elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
            host = args[0] or "localhost"
            if not is_loopback(host):
                self._refuse(f"{event} {host}")

    def _judge_module(self, file: str) -> None:
        """PySide makes classes when they are first imported, and on two threads crashes."""
        if "/reader/ui/" in file and threading.current_thread() is not threading.main_thread():
            self._refuse(f"load {Path(file).name} on another thread than the first")

    def take(self) -> list[str]:
        """What was refused since the last call."""
        refused, self.refused = self.refused, []
        return refused

    def _refuse(self, what: str) -> None:
        self.refused.append(f"a test may not: {what}")
        raise Forbidden(what)


def is_loopback(host: str | bytes) -> bool:
    """Whether a host name or address means this machine."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
