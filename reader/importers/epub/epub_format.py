"""Registers EPUB, in which books are published."""

from typing import TYPE_CHECKING

from reader.core.translation import N_
from reader.importers.importer import Certainty, Importer, ParsedArticle, Resources

if TYPE_CHECKING:
    from reader.importers.source_content import Content


def _recognizes(content: "Content") -> Certainty:
    names = content.zip_names
    is_container = any(one.lower() == "meta-inf/container.xml" for one in names)
    is_book = is_container or any(one.lower().endswith(".opf") for one in names)
    return Certainty.CERTAIN if is_book else Certainty.NONE


def _read(content: "Content", _resources: Resources) -> ParsedArticle:
    from reader.importers.epub.book_reading import read_book  # start-up time: lxml

    return read_book(content)


def _read_chapters(content: "Content") -> list[ParsedArticle]:
    from reader.importers.epub.book_reading import read_chapters  # start-up time: lxml

    return read_chapters(content)


FORMAT = Importer(
    id="epub",
    title=N_("EPUB book"),
    media_types=("application/epub+zip",),
    suffixes=(".epub",),
    version=1,
    recognizes=_recognizes,
    read=_read,
    read_chapters=_read_chapters,
)
