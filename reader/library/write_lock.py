"""Locks the library for writing among all programs that have it open.

SQLite alone would do, but before 3.51.3 two connections that write and checkpoint at the same
moment could damage a file in WAL mode. The lock goes with its process, however that ends.
"""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.core.errors import LibraryError, LibraryLocked, LibraryReadOnly
from reader.core.translation import _

_PAUSE = 0.01  # seconds between the first two tries

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def lock_file(library: Path) -> Path:
    """Returns the file beside a library that is locked while it is written."""
    return library.with_suffix(".lock")


@contextmanager
def write_lock(library: Path, timeout: float) -> Iterator[None]:
    """Holds the lock; raises LibraryLocked when another holds it for timeout seconds."""
    try:
        lock = hold(lock_file(library), timeout)
    except TimeoutError:
        message = _(
            "Another program is writing to the library {path}; wait a moment and try again."
        )
        raise LibraryLocked(message.format(path=library)) from None
    except PermissionError:
        message = _("The library {path} may only be read; allow writing to its folder.")
        raise LibraryReadOnly(message.format(path=library)) from None
    except OSError as error:
        message = _("The folder of {path} cannot be written: {reason}.")
        raise LibraryError(message.format(path=library, reason=error.strerror)) from None
    try:
        yield
    finally:
        os.close(lock)  # closing lets go of the lock


def hold(file: Path, timeout: float) -> int:
    """Returns a handle that holds a lock on a file until it is closed.

    Raises OSError, TimeoutError when another program holds it for timeout seconds.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    began = time.monotonic()
    while True:
        try:
            _try_lock(handle)
        except OSError:
            waited = time.monotonic() - began
            if waited >= timeout:
                os.close(handle)
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT)) from None
            # Who waits longer tries more often, so that of many none waits for ever.
            time.sleep(_PAUSE / (1 + 10 * waited))
        else:
            return handle
