"""Decompresses bytes, with a limit on the total size unpacked from one file."""

import zlib

from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers import limits

GZIP = b"\x1f\x8b"
_WINDOW = 16 * 1024


class Room:
    """How many bytes a file may still unpack to."""

    def __init__(self, name: str) -> None:
        """name: of the file, for the error."""
        self._name = name
        self.left = limits.UNPACKED_BYTES

    def take(self, size: int) -> None:
        """Counts bytes that were unpacked; raises ImportFailed when they are too many."""
        self.left -= size
        if self.left < 0:
            message = _("“{name}” unpacks to more than {limit} MB.")
            limit = limits.UNPACKED_BYTES // (1024 * 1024)
            raise ImportFailed(message.format(name=self._name, limit=limit))


def gunzipped(data: bytes, room: Room) -> tuple[bytes, bool]:
    """Returns the bytes of all members of a gzip file, and whether it is whole and sound.

    Bytes that are not compressed are returned as they are. Raises ImportFailed when there is no room.
    """
    if not data.startswith(GZIP):
        return data, True
    pieces: list[bytes] = []
    position = 0
    while data.startswith(GZIP, position):
        member = zlib.decompressobj(wbits=31)
        while not member.eof and position < len(data):
            window = data[position : position + _WINDOW]
            try:
                # One byte more than there is room for tells that it is too much.
                piece = member.decompress(window, room.left + 1)
            except zlib.error:
                return b"".join(pieces), False
            room.take(len(piece))
            pieces.append(piece)
            position += len(window) - len(member.unused_data)
        if not member.eof:
            return b"".join(pieces), False
    return b"".join(pieces), not data[position:].strip(b"\0\r\n")


def inflated(data: bytes, room: Room) -> bytes | None:
    """Returns the bytes of a deflate stream, with zlib's header or without; None if it is neither."""
    for wbits in (15, -15):
        try:
            unpacked = zlib.decompressobj(wbits).decompress(data, room.left + 1)
        except zlib.error:
            continue
        room.take(len(unpacked))
        return unpacked
    return None


def from_brotli(data: bytes, room: Room) -> bytes | None:
    """Returns the bytes of a Brotli stream, None if it is damaged."""
    # Start-up time: only web captures need it.
    import brotli  # type: ignore[import-untyped]

    try:
        unpacked: bytes = brotli.Decompressor().process(data, output_buffer_limit=room.left + 1)
    except brotli.error:
        return None
    room.take(len(unpacked))
    return unpacked
