"""Writes files completely or not at all, and explains in one sentence why one cannot be written."""

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from reader.core.errors import ExportFailed
from reader.core.private_files import private, sync_folder
from reader.core.translation import _


def failure(path: Path, error: OSError) -> ExportFailed:
    """Returns the error, in one sentence, for what the system said about writing to path."""
    if isinstance(error, PermissionError):
        text = _("You have no permission to write {path}; choose another location.")
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        text = _("The disk is full: {path} was not written.")
    elif error.errno == errno.EROFS:
        text = _("The disk is read-only: {path} was not written.")
    elif isinstance(error, IsADirectoryError):
        text = _("{path} is a folder, not a file; name a file to write.")
    elif isinstance(error, FileExistsError):
        text = _("{path} is a file, not a folder; choose another location.")
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        text = _("The folder of {path} does not exist.")
    elif error.errno == errno.ENAMETOOLONG:
        text = _("The name {path} is too long for this disk.")
    else:
        reason = error.strerror or str(error)
        return ExportFailed(_("{path} was not written: {reason}.").format(path=path, reason=reason))
    return ExportFailed(text.format(path=path))


def as_bytes(text: str) -> bytes:
    """Encodes text as UTF-8; a lone surrogate becomes an escape that JSON reads back."""
    return text.encode("utf-8", "backslashreplace")


def write_new(path: Path, chunks: Iterable[bytes], *, is_private: bool = False) -> None:
    """Writes a file that must not exist yet; removes it again if writing fails.

    A private one may be read by its owner only. Raises FileExistsError and other OSErrors, and whatever the chunks raise.
    """
    finish(begin_new(path, chunks, is_private=is_private))


def begin_new(path: Path, chunks: Iterable[bytes], *, is_private: bool = False) -> BinaryIO:
    """Begins what `write_new` does: the file is on the disk once it is passed to `finish`."""
    file = open(path, "xb", opener=private if is_private else None)  # noqa: SIM115 (finish closes it)
    with _removed_on_failure(file):
        file.writelines(chunks)
        file.flush()
    return file


def finish(file: BinaryIO) -> None:
    """Waits until a file that was begun is on the disk, and closes it."""
    with _removed_on_failure(file):
        os.fsync(file.fileno())
        file.close()


@contextlib.contextmanager
def _removed_on_failure(file: BinaryIO) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):  # it tries once more to write what found no room
            file.close()
        Path(file.name).unlink(missing_ok=True)
        raise


def replace(path: Path, chunks: Iterable[bytes], *, is_private: bool = False) -> None:
    """Writes a temporary file beside path and renames it, so path is the old or the new one, whole.

    A link is followed. What is no regular file (a pipe, a terminal) is written to directly.
    """
    if path.is_symlink():
        path = path.resolve()
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if path.exists() and not path.is_file():
        with path.open("wb", buffering=0) as file:
            for chunk in chunks:
                file.write(chunk)
        return
    beside = _name_beside(path)
    write_new(beside, chunks, is_private=is_private)
    try:
        if not is_private:
            with contextlib.suppress(OSError):  # a new file: its mode is the folder's affair
                beside.chmod(path.stat().st_mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _name_beside(path: Path) -> Path:
    """Returns an unused, hidden name in the same folder."""
    return path.with_name(f".postil-{os.getpid()}-{os.urandom(4).hex()}.tmp")
