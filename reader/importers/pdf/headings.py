"""Distinguishes headings from paragraphs by the outline, the font size and bold type."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from reader.importers.pdf.blocks import Block, Kind
from reader.importers.pdf.typography import LARGER, Typography

_LONGEST = 250  # characters of a heading
_LINES = 4
_NEAR = 0.02  # of their size by which the lines of one title may differ
_TIGHT = 1.45  # times that size from line to line of a title
_LEVELS = 5  # from h2 to h6
_NUMBERED = re.compile(r"(?:[0-9]+(?:\.[0-9]+)*\.?|[A-Z]\.|[IVX]+\.|Chapter|Appendix)\s")
_ENDS = re.compile(r"[.,;:]$")
_CAPTION = re.compile(
    r"(?:Fig(?:ure|\.)?|Table|Tab\.|Abb(?:ildung|\.)?|Tabelle|Tableau|Figura|Listing|Scheme|Plate|"
    r"Рис(?:унок|\.)|Таблица|図|表|图)\s*[A-Z]?[0-9IVX]+",
)


class Entry(NamedTuple):
    """A heading as the outline of the file has it."""

    title: str
    page: int | None
    depth: int  # from 0


def is_caption(text: str) -> bool:
    """Returns whether a text begins as the caption of a figure or a table does."""
    return _CAPTION.match(text) is not None


def find_headings(blocks: list[Block], typography: Typography, outline: Sequence[Entry]) -> None:
    """Converts paragraphs that are headings to headings; lines that are one become one block."""
    listed = _listed(blocks, outline)
    for at in range(len(blocks) - 1, 0, -1):
        one, two = blocks[at - 1 : at + 1]
        if not {id(one), id(two)} & listed.keys() and _are_one(one, two, typography):
            one.lines += two.lines
            del blocks[at]
    ranks: dict[float, int] = {}
    chosen: list[Block] = []
    for at, block in enumerate(blocks):
        if block.kind not in (Kind.PARAGRAPH, Kind.ITEM) or not block.lines:
            continue
        if id(block) in listed:
            _make(block, listed[id(block)] + 2)
            continue
        if not _can_be(block):
            continue
        is_large = block.size > LARGER * typography.size
        if is_large or (block.kind is Kind.PARAGRAPH and _is_bold_line(blocks, at, typography)):
            chosen.append(block)
            ranks[round(block.size)] = 0
    sizes = sorted(ranks, reverse=True)
    below = max((listed[id(block)] for block in blocks if id(block) in listed), default=-1)
    for block in chosen:
        level = sizes.index(round(block.size)) if below < 0 else below + 1
        _make(block, level + 2)


def _are_one(one: Block, two: Block, typography: Typography) -> bool:
    """Returns whether two blocks are lines of one title, set as large and near to each other."""
    if not (one.kind is two.kind is Kind.PARAGRAPH and one.page == two.page):
        return False
    last, first = one.lines[-1], two.lines[0]
    return (
        last.size > LARGER * typography.size
        and abs(last.size - first.size) < _NEAR * last.size
        and last.words[0].font == first.words[0].font
        and 0 < first.base - last.base < _TIGHT * last.size
        and len(one.lines) + len(two.lines) < _LINES
        and not _NUMBERED.match(two.text)
    )


def _make(block: Block, level: int) -> None:
    block.kind, block.number = Kind.HEADING, None
    block.level = min(level, _LEVELS + 1)
    block.breaks.clear()


def _can_be(block: Block) -> bool:
    if len(block.lines) > _LINES:
        return False
    text = block.text
    return len(text) <= _LONGEST and any(map(str.isalpha, text)) and not is_caption(text)


def _is_bold_line(blocks: Sequence[Block], at: int, typography: Typography) -> bool:
    """Returns whether a block is a line in bold letters on which a text follows."""
    block = blocks[at]
    if not block.is_all("is_bold") or block.size < 0.95 * typography.size or len(block.lines) > 2:
        return False
    if _ENDS.search(block.text) and not _NUMBERED.match(block.text):
        return False
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    return following is not None and not following.is_all("is_bold")


def _listed(blocks: Sequence[Block], outline: Sequence[Entry]) -> dict[int, int]:
    """Returns the depth in the outline of the blocks that it names, by their ids."""
    found: dict[int, int] = {}
    of_page: dict[int, list[Block]] = {}
    for block in blocks:
        if block.lines:
            of_page.setdefault(block.page, []).append(block)
    for entry in outline:
        if entry.page is None:
            continue
        title = _plain(entry.title)
        for block in [*of_page.get(entry.page, ()), *of_page.get(entry.page + 1, ())]:
            text = _plain(block.text)
            if id(block) not in found and title and _is_same(text, title) and _can_be(block):
                found[id(block)] = entry.depth
                break
    return found


def _is_same(text: str, title: str) -> bool:
    """Returns whether a text is a title, at most with a number before it."""
    if text == title:
        return True
    longer, shorter = (text, title) if len(text) > len(title) else (title, text)
    before = longer.removesuffix(shorter)
    return (
        len(shorter) > 2
        and before != longer
        and len(before) <= 12
        and any(map(str.isdigit, before))
    )


def _plain(text: str) -> str:
    """Returns the letters and digits of a text."""
    text = unicodedata.normalize("NFKD", text).casefold()
    return "".join(one for one in text if one.isalnum())
