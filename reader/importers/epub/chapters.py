"""Finds the headings that a table of contents refers to, creates missing ones, and marks chapters."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from typing import NamedTuple

from lxml import etree

from reader.importers.epub.chapter_and_page_markers import mark_chapter, put_first
from reader.importers.epub.content_document import Document
from reader.importers.epub.links import Links
from reader.importers.epub.navigation import Entry
from reader.importers.text_cleaning import one_line
from reader.importers.titles import is_alike, is_same
from reader.importers.web.lxml_helpers import BLOCKS, HEADINGS, storable, text_of

_PARAGRAPHS = ("p", "li", "dd", "dt", "td", "th", "blockquote", "figcaption", "pre")
_INLINE_BLOCKS = BLOCKS - frozenset(("br", "hr"))
_BEFORE_HEADING = 200  # characters that may be before the heading a row leads to
_NEAR = 100  # elements after the place a row leads to in which its title is looked for
_LONGEST_PROMOTED = 20  # characters by which a line may be longer than the title it is
_PART_WORDS = 100  # of a part that is no more than the leaf before its chapters
_TOP = 2  # the level of a chapter's heading


class Chapter(NamedTuple):
    """A chapter: its first block, and its title."""

    start: etree._Element
    title: str
    document: int  # the number of the document it begins in


@dataclass
class _Row:
    """A row of the table of contents that leads to a place in the text."""

    entry: Entry
    document: int
    target: etree._Element
    order: int  # of the target among the elements of its document
    depth: int
    heading: etree._Element | None = None


def set_chapters(
    documents: Sequence[Document], links: Links, contents: Sequence[Entry], title: str
) -> list[Chapter]:
    """Sets a heading for each row of the contents, on its level, and returns the chapters.

    Without a usable table of contents, the headings of the text are the chapters. title: of the
    book, below which the contents may list all the rest.
    """
    levels = _own_levels(documents)
    rows = _rows(documents, links, contents, title)
    for number, own in groupby(rows, key=lambda row: row.document):
        _find_headings(list(own), list(documents[number].body.iter()))
    rows = [row for row in rows if row.heading is not None]
    _set_levels(documents, rows, levels)
    return _chapters_of(rows, documents) if rows else _by_headings(documents)


def _find_headings(rows: Sequence[_Row], elements: Sequence[etree._Element]) -> None:
    """Finds the headings of the rows that lead into one document, of which these are the elements."""
    orders = sorted({row.order for row in rows})
    ends = dict(zip(orders, [*orders[1:], len(elements)], strict=True))
    taken: set[etree._Element] = set()
    for row in rows:
        within = range(row.order, ends[row.order])
        row.heading = _heading_for(row, partial(map, elements.__getitem__, within), taken)
        if row.heading is not None:
            _join_following(row.heading, row.entry.label)
            taken |= {row.heading, row.target}


def mark_chapters(chapters: Sequence[Chapter]) -> None:
    """Marks in the text where each chapter begins."""
    for chapter in chapters:
        mark_chapter(chapter.start, chapter.title)


def _rows(
    documents: Sequence[Document], links: Links, contents: Sequence[Entry], title: str
) -> list[_Row]:
    """Returns the rows that lead into the text, in its order; none if they are not its contents."""
    numbers = {id(document): number for number, document in enumerate(documents)}
    orders: dict[int, dict[etree._Element, int]] = {}  # of the elements of documents
    found: list[_Row] = []
    nowhere: list[int] = []  # how deep the rows above are that lead nowhere: mere names of parts
    for entry in contents:
        while nowhere and nowhere[-1] >= entry.depth:
            nowhere.pop()
        place = links.find(entry.path, entry.fragment) if entry.path and entry.label else None
        if place is None:
            nowhere.append(entry.depth)
            continue
        document, target = place
        number, depth = numbers[id(document)], entry.depth - len(nowhere)
        order = 0
        if target is not document.body:
            if number not in orders:
                orders[number] = {one: at for at, one in enumerate(document.body.iter())}
            order = orders[number][target]
        found.append(_Row(entry, number, target, order, depth))
    found.sort(key=lambda row: (row.document, row.order))  # the order of the text tells
    calls = _calls(links)
    if found and all(_is_in_paragraph(row, calls) for row in found):
        return []
    outermost = [row for row in found if row.depth == 0]
    if len(outermost) == 1 < len(found) and is_same(outermost[0].entry.label, title):
        for row in found:
            row.depth = max(0, row.depth - 1)
    return found


def _is_in_paragraph(row: _Row, calls: Collection[tuple[etree._Element, str]]) -> bool:
    """Returns whether a row leads into a paragraph that is not its title, as links to notes do.

    One that leads to a whole paragraph does so if it is among the calls.
    """
    if row.target.tag in _INLINE_BLOCKS - {*_PARAGRAPHS}:
        return False
    for around in _upwards(row.target):
        if around.tag in HEADINGS:
            return False
        if around.tag in _PARAGRAPHS:
            is_inside = around is not row.target or (row.target, row.entry.label) in calls
            return is_inside and not _is_title(text_of(around), row.entry.label)
    return False


def _calls(links: Links) -> set[tuple[etree._Element, str]]:
    """Returns the targets of links in running text, as those to notes and back, each with its words."""
    found = set()
    for link, target in links.targets.items():
        around = next((one for one in link.iterancestors() if one.tag in _PARAGRAPHS), None)
        if around is not None and (text := text_of(link)) != text_of(around):
            found.add((target, text))
    return found


def _is_title(text: str, label: str) -> bool:
    """Returns whether a line of text is the title that a row gives."""
    return is_same(text, label) or (
        len(text) <= len(label) + _LONGEST_PROMOTED and is_alike(text, label)
    )


def _heading_for(
    row: _Row, elements: Callable[[], Iterator[etree._Element]], taken: Collection[etree._Element]
) -> etree._Element | None:
    """Returns the heading that a row leads to, made of a line or put in if there is none.

    elements: yields those from the row's target to that of the next row. taken: the headings of
    other rows, which may lead to the same place.
    """
    label = row.entry.label
    around = next((one for one in _upwards(row.target) if one.tag in HEADINGS), None)
    if around is not None and around not in taken and text_of(around):
        return around
    nearest = _nearest_heading((one for one in elements() if one not in taken), label)
    if nearest is not None:
        return nearest
    if (
        around in taken
        or row.target in taken
        or any(one in taken for one in islice(elements(), _NEAR))
    ):
        return None
    lines = [one for one in _upwards(row.target) if one.tag in ("p", "div")][:1]
    lines += [one for one in _first_lines(islice(elements(), _NEAR)) if one not in lines]
    for line in lines:
        if _is_line(line) and _is_title(text_of(line), label):
            line.tag = "h1"
            return line
    return _inserted(row.target, label)


def _join_following(heading: etree._Element, label: str) -> None:
    """Joins a heading with the next one if they are both of the title, as the number of a chapter is."""
    following = heading.getnext()
    if following is None or following.tag not in HEADINGS or one_line(heading.tail or ""):
        return
    more = text_of(following)
    if more and is_same(f"{text_of(heading)} {more}", label):
        heading.tail, following.tail = storable(following.tail or ""), None
        etree.SubElement(heading, "br")
        following.tag = "span"
        heading.append(following)


def _nearest_heading(elements: Iterator[etree._Element], label: str) -> etree._Element | None:
    passed = 0
    for element in islice(elements, _NEAR):
        if element.tag in HEADINGS and (text := text_of(element)):
            return element if passed == 0 or is_alike(text, label) else None
        if element.tag != "body":
            passed += len(one_line(element.text or ""))
        if passed > _BEFORE_HEADING:
            return None
        passed += len(one_line(element.tail or "")) if element.tag != "body" else 0
    return None


def _first_lines(elements: Iterator[etree._Element]) -> Iterator[etree._Element]:
    """Yields the first two blocks of text among some elements."""
    count = 0
    for element in elements:
        if element.tag in ("p", "div") and _is_line(element) and text_of(element):
            yield element
            count += 1
            if count == 2:
                return


def _is_line(element: etree._Element) -> bool:
    """Returns whether an element has no blocks in it."""
    return all(child.tag not in _INLINE_BLOCKS for child in element.iterdescendants())


def _inserted(target: etree._Element, label: str) -> etree._Element | None:
    """Puts a heading where a row leads to; None if that is in the middle of a paragraph."""
    heading = etree.Element("h1")
    heading.text = storable(label)
    if target.tag == "body" or (
        target.tag in ("section", "div", "article", "main") and not _is_line(target)
    ):
        put_first(heading, target)
        return heading
    block = next(
        (one for one in _upwards(target) if one.tag in (*_PARAGRAPHS, "div", "img")), target
    )
    if block is not target and one_line(_text_before(target, block)):
        return None
    if block.tag in ("li", "dd", "dt", "td", "th"):
        block.insert(0, heading)
        heading.tail, block.text = storable(block.text or ""), None
        return heading
    block.addprevious(heading)
    return heading


def _text_before(target: etree._Element, block: etree._Element) -> str:
    parts = [block.text or ""]
    for element in block.iterdescendants():
        if element is target:
            break
        parts.append(element.text or "")
        if element not in target.iterancestors():
            parts.append(element.tail or "")
    return "".join(parts)


def _upwards(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


# -- levels ------------------------------------------------------------------------------------


def _own_levels(documents: Sequence[Document]) -> dict[etree._Element, int]:
    """Returns the level that each heading has by itself."""
    return {
        heading: int(heading.tag[1])
        for document in documents
        for heading in document.body.iter(*HEADINGS)
    }


def _set_levels(
    documents: Sequence[Document], rows: Sequence[_Row], own_levels: Mapping[etree._Element, int]
) -> None:
    """Gives each row's heading the level of its depth, and the others theirs below it."""
    levels = {row.heading: min(6, _TOP + row.depth) for row in rows}
    headings = [
        heading
        for document in documents
        for heading in document.body.iter(*HEADINGS)
        if text_of(heading)
    ]
    own = [own_levels.get(one, 0) for one in headings]  # 0: of one that was no heading
    first = min((level for level in own if level), default=1)
    shift = _TOP - first
    for number, heading in enumerate(headings):
        level = levels.get(heading)
        if level is not None:
            below = (
                own[number]
                or min(
                    (one for one in _until_next(own, headings, number, levels) if one), default=_TOP
                )
                - 1
            )
            shift = level - below
        else:
            level = own[number] + shift
        heading.tag = f"h{min(6, max(_TOP, level))}"


def _until_next(
    own: Sequence[int],
    headings: Sequence[etree._Element],
    number: int,
    levels: dict[etree._Element | None, int],
) -> Iterator[int]:
    for level, heading in zip(own[number + 1 :], headings[number + 1 :], strict=True):
        if heading in levels:
            return
        yield level


# -- chapters ----------------------------------------------------------------------------------


def _chapters_of(rows: Sequence[_Row], documents: Sequence[Document]) -> list[Chapter]:
    """Returns the chapters among the rows: those of the first depth, but of a part those below it."""
    found: list[Chapter] = []
    pending: etree._Element | None = None  # the start of a part, which its first chapter takes
    depth, document = 0, -1
    for number, row in enumerate(rows):
        if row.depth > depth or row.heading is None:
            continue
        depth = row.depth
        children = list(_children(rows, number))
        if children and _is_part(row, children, documents):
            pending = pending if pending is not None else row.heading
            document = document if document >= 0 else row.document
            depth = row.depth + 1
            continue
        start = row.heading if pending is None else pending
        begun = row.document if document < 0 else document
        found.append(Chapter(start, row.entry.label, begun))
        pending, document = None, -1
    return found


def _children(rows: Sequence[_Row], number: int) -> Iterator[_Row]:
    parent = rows[number]
    for row in rows[number + 1 :]:
        if row.depth <= parent.depth:
            return
        if row.depth == parent.depth + 1:
            yield row


def _is_part(row: _Row, children: Sequence[_Row], documents: Sequence[Document]) -> bool:
    """Returns whether a row is a part of the book, which is only the leaf before its chapters."""
    if any(child.document == row.document for child in children):
        return False
    between = documents[row.document : children[0].document]
    return sum(len(text_of(one.body).split()) for one in between) < _PART_WORDS


def _by_headings(documents: Sequence[Document]) -> list[Chapter]:
    """Returns a chapter for each heading of the highest level."""
    return [
        Chapter(heading, text_of(heading), number)
        for number, document in enumerate(documents)
        for heading in document.body.iter("h2")
        if text_of(heading)
    ]
