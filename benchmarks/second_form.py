"""What backups and the files of articles cost whoever marks while they are written.

One library has both, as the window has them; the other has neither. A round is thirty highlights in
each in turn, with the files of the changed articles and a backup written meanwhile: as much as comes
of half a minute, and more, for a backup is made every half hour.
"""

import statistics
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject, QThreadPool
from PySide6.QtTest import QTest

from benchmarks.make_library import make_library
from benchmarks.ratios import Ratio
from reader import paths
from reader.core.models import Color
from reader.operations import annotations
from reader.operations.archive import json_mirror
from reader.services import Services
from reader.ui.window.library.backup_controller import BackupController

HIGHLIGHTS = 30
BREATH = 50  # ms between two: in real life a second and more


def measure_second_form(
    folder: Path,
    runs: int,
    milliseconds: Callable[[Callable[[], object]], float],
    insert: Callable[[], object],
) -> list[Ratio]:
    """A highlight kept, with backups and the files of articles: against one without, and a bare row."""
    app, bare = (_library(folder / name, HIGHLIGHTS * (runs + 1)) for name in ("with", "without"))
    json_mirror.write(app.queries, paths.article_folder(app.directory))
    pool, parent = QThreadPool(), QObject()
    quiet: Any = SimpleNamespace()  # takes what a person would be told
    for name in ("notify", "fail", "show_progress", "update", "close"):
        setattr(quiet, name, lambda *_: quiet)
    controller = BackupController(parent, app, quiet, lambda task: task.start(pool))
    controller.writing_timer.setInterval(HIGHLIGHTS * BREATH // 2)
    ratio = Ratio("A highlight kept, with backups and articles' files", "without them", goal=1.2)
    written = Ratio("The same", "SQLite insert and commit", postil=ratio.postil)
    for run in range(-1, runs):
        controller.make()
        times = (list[float](), list[float](), list[float]())
        for number in range(HIGHLIGHTS):
            marks = [partial(_mark, one, (run + 1) * HIGHLIGHTS + number) for one in (app, bare)]
            works: list[Callable[[], object]] = [*marks, insert]
            for side in (0, 1, 2) if number % 2 else (1, 0, 2):
                times[side].append(milliseconds(works[side]))
            QTest.qWait(BREATH)
        pool.waitForDone()
        QTest.qWait(BREATH)
        if run >= 0:
            ratio.postil.append(statistics.mean(times[0]))
            ratio.bare.append(statistics.mean(times[1]))
            written.bare.append(statistics.mean(times[2]))
    controller.stop()
    for one in (app, bare):
        one.close()
    return [ratio, written]


def _library(folder: Path, count: int) -> Services:
    make_library(folder, count)
    app = Services.open(folder)
    app.history.warm_up()
    return app


def _mark(app: Services, number: int) -> None:
    app.history.do("bench", annotations.highlight, number + 1, 10, 70, Color.GREEN, (), "")
