"""Reads the records of a WARC file: requests and responses."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from reader.importers.containers.unpacking import GZIP, Room, from_brotli, gunzipped, inflated

_VERSION = re.compile(rb"\s*WARC/\d\.\d+[ \t]*\r?\n")
_END_OF_FIELDS = re.compile(rb"\r?\n\r?\n")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|!--|html)", re.IGNORECASE)
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its fields by their names in lower case, its bytes, and whether these are all."""

    fields: dict[str, str]
    block: bytes
    is_whole: bool

    @property
    def address(self) -> str:
        """The address that was asked for."""
        return self.fields.get("warc-target-uri", "").strip("<>")  # GNU Wget writes brackets


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: the status, the fields and the body, decoded; None if it cannot be."""

    status: int
    fields: dict[str, str]
    body: bytes | None


def begins_like_warc(data: bytes) -> bool:
    """Returns whether bytes are a WARC file, compressed or not."""
    if data.startswith(GZIP):
        try:
            data = zlib.decompressobj(wbits=31).decompress(data[:1024], 32)
        except zlib.error:
            return False
    return _VERSION.match(data) is not None


def records(data: bytes) -> Iterator[Record]:
    """Yields the records of a WARC file, up to where it is damaged or ends."""
    position = 0
    while match := _VERSION.match(data, position):
        end = _END_OF_FIELDS.search(data, match.end() - 1)
        if end is None:
            return
        fields = fields_of(data[match.end() : end.start()])
        length = fields.get("content-length", "")
        if not length.isdecimal() or len(length) > 15:
            return
        position = end.end() + int(length)
        yield Record(fields, data[end.end() : position], position <= len(data))


def is_asked_by_page(record: Record) -> bool:
    """Returns whether a request was made by a page, as those of its frames are."""
    return "referer" in fields_of(record.block)


def begins_like_page(data: bytes) -> bool:
    """Returns whether bytes begin like HTML."""
    return _PAGE.match(data) is not None


def fields_of(head: bytes) -> dict[str, str]:
    """Returns header fields by their names in lower case."""
    fields: dict[str, str] = {}
    unfolded = re.sub(r"\r?\n[ \t]+", " ", head.decode("utf-8", "replace"))
    for line in unfolded.splitlines():
        name, _colon, value = line.partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    return fields


def answer_of(record: Record, room: Room) -> Answer | None:
    """Returns the HTTP answer in a record, None if it contains none.

    Raises ImportFailed when there is no room for what its body unpacks to.
    """
    status = _STATUS.match(record.block)
    end = _END_OF_FIELDS.search(record.block)
    if status is None or end is None:
        return None
    fields = fields_of(record.block[: end.start()])
    body: bytes | None = record.block[end.end() :]
    names = ("content-encoding", "transfer-encoding")
    codings = [one for name in names for one in fields.get(name, "").lower().split(",")]
    for coding in reversed(codings):
        body = _decoded(body, coding.strip(), room)
    return Answer(int(status[1]), fields, body)


def _joined_chunks(body: bytes) -> bytes:
    """Returns a body without the sizes between its chunks; unchanged when they were taken out."""
    chunks: list[bytes] = []
    position = 0
    size = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
    while match := size.match(body, position):
        length = int(match[1], 16)
        if not length:
            return b"".join(chunks)
        chunks.append(body[match.end() : match.end() + length])
        position = match.end() + length
        position += 2 if body[position : position + 2] == b"\r\n" else 1
    return b"".join(chunks) if chunks and position >= len(body) else body


def _decoded(body: bytes | None, coding: str, room: Room) -> bytes | None:
    if body is None or coding in ("", "identity"):
        return body
    if coding in ("gzip", "x-gzip"):
        return gunzipped(body, room)[0]
    if coding == "chunked":
        return _joined_chunks(body)
    if coding == "deflate":
        return inflated(body, room)
    unpacked = from_brotli(body, room) if coding == "br" else None
    # Some programs store what they unpacked, with the fields of before.
    return body if unpacked is None and begins_like_page(body) else unpacked
