"""Loads modules in the background at the first input, so that no key press waits for them."""

import gc
import threading
from contextlib import suppress
from importlib import import_module

from reader.core.errors import PostilError
from reader.operations.history import History

_OPENED_SOON = (
    "reader.commands.declared_commands",
    "reader.ui.overlays.crossfade",
    "reader.ui.tags.tag_picker",
    "reader.ui.highlights.highlights_page",
    "reader.ui.tags.tags_page",
)


def warm_up(history: History) -> None:
    """Loads what the first write, the first card and the first page would have to wait for."""

    def load() -> None:
        with suppress(PostilError):  # as while the library is checked: the first write says so
            history.warm_up()
        for name in _OPENED_SOON:
            import_module(name)
        gc.freeze()  # this stays for good, too: to look it through would take 50 ms each time

    threading.Thread(target=load, name="warm-up", daemon=True).start()
