"""Reads the text of a DOCX document with mammoth, by its styles, not by how it looks."""

import struct
import zlib
from dataclasses import replace
from io import BytesIO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from lxml import etree

from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers import limits
from reader.importers.article_metadata import Metadata, merged
from reader.importers.containers.zip_reading import ZipArchive
from reader.importers.converted_html import read_converted
from reader.importers.importer import ParsedArticle
from reader.importers.source_content import Content, too_long

# Beside mammoth's own, which knows headings, lists, notes and tables.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
p[style-name='Preformatted Text'] => pre:separator('\\n')
p[style-name='Source Code'] => pre:separator('\\n')
"""
_FAULTS = (
    *(LookupError, ValueError, TypeError, AttributeError, RecursionError, OSError, RuntimeError),
    *(ExpatError, BadZipFile, zlib.error, struct.error, EOFError),
)
_PROPERTIES = "docProps/core.xml"
_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}


def read_docx(content: Content) -> ParsedArticle:
    """Returns the article in a document.

    Raises ImportFailed when it is damaged, or has more text than an article may have.
    """
    # Start-up time: its XML parsers.
    import mammoth  # type: ignore[import-untyped]

    archive = ZipArchive(content.data, content.name)
    _check(archive, content.name)
    try:
        converted = mammoth.convert_to_html(
            BytesIO(content.data), style_map=_STYLES, include_embedded_style_map=False
        )
    except _FAULTS as error:
        message = _("“{name}” is damaged: open it in a word processor and save it again.")
        raise ImportFailed(message.format(name=content.name)) from error
    known = _known(archive)
    parsed = read_converted(converted.value, replace(known, title=""), lambda _address: b"")
    return replace(parsed, metadata=merged(parsed.metadata, known))


def _check(archive: ZipArchive, name: str) -> None:
    """Raises ImportFailed when a document unpacks to too much, or declares entities of its own."""
    for member in archive.names:
        data = archive.read(member)
        if not member.endswith((".xml", ".rels")):
            continue
        if len(data) > limits.HTML_CHARACTERS:
            raise too_long(name)
        # A bomb of entities; a word processor never writes any.
        if b"<!ENTITY" in data.replace(b"\0", b""):
            message = _("“{name}” is no sound document: it declares entities.")
            raise ImportFailed(message.format(name=name))


def _known(archive: ZipArchive) -> Metadata:
    """Returns what a document's properties say; its dates are those of the file, not of the text."""
    if _PROPERTIES not in archive.names:
        return Metadata()
    try:
        root = etree.fromstring(archive.read(_PROPERTIES), etree.XMLParser(no_network=True))
    except etree.XMLSyntaxError:
        return Metadata()

    def said(name: str) -> str:
        return root.findtext(name, "", _NAMES).strip()

    tags = said("cp:keywords").replace(";", ",").split(",")
    return Metadata(
        title=said("dc:title"),
        byline=said("dc:creator"),
        language=said("dc:language"),
        excerpt=said("dc:description"),
        tags=tuple(tag.strip() for tag in tags if tag.strip()),
    )
