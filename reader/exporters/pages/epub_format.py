"""Registers EPUB: a book with a chapter for each article, with images, highlights and notes."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from reader.core.text.markup.xhtml import xhtml_of
from reader.core.translation import N_, _
from reader.exporters.combined_document import write_file
from reader.exporters.export_item import Item, Written
from reader.exporters.exporter import ExportFormat, FindAsset
from reader.exporters.files.zip_writing import FilePart, zip_chunks
from reader.exporters.pages.article_page import ArticlePage, article_page
from reader.exporters.pages.epub_package import Book, Chapter, package_parts, xml_line

# What every reader of EPUB shows.
_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}
_ROLE = re.compile(r'(<[^<>]*) role="doc-(noteref|footnote|endnotes)"')


def epub_parts(items: Iterable[Item], find_asset: FindAsset, title: str) -> Iterator[FilePart]:
    """Yields the files of a book; title: of a book of several articles."""
    yield FilePart("mimetype", b"application/epub+zip")
    chapters: list[Chapter] = []
    pictures: dict[str, str] = {}  # the names of the files, with their media types
    changed = 0
    for item in items:
        found: list[FilePart] = []

        def picture(address: str, found: list[FilePart] = found) -> str:
            asset = find_asset(address.removeprefix("asset:"))
            if asset is None or asset.media_type not in _SUFFIXES:
                return ""
            name = f"images/{asset.sha256[:32]}{_SUFFIXES[asset.media_type]}"
            if name not in pictures:
                pictures[name] = asset.media_type
                found.append(FilePart(f"EPUB/{name}", asset.data))
            return name

        page = article_page(item, picture)
        chapter = Chapter(f"article-{len(chapters) + 1:04}.xhtml", item.article)
        yield FilePart(f"EPUB/{chapter.name}", _document(item, page).encode("utf-8", "replace"))
        yield from found
        chapters.append(chapter)
        times = (one.updated_at for one in item.annotations)
        changed = max(changed, item.article.updated_at, *times, 0)
    yield from package_parts(_book(chapters, title, changed, pictures))


def _book(chapters: list[Chapter], title: str, changed: int, pictures: dict[str, str]) -> Book:
    """Returns the metadata of the book: those of its one article, or the title of several."""
    uids = sorted(one.article.uid for one in chapters)
    if len(chapters) == 1:
        article = chapters[0].article
        return Book(
            uids[0],
            article.title,
            article.byline,
            article.language,
            article.url,
            article.tags,
            changed,
            tuple(chapters),
            pictures,
        )
    uid = str(uuid5(NAMESPACE_URL, " ".join(uids)))
    language = next((one.article.language for one in chapters if one.article.language), "")
    tags = tuple(dict.fromkeys(tag for one in chapters for tag in one.article.tags))
    return Book(uid, title, "", language, "", tags, changed, tuple(chapters), pictures)


def _document(item: Item, page: ArticlePage) -> str:
    """Returns the document of a chapter."""
    language = item.article.language
    told = f' lang="{escape(language)}" xml:lang="{escape(language)}"' if language else ""
    body = xhtml_of(
        f'<article dir="auto"><header>{page.heading}</header>{page.text}</article>{page.notes}'
    )
    body = _ROLE.sub(r'\1 epub:type="\2" role="doc-\2"', body)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f"{told}>\n<head>\n<title>{xml_line(item.article.title)}</title>\n"
        '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _write(items: Iterable[Item], path: Path, find_asset: FindAsset) -> Written:
    title = path.stem if path.stem != FORMAT.stem else _("Articles from Postil")
    return write_file(items, path, lambda some: zip_chunks(epub_parts(some, find_asset, title)))


FORMAT = ExportFormat(
    id="epub",
    title=N_("Book (EPUB)"),
    suffix=".epub",
    write=_write,
    is_for_annotations=False,
    stem="postil-book",
    position=8,
)
