"""Reads the bytes of a file, and explains in one sentence why a path cannot be read."""

import errno
import os
import stat
from pathlib import Path

from reader.core.article_source import Source
from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers.limits import FILE_BYTES


def read_file(path: Path, media_type: str) -> Source:
    """Reads a file as it is.

    Raises ImportFailed, in one sentence, when there is no such file, or it is a folder, no ordinary
    file, empty, larger than 50 MB, or may not be read. Never waits on a pipe or a device.
    """
    try:
        status = path.stat()
        _refuse_unless_file(path, status)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            _refuse_unless_file(path, os.fstat(file.fileno()))
            data = file.read(FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ImportFailed(_reason(path, error)) from error
    if not data:
        raise ImportFailed(_("“{name}” is empty.").format(name=_name(path)))
    if len(data) > FILE_BYTES:
        raise ImportFailed(_too_large(path))
    return Source(data, _name(path), str(path), media_type)


def _name(path: Path) -> str:
    """Returns the file's name as text, even where its bytes are not."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _refuse_unless_file(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        message = _("“{path}” is a folder; choose the files in it.")
        raise ImportFailed(message.format(path=path))
    if not stat.S_ISREG(status.st_mode):
        raise ImportFailed(_("“{path}” is not an ordinary file.").format(path=path))
    if status.st_size > FILE_BYTES:
        raise ImportFailed(_too_large(path))


def _too_large(path: Path) -> str:
    message = _("“{name}” is larger than {limit} MB.")
    return message.format(name=_name(path), limit=FILE_BYTES // (1024 * 1024))


def _reason(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return _("“{path}” is a link to a file that does not exist.").format(path=path)
        return _("There is no file “{path}”.").format(path=path)
    if isinstance(error, PermissionError):
        return _("“{path}” cannot be read: permission denied.").format(path=path)
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return _("“{path}” is a link that leads back to itself.").format(path=path)
    if isinstance(error, OSError):
        return _("“{path}” could not be read: {reason}.").format(path=path, reason=error.strerror)
    return _("“{path}” is not a file's name.").format(path=repr(str(path)))
