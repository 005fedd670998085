"""Reads the fields below a note as Joplin stores it: the title is its first line."""

import re

from reader.importers.article_metadata import Metadata
from reader.importers.plain.front_matter_metadata import Parted
from reader.importers.safe_addresses import safe_address

_FIELDS = re.compile(
    r"\n\n((?:[a-z_]+:[^\n]*\n)*id: [0-9a-f]{32}\n(?:[a-z_]+:[^\n]*\n)*type_: \d+)\s*\Z"
)
_MOST = 5000  # characters of the fields


def part_joplin_note(text: str) -> Parted | None:
    """Splits off the title and the fields of a note; None if Joplin did not write it."""
    start = max(0, len(text) - _MOST)
    found = _FIELDS.search(text, start)
    if found is None:
        return None
    fields = dict(line.split(": ", 1) for line in found[1].split("\n") if ": " in line)
    title, _line, body = text[: found.start()].partition("\n")
    metadata = Metadata(
        title=title.strip(),
        byline=fields.get("author", ""),
        url=safe_address(fields.get("source_url")),
    )
    notes = ("Read below the note: title, author, source_url", f"Left out: {found[1]}")
    return Parted(metadata, body.lstrip("\n") or title, notes)
