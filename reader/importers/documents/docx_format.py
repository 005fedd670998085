"""Registers DOCX, the document format of Word."""

from typing import TYPE_CHECKING

from reader.core.translation import N_
from reader.importers.importer import Certainty, Importer, ParsedArticle, Resources

if TYPE_CHECKING:
    from reader.importers.source_content import Content


def _recognizes(content: "Content") -> Certainty:
    names = content.zip_names
    is_document = any(one.startswith("word/document") and one.endswith(".xml") for one in names)
    is_package = "[Content_Types].xml" in names
    return Certainty.CERTAIN if is_document and is_package else Certainty.NONE


def _read(content: "Content", _resources: Resources) -> ParsedArticle:
    from reader.importers.documents.docx import read_docx  # start-up time: lxml, mammoth

    return read_docx(content)


FORMAT = Importer(
    id="docx",
    title=N_("Word document"),
    media_types=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    suffixes=(".docx",),
    version=2,
    recognizes=_recognizes,
    read=_read,
)
