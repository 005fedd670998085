"""Shows the progress of a command on one line of a terminal."""

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import Protocol

from reader.core.translation import _, number_text

_STEP = 0.1  # seconds between two changes of the line


class Update(Protocol):
    """Shows how much is done."""

    def __call__(self, done: int, total: int = ...) -> None:
        """Shows it; total: 0 while it is not known."""


@contextlib.contextmanager
def progress_line(whole: int = 0) -> Iterator[Update]:
    """Gives a function that shows how much of the whole is done, where standard error is a terminal.

    The line is removed at the end.
    """
    terminal = sys.stderr
    shown, told = "", 0.0

    def show(text: str) -> None:
        nonlocal shown
        terminal.write(f"\r{' ' * len(shown)}\r{text}" if shown else text)
        terminal.flush()
        shown = text

    def update(done: int, total: int = whole) -> None:
        nonlocal told
        now = time.monotonic()
        if terminal.isatty() and (now - told >= _STEP or done == total):
            told = now
            text = _("{done} of {total}") if total else "{done}"
            show(text.format(done=number_text(done), total=number_text(total)))

    try:
        yield update
    finally:
        if shown:
            show("")
