"""Stands between SQLite and its files: a test sees each write, and may let it fail or be the last.

SQLite reaches files through a table of functions (a VFS). The one in use is copied, with functions
of ours for the few that change files; so the library is written by the program as it is, with the
``sqlite3`` that it uses.
"""

import _sqlite3
import ctypes
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import POINTER, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any

OK, FULL = 0, 13  # answers of SQLite's files

_METHODS = (
    "close read write truncate sync size lock unlock is_reserved control sector traits"
    " shm_map shm_lock shm_barrier shm_unmap fetch unfetch"
).split()
_FUNCTIONS = (
    "open delete access full_name dl_open dl_error dl_sym dl_close random sleep time last_error"
    " time_64 set_call get_call next_call"
).split()


class _Methods(ctypes.Structure):
    """What can be done with a file that is open: ``sqlite3_io_methods``."""

    _fields_ = [("version", c_int), *((name, c_void_p) for name in _METHODS)]


class _File(ctypes.Structure):
    """The beginning of each ``sqlite3_file``."""

    _fields_ = [("methods", POINTER(_Methods))]


class _Vfs(ctypes.Structure):
    """``sqlite3_vfs``, in its third version."""

    _fields_ = [
        ("version", c_int),
        ("file_size", c_int),
        ("longest_name", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        *((name, c_void_p) for name in _FUNCTIONS),
    ]


_OPEN = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_CLOSE = ctypes.CFUNCTYPE(c_int, c_void_p)
_WRITE = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = ctypes.CFUNCTYPE(c_int, c_void_p, c_int)


class Disk:
    """Hears what SQLite does to files with a name; each method answers before it is done."""

    def open(self, path: Path) -> None:
        """A file was opened, and made if it was missing."""

    def write(self, path: Path, at: int, data: bytes) -> int:
        """A file is to be written: anything but OK is what SQLite hears instead."""
        return OK

    def truncate(self, path: Path, size: int) -> int:
        """A file is to be shortened."""
        return OK

    def sync(self, path: Path) -> int:
        """All that was written to a file is to last."""
        return OK

    def delete(self, path: Path) -> None:
        """A file was deleted."""


class Deadly(Disk):
    """Kills the program at the n-th write to files of a name, or to any if that is empty."""

    def __init__(self, number: int, name: str) -> None:
        self._left, self._name = number, name

    def write(self, path: Path, at: int, data: bytes) -> int:
        self._left -= self._name in ("", path.name)
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return OK


class _Shim:
    """The copy of the functions in use; made once, as SQLite keeps what it is given."""

    def __init__(self) -> None:
        self._sqlite = ctypes.CDLL(_sqlite3.__file__)  # finds what the module is linked with
        self._sqlite.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self.disk: Disk | None = None
        self.errors: list[BaseException] = []
        self._paths: dict[int, Path] = {}  # by the address of the open file
        self._of_methods: dict[int, _Methods] = {}  # by the address of the former ones
        self._kept: list[Any] = []
        self._former = self._sqlite.sqlite3_vfs_find(None)
        functions = self._former.contents
        self._vfs = _Vfs.from_buffer_copy(functions)
        self._vfs.name = b"watched"
        self._replace(self._vfs, "open", _OPEN, self._open)
        self._replace(self._vfs, "delete", _DELETE, self._delete)

    def use(self, disk: Disk | None) -> None:
        """Lets all files that are opened from now on be watched; None ends it, for all of them."""
        self.disk = disk
        vfs = self._former if disk is None else ctypes.byref(self._vfs)
        assert self._sqlite.sqlite3_vfs_register(vfs, 1) == OK

    def _replace(
        self, table: ctypes.Structure, name: str, kind: Any, function: Callable[..., int]
    ) -> None:
        """Puts a function of ours in the place of one, which it is given first."""
        former = kind(getattr(table, name))

        def guarded(*arguments: int) -> int:
            try:
                return function(former, *arguments)
            except BaseException as error:  # noqa: BLE001 (C could not hand it on)
                self.errors.append(error)
                return 10  # an I/O error

        ours = kind(guarded)
        self._kept.append(ours)
        setattr(table, name, ctypes.cast(ours, c_void_p))

    def _open(self, former: Any, vfs: int, name: int, file: int, flags: int, out: int) -> int:
        answer: int = former(vfs, name, file, flags, out)
        if answer == OK and name and self.disk is not None:
            path = Path(os.fsdecode(ctypes.string_at(name)))
            self._paths[file] = path
            self.disk.open(path)
            opened = _File.from_address(file)
            opened.methods = ctypes.pointer(self._methods(opened.methods))
        return answer

    def _methods(self, former: Any) -> _Methods:
        address = ctypes.addressof(former.contents)
        if address not in self._of_methods:
            methods = _Methods.from_buffer_copy(former.contents)
            self._replace(methods, "close", _CLOSE, self._close)
            self._replace(methods, "write", _WRITE, self._write)
            self._replace(methods, "truncate", _TRUNCATE, self._truncate)
            self._replace(methods, "sync", _SYNC, self._sync)
            self._of_methods[address] = methods
        return self._of_methods[address]

    def _delete(self, former: Any, vfs: int, name: int, with_folder: int) -> int:
        answer: int = former(vfs, name, with_folder)
        if answer == OK and self.disk is not None:
            self.disk.delete(Path(os.fsdecode(ctypes.string_at(name))))
        return answer

    def _close(self, former: Any, file: int) -> int:
        self._paths.pop(file, None)
        answer: int = former(file)
        return answer

    def _write(self, former: Any, file: int, data: int, count: int, at: int) -> int:
        answer = OK
        if self.disk is not None:
            answer = self.disk.write(self._paths[file], at, ctypes.string_at(data, count))
        return answer or former(file, data, count, at)

    def _truncate(self, former: Any, file: int, size: int) -> int:
        answer = OK if self.disk is None else self.disk.truncate(self._paths[file], size)
        return answer or former(file, size)

    def _sync(self, former: Any, file: int, flags: int) -> int:
        answer = OK if self.disk is None else self.disk.sync(self._paths[file])
        return answer or former(file, flags)


_shim: list[_Shim] = []


@contextmanager
def watching(disk: Disk) -> Iterator[None]:
    """Lets a disk of the test's hear of all files that SQLite opens, within the block."""
    if not _shim:
        _shim.append(_Shim())
    shim = _shim[0]
    shim.errors.clear()
    shim.use(disk)
    try:
        yield
    finally:
        shim.use(None)
    if shim.errors:
        raise shim.errors[0]
