"""Reads a book as one article: the documents of its spine in order, with chapters, pages and notes."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import quote

from lxml import etree

from reader.core.errors import ImportFailed
from reader.core.translation import _, ngettext
from reader.importers.assets import Pictures
from reader.importers.epub.chapter_splitting import split
from reader.importers.epub.chapters import Chapter, mark_chapters, set_chapters
from reader.importers.epub.content_document import Document, DocumentReader
from reader.importers.epub.links import Links
from reader.importers.epub.navigation import Entry, Navigation, read_navigation
from reader.importers.epub.notes import set_notes
from reader.importers.epub.opf_metadata import book_metadata
from reader.importers.epub.package import Container, Item, Package
from reader.importers.epub.page_break_markers import mark_pages
from reader.importers.epub.picture_books import caption_pages, is_of_pictures
from reader.importers.importer import ParsedArticle
from reader.importers.limits import HTML_CHARACTERS
from reader.importers.saved.postil_html import ExportedMarks
from reader.importers.source_content import Content, too_long
from reader.importers.web.lxml_helpers import detach, storable, text_of
from reader.importers.web.sanitizing.sanitizer import write
from reader.importers.web.sanitizing.sanitizer_preparation import prepare

_SHOWN = ("xhtml", "html", "svg+xml", "image/")
_PAGE_SUFFIXES = (".xhtml", ".html", ".htm")  # of pages, whatever type the manifest says
_MOST_FALLBACKS = 10
_MOST_NAMED = 3  # documents that are missing
_CONTENTS_SHARE = 0.6  # of the text of a list of contents that is in links
_HEAD = 60  # characters of what may be above such a list, such as the title


def read_book(content: Content) -> ParsedArticle:
    """Returns a book as an article, or the chapter of it that the source names.

    Missing or damaged parts are reported and left out. Raises ImportFailed if nothing can be read.
    """
    part = content.source.part
    if part:
        chapters = {one.part: one for one in read_chapters(content)}
        if part not in chapters:
            message = _("“{name}” has no chapter “{part}” any more.")
            raise ImportFailed(message.format(name=content.name, part=part))
        return chapters[part]
    book = _read(content)
    marks = book.marks.take_from(book.body)
    html = write(book.body)
    if len(html) > HTML_CHARACTERS:
        raise too_long(content.name)
    return replace(book.article, html=html, marks=marks)


def read_chapters(content: Content) -> list[ParsedArticle]:
    """Returns the chapters of a book as articles of their own.

    Raises ImportFailed as `read_book` does.
    """
    book = _read(content)
    known = book.article.metadata
    tags = dict(zip((one.path for one in book.documents), book.marks.tags, strict=False))
    return [
        replace(
            book.article,
            metadata=replace(
                known,
                title=piece.title or known.title,
                site=known.title,
                url=f"{known.url}#{quote(piece.key)}",
                excerpt="",
                language=piece.language or known.language,
                tags=tags.get(piece.key, known.tags),
            ),
            marks=book.marks.take_from(piece.body),
            html=write(piece.body),
            part=piece.key,
        )
        for piece in split(book.documents, book.chapters)
    ]


class _Book(NamedTuple):
    article: ParsedArticle  # without its HTML
    body: etree._Element
    documents: Sequence[Document]
    chapters: Sequence[Chapter]
    marks: ExportedMarks


def _read(content: Content) -> _Book:
    container = Container(content.data, content.name)
    package = container.package()
    navigation = read_navigation(container, package)
    documents, missing = _documents(container, package, navigation)
    is_protected = sum(container.find(path) in container.encrypted for path in missing)
    if not documents or 2 * is_protected > len(package.spine):
        raise _unreadable(content.name, is_protected=bool(is_protected))
    marks = ExportedMarks(document.body for document in documents)
    metadata = book_metadata(package, hashlib.sha256(content.data).hexdigest())
    links = Links(container, documents)
    pages: Sequence[Entry] = navigation.pages
    if is_of_pictures(documents):
        pages = caption_pages(documents, links, pages)
    chapters = set_chapters(documents, links, navigation.contents, metadata.title)
    set_notes(documents, links, [chapter.start for chapter in chapters])
    mark_pages(documents, links, pages)
    mark_chapters(chapters)
    links.name_targets()
    body = _joined(documents)
    _add_cover(body, container, package)
    prepare(body, "")
    pictures = Pictures(lambda path: container.read(path) or b"")
    pictures.take_from(body)
    warning = _missing_text(content.name, missing) if missing else ""
    article = ParsedArticle(
        metadata, "", pictures.assets, tuple(pictures.notes), warning=warning, is_written=True
    )
    return _Book(article, body, documents, chapters, marks)


def _documents(
    container: Container, package: Package, navigation: Navigation
) -> tuple[list[Document], list[str]]:
    """Returns the documents of a book in the order of reading, and the paths of those that cannot be read."""
    reader = DocumentReader(container, package)
    contents = {
        container.find(path) for kind, path in navigation.landmarks if "toc" in kind.split()
    }
    found: list[Document] = []
    missing: list[str] = []
    for item, is_linear in package.spine:
        versions = (reader.read(one, is_linear=is_linear) for one in _versions(item, package))
        read = next((one for one in versions if one is not None), None)
        if read is None:
            missing.append(item.path)
        elif not read.has_text and not read.has_pictures:
            continue
        elif read.path not in contents or not _is_of_links(read.body):
            found.append(read)
        else:
            _remove_link_lists(read.body)
            if any(len(text_of(one)) > _HEAD for one in read.body.iter("p", "li", "dd")):
                found.append(read)
    covers: list[Document] = []
    while found and not found[0].is_linear and not found[0].has_text:
        covers.append(found.pop(0))
    found.sort(key=lambda one: not one.is_linear)  # what is only referred to comes last
    return covers + found, missing


def _versions(item: Item, package: Package) -> Iterator[Item]:
    """Yields the item and its fallbacks, as far as their types can be shown."""
    shown: Item | None = item
    for _step in range(_MOST_FALLBACKS):
        if shown is None:
            return
        is_page = not shown.media_type or shown.path.lower().endswith(_PAGE_SUFFIXES)
        if is_page or any(kind in shown.media_type for kind in _SHOWN):
            yield shown
        shown = package.items.get(shown.fallback)


def _is_of_links(element: etree._Element) -> bool:
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return linked >= _CONTENTS_SHARE * max(1, len(text_of(element)))


def _remove_link_lists(body: etree._Element) -> None:
    """Removes a list of contents from its document, which has a preface, too, in books of Sphinx."""
    for one in list(body.iter("ul", "ol", "dl", "table", "p")):
        if _is_of_links(one):
            detach(one)


def _joined(documents: Sequence[Document]) -> etree._Element:
    """Returns one body with the bodies of all documents as its sections."""
    joined = etree.Element("body")
    for document in documents:
        document.body.tag = "section"
        document.body.tail = None
        joined.append(document.body)
    return joined


def _add_cover(body: etree._Element, container: Container, package: Package) -> None:
    """Puts the image of the cover first, unless it is shown anyway."""
    by_id = [
        one.get("content") or ""
        for one in package.metadata.iter("meta")
        if one.get("name") == "cover"
    ]
    named = [package.items[one] for one in by_id if one in package.items]
    covers = [one for one in package.items.values() if "cover-image" in one.properties]
    path = next((found for one in (*covers, *named) if (found := container.find(one.path))), "")
    shown = {container.find(image.get("src") or "") for image in body.iter("img")}
    if path and path not in shown and container.read(path):
        picture = etree.Element("img")
        picture.set("src", storable(path))
        body.insert(0, picture)


def _unreadable(name: str, *, is_protected: bool) -> ImportFailed:
    if is_protected:
        message = _(
            "“{name}” is protected against copying (DRM): only a copy without that can be read."
        )
    else:
        message = _("“{name}” has no text to read.")
    return ImportFailed(message.format(name=name))


def _missing_text(name: str, paths: Sequence[str]) -> str:
    """Returns which parts of a book cannot be read."""
    message = ngettext(
        "{n} part of “{name}” is missing or damaged, so its text is not in the article: {parts}.",
        "{n} parts of “{name}” are missing or damaged, so their text is not in the article: {parts}.",
        len(paths),
    )
    shown = ", ".join(paths[:_MOST_NAMED]) + (", …" if len(paths) > _MOST_NAMED else "")
    return message.format(n=len(paths), name=name, parts=shown)
