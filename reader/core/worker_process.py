"""Runs a function in a separate Python process, which isolates crashes and limits resources.

Requests and answers are pickled; large data may be in shared memory. A process ends when the one
that started it is gone.
"""

import mmap
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from enum import Enum, auto
from pathlib import Path
from time import monotonic
from typing import BinaryIO, cast
from weakref import finalize

import reader
from reader.core.cancellation import is_cancelled

_SHARED = "POSTIL_SHARED_MEMORY"  # tells the process the number of the file that is that memory
_STEP = 0.1  # seconds between looks whether it is cancelled

#: Answers a request; called with a function that tells something while it is at work.
Answer = Callable[[object, Callable[[object], None]], object]


class Failure(Enum):
    """Why there is no answer."""

    ENDED = auto()  # the process ended before it had answered
    UNKNOWN = auto()  # the answer is of another version of Postil, which was installed meanwhile


class WorkerProcess:
    """A process that answers requests one after another; it has to be closed.

    It is ended, too, when nothing refers to it any more, as when a window closes while a worker
    starts it.
    """

    def __init__(self, program: str, shared: int = 0) -> None:
        """program: what it runs, which calls `answer_requests`. Raises OSError if it cannot be started.

        shared: bytes of memory that both have, of which as much is used as is written.
        """
        here = str(Path(reader.__file__).parents[1])
        paths = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
        file = _memory_file(shared) if shared else None
        #: The memory that both have; None where the system has no such.
        self.shared = None if file is None else mmap.mmap(file, shared)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - Python, and a program of our own
                [sys.executable, "-P", "-c", program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": paths, _SHARED: "" if file is None else str(file)},
                pass_fds=() if file is None else (file,),
            )
        finally:
            if file is not None:
                os.close(file)
        self._end = finalize(self, _end, self._process)

    def ask(self, request: object) -> object:
        """Sends a request and returns the first answer to it, or a Failure."""
        try:
            self.send(request)
        except OSError:
            return Failure.ENDED
        return self.receive()

    def send(self, request: object) -> None:
        """Sends a request, whose answers are to be received; raises OSError if the process is gone."""
        requests = cast("BinaryIO", self._process.stdin)
        pickle.dump(request, requests, protocol=pickle.HIGHEST_PROTOCOL)
        requests.flush()

    def answers_soon(self) -> bool:
        """Waits for an answer for less time than a `Watch` would; returns whether there is one.

        To start the thread of a watch takes 0.2 ms, a tenth of what it takes to paint a page. Where
        the system cannot say whether there is an answer, it is False at once.
        """
        if sys.platform == "win32":
            return False
        answers = cast("BinaryIO", self._process.stdout)
        return bool(select.select([answers], [], [], _STEP)[0])

    def receive(self) -> object:
        """Returns the next answer, or a Failure."""
        try:
            return pickle.load(cast("BinaryIO", self._process.stdout))  # noqa: S301 - our own program
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            return Failure.ENDED
        except Exception:  # noqa: BLE001 - what unpickling raises depends on what is there
            return Failure.UNKNOWN

    def kill(self) -> None:
        """Ends it at once; may be called from another thread."""
        self._process.kill()

    def close(self) -> None:
        """Ends it, and waits until it is gone."""
        self._end()


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            cast("BinaryIO", pipe).close()


def _memory_file(length: int) -> int | None:
    """Returns a file in memory that cannot be truncated; None if the system has none."""
    if not hasattr(os, "memfd_create"):
        return None
    import fcntl  # not on every system

    file = os.memfd_create("postil", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(file, length)
    fcntl.fcntl(
        file, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
    )
    return file


def shared_memory() -> mmap.mmap | None:
    """Returns, in such a process, the memory shared with the one that started it."""
    number = os.environ.get(_SHARED)
    return mmap.mmap(int(number), 0) if number else None


class Watch:
    """Kills a process that is silent for too long or has been cancelled."""

    def __init__(self, process: WorkerProcess, silence: float) -> None:
        """silence: how many seconds it may take to report something."""
        self.reason = ""  # why it was killed
        self._process, self._silence = process, silence
        self._is_stopped = threading.Event()
        self._last = monotonic()
        self._context = copy_context()  # in which this thread's work is known to be stopped
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def reset(self) -> None:
        """Notes that it has reported something."""
        self._last = monotonic()

    def stop(self) -> None:
        """Ends watching."""
        self._is_stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._is_stopped.wait(_STEP):
            if monotonic() - self._last > self._silence:
                self.reason = "time"
            elif self._context.run(is_cancelled):
                self.reason = "cancelled"
            if self.reason:
                self._process.kill()
                return


def answer_requests(load: Callable[[], Answer], memory: int) -> None:
    """Runs in such a process: says "ready", then answers requests until there are no more.

    load: returns what answers, and imports what that needs. memory: how many bytes of addresses it
    may use.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the business of who started it
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whoever prints does not spoil the answers
    _limit_memory(memory)
    answer = load()
    requests = _Requests()

    def send(message: object) -> None:
        pickle.dump(message, answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()

    send("ready")
    while True:
        send(answer(requests.next(), send))


class _Requests:
    """Reads requests in a thread, so that the process ends with the one that sends them."""

    def __init__(self) -> None:
        self._arrived = threading.Semaphore(0)
        self._requests: list[object] = []
        threading.Thread(target=self._read, daemon=True).start()

    def next(self) -> object:
        """Waits for the next request and returns it."""
        self._arrived.acquire()
        return self._requests.pop(0)

    def _read(self) -> None:
        while True:
            try:
                request = pickle.load(sys.stdin.buffer)  # noqa: S301 - by our own program
            except Exception:  # noqa: BLE001 - it is gone, in the midst of a request or not
                os._exit(0)
            self._requests.append(request)
            self._arrived.release()


def _limit_memory(memory: int) -> None:
    if sys.platform != "win32":
        import resource  # not on every system

        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
