"""Reads the table of contents and the page list of a book, of EPUB 3 or EPUB 2."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from reader.importers.epub.package import Container, Package, path_of
from reader.importers.epub.xml_documents import kinds_of, parse_package
from reader.importers.text_cleaning import one_line
from reader.importers.web.lxml_helpers import text_content, text_of

_DEEPEST = 20
_PAGE_MAP = "application/oebps-page-map+xml"  # Adobe's list of pages, in books of EPUB 2


class Entry(NamedTuple):
    """A row of a table of contents, or a page: its label, and where it leads to."""

    label: str
    path: str  # of a document in the archive, empty for a row that leads nowhere
    fragment: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Navigation:
    """What a book says of its parts."""

    contents: tuple[Entry, ...] = ()
    pages: tuple[Entry, ...] = ()
    landmarks: tuple[tuple[str, str], ...] = ()  # the kind and the path of each document named


def read_navigation(container: Container, package: Package) -> Navigation:
    """Returns the contents of a book, of its navigation document before its NCX; empty if it has none."""
    nav = next((one for one in package.items.values() if "nav" in one.properties), None)
    found = [_read(container, nav.path, _of_nav)] if nav is not None else []
    if package.ncx is not None:
        found.append(_read(container, package.ncx.path, _of_ncx))
    page_maps = (one for one in package.items.values() if one.media_type == _PAGE_MAP)
    found += [_read(container, one.path, _of_page_map) for one in page_maps]
    return Navigation(
        next((one.contents for one in found if one.contents), ()),
        next((one.pages for one in found if one.pages), ()),
        (*(mark for one in found for mark in one.landmarks), *package.guide),
    )


def _read(
    container: Container, path: str, reading: Callable[[etree._Element, str], Navigation]
) -> Navigation:
    data = container.read(path)
    root = None if data is None else parse_package(data, container.name)
    return Navigation() if root is None else reading(root, path)


def _of_nav(root: etree._Element, path: str) -> Navigation:
    lists: dict[str, list[Entry]] = {"toc": [], "page-list": [], "landmarks": []}
    kinds: list[str] = []
    for nav in root.iter("nav"):
        for kind in kinds_of(nav) & set(lists):
            if not lists[kind] and (listed := nav.find(".//ol")) is not None:
                lists[kind] = list(_rows(listed, path, 0))
                if kind == "landmarks":
                    links = (link for link in listed.iter("a") if link.get("href"))
                    kinds = [" ".join(sorted(kinds_of(link))) for link in links]
    marks = zip(kinds, (one.path for one in lists["landmarks"] if one.path), strict=False)
    return Navigation(tuple(lists["toc"]), tuple(lists["page-list"]), tuple(marks))


def _rows(listed: etree._Element, path: str, depth: int) -> Iterator[Entry]:
    for row in listed.iterchildren("li"):
        inner = next((one for one in row.iter("ol", "ul") if one is not row), None)
        head = next((one for one in row.iter("a", "span") if not _is_within(one, inner)), None)
        if head is not None:
            label = text_of(head) or one_line(head.get("title") or "")
            label = label or next((one_line(i.get("alt") or "") for i in head.iter("img")), "")
            yield _entry(label, head.get("href") or "", path, depth)
        if inner is not None and depth < _DEEPEST:
            yield from _rows(inner, path, depth + 1)


def _is_within(element: etree._Element, around: etree._Element | None) -> bool:
    return around is not None and any(one is around for one in element.iterancestors())


def _of_ncx(root: etree._Element, path: str) -> Navigation:
    contents = next(root.iter("navmap"), None)
    pages = (_ncx_entry(one, path, 0) for one in root.iter("pagetarget"))
    rows = () if contents is None else tuple(_points(contents, path, 0))
    return Navigation(rows, tuple(one for one in pages if one.label))


def _of_page_map(root: etree._Element, path: str) -> Navigation:
    named = ((one_line(one.get("name") or ""), one.get("href") or "") for one in root.iter("page"))
    return Navigation(pages=tuple(_entry(name, href, path, 0) for name, href in named if name))


def _points(around: etree._Element, path: str, depth: int) -> Iterator[Entry]:
    for point in around.iterchildren("navpoint"):
        yield _ncx_entry(point, path, depth)
        if depth < _DEEPEST:
            yield from _points(point, path, depth + 1)


def _ncx_entry(point: etree._Element, path: str, depth: int) -> Entry:
    label = point.find("navlabel")
    content = point.find("content")
    text = "" if label is None else one_line(text_content(label))
    address = "" if content is None else content.get("src") or ""
    return _entry(text or (point.get("value") or ""), address, path, depth)


def _entry(label: str, address: str, path: str, depth: int) -> Entry:
    fragment = unquote(address.partition("#")[2])
    return Entry(label, path_of(address, path), fragment, depth)
