"""Joins and trims the inline runs of a block, and determines their direction."""

import unicodedata

from lxml import etree

from reader.core.text.blocks import Block, BlockKind, Cell, Mark, Reading
from reader.core.text.html_elements import CHAPTER, PAGE_BREAK
from reader.core.text.markup.integer_attributes import integer

Piece = tuple[str, Mark, str]  # characters set alike, and the address they link to

# What tells the labels of printed pages and chapters from the names of places.
_MARKS = {PAGE_BREAK: "\0", CHAPTER: "\1"}

Places = tuple[tuple[str, int], ...]


def place_names(element: etree._Element, *, has_ids: bool) -> list[str]:
    """Returns the names that an element gives to where it is; has_ids: if any is linked to."""
    names = [name] if has_ids and (name := element.get("id")) else []
    if (role := element.get("role")) and (sign := _MARKS.get(role)):
        names.append(sign + element.get("aria-label", ""))
    return names


def split_places(places: list[tuple[str, int]]) -> tuple[Places, Places, Places]:
    """Returns the places that links lead to, and apart from them where pages and chapters begin."""
    signs = tuple(_MARKS.values())
    linked = tuple(place for place in places if not place[0].startswith(signs))
    pages, chapters = (
        tuple((name.removeprefix(sign), at) for name, at in places if name.startswith(sign))
        for sign in signs
    )
    return linked, pages, chapters


def declared_direction(element: etree._Element, around: str) -> str:
    """Returns the direction an element says its text has, else that of what it is in."""
    return (element.get("dir") or "").lower() or around


def separator(previous: Block, kind: BlockKind, cell: Cell | None) -> str:
    """Returns what is between a block and the one before it."""
    if previous.cell and cell and previous.cell.table == cell.table:
        is_same_row = previous.cell.row == cell.row
        return "\t" if is_same_row and previous.cell.column != cell.column else "\n"
    if previous.kind is BlockKind.ITEM and kind is BlockKind.ITEM:
        return "\n"
    return "\n\n"


def trim_end(pieces: list[Piece]) -> list[Piece]:
    """Returns the pieces without white space at the end; pieces that become empty are dropped."""
    pieces = list(pieces)
    while pieces:
        text, marks, href = pieces.pop()
        text = text.rstrip(" \t\n")
        if text:
            return [*pieces, (text, marks, href)]
    return pieces


def pixels(value: str | None) -> int:
    """Returns a length that a page gives in pixels; 0 when it gives none."""
    return max(0, min(integer((value or "").removesuffix("px"), 0), 10_000))


def is_rtl(pieces: list[Piece], direction: str) -> bool:
    """Returns whether the block runs right to left: as declared, else by its first strong character."""
    if direction in ("ltr", "rtl"):
        return direction == "rtl"
    for text, _, _ in pieces:
        for character in text:
            strength = unicodedata.bidirectional(character)
            if strength in ("R", "AL"):
                return True
            if strength == "L":
                return False
    return False


def placed_readings(
    found: list[tuple[int, int, str]], pieces: list[Piece], start: int
) -> tuple[Reading, ...]:
    """Returns the readings of a block that begins at start, without white space at their edges."""
    if not found:
        return ()
    text = "".join(piece[0] for piece in pieces)
    placed: list[Reading] = []
    for low, high, reading in found:
        words = text[low:high]
        low += len(words) - len(words.lstrip())
        if words.strip():
            placed.append(Reading(start + low, start + low + len(words.strip()), reading))
    return tuple(placed)
