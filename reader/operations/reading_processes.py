"""Reads files in processes of their own, ahead of their turns: on all cores, apart from the window.

A file that such a process cannot read is read again where it was asked for, which says why. One over
which a process ended is named, and the rest goes on in another.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Literal, cast

import reader
from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.operations.draft_preparation import PreparedDraft

_MOST_PROCESSES = 4
_AHEAD = 8  # files for each process that are read before their turn
_MEMORY = 4 << 30  # bytes of addresses that a process may use
_ATTEMPTS = 2  # what ended a process may have been another program
_STEP = 0.1  # seconds between looks whether it is cancelled
_PROGRAM = f"from {__name__} import answer_requests; answer_requests()"

# A draft; why there is none; None where it is to be read again where it was asked for.
_Answer = PreparedDraft | Literal["ended", "memory", "unknown"] | None


class ReadingProcesses:
    """Reads files in some processes, each in its turn; to be closed when all are read or none is wanted."""

    def __init__(self, paths: Sequence[Path], is_cancelled: Callable[[], bool]) -> None:
        self._paths, self._is_cancelled = tuple(paths), is_cancelled
        self._turn = 0  # of the file that is asked for next
        self._begun = 0  # how many were handed to a process
        self._answers: dict[int, _Answer] = {}
        self._processes: set[subprocess.Popen[bytes]] = set()
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
        """Returns what the next of the files holds; None if it is to be read without a process.

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
        if isinstance(answer, str):
            raise ImportFailed(_reasons()[answer].format(name=path.name))
        return answer

    def _work(self) -> None:
        """Hands files to one process after another, until there are no more."""
        process: subprocess.Popen[bytes] | None = None
        while (turn := self._next_turn()) is not None:
            answer: _Answer = None
            for _attempt in range(_ATTEMPTS):
                process = process or self._started()
                if process is None:  # none can be started: all that is left is read without
                    self._can_start, answer = False, None
                    break
                answer = _asked(process, self._paths[turn])
                if answer not in ("ended", "unknown"):
                    break
                self._end(process)
                process = None
            with self._changed:
                self._answers[turn] = None if answer == "unknown" else answer
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

    def _started(self) -> "subprocess.Popen[bytes] | None":
        """Returns a process that is ready to read; None if there can be none."""
        here = str(Path(reader.__file__).parents[1])
        paths = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
        with self._changed:
            if self._is_closed or not self._can_start:
                return None
            try:
                process = subprocess.Popen(  # noqa: S603 - Python, and a program of our own
                    [sys.executable, "-P", "-c", _PROGRAM],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    env={**os.environ, "PYTHONPATH": paths},
                )
            except OSError:
                return None
            self._processes.add(process)
        if _received(process) == "ready":
            return process
        self._end(process)
        return None

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        with self._changed:
            self._processes.discard(process)
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                cast("BinaryIO", pipe).close()


def _reasons() -> dict[str, str]:
    return {
        "ended": _("“{name}” was not read: the process that read it ended."),
        "memory": _("“{name}” was not read: that takes too much memory."),
    }


def _cores() -> int:
    """Returns how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _asked(process: "subprocess.Popen[bytes]", path: Path) -> _Answer:
    try:
        requests = cast("BinaryIO", process.stdin)
        pickle.dump(str(path), requests)
        requests.flush()
    except OSError:
        return "ended"
    return cast("_Answer", _received(process))


def _received(process: "subprocess.Popen[bytes]") -> object:
    """Returns what a process sends; "ended" if it ends before, "unknown" for what this program cannot read.

    While a window is open another version may be installed, of which the processes then are.
    """
    try:
        return pickle.load(cast("BinaryIO", process.stdout))  # noqa: S301 - by our own program
    except (EOFError, OSError, pickle.UnpicklingError):
        return "ended"
    except Exception:  # noqa: BLE001 - what unpickling raises depends on what is there
        return "unknown"


def answer_requests() -> None:
    """Runs in such a process: reads the files it is sent the paths of, and sends their drafts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the business of who started it
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whoever prints does not spoil the answers
    _limit_memory()
    # Before it says that it is ready: the parsers, which are not loaded where it was started from.
    from reader.importers import dispatch  # noqa: F401

    _send("ready", answers)
    while True:
        try:
            path = pickle.load(sys.stdin.buffer)  # noqa: S301 - by our own program
        except EOFError:
            return
        _send(_draft(Path(path)), answers)


def _send(answer: object, answers: BinaryIO) -> None:
    pickle.dump(answer, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _draft(path: Path) -> _Answer:
    # Start-up time: parsers.
    from reader import importers
    from reader.operations import draft_preparation
    from reader.operations.kept_pictures import read_with_addresses

    try:
        return draft_preparation.prepare(read_with_addresses(importers.open_source(path)))
    except MemoryError:
        return "memory"
    except Exception:  # noqa: BLE001 - who asked reads it again, and says what is wrong
        return None


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource  # not on every system

        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
