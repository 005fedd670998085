"""Parses messages (email, and pages saved as MHTML) into header fields and parts."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.header import decode_header, make_header
from email.message import Message
from urllib.parse import urljoin

from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers.saved.saved_page import Part
from reader.importers.text_cleaning import one_line

_NESTING = 50  # of parts in parts
_FIELD_CHARACTERS = 10_000
# Where a header names the line between parts, and the line behind the last of them.
_BOUNDARY = re.compile(
    rb"^(?:content-type:|[ \t])[^\n]*?boundary\s*=\s*\"?([^\s\";]+)|^--(\S+?)--[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
# A line goes on behind it, whatever blanks a server added.
_PADDED_BREAK = re.compile(r"=[ \t]+\r?\n")


def parse_message(data: bytes, name: str) -> tuple[Message, list[Message]]:
    """Returns a message, and those of its parts that contain no further parts, in order.

    A message inside of a message, as mail programs forward it, is one part. Raises ImportFailed when
    parts nest too deeply to be distinguished.
    """
    text = _("“{name}” is damaged: the parts of the message cannot be separated.")
    if _nests_deeply(data):
        raise ImportFailed(text.format(name=name))
    try:
        message = message_from_bytes(data)
        return message, list(leaves_of(message))
    except (RecursionError, MessageError, ValueError, LookupError) as error:
        raise ImportFailed(text.format(name=name)) from error


def _nests_deeply(data: bytes) -> bool:
    """Returns whether parts nest too deeply for the parser, which is slow then."""
    boundaries: list[bytes] = []
    for match in _BOUNDARY.finditer(data):
        if match[1]:
            boundaries.append(match[1])
        elif match[2] in boundaries:
            del boundaries[boundaries.index(match[2]) :]
        if len(boundaries) > _NESTING:
            return True
    return False


def cut_notes(message: Message, leaves: list[Message], text: Message, name: str) -> list[str]:
    """Returns a note if the end of a message is missing.

    Raises ImportFailed when it is the end of the text itself.
    """
    if not any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects):
        return []
    if text is leaves[-1]:
        sentence = _("“{name}” is cut off in the middle of its text: save it again.")
        raise ImportFailed(sentence.format(name=name))
    return ["The end of the file is missing; pictures may be too."]


def field(message: Message, name: str) -> str:
    """Returns a header field as text on one line, empty if there is none."""
    return decoded(raw_field(message, name))


def raw_field(message: Message, name: str) -> str:
    """Returns a header field on one line, its encoded words as they are; empty if there is none."""
    wanted = name.lower()
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == wanted), "")
    # Bytes that are not ASCII are in it as surrogates: mail programs write UTF-8 so.
    given = raw[:_FIELD_CHARACTERS].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return re.sub(r"\r?\n(?=[ \t])", "", given)


def address_in(message: Message, name: str, base: str = "") -> str:
    """Returns the address in a header field, whose lines were broken anywhere; empty if there is none."""
    address = decoded(raw_field(message, name).replace("\t", ""))
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        return address


def decoded(value: str) -> str:
    """Returns the text of a header field's value, its encoded words (RFC 2047) decoded."""
    try:
        return one_line(str(make_header(decode_header(value))))
    except (MessageError, LookupError, ValueError):
        return one_line(value)


def leaves_of(message: Message) -> Iterator[Message]:
    """Yields the parts of a message that contain no further parts, in order."""
    if not message.is_multipart() or message.get_content_maintype() != "multipart":
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from leaves_of(part)


def part_of(message: Message, base: str = "") -> Part:
    """Returns what a part contains, decoded; base: what its address is relative to."""
    encoding = raw_field(message, "Content-Transfer-Encoding").strip("\"' ").lower()
    if encoding:
        del message["Content-Transfer-Encoding"]  # the parser knows its exact name only
        message["Content-Transfer-Encoding"] = encoding
    if encoding == "quoted-printable" and isinstance(given := message.get_payload(), str):
        message.set_payload(_PADDED_BREAK.sub("=\n", given))
    data = message.get_payload(decode=True)
    return Part(
        address=address_in(message, "Content-Location", base),
        media_type=message.get_content_type(),
        data=data if isinstance(data, bytes) else b"",
        charset=charset_of(message),
        content_id=field(message, "Content-ID").strip("<> "),
    )


def charset_of(message: Message) -> str:
    """Returns the charset a part says it is in, empty if it says none."""
    try:
        return message.get_content_charset() or ""
    except (MessageError, LookupError, ValueError):
        return ""
