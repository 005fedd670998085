"""Registers web archives, in which Safari saves a page with its files."""

from typing import TYPE_CHECKING

from reader.core.translation import N_
from reader.importers.containers.property_list import is_property_list
from reader.importers.importer import Certainty, Importer, ParsedArticle, Resources

if TYPE_CHECKING:
    from reader.importers.source_content import Content


def _recognizes(content: "Content") -> Certainty:
    is_archive = is_property_list(content.data) and b"WebMainResource" in content.data
    return Certainty.CERTAIN if is_archive else Certainty.NONE


def _read(content: "Content", _resources: Resources) -> ParsedArticle:
    from reader.importers.saved.webarchive import read_webarchive  # start-up time: lxml

    return read_webarchive(content)


FORMAT = Importer(
    id="webarchive",
    title=N_("Safari web archive"),
    media_types=("application/x-webarchive",),
    suffixes=(".webarchive",),
    version=1,
    recognizes=_recognizes,
    read=_read,
)
