"""Locks the library for writing among all programs that use it.

SQLite alone would do, but before 3.51.3 two connections that write and checkpoint at the same
moment could damage a file in WAL mode. The lock goes with its process, however that ends.
"""

import errno
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from reader.core.errors import LibraryError, LibraryLocked, LibraryReadOnly
from reader.core.translation import _

_PAUSE = 0.01  # seconds between the first two tries
_LEAST_PAUSE = 0.004  # or many that wait would keep the processor from the one that they wait for
_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)  # another program has it
_LENGTH = 200  # bytes of who holds a lock: always as many, so that the file need not be shortened
_program = ""

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Holder(NamedTuple):
    """The process that has a lock, by its own statement."""

    pid: int
    program: str  # “window”, or the name of a command; empty if it did not say
    since: datetime  # in UTC


def name_program(name: str) -> None:
    """Lets this process be known by a name to those that wait for its locks."""
    global _program
    _program = name


def lock_file(library: Path) -> Path:
    """Returns the file beside a library, or what a link to it leads to, that is locked for writing."""
    return library.resolve().with_suffix(".lock")


@contextmanager
def write_lock(library: Path, timeout: float) -> Iterator[None]:
    """Takes the lock; raises LibraryLocked if another process has it for timeout seconds."""
    try:
        lock = hold(lock_file(library), timeout)
    except TimeoutError:
        raise locked_error(library) from None
    except PermissionError:
        message = _("The library {path} is read-only; allow writing to its folder.")
        raise LibraryReadOnly(message.format(path=library)) from None
    except OSError as error:
        message = _("The folder of {path} cannot be written: {reason}.")
        raise LibraryError(message.format(path=library, reason=error.strerror)) from None
    try:
        yield
    finally:
        os.close(lock)  # closing lets go of the lock


def hold(file: Path, timeout: float) -> int:
    """Returns a handle that keeps a lock on a file until it is closed.

    Raises OSError, TimeoutError when another program holds it for timeout seconds.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    began = time.monotonic()
    while True:
        try:
            _try_lock(handle)
        except OSError as error:
            if error.errno not in _HELD:  # a file system without locks, for one
                os.close(handle)
                raise
            waited = time.monotonic() - began
            if waited >= timeout:
                os.close(handle)
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT)) from None
            # Who waits longer tries more often, so that of many none waits for ever.
            time.sleep(max(_LEAST_PAUSE, _PAUSE / (1 + 10 * waited)))
        else:
            _sign(handle)
            return handle


@contextmanager
def turn(file: Path, timeout: float) -> Iterator[None]:
    """Takes a lock that one program at a time can have; raises TimeoutError if another has it.

    On a file system without locks, as some network folders are, it goes on without one.
    """
    lock = None
    try:
        lock = hold(file, timeout)
    except TimeoutError:
        raise
    except OSError as error:
        if error.errno not in (errno.ENOLCK, errno.ENOTSUP):
            raise
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def is_held(file: Path) -> bool:
    """Returns whether a program has a lock on a file."""
    try:
        handle = os.open(file, os.O_RDWR)
    except OSError:
        return False
    try:
        _try_lock(handle)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(handle)


def last_holder(file: Path) -> Holder | None:
    """Returns the process that took a lock last, and may still have it; None if that cannot be read."""
    try:
        with file.open("rb") as lock:
            lock.seek(1)  # Windows lets nobody read the byte that is locked
            found = json.loads(lock.read(_LENGTH))
        return Holder(int(found["pid"]), str(found["program"])[:40], _moment(found["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sign(handle: int) -> None:
    """Writes into a lock file which process has it."""
    since = datetime.now(UTC).isoformat(timespec="seconds")
    text = json.dumps({"pid": os.getpid(), "program": _program, "since": since})
    with suppress(OSError):  # the disk may be full: the lock is held all the same
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, b"\n" + text.encode("ascii").ljust(_LENGTH))


def _moment(text: str) -> datetime:
    """Returns a time that was written with its zone; raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def locked_error(library: Path) -> LibraryLocked:
    """Returns the error that says who did not finish writing in time."""
    holder = last_holder(lock_file(library))
    if holder is None:
        return locked_by_others(library)
    text = _(
        "{who} has been writing to the library {path} since {time}; wait a moment and try "
        "again, or quit that program if it hangs."
    )
    who, time_ = holder_text(holder), since_text(holder)
    return LibraryLocked(text.format(who=who, path=library, time=time_))


def locked_by_others(library: Path) -> LibraryLocked:
    """Returns the error that says that a program is writing of which nothing is known."""
    text = _("Another program is writing to the library {path}; wait a moment and try again.")
    return LibraryLocked(text.format(path=library))


def holder_text(holder: Holder) -> str:
    """Describes the process that has a lock, for the user."""
    if not holder.program:
        text = _("Another program (process {pid})")
    elif holder.program == "window":
        text = _("Postil's window (process {pid})")
    else:
        text = _("“postil {program}” (process {pid})")
    return text.format(program=holder.program, pid=holder.pid)


def since_text(holder: Holder) -> str:
    """Returns since when a lock is held, in the time of here; with the day if that is not today."""
    since = holder.since.astimezone()
    is_today = datetime.now(UTC) - holder.since < timedelta(hours=12)
    return since.strftime("%H:%M:%S" if is_today else "%Y-%m-%d %H:%M:%S")
