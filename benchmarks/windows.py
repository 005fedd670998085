"""Start-up, memory and keys: both windows as programs on a screen, seen from outside."""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.program import Program, running
from benchmarks.ratios import Ratio
from benchmarks.x_client import Client
from benchmarks.x_screen import Screen

BARE = (sys.executable, "-m", "benchmarks.bare_window")
MEMORY_RUNS = 3
WARM_UP = 2.0  # seconds after the first key in which Postil loads what writing needs


def postil(library: Path) -> tuple[str, ...]:
    """The command that opens a library."""
    return (sys.executable, "-m", "reader", "--data-dir", str(library))


def measure_starts(
    screen: Screen, client: Client, libraries: dict[str, Path], runs: int
) -> list[Ratio]:
    """From the making of the process to the picture, and the memory some seconds later."""
    painted, stable, memory = {}, {}, {}
    for name in libraries:
        painted[name] = Ratio(f"Start to the list painted, {name}", "window of three panes")
        stable[name] = Ratio(f"Start to a stable picture, {name}", "the same", goal=2)
        memory[name] = Ratio(f"Memory, {name}", "the same, PSS after 4 s", "MiB", 1.8)
    for run in range(-1, runs):  # one for the disk's cache
        bare = _start(screen, client, BARE, has_memory=0 <= run < MEMORY_RUNS)
        for name, library in libraries.items():
            mine = _start(screen, client, postil(library), has_memory=0 <= run < MEMORY_RUNS)
            if run >= 0:
                for ratios, at in ((painted, 0), (stable, 1), (memory, 2)):
                    ratios[name].bare += bare[at]
                    ratios[name].postil += mine[at]
    return [*painted.values(), *stable.values(), *memory.values()]


def _start(
    screen: Screen, client: Client, command: tuple[str, ...], *, has_memory: bool
) -> tuple[list[float], list[float], list[float]]:
    with running(screen, client, command) as program:
        memory = [program.memory()] if has_memory else []
        return [program.start.painted], [program.start.stable], memory


def measure_next(screen: Screen, client: Client, library: Path, runs: int) -> Ratio:
    """From the key that goes to the next article to its picture."""
    following = _following()
    for _run in range(runs):
        with running(screen, client, BARE) as bare:
            bare.focus()
            following.bare += _presses(bare, ["Down"] * 6)
        with as_it_was(library) as copy, running(screen, client, postil(copy)) as mine:
            _warm_up(mine)
            following.postil += _presses(mine, ["Down"] * 6)
    return following


def _following() -> Ratio:
    return Ratio("Key to the next article painted", "Down in its list: setHtml", goal=2.5)


def _warm_up(program: Program) -> None:
    """Presses the first keys, at which Postil loads what writing needs, and waits until it has answered."""
    program.focus()
    _presses(program, ["Down", "Up"])
    time.sleep(WARM_UP)
    program.settle()


def measure_keys(screen: Screen, client: Client, library: Path, runs: int) -> list[Ratio]:
    """From a key to the picture it makes, on a library of 10,000, each key several times a run."""
    following = _following()
    marked = Ratio("`h` to the highlight painted and kept", "Shift+Down in QTextBrowser")
    moved = Ratio("`j` to the next paragraph tinted", "the same")
    used = Ratio("Memory after reading and marking", "the same keys", "MiB")
    for _run in range(runs):
        with running(screen, client, BARE) as bare:
            bare.focus()
            following.bare += _presses(bare, ["Down"] * 6)
            bare.press("Tab")
            bare.settle()
            selecting = _presses(bare, ["Shift+Down"] * 7)
            marked.bare += selecting
            moved.bare += selecting
            used.bare.append(bare.memory())
        with as_it_was(library) as copy, running(screen, client, postil(copy)) as mine:
            _warm_up(mine)
            following.postil += _presses(mine, ["Down"] * 6)
            mine.press("Return")
            mine.settle()
            for _time in range(6):
                moved.postil += _presses(mine, ["j"], skip=0)
                marked.postil += _presses(mine, ["h"], skip=0)
            used.postil.append(mine.memory())
    return [following, marked, moved, used]


@contextmanager
def as_it_was(library: Path) -> Iterator[Path]:
    """A copy of a library, so that each run finds what the first one found."""
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as folder:
        copy = Path(folder) / library.name
        shutil.copytree(library, copy)
        yield copy


def _presses(program: Program, keys: list[str], skip: int = 1) -> list[float]:
    """The times of the keys, without the first ones: they find nothing in a cache."""
    times: list[float] = []
    for number, key in enumerate(keys):
        took = program.timed_press(key)
        program.settle()
        if took is None:
            raise RuntimeError(f"the key {key} changed nothing to be seen")
        if number >= skip:
            times.append(took)
    return times
