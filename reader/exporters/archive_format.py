"""Registers the archive: one ZIP file of which Postil makes the same articles, or library, again.

Its files are made by ``operations/archive``, the one part that knows all rows of a library.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reader.core.errors import ExportFailed
from reader.core.translation import N_, _
from reader.exporters.combined_document import write_file
from reader.exporters.exporter import ExportFormat, FindAsset
from reader.exporters.item import Item, Written

# What begins so is compressed already.
_PACKED = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b", b"%PDF")


class FilePart(NamedTuple):
    """A file in an archive."""

    name: str
    data: bytes


#: Yields the files of an archive, article by article.
MakeParts = Callable[[Iterable[Item]], Iterator[FilePart]]


def with_parts(make: MakeParts) -> ExportFormat:
    """Returns the format with what makes its files."""
    return replace(FORMAT, write=partial(_write, make=make))


def _write(
    items: Iterable[Item], path: Path, _find_asset: FindAsset, make: MakeParts | None = None
) -> Written:
    if make is None:
        raise ExportFailed(_("An archive cannot be written here."))
    return write_file(items, path, partial(_zip_chunks, make))


def _zip_chunks(make: MakeParts, items: Iterable[Item]) -> Iterator[bytes]:
    """Yields a ZIP archive piece by piece, a file of it at a time."""
    pieces = _Pieces()
    date = time.localtime()[:6]
    with ZipFile(cast(IO[bytes], pieces), "w") as archive:
        for part in make(items):
            info = ZipInfo(part.name, date)
            is_packed = part.data.startswith(_PACKED)
            info.compress_type = ZIP_STORED if is_packed else ZIP_DEFLATED
            archive.writestr(info, part.data)
            yield pieces.take()
    yield pieces.take()


class _Pieces:
    """A file that is written once from start to end, and handed on as it grows."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keeps what is written until it is taken."""
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Does nothing: what was written is taken."""

    def take(self) -> bytes:
        """Returns what was written since."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


FORMAT = ExportFormat(
    id="archive",
    title=N_("Archive with everything, for Postil"),
    suffix=".zip",
    write=_write,
    is_for_annotations=False,
    stem="library.postil",
    position=4,
)
