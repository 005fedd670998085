"""Registers MHTML, in which browsers save a page with its images in one file."""

from typing import TYPE_CHECKING

from reader.core.translation import N_
from reader.importers.importer import Certainty, Importer, ParsedArticle, Resources
from reader.importers.saved.message_detection import header_fields, is_saved_page

if TYPE_CHECKING:
    from reader.importers.source_content import Content


def _recognizes(content: "Content") -> Certainty:
    fields = header_fields(content.data)
    if is_saved_page(fields):
        return Certainty.CERTAIN
    is_declared = content.media_type in FORMAT.media_types
    return Certainty.DECLARED if is_declared and "content-type" in fields else Certainty.NONE


def _read(content: "Content", _resources: Resources) -> ParsedArticle:
    from reader.importers.saved.mhtml import read_mhtml  # start-up time: lxml

    return read_mhtml(content)


FORMAT = Importer(
    id="mhtml",
    title=N_("MHTML"),
    media_types=("application/x-mimearchive", "multipart/related"),
    suffixes=(".mhtml", ".mht"),
    version=1,
    recognizes=_recognizes,
    read=_read,
)
