"""Writes ZIP archives in a stream, with a few of their files in memory."""

import time
import zlib
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
_RAW = -zlib.MAX_WBITS  # the form in an archive: without zlib's header and checksum


class FilePart(NamedTuple):
    """A file in an archive."""

    name: str
    data: bytes
    deflated: bytes = b""  # the same compressed, without zlib's header, where it is at hand


def zip_chunks(parts: Iterable[FilePart]) -> Iterator[bytes]:
    """Yields the bytes of an archive, a file of it at a time.

    ``ZipFile`` writes the directory at the end only: with the files it takes a tenth more time for an
    archive, and could not take what is compressed already.
    """
    pieces = _Pieces()
    date = time.localtime()[:6]
    with ZipFile(cast(IO[bytes], pieces), "w") as archive:
        for part in _several(parts):
            info = ZipInfo(part.name, date)
            info.header_offset = pieces.tell()
            info.external_attr = 0o600 << 16
            info.file_size, info.CRC = len(part.data), zlib.crc32(part.data)
            packed = part.deflated or part.data
            if not part.deflated and not part.data.startswith(_STORED):
                packed = zlib.compress(part.data, _LEVEL, _RAW)
            info.compress_type = ZIP_STORED if packed is part.data else ZIP_DEFLATED
            info.compress_size = len(packed)
            pieces.write(info.FileHeader())
            pieces.write(packed)
            archive.filelist.append(info)
            archive.start_dir = pieces.tell()
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
        self._length = 0

    def write(self, data: bytes) -> int:
        """Keeps what is written until it is taken."""
        self._pieces.append(data)
        self._length += len(data)
        return len(data)

    def tell(self) -> int:
        """Returns how many bytes were written."""
        return self._length

    def flush(self) -> None:
        """Does nothing: what was written is taken."""

    def take(self) -> bytes:
        """Returns what was written since."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken
