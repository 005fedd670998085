"""Parses only the part of a long text around a position."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, cast

from lxml import etree

from reader.core.text.blocks import Block, CanonicalText, Reading, Run
from reader.core.text.canonical_text import parse_fragment, read_html
from reader.core.text.markup.html_writing import html_of

_BEFORE, _AFTER = 8_000, 16_000  # characters around the place that are wanted at least
_SCREEN = 4_000  # characters behind the place that are to be seen with it
_PARTING = 2  # characters between two blocks
_ATTEMPTS = 3  # at guessing where in the HTML a place of the text is
_LARGEST = 30_000  # characters of a piece that is read whole
_MOST = 60_000  # characters of a part
_SECTION, _SECTION_END = "<section", "</section>"
_LENGTH = etree.XPath("string-length()")


class TextPart(NamedTuple):
    """A part of a text: blocks with the places that they have in all of it."""

    text: CanonicalText  # the characters of the whole, the blocks of the part
    start: int
    end: int


def part_at(html: str, text: str, place: int) -> TextPart | None:
    """Returns the part of a stored text that contains a place, with some before and after it.

    text: the canonical text of all of the HTML, in which the part's words are looked for: None if
    they are not there unchanged, or if a part cannot be distinguished from the rest.
    """
    sections = _sections(html)
    if len(sections) > 1 and (part := _part_at(partial(_near, sections), text, place)):
        return part
    body = parse_fragment(html)
    return _part_at(lambda share: (body, share), text, place)


def _part_at(
    around: Callable[[float], tuple[etree._Element, float]], text: str, place: int
) -> TextPart | None:
    """Returns the part; around: answers an element around a share of the text, and its share of that."""
    sought = place
    for _attempt in range(_ATTEMPTS):
        fragment = _fragment(*around(sought / max(1, len(text))))
        part = read_html(fragment) if fragment else None
        if part is None or not part.text:
            return None
        # Words that come again in each chapter are those of the place, if these are.
        start = text.find(part.text, max(0, place - len(part.text) - _PARTING))
        if not 0 <= start <= place + _PARTING:
            start = text.find(part.text, max(0, place - len(part.text) - _LARGEST))
        if start < 0:
            return None
        end = start + len(part.text)
        if start - _PARTING <= place <= end + _PARTING:
            blocks = tuple(_moved(block, start) for block in part.blocks)
            return TextPart(CanonicalText(text, blocks, part.tables), start, end)
        # The white space of the HTML counts there, and none in the text: the guess was beside it.
        sought += (place - end + _SCREEN) if place > end else (place - start - _SCREEN)
        sought = min(max(0, sought), len(text))
    return None


def _sections(html: str) -> list[str]:
    """Returns the sections that a book consists of; none where there is something beside them.

    Only some of them are parsed then: that of a whole book takes as long as showing its first screen.
    """
    found: list[str] = []
    depth = start = end = 0
    for piece in html.split(_SECTION_END)[:-1]:
        end += len(piece) + len(_SECTION_END)
        depth += piece.count(_SECTION) - 1
        if depth == 0:
            found.append(html[start:end].lstrip())
            start = end
    is_all = all(one.startswith(_SECTION) for one in found) and not html[start:].strip()
    return found if is_all else []


def _near(sections: Sequence[str], share: float) -> tuple[etree._Element, float]:
    """Returns an element of the sections around a share of them all, and the share of these."""
    lengths = list(map(len, sections))
    place = share * sum(lengths)
    first, last = _window(lengths, place, _MOST, _MOST)
    place -= sum(lengths[:first])
    near = "".join(sections[first : last + 1])
    return parse_fragment(near), place / len(near)


def _fragment(body: etree._Element, share: float) -> str | None:
    """Returns the HTML around a share of an element's text, within what it is in."""
    around, lengths = body, _lengths(body)
    place = share * sum(lengths)
    wrappers: list[etree._Element] = []
    while lengths and not (around.text or "").strip():
        first, last = _window(lengths, place, _BEFORE, _AFTER)
        is_large = sum(lengths[first : last + 1]) > _MOST
        own, end = _window(lengths, place, 0, _SCREEN)
        if is_large:  # then less is seen behind the place
            end = own
        if own == end and lengths[own] > _LARGEST and len(around[own]):
            place -= sum(lengths[:own])
            around = around[own]
            wrappers.append(around)
            lengths = _lengths(around)
            continue
        if is_large and _SCREEN <= lengths[own] <= _MOST:
            first = last = own
        elif is_large:
            return None
        return _written(list(around)[first : last + 1], wrappers)
    return None  # text beside its elements


def _written(elements: Sequence[etree._Element], wrappers: Sequence[etree._Element]) -> str | None:
    """Returns some elements within what they are in as HTML; None where a list or table is cut."""
    if any((element.tail or "").strip() for element in elements):
        return None
    html = "".join(map(html_of, elements))
    for wrapper in reversed(wrappers):
        if wrapper.tag not in ("section", "div", "article", "blockquote"):
            return None
        direction = wrapper.get("dir")
        given = f' dir="{direction}"' if direction in ("ltr", "rtl") else ""
        html = f"<{wrapper.tag}{given}>{html}</{wrapper.tag}>"
    return html


def _window(lengths: Sequence[int], place: float, before: int, after: int) -> tuple[int, int]:
    """Returns the first and the last of the pieces that contain a place and what is wanted around it."""
    first = last = passed = 0
    for number, length in enumerate(lengths):
        if passed + length <= place - before:
            first = min(number + 1, len(lengths) - 1)
        if passed < place + after:
            last = number
        passed += length
    return first, max(first, last)


def _lengths(element: etree._Element) -> list[int]:
    """Returns how long the text of each of an element's children is."""
    return [int(cast("float", _LENGTH(child))) + len(child.tail or "") for child in element]


def _moved(block: Block, by: int) -> Block:
    return Block(
        block.kind,
        block.start + by,
        block.end + by,
        tuple(Run(run.start + by, run.end + by, run.marks, run.href) for run in block.runs),
        tuple(image._replace(offset=image.offset + by) for image in block.images),
        block.level,
        block.quote,
        block.indent,
        block.marker,
        block.cell,
        block.is_rtl,
        tuple(Reading(one.start + by, one.end + by, one.text) for one in block.readings),
    )
