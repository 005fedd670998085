"""Splits a book into chapters, each with the notes it refers to."""

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from reader.importers.epub.chapters import Chapter
from reader.importers.epub.content_document import Document
from reader.importers.epub.notes import is_note
from reader.importers.text_cleaning import one_line
from reader.importers.web.lxml_helpers import text_of

_START = "epub-start"  # the attribute that tells in a copy where a chapter begins


class Piece(NamedTuple):
    """A chapter, or what is before the first."""

    key: str  # the path of the document it begins in, with its number there
    title: str  # empty for what is before the first chapter
    language: str  # that its document declares; empty if it declares none
    body: etree._Element


class _Border(NamedTuple):
    title: str
    document: int
    start: etree._Element | None  # None: the document's beginning


def split(documents: Sequence[Document], chapters: Sequence[Chapter]) -> list[Piece]:
    """Returns the chapters of a book in their order, and before them what comes first."""
    orders = {
        number: {element: place for place, element in enumerate(documents[number].body.iter())}
        for number in {chapter.document for chapter in chapters}
    }
    ordered = sorted(chapters, key=lambda one: (one.document, orders[one.document][one.start]))
    borders = [_border(chapter, documents) for chapter in ordered]
    if not borders or (borders[0].document, borders[0].start) != (0, None):
        borders.insert(0, _Border("", 0, None))
    for number, border in enumerate(borders):
        if border.start is not None:
            border.start.set(_START, str(number))
    places = {
        name: element
        for document in documents
        for element in document.body.iter()
        if (name := element.get("id"))
    }
    pieces: list[Piece] = []
    numbers: Counter[str] = Counter()
    for border, body in zip(borders, _bodies(documents, borders), strict=True):
        _add_notes(body, places)
        path = documents[border.document].path
        key = f"{path}#{numbers[path]}" if numbers[path] else path
        numbers[path] += 1
        language = documents[border.document].body.get("lang") or ""
        pieces.append(Piece(key, border.title, language, body))
    return pieces


def _border(chapter: Chapter, documents: Sequence[Document]) -> _Border:
    """Returns where a chapter begins: with its document, if no text is before it there."""
    body = documents[chapter.document].body
    is_first = not _has_text_before(chapter.start, body)
    return _Border(chapter.title, chapter.document, None if is_first else chapter.start)


def _has_text_before(start: etree._Element, body: etree._Element) -> bool:
    for around in (start, *start.iterancestors()):
        if around is body:
            return False
        for beside in around.itersiblings(preceding=True):
            if text_of(beside) or one_line(beside.tail or ""):
                return True
        above = around.getparent()
        if above is not None and one_line(above.text or ""):
            return True
    return False


def _bodies(documents: Sequence[Document], borders: Sequence[_Border]) -> list[etree._Element]:
    """Returns for each border copies of the documents from there to the next, without what is beyond."""
    bodies = [etree.Element("body") for _border in borders]
    inside: dict[int, list[int]] = {}  # the numbers of the borders within each document
    first: dict[int, int] = {}  # the border that is the beginning of a document
    for number, border in enumerate(borders):
        if border.start is None:
            first[border.document] = number
        else:
            inside.setdefault(border.document, []).append(number)
    last = 0
    for place, document in enumerate(documents):
        own = inside.get(place, [])
        copied = deepcopy(document.body)
        copied.tail = None
        numbers = [first.get(place, last), *own]
        for number, part in zip(numbers, _parts(copied, own), strict=True):
            bodies[number].append(part)
        last = numbers[-1]
    return bodies


def _parts(root: etree._Element, numbers: Sequence[int]) -> list[etree._Element]:
    """Returns the parts of a copied document before, between and behind some chapters' starts.

    It is cut in halves, and these again: not copied once for each of its chapters.
    """
    if not numbers:
        return [root]
    middle = len(numbers) // 2
    rest = deepcopy(root)
    _cut(root, numbers[middle], is_before=False)
    _cut(rest, numbers[middle], is_before=True)
    return [*_parts(root, numbers[:middle]), *_parts(rest, numbers[middle + 1 :])]


def _cut(root: etree._Element, number: int, *, is_before: bool) -> None:
    """Removes all that is before a chapter's start, or the start and all behind it."""
    start = next(one for one in root.iter() if one.get(_START) == str(number))
    for around in [start, *start.iterancestors()]:
        above = around.getparent()
        if above is None:
            break
        for beside in list(around.itersiblings(preceding=is_before)):
            above.remove(beside)
        if is_before:
            above.text = None
        else:
            around.tail = None
    above = start.getparent()
    if not is_before and above is not None:
        above.remove(start)


def _add_notes(body: etree._Element, places: dict[str, etree._Element]) -> None:
    """Adds the notes that a chapter refers to and that are elsewhere in the book."""
    own = {element.get("id") for element in body.iter()}
    notes: list[etree._Element] = []
    for link in body.iter("a"):
        name = (link.get("href") or "").removeprefix("#")
        if name in own or name not in places:
            continue
        target = places[name]
        note = next((one for one in (target, *target.iterancestors()) if is_note(one)), None)
        if note is not None and note not in notes:
            notes.append(note)
    if notes:
        section = etree.SubElement(body, "section")
        etree.SubElement(section, "hr")
        for note in notes:
            copied = deepcopy(note)
            copied.tag, copied.tail = "div", None
            section.append(copied)
