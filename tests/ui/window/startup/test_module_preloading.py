"""What is loaded ahead of the first write: that it fails is told by that write, not by the load."""

import gc
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from reader.library import database as library
from reader.library.database import Database
from reader.operations.history import History
from reader.ui.window.startup.module_preloading import warm_up


def test_a_library_that_is_being_checked_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", caught.append)
    monkeypatch.setattr(library, "_WAIT", 0.01)
    monkeypatch.setattr(gc, "freeze", lambda: None)  # what this test leaves is to be collected
    database = Database.open(tmp_path / "library.sqlite")
    database._is_checked = False
    with database._checking:
        warm_up(History(database), QObject())
        for thread in threading.enumerate():
            if thread.name == "warm-up":
                thread.join()
    database.close()
    assert not caught
