"""Writes pixels as PNG without an image library."""

import struct
import zlib


def png(width: int, height: int, pixels: bytes, *, is_gray: bool = False) -> bytes:
    """Returns pixels of three bytes, red, green and blue, or of one as a PNG."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0 if is_gray else 2, 0, 0, 0)
    stride = width if is_gray else 3 * width
    # Each row begins with the number of its filter: none.
    rows = b"".join(b"\0" + pixels[at : at + stride] for at in range(0, stride * height, stride))
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
