"""Finds the footnotes of a text: the links that refer to them, and their text.

An importer keeps a footnote as what it is on a page: a link to a place further down. Such a link
calls a note when it is a number or sign, when the place leads back to it, or when it leads from
running text to an item of a list, as to a bibliography. Everything else is a link to go to.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from reader.core.text.blocks import (
    Block,
    BlockKind,
    CanonicalText,
    Mark,
    Run,
    block_number,
    links_of,
)

_MOST_BLOCKS = 12  # of one note
_BLANK = " \u00a0\t\n"
_BRACKETS = _BLANK + "[](){}（）［］【】〔〕<>.,:;^↑"
_CALL = (  # start-up time: compiled when it is wanted
    r"(?i)\d{1,4}(?::\d{1,3})?[a-z]?|[⁰¹²³⁴-⁹]{1,4}|[①-⓿]|[A-Za-zα-ω]|[ivxlc]{1,6}|[*†‡§¶‖#∗⁎※]{1,4}"
    r"|(?:n|nb|fn|note|ref|anm|注|註|脚注)\.?\s?\d{1,4}"
)


class Piece(NamedTuple):
    """Characters of a note set alike, and the address they link to."""

    text: str
    marks: Mark
    href: str


class Link(NamedTuple):
    """A link to a place in the same text: ``text[start:end]``, and the offset it leads to."""

    start: int
    end: int
    href: str
    target: int


class Footnote(NamedTuple):
    """A note, without its number and the links back from it."""

    call: Link
    label: str  # the number or sign that calls it; empty when it is called by words
    paragraphs: tuple[tuple[Piece, ...], ...]

    @property
    def words(self) -> str:
        """The text of the note."""
        return "\n".join("".join(one.text for one in pieces) for pieces in self.paragraphs)


class Footnotes:
    """The footnotes of one text, each looked for when it is asked for."""

    def __init__(self, text: CanonicalText) -> None:
        self._canonical, self._text = text, text.text
        self._places = dict(text.places)
        self._found: dict[Link, Footnote | None] = {}

    def between(self, start: int, end: int) -> list[Footnote]:
        """Returns the footnotes that are called from a part of the text, in order."""
        notes = map(self._note, self._links_over(start, end))
        return [note for note in notes if note is not None]

    def is_called_between(self, start: int, end: int) -> bool:
        """Returns whether a part of the text calls a footnote; a long part may call very many."""
        return any(self._note(call) is not None for call in self._links_over(start, end))

    def _links_over(self, start: int, end: int) -> Sequence[Link]:
        first = bisect_right(self._link_ends, start)
        return self.links[first : bisect_right(self._link_starts, end - 1)]

    def at(self, offset: int, href: str) -> Footnote | None:
        """Returns the footnote that the link at an offset (or just before it) calls, if it calls one."""
        near = [one for one in self.links if one.href == href and one.start <= offset <= one.end]
        return self._note(near[0]) if near else None

    @cached_property
    def links(self) -> list[Link]:
        """The links within the text, in order."""
        return [
            Link(run.start, run.end, run.href, target)
            for block in self._canonical.blocks
            for run in links_of(block)
            if (target := self._target(run)) is not None
        ]

    def _target(self, run: Run) -> int | None:
        """Returns the offset that a run links to, if it does."""
        return self._places.get(run.href[1:]) if run.href.startswith("#") else None

    @cached_property
    def _link_starts(self) -> list[int]:
        return [link.start for link in self.links]

    @cached_property
    def _link_ends(self) -> list[int]:
        return [link.end for link in self.links]

    @cached_property
    def _callers(self) -> dict[int, list[Block]]:
        """The blocks from which links lead to a place, by the place."""
        found: dict[int, list[Block]] = {}
        for link in self.links:
            block = self._canonical.blocks[self._number_at(link.start)]
            found.setdefault(link.target, []).append(block)
        return found

    @cached_property
    def _place_offsets(self) -> frozenset[int]:
        return frozenset(self._places.values())

    def _number_at(self, offset: int) -> int:
        """Returns the number of the block that contains an offset."""
        return max(0, block_number(self._canonical.blocks, offset))

    # -- one note --------------------------------------------------------------------------------

    def _note(self, call: Link) -> Footnote | None:
        if call not in self._found:
            self._found[call] = self._read(call)
        return self._found[call]

    def _read(self, call: Link) -> Footnote | None:
        if not call.end < call.target < len(self._text):
            return None
        blocks = self._canonical.blocks
        first = blocks[self._number_at(call.target)]
        around = blocks[self._number_at(call.start)]
        words = self._text[call.start : call.end].strip(_BRACKETS)
        is_number = re.fullmatch(_CALL, words) is not None
        spans = list(self._spans(call.target))
        is_quoted = first.kind is BlockKind.ITEM and bool(first.marker)  # as in a bibliography
        is_running = (
            self._text[around.start : around.end].strip() != self._text[call.start : call.end]
        )
        is_note = first.kind is not BlockKind.HEADING and (
            is_number
            or (is_quoted and is_running and not around.marker)
            or any(self._leads_to(around, start, end) for _block, start, end in spans)
        )
        if not is_note:
            return None
        label = words if is_number else ""
        told = [
            self._pieces(call, *span, is_first=not n, label=label) for n, span in enumerate(spans)
        ]
        paragraphs = tuple(pieces for pieces in told if pieces)
        return Footnote(call, label, paragraphs) if paragraphs else None

    def _leads_to(self, block: Block, start: int, end: int) -> bool:
        """Returns whether a link in a part of the text leads to a block before it."""
        return any(
            block.start <= link.target <= block.end < link.start
            for link in self._links_in(start, end)
        )

    def _links_in(self, start: int, end: int) -> list[Link]:
        low, high = bisect_right(self._link_starts, start - 1), bisect_right(self._link_starts, end)
        return self.links[low:high]

    def _spans(self, place: int) -> Iterator[tuple[Block, int, int]]:
        """Returns the blocks of the note at a place, each with the part of it that is the note's."""
        blocks, number = self._canonical.blocks, self._number_at(place)
        first = blocks[number]
        if first.cell is not None:
            row = first.cell.table, first.cell.row
            for block in blocks[number:]:
                if block.cell is None or (block.cell.table, block.cell.row) != row:
                    return
                yield block, block.start, block.end
            return
        before = self._text[first.start : place].strip(_BRACKETS)
        if before and not re.fullmatch(_CALL, before):  # one of several in a paragraph
            end = min((at for at in self._callers if place < at < first.end), default=first.end)
            yield first, place, end
            return
        yield first, first.start, first.end
        for block in self._following(number, place):
            yield block, block.start, block.end

    def _following(self, number: int, place: int) -> Sequence[Block]:
        """Returns the blocks by which the note that begins in a block goes on."""
        blocks = self._canonical.blocks
        first, rest = blocks[number], blocks[number + 1 : number + _MOST_BLOCKS]
        if first.marker:
            ends = (n for n, one in enumerate(rest) if _ends_item(first, one))
            return rest[: next(ends, len(rest))]
        ends = (
            n
            for n, one in enumerate(rest)
            if _ends_note(one) or (one.start > place and one.start in self._place_offsets)
        )
        end = next(ends, len(rest))
        is_before_another = end < len(rest) and rest[end].start in self._callers
        if is_before_another or self._is_label(first):
            return rest[:end]
        backs = [n for n in range(end) if self._leads_up(rest[n].start, rest[n].end)]
        has_back = self._leads_up(first.start, first.end)
        return () if has_back or not backs else rest[: backs[0] + 1]

    def _is_label(self, block: Block) -> bool:
        return re.fullmatch(_CALL, self._text[block.start : block.end].strip(_BRACKETS)) is not None

    def _leads_up(self, start: int, end: int) -> bool:
        return any(link.target < link.start for link in self._links_in(start, end))

    def _pieces(
        self, call: Link, block: Block, start: int, end: int, *, is_first: bool, label: str
    ) -> tuple[Piece, ...]:
        """Returns what a part of a block says, without the links back and its own number."""
        found: list[Piece] = []
        callers = self._callers[call.target]
        for run in block.runs:
            target = self._target(run)
            is_back = target is not None and any(one.start <= target <= one.end for one in callers)
            low, high = max(run.start, start), min(run.end, end)
            if low < high and not is_back:
                found.append(Piece(self._text[low:high], run.marks, run.href))
        if is_first:
            found = _without_label(found, "" if block.marker else label)
        elif block.marker:
            found.insert(0, Piece(f"{block.marker} ", Mark.NONE, ""))
        while found and not found[-1].text.strip(_BLANK):
            found.pop()
        if found:
            found[-1] = found[-1]._replace(text=found[-1].text.rstrip(_BLANK))
        return tuple(found)


def _ends_item(first: Block, block: Block) -> bool:
    """Returns whether a list item that began with ``first`` does not go on in a block."""
    return block.indent < first.indent or (block.indent == first.indent and bool(block.marker))


def _ends_note(block: Block) -> bool:
    return block.kind in (BlockKind.HEADING, BlockKind.RULE) or block.cell is not None


def _without_label(pieces: Sequence[Piece], label: str) -> list[Piece]:
    """Returns the pieces of a note without the number or sign they begin with."""
    rest = list(pieces)
    text = "".join(one.text for one in rest)
    begin = len(text) - len(text.lstrip(_BRACKETS))
    if label and text[begin:].startswith(label) and not text[begin + len(label) :][:1].isalnum():
        begin += len(label)
        begin += len(text) - begin - len(text[begin:].lstrip(_BRACKETS))
    elif text[:begin].strip(_BLANK + "^↑"):  # else what is left of "^ a b", the links back
        begin = 0
    while rest and begin:
        cut = rest[0].text[begin:]
        begin -= len(rest[0].text) - len(cut)
        rest = [rest[0]._replace(text=cut), *rest[1:]] if cut else rest[1:]
    return rest
