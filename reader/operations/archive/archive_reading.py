"""Creates a library from an archive, and detects truncated, changed and foreign archives."""

import errno
import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, LargeZipFile, ZipFile

from reader.core.errors import InvalidInput
from reader.core.translation import _, ngettext, number_text
from reader.library.connection import SCHEMA
from reader.operations.archive.archive_writing import FORMAT, MANIFEST
from reader.operations.archive.json_mirror import LIBRARY, is_article_name
from reader.operations.archive.rebuild_from_mirror import (
    NoReadableFiles,
    Progress,
    Rebuilt,
    rebuild_from,
)
from reader.operations.draft_preparation import sha256_of

_ZIP = b"PK\x03\x04"
_MOST_BYTES = 1 << 30  # of one file: it is read as a whole
_FREE_BYTES = 1 << 28  # that an archive may unpack to, however small it is
_MOST_TIMES = 200  # as large as the archive all of it may be; text is rarely packed to a tenth
_DAMAGED = (BadZipFile, LargeZipFile, EOFError, struct.error, zlib.error, ValueError)
_CLOSED = (RuntimeError, NotImplementedError)  # encrypted, or packed in a way that is not known


def is_archive(path: Path) -> bool:
    """Returns whether a file is an archive of Postil's, whole or with its beginning alone."""
    try:
        with path.open("rb") as file:
            head = file.read(64)
    except OSError:
        return False
    return head.startswith(_ZIP) and head[30:].startswith(LIBRARY.encode())


def restore(path: Path, library: Path, progress: Progress | None = None) -> Rebuilt:
    """Creates a library from an archive: its rows are those of the library it was written from.

    Raises PostilError when nothing can be taken or there is a library already, and what progress
    raises; then no library is made.
    """
    with _opened(path) as archive:
        files = _ArchiveFiles(path, archive)
        try:
            return rebuild_from(
                files,
                files.articles,
                library,
                progress,
                is_whole=files.manifest.get("whole") is True,
            )
        except NoReadableFiles:
            message = _("None of the articles in “{name}” can be read, and no library was created.")
            raise InvalidInput(message.format(name=path.name)) from None


def article_count(path: Path) -> int:
    """Returns how many articles an archive contains; raises InvalidInput when it is damaged."""
    with _opened(path) as archive:
        return len(_ArchiveFiles(path, archive).articles)


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(path) as archive:
            yield archive
    except BadZipFile as error:
        message = _("“{name}” is cut off or damaged; copy or download it again.")
        raise InvalidInput(message.format(name=path.name)) from error
    except OSError as error:
        message = _("“{name}” cannot be read: {reason}.")
        reason = error.strerror or str(error)
        raise InvalidInput(message.format(name=path.name, reason=reason)) from error


class _ArchiveFiles:
    """The files of an archive, each compared with what the manifest says of it."""

    def __init__(self, path: Path, archive: ZipFile) -> None:
        """Raises InvalidInput for what is no archive, or not one that may be unpacked."""
        self._archive, self._name = archive, path.name
        self._check_sizes(path.stat().st_size)
        self.manifest = self._read_manifest()
        known = self.manifest.get("files")
        self._known: Mapping[str, Any] = known if isinstance(known, dict) else {}
        names = set(archive.namelist())
        self.articles = sorted(one for one in names if is_article_name(one))
        self._missing = sorted(self._known.keys() - names)
        self._changed: list[str] = []

    def read(self, name: str) -> bytes:
        """Returns the bytes of a file; raises OSError."""
        try:
            data = self._archive.read(name)
        except KeyError:
            raise FileNotFoundError(errno.ENOENT, _("it is missing")) from None
        except (*_DAMAGED, *_CLOSED) as error:
            raise OSError(errno.EIO, _("it is damaged")) from error
        known = self._known.get(name)
        if not isinstance(known, dict) or known.get("sha256") != sha256_of(data):
            self._changed.append(name)
        return data

    def told(self) -> tuple[str, ...]:
        """Returns what was removed from the archive or changed in it since it was written."""
        missing = ngettext(
            "{n} file of the archive is missing: {names}.",
            "{n} files of the archive are missing: {names}.",
            len(self._missing),
        )
        changed = ngettext(
            "{n} file was changed since the archive was written: {names}.",
            "{n} files were changed since the archive was written: {names}.",
            len(self._changed),
        )
        found = ((missing, self._missing), (changed, self._changed))
        return tuple(
            text.format(n=number_text(len(names)), names=_listed(names))
            for text, names in found
            if names
        )

    def _check_sizes(self, size: int) -> None:
        """Refuses an archive that is made to fill the memory or the disk."""
        sizes = [one.file_size for one in self._archive.infolist()]
        most = max(_FREE_BYTES, size * _MOST_TIMES)
        if max(sizes, default=0) > _MOST_BYTES or sum(sizes) > most:
            message = _(
                "“{name}” would unpack to far more than an archive of Postil contains, and is refused."
            )
            raise InvalidInput(message.format(name=self._name))

    def _read_manifest(self) -> Mapping[str, Any]:
        try:
            found = json.loads(self._archive.read(MANIFEST))
            is_newer = max(found["format"] - FORMAT, found["schema"] - SCHEMA) > 0
        except (KeyError, TypeError, RecursionError, *_DAMAGED, *_CLOSED) as error:
            message = _("“{name}” is not an archive of Postil, or was changed; write it again.")
            raise InvalidInput(message.format(name=self._name)) from error
        if is_newer:
            message = _(
                "“{name}” was written by a newer version of Postil; update Postil to read it."
            )
            raise InvalidInput(message.format(name=self._name))
        return dict(found)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
