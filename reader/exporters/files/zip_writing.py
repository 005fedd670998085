"""Writes ZIP archives in a stream, with a few of their files in memory.

The records are those of PKWARE's APPNOTE, "ZIP64" where a number has no room in them.
"""

import struct
import time
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# What begins so is compressed already, or is to be read without unpacking it.
_STORED = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b", b"%PDF"),
    b"application/epub+zip",
)
_AT_ONCE = 1_000_000  # bytes of files that are made before they are compressed
_LEVEL = 1  # takes half the time of the usual 6, and a tenth more room
_RAW = -zlib.MAX_WBITS  # the form in an archive: without zlib's header and checksum

_FILE = struct.Struct("<4s5H3I2H")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_LARGE = struct.Struct("<2HQ")  # beside an entry: where its file is
_LARGE_END = struct.Struct("<4sQ2H2I4Q")
_LARGE_END_PLACE = struct.Struct("<4sIQI")
_END = struct.Struct("<4s4H2IH")
_VERSION, _LARGE_VERSION = 20, 45  # that a program must know: of deflate, of ZIP64
_BY_UNIX = 3 << 8  # the system whose permissions are given
_PERMISSIONS = 0o600 << 16
_UTF_8 = 0x800
_MOST_2, _MOST_4 = 0xFFFF, 0xFFFFFFFF  # in so many bytes, which say "see ZIP64"


class FilePart(NamedTuple):
    """A file in an archive, smaller than 4 GB."""

    name: str
    data: bytes
    deflated: bytes = b""  # the same compressed, without zlib's header, where it is at hand


def zip_chunks(parts: Iterable[FilePart]) -> Iterator[bytes]:
    """Yields the bytes of an archive, a file of it at a time.

    ``zipfile`` cannot take what is compressed already, and takes half as long again for an archive.
    """
    time_, date = _dos_time(*time.localtime()[:6])
    entries: list[bytes] = []
    at = 0
    for name, data, deflated in _several(parts):
        packed = deflated or data
        if not deflated and not data.startswith(_STORED):
            packed = zlib.compress(data, _LEVEL, _RAW)
        method = 0 if packed is data else zlib.DEFLATED
        encoded = name.encode()
        flags = 0 if name.isascii() else _UTF_8
        large = _LARGE.pack(1, 8, at) if at >= _MOST_4 else b""
        version = _LARGE_VERSION if large else _VERSION
        told = (flags, method, time_, date, zlib.crc32(data), len(packed), len(data), len(encoded))
        head = _FILE.pack(b"PK\3\4", _VERSION, *told, 0)
        yield head + encoded
        yield packed
        entry = (*told, len(large), 0, 0, 0, _PERMISSIONS, min(at, _MOST_4))
        entries.append(_ENTRY.pack(b"PK\1\2", _BY_UNIX | version, version, *entry))
        entries += (encoded, large)
        at += len(head) + len(encoded) + len(packed)
    directory = b"".join(entries)
    yield directory
    yield _end(len(entries) // 3, len(directory), at)


def _end(count: int, size: int, at: int) -> bytes:
    """Returns the end of an archive, behind its directory."""
    large = b""
    if count >= _MOST_2 or size >= _MOST_4 or at >= _MOST_4:
        version = (_BY_UNIX | _LARGE_VERSION, _LARGE_VERSION)
        length = _LARGE_END.size - 12
        large = _LARGE_END.pack(b"PK\6\6", length, *version, 0, 0, count, count, size, at)
        large += _LARGE_END_PLACE.pack(b"PK\6\7", 0, at + size, 1)
    count = min(count, _MOST_2)
    told = (0, 0, count, count, min(size, _MOST_4), min(at, _MOST_4), 0)
    return large + _END.pack(b"PK\5\6", *told)


def _dos_time(
    year: int, month: int, day: int, hour: int, minute: int, second: int
) -> tuple[int, int]:
    """Returns a time and a date as archives have them: from 1980 to 2107, in steps of two seconds."""
    year = min(max(year - 1980, 0), 127)
    return hour << 11 | minute << 5 | second // 2, year << 9 | month << 5 | day


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
