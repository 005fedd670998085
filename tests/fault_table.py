"""Counts the faults that tests inject and what came of them; ``make faults`` prints them as a table."""

from collections.abc import Callable

import pytest

from tests.thorough import IS_THOROUGH

# In the order of the table: what a test calls it, and what it is called there.
FAULTS = {
    "kill": "A command killed (`kill -9`) in the middle of a statement or a commit",
    "kill-checkpoint": "A command killed inside a checkpoint, with articles of 500 kB",
    "kill-window": "The window killed while keys are pressed",
    "power": "Power cut: writes torn at 512 bytes, dropped, reordered",
    "power-normal": "The same with `synchronous=NORMAL`: the test sees losses",
    "power-upgrade": "Power cut during an upgrade",
    "full": "Disk full at each write of a session",
    "gone": "Library replaced, moved or removed while it is open",
    "stopped": "Write lock held by a stopped process",
    "crowd": "Forty commands at once",
    "damage": "Damaged library: refused, read only, or repaired",
    "error": "An error at the n-th statement of each operation",
    "model": "Steps of the model: changes, undo, restarts, kills, restores",
    "walk": "Steps of random walks, undone and redone",
    "restore": "Restored from a backup, or rebuilt from the files of articles",
    "upgrade": "Upgrade killed or failed at each of its steps",
}
_COLUMNS = {
    "injected": "times",
    "kept": "acknowledged changes",
    "lost": "lost",
    "refused": "healthy libraries refused",
    "written": "written to a damaged one",
    "told": "reported in a sentence",
}
_PROPERTY = "faults"

Counts = dict[str, dict[str, int]]  # by fault and column


class Tally:
    """What one test counts; a test asserts for itself that nothing was lost."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts

    def count(self, fault: str, *, injected: int = 1, **columns: int) -> None:
        """Counts one fault, or several, and what came of them, by the names of the columns."""
        assert fault in FAULTS
        counts = self._counts.setdefault(fault, dict.fromkeys(_COLUMNS, 0))
        for name, count in {"injected": injected, **columns}.items():
            counts[name] += count


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Tally:
    """Counts the faults that a test injects, for the table."""
    counts: Counts = {}
    record_property(_PROPERTY, counts)  # goes with the report of the test, also between processes
    return Tally(counts)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the table at the end of a thorough run."""
    total: Counts = {}
    seconds: dict[str, float] = {}
    for report in (one for several in terminalreporter.stats.values() for one in several):
        if getattr(report, "when", "") != "call":
            continue
        for _name, counts in [one for one in report.user_properties if one[0] == _PROPERTY]:
            for fault, columns in counts.items():
                sums = total.setdefault(fault, dict.fromkeys(_COLUMNS, 0))
                for name, count in columns.items():
                    sums[name] += count
                seconds[fault] = seconds.get(fault, 0) + report.duration / len(counts)
    if IS_THOROUGH and total:
        head = ["fault", *_COLUMNS.values(), "seconds"]
        lines = [head, ["---", *["--:" for _one in head[1:]]]]
        for fault in [one for one in FAULTS if one in total]:
            numbers = [f"{number:,}" for number in total[fault].values()]
            lines.append([FAULTS[fault], *numbers, f"{seconds[fault]:.0f}"])
        terminalreporter.section("faults")
        terminalreporter.write_line("\n".join(f"| {' | '.join(line)} |" for line in lines))
