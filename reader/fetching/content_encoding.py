"""Decompresses a body as it arrives, up to a size limit."""

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain

_PIECE = 1 << 16  # bytes that are decompressed at once
_GZIP = b"\x1f\x8b"
_LAYERS = 3  # encodings over each other, at most
_KNOWN = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's window bits

ASKED_FOR = "gzip, deflate"


class UnknownEncoding(Exception):
    """A body has an encoding that was not asked for."""


class BrokenEncoding(Exception):
    """A compressed body is damaged, or ends too early."""


def decoded(pieces: Iterable[bytes], encodings: str) -> Iterator[bytes]:
    """Yields a body without its encodings, as the header names them, in pieces of bounded size.

    Raises UnknownEncoding or BrokenEncoding. Bytes that are not compressed at all, whatever the
    header says, are passed on.
    """
    names = [name.strip().lower() for name in encodings.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > _LAYERS or not all(name in _KNOWN for name in names):
        raise UnknownEncoding(encodings)
    for name in reversed(names):
        pieces = _inflated(pieces, _KNOWN[name])
    yield from pieces


def _inflated(pieces: Iterable[bytes], bits: int) -> Iterator[bytes]:
    """Decompresses one layer."""
    stream = iter(pieces)
    first = b""
    while len(first) < 2 and (piece := next(stream, None)) is not None:
        first += piece
    whole = chain((first,), stream)
    if bits == _KNOWN["gzip"] and not first.startswith(_GZIP):
        yield from whole  # a server that only says so
    elif first:
        # Some servers send deflate without zlib's header.
        is_bare = bits == _KNOWN["deflate"] and not _is_zlib(first)
        yield from _Inflater(-bits if is_bare else bits).inflate(whole)


class _Inflater:
    """Decompresses streams; several after each other are one body, as gzip has it."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._stream = zlib.decompressobj(bits)
        self._held = b""  # what may be the beginning of another stream

    def inflate(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for data in pieces:
            yield from self._inflate_piece(data)
        if not self._stream.eof:
            raise BrokenEncoding

    def _inflate_piece(self, data: bytes) -> Iterator[bytes]:
        is_more = bool(data)
        while is_more:
            if self._stream.eof:
                data, self._held = self._held + data, b""
                if data == _GZIP[:1]:
                    self._held = data
                    return
                if not data.startswith(_GZIP):
                    return  # padding after the end
                self._stream = zlib.decompressobj(self._bits)
            try:
                piece = self._stream.decompress(data, _PIECE)
            except zlib.error as error:
                raise BrokenEncoding from error
            yield piece
            data = self._stream.unconsumed_tail or self._stream.unused_data
            is_more = bool(data) or (len(piece) == _PIECE and not self._stream.eof)


def _is_zlib(data: bytes) -> bool:
    return data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
