"""Writes ZIP archives in a stream, with a few of their files in memory."""

import time
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# What begins so is compressed already, or is to be read without unpacking it.
_STORED = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b", b"%PDF"),
    b"application/epub+zip",
)
_AT_ONCE = 1_000_000  # bytes of files that are made before they are compressed
_LEVEL = 3  # takes little more than half the time of the usual 6, and a twentieth more room


class FilePart(NamedTuple):
    """A file in an archive."""

    name: str
    data: bytes


def zip_chunks(parts: Iterable[FilePart]) -> Iterator[bytes]:
    """Yields the bytes of an archive, a file of it at a time."""
    pieces = _Pieces()
    date = time.localtime()[:6]
    with ZipFile(cast(IO[bytes], pieces), "w") as archive:
        for part in _several(parts):
            info = ZipInfo(part.name, date)
            is_stored = part.data.startswith(_STORED)
            info.compress_type = ZIP_STORED if is_stored else ZIP_DEFLATED
            archive.writestr(info, part.data, compresslevel=_LEVEL)
            yield pieces.take()
    yield pieces.take()


def _several(parts: Iterable[FilePart]) -> Iterator[FilePart]:
    """Yields files, each when some of them are made.

    To compress each file between the making of two small ones takes a tenth more time for an
    archive: neither finds the processor's cache as it left it.
    """
    held: list[FilePart] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part.data)
        if size >= _AT_ONCE:
            yield from held
            held.clear()
            size = 0
    yield from held


class _Pieces:
    """A file that is written once from start to end, and passed on as it grows."""

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
