"""Shows the progress of a command on one line of a terminal."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

from reader.core.translation import _, number_text

_STEP = 0.1  # seconds between two changes of the line


@contextlib.contextmanager
def progress_line(total: int) -> Iterator[Callable[[int], None]]:
    """Gives a function that shows how much of the total is done, where standard error is a terminal.

    The line is removed at the end.
    """
    terminal = sys.stderr
    shown, told = "", 0.0

    def show(text: str) -> None:
        nonlocal shown
        terminal.write(f"\r{' ' * len(shown)}\r{text}" if shown else text)
        terminal.flush()
        shown = text

    def update(done: int) -> None:
        nonlocal told
        now = time.monotonic()
        if terminal.isatty() and (now - told >= _STEP or done == total):
            told = now
            show(_("{done} of {total}").format(done=number_text(done), total=number_text(total)))

    try:
        yield update
    finally:
        if shown:
            show("")
