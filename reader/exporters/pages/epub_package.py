"""Writes the container, the package document and the contents of an EPUB."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple

from reader.core.models import Article
from reader.core.text.markup.xhtml import xml_text
from reader.core.translation import _
from reader.exporters.files.zip_writing import FilePart
from reader.exporters.pages.page_style import STYLE
from reader.exporters.timestamps import iso_time

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_CONTAINER = f"""{_HEAD}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Chapter(NamedTuple):
    """An article in a book, and the file that contains it."""

    name: str
    article: Article


class Book(NamedTuple):
    """What is said of a book."""

    uid: str
    title: str
    author: str
    language: str
    source: str
    tags: tuple[str, ...]
    changed: int  # ms since 1970
    chapters: tuple[Chapter, ...]
    pictures: Mapping[str, str]  # the names of the files, with their media types


def package_parts(book: Book) -> Iterator[FilePart]:
    """Yields the files that say what the book is and contains."""
    yield FilePart("META-INF/container.xml", _CONTAINER.encode())
    yield FilePart("EPUB/style.css", STYLE.encode())
    yield FilePart("EPUB/nav.xhtml", _contents(book).encode("utf-8", "replace"))
    yield FilePart("EPUB/package.opf", _package(book).encode("utf-8", "replace"))


def xml_line(text: str) -> str:
    """Returns text as XML, on one line."""
    return escape(" ".join(xml_text(text).split()))


def _language(book: Book) -> str:
    return book.language if _LANGUAGE.fullmatch(book.language) else "und"


def _contents(book: Book) -> str:
    rows = "".join(
        f'<li><a href="{one.name}">{xml_line(one.article.title) or "…"}</a></li>\n'
        for one in book.chapters
    )
    title = xml_line(_("Contents"))
    return (
        f'{_HEAD}<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
        ' xmlns:epub="http://www.idpf.org/2007/ops">\n'
        f"<head><title>{xml_line(book.title)}</title></head>\n<body>\n"
        f'<nav epub:type="toc"><h1>{title}</h1>\n<ol>\n{rows}</ol></nav>\n</body>\n</html>\n'
    )


def _package(book: Book) -> str:
    known = {
        "dc:title": book.title,
        "dc:creator": book.author,
        "dc:language": _language(book),
        "dc:source": book.source,
    }
    told = "".join(
        f"<{name}>{xml_line(value)}</{name}>\n" for name, value in known.items() if value
    )
    told += "".join(f"<dc:subject>{xml_line(one)}</dc:subject>\n" for one in book.tags)
    manifest = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
    ]
    for number, one in enumerate(book.chapters, 1):
        kind = "application/xhtml+xml"
        manifest.append(f'<item id="article-{number}" href="{one.name}" media-type="{kind}"/>')
    for number, (name, kind) in enumerate(book.pictures.items(), 1):
        manifest.append(f'<item id="picture-{number}" href="{name}" media-type="{kind}"/>')
    spine = [f'<itemref idref="article-{n}"/>' for n in range(1, len(book.chapters) + 1)]
    return (
        f'{_HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"'
        ' unique-identifier="uid">\n<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="uid">urn:uuid:{book.uid}</dc:identifier>\n{told}'
        f'<meta property="dcterms:modified">{iso_time(book.changed, "seconds")}</meta>\n'
        "</metadata>\n<manifest>\n"
        + "\n".join(manifest)
        + "\n</manifest>\n<spine>\n"
        + "\n".join(spine)
        + "\n</spine>\n</package>\n"
    )
