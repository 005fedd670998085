"""Recognizes messages (email, and pages saved as MHTML) by their header fields."""

import re

_HEAD_BYTES = 65_536
_FIELD = re.compile(rb"([!-9;-~]+):[ \t]*(.*(?:\r?\n[ \t].*)*)")
_LINE = re.compile(rb"(?:\r\n|\n|\r)")
# Before the fields: a byte order mark, the length that Apple's mail writes, a mailbox's separator.
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\d+\s*\n)?(?:>?From [^\r\n]*\r?\n)?")


def header_fields(data: bytes) -> dict[str, str]:
    """Returns the fields at the top of a message by their names in lower case; empty if there are none."""
    start = fields_start(data)
    fields: dict[str, str] = {}
    position = start
    while match := _FIELD.match(data, position, start + _HEAD_BYTES):
        name = match[1].decode("ascii").lower()
        fields.setdefault(name, match[2].decode("utf-8", "replace").strip())
        position = match.end()
        end = _LINE.match(data, position)
        if end is None:
            break
        position = end.end()
    return fields


def fields_start(data: bytes) -> int:
    """Returns where the fields of a message begin, after what programs write before them."""
    match = _BEFORE.match(data[:_HEAD_BYTES])
    return match.end() if match else 0


def is_saved_page(fields: dict[str, str]) -> bool:
    """Returns whether fields are those a browser writes when it saves a page as a message."""
    if not fields.keys() & {"mime-version", "content-type"}:
        return False
    is_marked = "<saved by" in fields.get("from", "").lower()
    is_page = fields.get("content-type", "").lower().startswith(("multipart/related", "text/html"))
    is_sent = fields.keys() & {"to", "received", "message-id", "return-path"}
    return is_marked or "snapshot-content-location" in fields or (is_page and not is_sent)


def is_mail(fields: dict[str, str]) -> bool:
    """Returns whether fields are those of an email, not of a text that only begins like one."""
    is_of_programs = fields.keys() & {
        *("mime-version", "message-id", "received", "return-path", "content-type", "delivered-to")
    }
    is_of_people = len(fields.keys() & {"from", "to", "subject", "date"}) >= 2
    return bool(is_of_programs) and is_of_people and not is_saved_page(fields)
