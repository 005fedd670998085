"""Registers PDF, which is read in a separate process."""

from typing import TYPE_CHECKING

from reader.core.translation import N_
from reader.importers.importer import Certainty, Importer, ParsedArticle, Resources

if TYPE_CHECKING:
    from reader.importers.source_content import Content

_BEGINNING = 1024  # bytes within which the header is, as other programs have it


def _recognizes(content: "Content") -> Certainty:
    if content.data.startswith(b"%PDF-"):
        return Certainty.CERTAIN
    is_named = content.media_type == "application/pdf"
    has_header = b"%PDF-" in content.data[:_BEGINNING]
    return Certainty.CERTAIN if is_named and has_header else Certainty.NONE


def _read(content: "Content", _resources: Resources) -> ParsedArticle:
    from reader.importers.pdf.reading_process import read_pdf  # start-up time: processes

    return read_pdf(content)


FORMAT = Importer(
    id="pdf",
    title=N_("PDF"),
    media_types=("application/pdf",),
    suffixes=(".pdf",),
    version=1,
    recognizes=_recognizes,
    read=_read,
)
