"""Converts the paragraphs that Word writes for the items of a list to lists."""

import re
from itertools import islice
from typing import NamedTuple

from lxml import etree

from reader.importers.web.lxml_helpers import detach, text_content

_LEVEL = re.compile(r"mso-list:\s*(\S+)\s+level(\d)", re.IGNORECASE)
_MARGIN = re.compile(r"margin-left:\s*([\d.]{1,6})(pt|in|cm)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35}
_INDENT = 36.0  # points, by which each level is further to the right
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_FILLER = re.compile(r"font:\s*7(?:\.0)?pt", re.IGNORECASE)  # spaces between a mark and its item
_NUMBER = re.compile(r"(\d{1,4})[.)]")
_FIRST_SPANS = 5  # of a paragraph, among which its mark is
_BULLETS = frozenset("·•○o§-–—*§ØüvqØ▪■→➢✓\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf071")


class _Item(NamedTuple):
    mark: etree._Element
    level: int
    number: int | None  # None of a bullet


def build_word_lists(root: etree._Element) -> None:
    """Puts the items of each list into it, and those of deeper levels into the item before them."""
    run: list[tuple[int, etree._Element]] = []  # the lists that are open, each in the one before
    last: etree._Element | None = None
    for paragraph in list(root.iter("p")):
        item = _item(paragraph)
        if item is None:
            continue
        if last is None or paragraph.getprevious() is not last or (last.tail or "").strip():
            run = []
        while len(run) > 1 and run[-1][0] > item.level:
            run.pop()
        if run and item.level > run[-1][0]:
            run.append((item.level, etree.SubElement(run[-1][1][-1], _tag(item))))
        elif not run or run[-1][1].tag != _tag(item):
            new = etree.Element(_tag(item))
            if len(run) > 1:
                run[-1][1].addnext(new)
                run[-1] = (item.level, new)
            else:
                paragraph.addprevious(new)
                run, last = [(item.level, new)], new
        listed = run[-1][1]
        if not len(listed) and item.number not in (None, 1):
            listed.set("start", str(item.number))
        _remove_mark(item.mark, paragraph)
        if last is not None:
            last.tail = paragraph.tail
        paragraph.tail, paragraph.tag = None, "li"
        listed.append(paragraph)


def _tag(item: _Item) -> str:
    return "ul" if item.number is None else "ol"


def _item(paragraph: etree._Element) -> _Item | None:
    """Returns the mark of the item that a paragraph is; None if it is none, or its mark is of another kind."""
    style = paragraph.get("style") or ""
    level = _LEVEL.search(style)
    if level is None and not (paragraph.get("class") or "").startswith("MsoList"):
        return None
    mark = _mark(paragraph)
    if mark is None:
        return None
    written = text_content(mark).strip()
    number = _NUMBER.fullmatch(written)
    if number is None and written not in _BULLETS:
        return None
    return _Item(
        mark, int(level[2]) if level else _level(style), int(number[1]) if number else None
    )


def _level(style: str) -> int:
    margin = _MARGIN.search(style)
    points = float(margin[1]) * _POINTS[margin[2].lower()] if margin else 0.0
    return max(1, round(points / _INDENT))


def _mark(paragraph: etree._Element) -> "etree._Element | None":
    """Returns what is written before the words of an item; None if they have nothing before them."""
    if (paragraph.text or "").strip():
        return None
    for span in islice(paragraph.iter("span"), _FIRST_SPANS):
        around, style = span.getparent(), span.get("style") or ""
        if _IGNORED.search(style):
            return span
        if around is not None and around.tag == "span" and _FILLER.search(style):
            return around
    return None


def _remove_mark(mark: etree._Element, paragraph: etree._Element) -> None:
    """Removes a mark with the elements that contain nothing else."""
    around = mark.getparent()
    while around is not None and around is not paragraph and len(around) == 1:
        if (around.text or "").strip() or (mark.tail or "").strip():
            break
        mark, around = around, around.getparent()
    detach(mark)
