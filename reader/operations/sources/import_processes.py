"""Reads files ahead of time in separate processes, on all cores.

A file that such a process cannot read is read again where it was asked for, which says why. One over
which a process ended is named, and the rest goes on in another.
"""

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, cast

from reader.core import worker_process
from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.core.worker_process import Failure, WorkerProcess
from reader.operations.draft_preparation import PreparedDraft

_MOST_PROCESSES = 4
_AHEAD = 8  # files for each process that are read before their turn
_MEMORY = 4 << 30  # bytes of addresses that a process may use
_ATTEMPTS = 2  # what ended a process may have been another program
_STEP = 0.1  # seconds between looks whether it is cancelled
_PROGRAM = f"from {__name__} import answer_requests; answer_requests()"

# A draft; why there is none; None where it is to be read again where it was asked for.
_Answer = PreparedDraft | Failure | Literal["memory"] | None


class ReadingProcesses:
    """Reads files in some processes, each in its turn; to be closed when all are read or none is wanted."""

    def __init__(self, paths: Sequence[Path], is_cancelled: Callable[[], bool]) -> None:
        self._paths, self._is_cancelled = tuple(paths), is_cancelled
        self._turn = 0  # of the file that is asked for next
        self._begun = 0  # how many were handed to a process
        self._answers: dict[int, _Answer] = {}
        self._processes: set[WorkerProcess] = set()
        self._is_closed, self._can_start = False, True
        self._changed = threading.Condition()
        count = min(_cores(), _MOST_PROCESSES, len(self._paths))
        self.most_ahead = count * _AHEAD
        self._threads = [threading.Thread(target=self._work, daemon=True) for _n in range(count)]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Ends the processes; what they are at is given up."""
        with self._changed:
            self._is_closed = True
            for process in self._processes:
                process.kill()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def read(self, path: Path) -> PreparedDraft | None:
        """Returns what the next of the files contains; None if it is to be read without a process.

        Raises ImportFailed when a process ended over it, or it is cancelled.
        """
        with self._changed:
            turn = self._turn
            if self._paths[turn] != path:
                raise AssertionError("a file out of its turn")
            while turn not in self._answers:
                if self._is_cancelled():
                    raise ImportFailed(_("“{name}” was not read.").format(name=path.name))
                self._changed.wait(_STEP)
            answer = self._answers.pop(turn)
            self._turn += 1
            self._changed.notify_all()
        if isinstance(answer, (str, Failure)):
            raise ImportFailed(_reasons()[answer].format(name=path.name))
        return answer

    def _work(self) -> None:
        """Passes files to one process after another, until there are no more."""
        process: WorkerProcess | None = None
        while (turn := self._next_turn()) is not None:
            answer: _Answer = None
            for _attempt in range(_ATTEMPTS):
                process = process or self._started()
                if process is None:  # none can be started: all that is left is read without
                    self._can_start, answer = False, None
                    break
                answer = cast("_Answer", process.ask(str(self._paths[turn])))
                if not isinstance(answer, Failure):
                    break
                self._end(process)
                process = None
            with self._changed:
                self._answers[turn] = None if answer is Failure.UNKNOWN else answer
                self._changed.notify_all()
        if process is not None:
            self._end(process)

    def _next_turn(self) -> int | None:
        """Returns which file is to be read next, when it may be; None when there is none."""
        with self._changed:
            while not self._is_closed and self._begun >= self._turn + self.most_ahead:
                self._changed.wait()
            if self._is_closed or self._begun == len(self._paths):
                return None
            self._begun += 1
            return self._begun - 1

    def _started(self) -> WorkerProcess | None:
        """Returns a process that is ready to read; None if there can be none."""
        with self._changed:
            if self._is_closed or not self._can_start:
                return None
            try:
                process = WorkerProcess(_PROGRAM)
            except OSError:
                return None
            self._processes.add(process)
        if process.receive() == "ready":
            return process
        self._end(process)
        return None

    def _end(self, process: WorkerProcess) -> None:
        with self._changed:
            self._processes.discard(process)
        process.close()


def _reasons() -> dict[object, str]:
    return {
        Failure.ENDED: _("“{name}” was not read: the process that read it ended."),
        "memory": _("“{name}” was not read: that takes too much memory."),
    }


def _cores() -> int:
    """Returns how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def answer_requests() -> None:
    """Runs in such a process: reads the files it is sent the paths of, and sends their drafts."""
    worker_process.answer_requests(_load, _MEMORY)


def _load() -> worker_process.Answer:
    # Before it says that it is ready: the parsers, which are not loaded where it was started from.
    from reader.importers import dispatch  # noqa: F401

    return _answer


def _answer(request: object, _tell: Callable[[object], None]) -> object:
    return _draft(Path(cast("str", request)))


def _draft(path: Path) -> _Answer:
    # Start-up time: parsers.
    from reader.operations import draft_preparation
    from reader.operations.importing.sidecar_highlights import read_file

    try:
        return draft_preparation.prepare(read_file(path))
    except MemoryError:
        return "memory"
    except Exception:  # noqa: BLE001 - who asked reads it again, and says what is wrong
        return None
