"""Registers plain text, which any text can be read as."""

from typing import TYPE_CHECKING

from reader.core.translation import N_
from reader.importers.importer import Certainty, Importer, ParsedArticle, Resources

if TYPE_CHECKING:
    from reader.importers.source_content import Content


def _recognizes(content: "Content") -> Certainty:
    return Certainty.FALLBACK if content.text else Certainty.NONE


def _read(content: "Content", _resources: Resources) -> ParsedArticle:
    from reader.importers.plain.plain_text import read_plain_text  # start-up time: its patterns

    return read_plain_text(content)


FORMAT = Importer(
    id="plain-text",
    title=N_("plain text"),
    media_types=("text/plain",),
    suffixes=(".txt", ".text"),
    version=2,
    recognizes=_recognizes,
    read=_read,
)
