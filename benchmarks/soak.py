"""Runs thousands of random commands in the real window, and watches that nothing is left behind.

``python -m benchmarks.soak --commands 10000 --articles 20000``: memory, threads, open files, timers
and widgets are counted every 500 commands, in a window at rest. When one of them keeps growing, the
program says so and fails.
"""

import argparse
import ctypes
import ctypes.util
import gc
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.window_driver import COMMANDS, WindowDriver, driven_window

EVERY = 500
MEMORY_GROWTH = 1.05  # after the first third, in which what is made when first asked for is made
_UNDOING = ("undo", "undo", "undo", "redo")
_FITTING = 0.9  # how often a command is chosen that can run where it is


class Counts(NamedTuple):
    """What a window holds at one moment."""

    memory: int  # KiB
    threads: int
    files: int
    timers: int
    widgets: int
    objects: int  # of Qt that Python knows


def count_all() -> Counts:
    """Counts what this process holds."""
    gc.collect()
    _give_memory_back()
    wrappers = [one for one in shiboken6.getAllValidWrappers() if isinstance(one, QObject)]
    running = [one for one in wrappers if isinstance(one, QThread) and one.isRunning()]
    return Counts(
        _private_memory(),
        len([one for one in threading.enumerate() if one.daemon is False]) + len(running),
        len(list(Path("/proc/self/fd").iterdir())),
        sum(isinstance(one, QTimer) for one in wrappers),
        len(QApplication.allWidgets()),
        len(wrappers),
    )


def _private_memory() -> int:
    """The memory that is this process's own, in KiB; without the pages of files."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1])
    return 0


def _give_memory_back() -> None:
    """Lets the C library return what was freed, so that it is not counted as held."""
    name = ctypes.util.find_library("c")
    trim = getattr(ctypes.CDLL(name), "malloc_trim", None) if name else None
    if trim is not None:
        trim(0)


def growing(series: Sequence[Counts]) -> list[str]:
    """Says what has grown: all its last values are above all those of the middle.

    The first third is left out, and so is memory that grows by less than its share.
    """
    third = len(series) // 3
    if third < 2:
        return []
    faults: list[str] = []
    for name, values in zip(Counts._fields, zip(*series, strict=True), strict=True):
        middle, last = values[third:-third], values[-third:]
        bound = max(middle) * (MEMORY_GROWTH if name == "memory" else 1)
        if min(last) > bound:
            faults.append(f"{name} grew from at most {max(middle)} to at least {min(last)}")
    return faults


class Soak:
    """A person who presses whatever comes to mind."""

    def __init__(self, driver: WindowDriver, tell: Callable[[str], None] = print) -> None:
        self.driver, self._tell = driver, tell
        self.ran: Counter[str] = Counter()
        self.bugs: list[str] = []
        self.series: list[Counts] = []
        self._last = ""

    def run(self, commands: int, every: int = EVERY) -> list[str]:
        """Runs so many commands; answers what is wrong, in sentences."""
        before, sys.excepthook = sys.excepthook, self._note_bug
        try:
            for number in range(1, commands + 1):
                self._step()
                if number % every == 0:
                    self._count(number)
        finally:
            sys.excepthook = before
        return [*self.bugs, *growing(self.series)]

    def _step(self) -> None:
        driver, chance = self.driver, self.driver.chance
        is_fitting = chance.random() < _FITTING
        command = chance.choice(COMMANDS)
        while not driver.can_run(command, is_needy=is_fitting):
            command = chance.choice(COMMANDS)
        if chance.random() < 0.1:
            self._run(chance.choice(_UNDOING))
        self._run(command.id)
        driver.answer(is_willing=chance.random() < 0.8)
        if chance.random() < 0.05:
            driver.type(chance.choice(("the", "m", "tag:", "is:unread")))
        if chance.random() < 0.2:
            driver.rest()

    def _run(self, name: str) -> None:
        self._last = name
        self.ran[name] += 1
        self.driver.run(name)

    def _note_bug(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        where = "".join(traceback.format_exception(kind, error, trace))
        self.bugs.append(f"after {self._last}: {where}")
        self._tell(self.bugs[-1])

    def _count(self, number: int) -> None:
        self.driver.go_home()
        self.series.append(count_all())
        counts = ", ".join(f"{name} {value:,}" for name, value in self.series[-1]._asdict().items())
        self._tell(f"{number:,} commands: {counts}")


def main() -> int:
    """Soak a library as the arguments say."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--commands", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--library", type=Path, help="a data folder, of which a copy is used")
    options = parser.parse_args()
    with driven_window(options.library, options.articles, options.seed) as driver:
        soak = Soak(driver, lambda text: print(text, flush=True))
        faults = soak.run(options.commands)
    print(f"{len(soak.ran)} of {len(COMMANDS)} commands ran.")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
