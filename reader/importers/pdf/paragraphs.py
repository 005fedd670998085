"""Joins lines to paragraphs and splits these by line gaps, indents and short lines."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reader.importers.pdf.blocks import Block, Kind
from reader.importers.pdf.page_elements import Line
from reader.importers.pdf.text_lines import is_rtl_line
from reader.importers.pdf.typography import LARGER, Typography

_GAP = 1.24  # times the usual distance of lines: more of it parts paragraphs
_FULL = 1.0  # times the size of the letters that a full line may lack
_ENOUGH = 4  # full lines by which the distance of those of a column is known
_INDENT = 0.7  # times the size of the letters
_BULLETS = "•◦▪▫‣⁃●○■□➢➤✓✔◆◇∙\uf0b7\uf0a7\uf0d8\uf0fc"
_BULLET = re.compile(rf"[{_BULLETS}]|[-–—*·]")
_SIGN = re.compile(".", re.DOTALL)
# What begins lines of programs and formulas; TeX marks items with a minus sign.
_OPERATORS = re.compile("[<>=|~+±×÷¬\u2200-\u2211\u2213-\u2216\u221a-\u22c3\u22c7-\u22ff]")
_NUMBER = re.compile(r"\(?([0-9]{1,3})[.)]")
_LETTER = re.compile(r"\(?([a-z])[.)]", re.IGNORECASE)
_LONGEST_MARKER = len("(100).")
# Programs that write PDF files of Markdown put a link back behind the last sentence of a note.
_SENTENCE_END = re.compile(r"[.!?:;…。！？”\"'’»«›‹」』)\]]↩?\ufe0e?$")


class _Edges(NamedTuple):
    """Where a line begins and ends along its own direction."""

    start: float
    end: float


class Column(NamedTuple):
    """Lines below each other, and between which edges they are set."""

    lines: Sequence[Line]
    start: float
    end: float
    is_rtl: bool
    distance: float  # from a full line to the next, if most are as far apart, else 0


def column_of(lines: Sequence[Line]) -> Column:
    """Returns lines below each other as a column."""
    is_rtl = 2 * sum(map(is_rtl_line, lines)) > len(lines)
    edges = [_edges(line, is_rtl=is_rtl) for line in lines]
    ends = sorted((one.end for one in edges), reverse=True)
    size = lines[0].size
    # A line that sticks out alone, such as one that could not be broken, is not the edge.
    end = next((at for at, two in itertools.pairwise(ends) if at - two < 1.5 * size), ends[0])
    apart = Counter(
        round(2 * (two.base - one.base)) / 2
        for (one, two), own in zip(itertools.pairwise(lines), edges, strict=False)
        if abs(one.size - two.size) < 0.3 and end - own.end < _FULL * size
    )
    distance, often = max(apart.items(), key=lambda pair: pair[1], default=(0.0, 0))
    if often < max(_ENOUGH, 0.6 * apart.total()):
        distance = 0.0
    return Column(lines, min(one.start for one in edges), end, is_rtl, distance)


def _edges(line: Line, *, is_rtl: bool) -> _Edges:
    return _Edges(-line.x1, -line.x0) if is_rtl else _Edges(line.x0, line.x1)


class ParagraphBuilder:
    """Takes lines one after another, and puts them into blocks."""

    def __init__(self, typography: Typography) -> None:
        self.blocks: list[Block] = []
        self._typography = typography
        self._items: dict[str, Block] = {}  # the last item of lists, by how they are counted
        self._column: Column | None = None  # of the line that was added last
        self._open: Block | None = None  # the block that the next line may go on

    def close(self) -> None:
        """Ends the paragraph: what follows begins another."""
        self._open = None

    def add(self, block: Block) -> None:
        """Adds what is no paragraph; a paragraph may go on after it."""
        self.blocks.append(block)

    def add_column(self, column: Column) -> None:
        """Adds the lines of a column; its first may go on the paragraph before."""
        for at, line in enumerate(column.lines):
            following = column.lines[at + 1] if at + 1 < len(column.lines) else None
            is_first = at == 0
            open_, before = self._open, self._column
            is_program = open_ is not None and open_.kind is Kind.CODE and _is_code(line)
            marker = "" if is_program else self._marker(line, following, column)
            if (
                open_ is None
                or before is None
                or marker
                or self._parts(open_, before, line, following, column, is_first=is_first)
            ):
                self._begin(line, column, marker)
            else:
                if self._is_short(open_, line, before) and not is_first:
                    open_.breaks.add(len(open_.lines))
                open_.lines.append(line)
            self._column = column

    def _begin(self, line: Line, column: Column, marker: str) -> None:
        kind = Kind.PARAGRAPH
        if marker:
            kind = Kind.ITEM
        elif _is_code(line):
            kind = Kind.CODE
        self._open = Block(kind, line.page, [line], is_rtl=column.is_rtl)
        if marker:
            self._open.number = _number(marker)
            self._open.style = _style(marker)
            if self._open.number is not None:
                self._items[self._open.style] = self._open
        self.blocks.append(self._open)

    def _marker(self, line: Line, following: Line | None, column: Column) -> str:
        """Returns the mark of a list item that a line begins with, empty for anything else."""
        first = line.words[0]
        if len(line.words) < 2 or first.raised or len(first.text) > _LONGEST_MARKER:
            return ""
        gap = line.words[1].x0 - first.x0 if not column.is_rtl else first.x1 - line.words[1].x1
        if len(first.text) == 1 and first.text in _BULLETS:
            return first.text
        number, style = _number(first.text), _style(first.text)
        match = _NUMBER.fullmatch(first.text) or _BULLET.fullmatch(first.text)
        # A letter alone may as well end a sentence.
        counted = self._items[style].number if style in self._items else None
        if number in (1, (counted or 0) + 1):
            match = match or _LETTER.fullmatch(first.text)
        if match is None and _is_sign(first.text) and _has_words(line):
            match = _SIGN.match(first.text)
        if match is None or gap < 0:
            return ""
        # What is set under the words and not under the mark, or behind a wider gap, is a list.
        edges = _edges(line, is_rtl=column.is_rtl)
        hangs = (
            following is not None
            and abs(_edges(following, is_rtl=column.is_rtl).start - edges.start - gap)
            < 0.5 * line.size
            and following.base - line.base < 2 * self._typography.distance(line.size)
        )
        width = first.x1 - first.x0
        is_wide = gap - width > 0.45 * line.size
        if hangs or is_wide:
            return first.text
        if number is None:
            return ""
        last, near = self._items.get(style), 0.1 * line.size
        is_ended = (
            self._open is None
            or _ends_sentence(self._open.lines[-1])
            or self._is_short(self._open, line, self._column or column)
        )
        is_next = (
            last is not None
            and last.number == number - 1
            and (last is self._open or (is_ended and abs(last.lines[0].x0 - line.x0) < near))
        )
        after = following.words[0].text if following is not None else ""
        is_followed = (_number(after), _style(after)) == (number + 1, style)
        return first.text if is_next or is_followed else ""

    def _parts(
        self,
        open_: Block,
        before: Column,
        line: Line,
        following: Line | None,
        column: Column,
        *,
        is_first: bool,
    ) -> bool:
        """Returns whether a line begins another block than the one before it."""
        last = open_.lines[-1]
        if not _has_size_of(last, line) and not _has_size_of(line, last):
            return True
        if _is_code(line) != (open_.kind is Kind.CODE) or _differ_in_weight(line, last):
            return True
        if column.is_rtl != before.is_rtl:
            return True
        if is_first:
            return self._parts_columns(open_, before, line, column)
        distance = max(self._typography.distance(line.size), min(column.distance, 2.2 * line.size))
        apart = line.base - last.base
        if apart > _GAP * distance:
            return open_.kind is not Kind.CODE or apart > 2.6 * distance
        if open_.kind is Kind.CODE:
            return False
        if _is_led(last) or _is_led(line):
            return True
        if self._is_indented(open_, line, following, column):
            return True
        return self._is_short(open_, line, before) and not self._are_verses(
            open_, line, following, column
        )

    def _parts_columns(self, open_: Block, before: Column, line: Line, column: Column) -> bool:
        """Returns whether a paragraph ends with one column, and another begins with the next."""
        if open_.kind is Kind.CODE:
            return False
        last = open_.lines[-1]
        start = _edges(line, is_rtl=column.is_rtl).start
        is_ended = _ends_sentence(last)
        if open_.kind is Kind.PARAGRAPH and start - column.start > _INDENT * line.size and is_ended:
            return True
        return self._is_short(open_, line, before) and is_ended

    def _is_indented(
        self, open_: Block, line: Line, following: Line | None, column: Column
    ) -> bool:
        """Returns whether a line begins further in or out than those of a paragraph before it."""
        size = _INDENT * line.size
        is_rtl = column.is_rtl
        start = _edges(line, is_rtl=is_rtl).start
        here = [one for one in open_.lines if one.page == line.page]
        if len(here) >= 2 and open_.lines[-1].base < line.base:
            before = _edges(here[-1], is_rtl=is_rtl).start
            return abs(start - before) > size and not self._is_centered(open_.lines[-1], line)
        if not here or open_.kind is Kind.ITEM:
            return False
        if start <= _edges(here[0], is_rtl=is_rtl).start + size:
            return False
        is_short = self._is_short(open_, line, column)
        if not is_short and not _ends_sentence(open_.lines[-1]):
            return False  # a full line in the middle of a sentence: an entry that hangs
        is_large = line.size > LARGER * self._typography.size
        if is_large and self._is_centered(open_.lines[-1], line):
            return False  # a title
        if following is None:  # the last line of a column, further in than the one before
            return is_short or not self._is_centered(open_.lines[-1], line)
        after = _edges(following, is_rtl=is_rtl).start
        is_hanging = abs(after - start) < size
        return not is_hanging or is_short

    @staticmethod
    def _hangs(item: Line, line: Line, *, is_rtl: bool) -> bool:
        """Returns whether a line begins below the first word after the mark of a list's item."""
        first = item.words[1]
        start = -first.x1 if is_rtl else first.x0
        return abs(_edges(line, is_rtl=is_rtl).start - start) < 0.3 * line.size

    @staticmethod
    def _is_centered(one: Line, two: Line) -> bool:
        return abs(one.x0 + one.x1 - two.x0 - two.x1) < 0.5 * two.size

    @staticmethod
    def _is_short(open_: Block, line: Line, column: Column) -> bool:
        """Returns whether the first word of a line would have had room at the end of the last.

        Lines that end at the same place are filled, though it is not the edge of the column.
        """
        last, word = open_.lines[-1], line.words[0]
        if last.words[-1].is_hyphenated:
            return False
        end = _edges(last, is_rtl=column.is_rtl).end
        beside = [line, *open_.lines[-2:-1]]
        if any(
            abs(_edges(one, is_rtl=column.is_rtl).end - end) < 0.1 * line.size for one in beside
        ):
            return False
        width = word.x1 - word.x0
        for more in line.words[1:]:
            if not more.is_joined:
                break
            width += more.x1 - more.x0
        room = column.end - end
        return room > width + 0.6 * line.size

    def _are_verses(self, open_: Block, line: Line, following: Line | None, column: Column) -> bool:
        """Returns whether lines are short without a reason but that each is meant to be a line."""
        if open_.kind is Kind.ITEM:
            return self._hangs(open_.lines[0], line, is_rtl=column.is_rtl)
        if following is None:
            return len(open_.breaks) > 0 or not _ends_sentence(open_.lines[-1])
        apart = following.base - line.base
        if apart > _GAP * self._typography.distance(line.size):
            return True
        return self._is_short(Block(Kind.PARAGRAPH, line.page, [line]), following, column)


def _number(marker: str) -> int | None:
    """Returns the place in its list of an item with a mark such as ``3.`` or ``(c)``; None for other marks."""
    if match := _NUMBER.fullmatch(marker):
        return int(match[1])
    match = _LETTER.fullmatch(marker)
    return ord(match[1].lower()) - ord("a") + 1 if match else None


def _style(marker: str) -> str:
    """Returns how the items of a list are counted, as HTML has it: ``a`` or ``A``, empty for numbers."""
    match = _LETTER.fullmatch(marker)
    return ("a" if match[1].islower() else "A") if match else ""


def _is_code(line: Line) -> bool:
    """Returns whether a line is of a program; signs of the frame around one may be set otherwise."""
    if not line.words[-1].font.is_fixed and len(line.words[-1].text) > 1:
        return False  # fast: most lines of most documents
    words = [word for word in line.words if len(word.text) > 1]
    return bool(words) and all(word.font.is_fixed for word in words)


def _differ_in_weight(one: Line, two: Line) -> bool:
    """Returns whether a line is bold, and another is not but for some words.

    In a bold abstract there may be lines with a formula or a name in another font.
    """
    if not (one.words[0].font.is_bold or two.words[0].font.is_bold):
        return False  # fast: most lines
    shares = _bold_share(one), _bold_share(two)
    return min(shares) < 0.5 and max(shares) == 1


def _bold_share(line: Line) -> float:
    bold = sum(len(word.text) for word in line.words if word.font.is_bold)
    return bold / sum(len(word.text) for word in line.words)


def _ends_sentence(line: Line) -> bool:
    word = next((one for one in reversed(line.words) if one.raised <= 0), line.words[-1])
    return not word.is_hyphenated and _SENTENCE_END.search(word.text) is not None


def _is_led(line: Line) -> bool:
    """Returns whether a line ends with a number far from its words, as in a table of contents."""
    two = line.words[-1]
    if len(line.words) < 2 or len(two.text) > 4 or not two.text.isalnum():
        return False
    one = line.words[-2]
    return max(two.x0 - one.x1, one.x0 - two.x1) > 2 * line.size


def _has_words(line: Line) -> bool:
    return any(letter.isalnum() for word in line.words for letter in word.text)


def _is_sign(text: str) -> bool:
    """Returns whether a word is one sign of a font that does not say what it is."""
    return (
        len(text) == 1
        and not _OPERATORS.match(text)
        and unicodedata.category(text) in ("Cc", "Co", "Cn", "So", "Sm")
    )


def _has_size_of(one: Line, two: Line) -> bool:
    """Returns whether some letters of a line are as large as most of another."""
    near = 0.07 * max(one.size, two.size)
    return any(abs(word.size - two.size) <= near for word in one.words if not word.raised)
