"""Opens the file, folder or ZIP archive to import from as named files."""

import codecs
import io
import os
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, LargeZipFile, ZipFile

from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers.decode import CP1252_BYTES
from reader.importers.programs.damage_messages import damaged

_HEAD = 65_536  # bytes by which a file is recognized
_WHOLE_BYTES = 400 * 1024 * 1024  # of a file that is read at once
_ZIP = b"PK\x03\x04"
_WIDE = "utf-16"
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HIDDEN = "."
_MOST_FILES = 200_000  # of a folder or archive
_DAMAGED = (BadZipFile, LargeZipFile, EOFError, struct.error, zlib.error)
# A file that is missing, encrypted, or compressed in a way that is not known.
_CLOSED = (KeyError, RuntimeError)


class ExportFiles:
    """The files that were chosen, by their names in the folder or archive; one file has its own."""

    def __init__(self, path: Path) -> None:
        """Raises ImportFailed when the path leads to nothing that can be read."""
        self.path = path
        self.name = os.fsencode(path.name).decode("utf-8", "replace") or str(path)
        self.is_folder = path.is_dir()
        self._heads: dict[str, bytes] = {}
        #: What could not be read while others of the files were, with a sentence that says why.
        self.failed: dict[str, str] = {}
        if not self.is_folder and not path.is_file():
            raise ImportFailed(_("There is no file or folder “{path}”.").format(path=path))

    @cached_property
    def is_archive(self) -> bool:
        """Whether it is a ZIP archive with files, and no document that is one."""
        return not self.is_folder and self._file_head().startswith(_ZIP)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all files, without those that are hidden; raises ImportFailed."""
        if self.is_folder:
            return tuple(self._names_in_folder())
        if not self.is_archive:
            return (self.name,)
        return tuple(sorted(one for one in self._members if not _is_hidden(one)))

    @cached_property
    def _members(self) -> dict[str, str]:
        """What the files of the archive are called in it: on Windows some have backslashes."""
        with self._archive() as archive:
            found = [one.filename for one in archive.infolist() if not one.is_dir()]
        self._refuse_too_many(len(found))
        return {one.replace("\\", "/"): one for one in found}

    def named(self, *suffixes: str) -> list[str]:
        """Returns the names that end so, whatever their case."""
        return [one for one in self.names if one.lower().endswith(suffixes)]

    def with_signs(self, suffixes: Sequence[str], *signs: str) -> list[str]:
        """Returns the names that end so, of files whose beginning contains all these signs."""
        return self.fitting(suffixes, lambda head: all(sign in head for sign in signs))

    def fitting(self, suffixes: Sequence[str], fits: Callable[[str], bool]) -> list[str]:
        """Returns the names that end so, of files whose beginning fits."""
        return [name for name in self.named(*suffixes) if fits(self.head(name))]

    def head(self, name: str) -> str:
        """Returns the beginning of a file as text; empty if it cannot be read."""
        if name not in self._heads:
            try:
                with self.open(name) as file:
                    self._heads[name] = file.read(_HEAD)
            except ImportFailed as error:
                self._heads[name] = b""
                self.failed[name] = str(error)
        data = self._heads[name]
        encoding = _encoding(data)
        return data.decode(encoding, _errors(encoding))

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Opens a file to be read; raises ImportFailed, also where it is found damaged meanwhile."""
        try:
            if self.is_archive:
                with self._archive() as archive, self._member(archive, name) as file:
                    try:
                        yield file
                    except _DAMAGED as error:  # of this file, not of the whole archive
                        raise damaged(name) from error
            else:
                with self.path_of(name).open("rb") as file:
                    yield file
        except OSError as error:
            raise _unreadable(name, error) from error

    def read(self, name: str) -> bytes:
        """Returns the bytes of a file; raises ImportFailed, also where there are too many."""
        with self.open(name) as file:
            data = file.read(_WHOLE_BYTES + 1)
        _refuse_oversized(len(data), name)
        return data

    def path_of(self, name: str) -> Path:
        """Returns where a file is that is in no archive."""
        return self.path / name if self.is_folder else self.path

    def reader(self, name: str) -> Callable[[], bytes]:
        """Returns the function that reads a file."""
        return partial(self.read, name)

    def text(self, name: str) -> str:
        """Returns a file as text, without its byte order mark; raises ImportFailed."""
        with self.lines(name) as file:
            text = file.read(_WHOLE_BYTES + 1)
        _refuse_oversized(len(text), name)
        return text

    def texts(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yields files with their texts; those that cannot be read are noted as ``failed``."""
        for name in names:
            try:
                text = self.text(name)
            except ImportFailed as error:
                self.failed[name] = str(error)
            else:
                yield name, text

    @contextmanager
    def lines(self, name: str) -> Iterator[io.TextIOWrapper]:
        """Opens a file as text, with its line ends as they are; bytes that are no UTF-8 are cp1252."""
        self.head(name)
        encoding = _encoding(self._heads[name])
        with (
            self.open(name) as file,
            io.TextIOWrapper(file, encoding, _errors(encoding), newline="") as text,
        ):
            yield text

    def _file_head(self) -> bytes:
        try:
            with self.path.open("rb") as file:
                return file.read(4)
        except OSError as error:
            raise _unreadable(self.name, error) from error

    def _names_in_folder(self) -> list[str]:
        found: list[str] = []
        for folder, folders, files in os.walk(self.path):
            folders[:] = sorted(one for one in folders if not one.startswith(_HIDDEN))
            inner = PurePosixPath(Path(folder).relative_to(self.path).as_posix())
            found += [str(inner / one) for one in sorted(files) if not one.startswith(_HIDDEN)]
            self._refuse_too_many(len(found))
        return found

    def _refuse_too_many(self, count: int) -> None:
        if count > _MOST_FILES:
            raise ImportFailed(_("“{name}” contains too many files.").format(name=self.name))

    @contextmanager
    def _archive(self) -> Iterator[ZipFile]:
        try:
            with ZipFile(self.path) as archive:
                yield archive
        except _DAMAGED as error:
            raise damaged(self.name) from error

    def _member(self, archive: ZipFile, name: str) -> IO[bytes]:
        try:
            return archive.open(self._members[name])
        except (*_CLOSED, *_DAMAGED) as error:
            raise damaged(name) from error


def _unreadable(name: str, error: OSError) -> ImportFailed:
    message = _("“{name}” could not be read: {reason}.")
    return ImportFailed(message.format(name=name, reason=error.strerror or _("it is damaged")))


def _refuse_oversized(length: int, name: str) -> None:
    if length > _WHOLE_BYTES:
        message = _("“{name}” is larger than {limit} MB.")
        raise ImportFailed(message.format(name=name, limit=_WHOLE_BYTES // (1024 * 1024)))


def _encoding(head: bytes) -> str:
    return _WIDE if head.startswith(_WIDE_MARKS) else "utf-8-sig"


def _errors(encoding: str) -> str:
    return "replace" if encoding == _WIDE else CP1252_BYTES


def _is_hidden(name: str) -> bool:
    return any(part.startswith((_HIDDEN, "__MACOSX")) for part in PurePosixPath(name).parts)
