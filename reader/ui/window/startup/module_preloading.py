"""Loads modules in the background at the first input, so that no key press waits for them."""

import gc
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from reader.core.errors import PostilError
from reader.operations.history import History

_OPENED_SOON = (
    "reader.ui.overlays.crossfade",
    "reader.ui.tags.tag_picker",
    "reader.ui.highlights.highlights_page",
    "reader.ui.tags.tags_page",
)


def warm_up(history: History, window: QObject) -> None:
    """Loads what the first write, the first card and the first page would have to wait for.

    What uses Qt is loaded on the main thread, a module each turn: PySide makes each class of Qt when
    it is first imported, and crashes when two threads make some at once (PySide 6.11).
    """

    def load() -> None:
        with suppress(PostilError):  # as while the library is checked: the first write says so
            history.warm_up()
        import_module("reader.commands.declared_commands")
        gc.freeze()  # this stays for good, too: to look it through would take 50 ms each time

    threading.Thread(target=load, name="warm-up", daemon=True).start()
    _load_by_turns(window, _OPENED_SOON)


def _load_by_turns(window: QObject, names: Sequence[str]) -> None:
    if not names:
        gc.freeze()
        return

    def load() -> None:
        import_module(names[0])
        _load_by_turns(window, names[1:])

    QTimer.singleShot(0, window, load)
