"""Measures the longest turn of the main thread that each command takes in a large library.

``python -m benchmarks.longest_turns --library FOLDER`` runs every command once or more on a copy of a
library, and prints those whose longest turn is over 50 ms: no key is answered meanwhile. With
``--where`` it also prints what the main thread was at.
"""

import argparse
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from benchmarks.window_driver import COMMANDS, WindowDriver, driven_window

ARTICLES = 20_000
BOUND = 50.0  # milliseconds
_PAGES = (
    "all",
    "highlights",
    "tags",
    "review",
    "backups",
    "import",
    "preferences",
    "views",
    "revisions",
)
_LAST = frozenset(("trash.empty", "tags.delete_unused", "preferences.reset", "keys.reset"))


@dataclass(slots=True)
class Act:
    """What is measured: how to get to where it can be done, and doing it."""

    name: str
    do: Callable[[], object]
    prepare: Callable[[], object] = lambda: None


@dataclass(slots=True)
class Longest:
    """The longest turn of one act, in milliseconds."""

    name: str
    wall: float = 0.0
    busy: float = 0.0  # of it, how long the main thread itself ran
    places: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return f"{self.name}: {self.wall:.0f} ms, {self.busy:.0f} ms"


class TurnWatch(threading.Thread):
    """Looks every few milliseconds what the main thread is at, once a turn takes long."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="turn watch")
        self.began = 0.0  # of the turn that is watched, or zero
        self.places: Counter[str] = Counter()
        self._main = threading.get_ident()
        self._is_over = threading.Event()

    def stop(self) -> None:
        """Ends the watch."""
        self._is_over.set()
        self.join()

    def run(self) -> None:
        """Looks until it is stopped."""
        while not self._is_over.wait(0.005):
            if self.began and time.perf_counter() - self.began > BOUND / 2000:
                frame = sys._current_frames().get(self._main)
                lines = [
                    f"{Path(one.filename).stem}:{one.lineno} {one.name}"
                    for one in traceback.extract_stack(frame)
                    if "/reader/" in one.filename
                ]
                self.places[" > ".join(lines[-5:])] += 1


class TurnMeter:
    """Times the turns of a window."""

    def __init__(self, driver: WindowDriver) -> None:
        self.driver = driver
        self.results: list[Longest] = []
        self.watch = TurnWatch()
        self.watch.start()
        self._now: Longest | None = None
        driver.around_turn = self._timed

    @contextmanager
    def _timed(self) -> Iterator[None]:
        self.watch.began, busy = time.perf_counter(), time.thread_time()
        began = self.watch.began
        try:
            yield
        finally:
            self.watch.began = 0.0
            wall = (time.perf_counter() - began) * 1000
            busy = (time.thread_time() - busy) * 1000
            if self._now is not None:
                self._now.wall = max(self._now.wall, wall)
                self._now.busy = max(self._now.busy, busy)

    def close(self) -> None:
        """Measures no more."""
        self.watch.stop()

    def measure(self, act: Act) -> Longest:
        """Does an act until the window is at rest again."""
        act.prepare()
        self.driver.rest()
        self.watch.places.clear()
        self._now = Longest(act.name)
        act.do()
        self.driver.rest()
        self.driver.answer()
        self.driver.rest()
        one, self._now = self._now, None
        one.places.update(self.watch.places)
        self.results.append(one)
        self.driver.answer(is_willing=False)
        return one


def every_command(driver: WindowDriver) -> Iterator[Act]:
    """Each command where it can run, the rarest of them last."""
    window = driver.window
    pages = [f"go.{name}" for name in _PAGES]

    def reach(name: str) -> None:
        driver.go_home()
        one = next(one for one in COMMANDS if one.id == name)
        for page in pages:
            window.run("go.all")
            window.run(page)
            driver.rest()
            for step in (
                (),
                ("list.first",),
                ("article.open", "cursor.start"),
                ("highlight.next",),
            ):
                for command in step:
                    window.run(command)
                    driver.rest()
                if driver.can_run(one):
                    return

    for command in sorted(COMMANDS, key=lambda one: (one.id in _LAST, one.id)):
        yield Act(
            command.id,
            lambda name=command.id: driver.run(name),  # type: ignore[misc]
            lambda name=command.id: reach(name),  # type: ignore[misc]
        )


def bulk_acts(driver: WindowDriver) -> Iterator[Act]:
    """Acts on all articles, all highlights and the tag that is on most, each undone at once."""
    run = driver.run

    def on_page(page: str, *commands: str) -> Callable[[], None]:
        def prepare() -> None:
            driver.go_home()
            for name in (page, *commands):
                run(name)
                driver.rest()

        return prepare

    def both(first: str, second: str) -> Callable[[], None]:
        return lambda: (run(first), run(second))[0]

    def merge() -> None:
        run("tags.merge")
        driver.key(Qt.Key.Key_Down)
        driver.key(Qt.Key.Key_Return, "\r")

    all_articles = on_page("go.all", "list.first", "list.select_all")
    all_highlights = on_page("go.highlights", "list.first", "list.select_all")
    for place, prepare, names in (
        ("all articles", all_articles, "archive star read slot_1 trash"),
        ("all highlights", all_highlights, "green slot_1 delete"),
    ):
        kind = "article" if place == "all articles" else "highlight"
        for name in names.split():
            yield Act(f"bulk: {kind}.{name}, {place}", partial(run, f"{kind}.{name}"), prepare)
            yield Act(f"bulk: undo of {kind}.{name}", partial(run, "undo"))
    yield Act("bulk: annotations.copy", partial(run, "annotations.copy"), all_highlights)
    most_used = on_page("go.tags", "list.first")
    yield Act("bulk: tags.merge, the most used", merge, most_used)
    yield Act("bulk: undo of tags.merge", partial(run, "undo"))
    yield Act("bulk: tags.delete, the most used", partial(run, "tags.delete"), most_used)
    yield Act("bulk: undo of tags.delete, and a star", both("undo", "article.star"))
    yield Act("bulk: list.select_all", partial(run, "list.select_all"), on_page("go.all"))
    yield Act("bulk: a letter in the filter", partial(driver.type, "t"), on_page("list.filter"))
    yield Act(
        "bulk: trash.empty of all",
        partial(run, "trash.empty"),
        on_page("go.all", "list.select_all", "article.trash", "go.trash"),
    )


def report(results: list[Longest], bound: float, *, has_places: bool) -> str:
    """The acts that take longer than a bound, as a Markdown table, the longest first."""
    rows = ["| what | longest turn | of it, the main thread ran |", "|---|---|---|"]
    for one in sorted(results, key=lambda one: -one.wall):
        if one.wall > bound:
            rows.append(f"| {one.name} | {one.wall:.0f} ms | {one.busy:.0f} ms |")
            if has_places:
                rows += [f"    {n}  {place}" for place, n in one.places.most_common(3)]
    return "\n".join(rows)


def main() -> int:
    """Measure all and print what is too long."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.longest_turns", description=__doc__)
    parser.add_argument("--library", type=Path, help="a data folder, of which a copy is used")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--only", nargs="*", default=[], help="of the acts, those that begin so")
    parser.add_argument("--bound", type=float, default=BOUND, help="in milliseconds")
    parser.add_argument("--where", action="store_true", help="print what the main thread was at")
    options = parser.parse_args()
    with (
        driven_window(options.library, options.articles) as driver,
        closing(TurnMeter(driver)) as meter,
    ):
        for act in (*every_command(driver), *bulk_acts(driver)):
            if not options.only or act.name.startswith(tuple(options.only)):
                print(meter.measure(act), file=sys.stderr, flush=True)
    print(report(meter.results, options.bound, has_places=options.where))
    return 0


if __name__ == "__main__":
    sys.exit(main())
