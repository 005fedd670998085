"""The window is killed while keys are pressed: what it had told its parts to be kept is in the library."""

import json
import signal
from collections.abc import Iterator
from contextlib import closing

import pytest

from reader import paths
from reader.library.database import Database
from reader.operations.history import History
from tests import forked_programs
from tests.fault_table import Tally
from tests.forked_programs import RunForked
from tests.journeys.conftest import Journey, keep
from tests.library.samples import assert_sound
from tests.thorough import cases

_PRESSING = """
import itertools, signal
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reader.services import Services
from reader.ui.window.startup.application import make_application
from reader.ui.window.main_window import MainWindow

left = int(sys.argv[2])
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def tell(changed):
    there = {one.id: one.note for one in app.queries.annotations(1)}
    print(json.dumps([[number, there.get(number)] for number in changed.annotations or ()]), flush=True)

qt = make_application([])
app = Services.open(Path(sys.argv[1]))
app.database.check()
window = MainWindow(app)
window.show()
window.activateWindow()
while QApplication.focusWidget() is None:
    qt.processEvents()
window.start_background_work()
for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
    event.listen(app.database.writer.engine, moment, count)
app.history.subscribe(tell)

def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)

press(Qt.Key.Key_Return)
for number in itertools.count():
    press(Qt.Key.Key_H)
    press(Qt.Key.Key_N)
    QTest.keyClicks(QApplication.focusWidget(), f"note{number}")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Period)
    if number % 5 == 4:
        press(Qt.Key.Key_Z)
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
"""


def fill(history: History) -> None:
    keep(history, "Long|" + " ".join(f"Sentence number {n} stands here." for n in range(400)))


@pytest.fixture(scope="session")
def run_forked() -> Iterator[RunForked]:
    with forked_programs.forking() as run:
        yield run


@pytest.mark.parametrize("moment", cases(90, more=range(20, 1500, 17)))
def test_what_was_kept_before_is_there(
    moment: int, journey: Journey, run_forked: RunForked, tally: Tally
) -> None:
    journey.fill(fill)
    code, printed = run_forked(_PRESSING, journey.directory, moment)
    assert code == -signal.SIGKILL
    told = dict(pair for line in printed for pair in json.loads(line))
    library = paths.library_file(journey.directory)
    database = Database.open(library)
    database.check()
    with closing(database.queries()) as queries:
        found = {one.id: one.note for one in queries.annotations(1)}
    database.close()
    assert_sound(library)
    # What was said of last may have been changed again when the window was killed.
    unsure = {number for number, _note in json.loads(printed[-1])} if printed else set()
    missing = [n for n, note in told.items() if n not in unsure and found.get(n) != note]
    tally.count("kill-window", kept=len(printed), lost=len(missing))
    assert missing == []
