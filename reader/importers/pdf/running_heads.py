"""Finds what repeats on every page: running heads and feet, page numbers."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from itertools import pairwise
from typing import NamedTuple

from reader.importers.pdf.page_elements import Line, Page
from reader.importers.pdf.text_lines import rows_of

_ROWS = 3  # from the edge of a page in which they are looked for
_MARGIN = 0.2  # of the height of a page in which they are
_NEAR = 4.0  # points by which one may be higher on one page than on another
_NUMBER = re.compile(
    r"(?:page|p\.|seite|página|pagina|стр\.)?\s*[-–—(\[|]*\s*(?P<number>[0-9]{1,5}|[ivxlcdm]{1,8})\s*[-–—)\]|]*"
    r"(?:\s*(?:/|of|von|de|sur|di|из)\s*[0-9]{1,5})?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9]+|\b[ivxlcdm]+\b", re.IGNORECASE)
_OFTEN = 0.5  # of the pages on which a place is that of a running head
_SAME = 0.3  # of the pages that have words of others, where these are as near as paragraphs
_APART = 1.24  # times the distance of lines: up to it, the text continues
_SMALL = 0.93  # times the size of the text: smaller ones may be near it
_LARGE = 1.3  # times the size of the text: larger ones are titles, such as of slides


class _Row(NamedTuple):
    page: int
    lines: tuple[Line, ...]
    text: str
    base: float
    depth: int  # how many rows are between it and the edge
    gap: float  # the widest between it and the first row that is not near the edge
    is_apart: bool  # whether that is wider than those between lines of the page
    is_aligned: bool  # begins where the next row further in does

    @property
    def height(self) -> int:
        """The place of the row on its page, nearly."""
        return round(self.base / _NEAR)


class _Body(NamedTuple):
    """What the text is like, from which running heads are set apart."""

    distance: float  # of its lines
    gap: float  # of its paragraphs: there are wider ones on every second page, such as above headings
    size: float
    rows: list[list[Line]]  # those away from the edges of pages


def without_running_heads(pages: Sequence[Page], lines: list[list[Line]]) -> list[list[Line]]:
    """Returns the lines of each page without running heads, feet and page numbers."""
    dropped: set[int] = set()
    by_page = [rows_of(own) for own in lines]
    body = _body(by_page)
    for is_top in (True, False):
        rows = [
            row
            for page, own in zip(pages, by_page, strict=True)
            for row in _outer_rows(page, own if is_top else own[::-1], body, is_top=is_top)
        ]
        dropped |= _running(rows, pages, body)
    kept = [[line for line in own if id(line) not in dropped] for own in lines]
    # What is all there is on each page that has it is the text, such as of copies of one letter.
    if all(kept):
        return kept
    heads = {
        _without_numbers(line.text)
        for own, rest in zip(lines, kept, strict=True)
        if rest
        for line in own
    }
    heights = {
        _height(line)
        for own, rest in zip(lines, kept, strict=True)
        if rest
        for line in own
        if id(line) in dropped
    }
    return [rest or _not_among(heads, heights, own) for own, rest in zip(lines, kept, strict=True)]


def _not_among(heads: Container[str], heights: Container[int], lines: list[Line]) -> list[Line]:
    """Returns the lines of a page that has nothing but what may be its head, without this.

    heads: the words of the lines of other pages. heights: where heads of these are, as is that of
    an empty page.
    """
    words = [_without_numbers(line.text) for line in lines]
    found = [
        line
        for line, text in zip(lines, words, strict=True)
        if text not in heads and any(map(str.isalpha, text))
    ]
    return [] if len(found) == 1 and _height(found[0]) in heights else found


def _height(line: Line) -> int:
    return round(line.base / _NEAR)


def _without_numbers(text: str) -> str:
    return _DIGITS.sub("#", text).strip()


def _body(pages: Sequence[list[list[Line]]]) -> _Body:
    """Returns what the text is like whose rows are on these pages."""
    inner = [rows[_ROWS:-_ROWS] for rows in pages]
    sizes = Counter(round(row[0].size, 1) for rows in pages for row in rows)
    gaps = sorted((gap for rows in inner for gap in _gaps(rows)), reverse=True)
    distance = _distance(gaps)
    return _Body(
        distance,
        max(gaps[min(len(pages) // 2, len(gaps) - 1)] if gaps else 0.0, _APART * distance),
        sizes.most_common(1)[0][0] if sizes else 0.0,
        [row for rows in inner for row in rows],
    )


def _gaps(rows: Sequence[list[Line]]) -> list[float]:
    """Returns how far the rows of a page are from each other."""
    return [abs(two[0].base - one[0].base) for one, two in pairwise(rows)]


def _distance(gaps: Sequence[float]) -> float:
    """Returns the most frequent of gaps."""
    often = Counter(round(2 * gap) / 2 for gap in gaps)
    return often.most_common(1)[0][0] if often else 0.0


def _text(row: Sequence[Line]) -> str:
    return " ".join(line.text for line in row)


def _outer_rows(page: Page, rows: Sequence[list[Line]], body: _Body, *, is_top: bool) -> list[_Row]:
    """Returns the rows nearest to one edge of a page; rows: all, from that edge."""
    height = page.view.height
    limit = height * (_MARGIN if is_top else 1 - _MARGIN)
    distance = _distance(_gaps(rows[_ROWS:-_ROWS])) or body.distance  # as in a table on this page
    gaps = [*_gaps(rows[: _ROWS + 1]), math.inf]  # if there are no more rows, nothing is near
    found = []
    for depth, row in enumerate(rows[:_ROWS]):
        base = row[0].base
        if base >= limit if is_top else base <= limit:
            break
        is_aligned = depth + 1 < len(rows) and abs(rows[depth + 1][0].x0 - row[0].x0) < row[0].size
        gap = max(gaps[depth:_ROWS])
        is_apart = gap > _APART * distance
        found.append(
            _Row(page.number, tuple(row), _text(row), base, depth, gap, is_apart, is_aligned)
        )
    return found


def _running(rows: list[_Row], pages: Sequence[Page], body: _Body) -> set[int]:
    """Returns which lines, by their ids, are of running heads."""
    found = _repeated(rows, len(pages), body) | _numbers(rows, pages)
    bases: dict[int, set[int]] = defaultdict(set)  # by the height, the pages that have one there
    for row in rows:
        if id(row.lines[0]) in found:
            bases[row.height].add(row.page)
    # Heads that name the chapter, in the place of the others.
    heads = [row for row in rows if row.depth == 0 and row.is_apart and not _is_large(row, body)]
    places = Counter(row.height for row in heads)
    often = {
        base
        for base, on in bases.items()
        if places[base] >= _OFTEN * len(pages) and len(on) >= max(3, _OFTEN * places[base])
    }
    found |= {id(line) for row in heads if row.height in often for line in row.lines}
    # What is further in than a line of the text is of the text too, however often it is there.
    inner = {row.page: len(rows) for row in rows}
    for row in rows:
        if not any(id(line) in found for line in row.lines):
            inner[row.page] = min(inner[row.page], row.depth)
    of_text = {id(line) for row in rows if row.depth > inner[row.page] for line in row.lines}
    return found - of_text


def _repeated(rows: list[_Row], count: int, body: _Body) -> set[int]:
    """Returns the lines whose words are at the same height of several pages, but for numbers.

    Words that are as often within the pages are of the text, as in a list or a poem.
    """
    alike: dict[tuple[str, int], list[_Row]] = defaultdict(list)
    for row in rows:
        words = _without_numbers(row.text)
        is_note = row.lines[0].words[0].raised > 0
        if is_note or _is_large(row, body):
            continue
        if len(words) > 1 and any(map(str.isalpha, words)):
            alike[words, row.height].append(row)
            alike[words, row.height + 1].append(row)
    enough = 2 if count <= 5 else 3
    often = {key: some for key, some in alike.items() if len({one.page for one in some}) >= enough}
    # Fast: only the text of those is looked at that have as many words.
    lengths = {_length(some[0].lines) for some in often.values()}
    inner = Counter(_without_numbers(_text(row)) for row in body.rows if _length(row) in lengths)
    same = _same_at(rows)
    found: set[int] = set()
    for (words, height), some in often.items():
        is_apart = _are_apart(some, count, body, same[height])
        if inner[words] < len(some) and not _are_notes(some) and is_apart:
            found |= {id(line) for row in some for line in row.lines}
    # Where most pages have other words there is text, such as under a heading at the top of some.
    heights = Counter(row.height for row in rows)
    heads = [row for row in rows if id(row.lines[0]) in found]
    of_heads = Counter(row.height for row in heads)
    of_text = {height for height, on in of_heads.items() if 2 * on < heights[height]}
    return found - {id(line) for row in heads if row.height in of_text for line in row.lines}


def _same_at(rows: Sequence[_Row]) -> Counter[int]:
    """Returns how many pages have words at a height that two others have there, such as the chapter's name."""
    often: Counter[tuple[str, int]] = Counter()
    for row in rows:
        if row.depth == 0:
            often.update(((row.text, row.height), (row.text, row.height + 1)))
    found: Counter[int] = Counter()
    for (_text, height), pages in often.items():
        found[height] += pages if pages > 2 else 0
    return found


def _are_notes(rows: Sequence[_Row]) -> bool:
    """Returns whether rows that are alike begin with numbers that are not those of pages."""
    first = [(row.lines[0].words[0].text.rstrip(".)"), row.page) for row in rows]
    return all(text.isdecimal() for text, _page in first) and (
        len({int(text) - page for text, page in first}) > 2
    )


def _length(row: Sequence[Line]) -> int:
    return sum([len(line.words) for line in row])


def _is_large(row: _Row, body: _Body) -> bool:
    return row.lines[0].size > _LARGE * body.size


def _are_apart(rows: Sequence[_Row], count: int, body: _Body, same_at: int) -> bool:
    """Returns whether rows that are alike are further from the text than its parts are.

    same_at: how many pages have the words of others there.
    """
    gap = sorted(row.gap for row in rows)[len(rows) // 2]
    if gap > 1.1 * body.gap:
        return True
    is_small = rows[0].lines[0].size < _SMALL * body.size
    # Texts that differ only in the number of their page are the same.
    texts = Counter(re.sub(rf"\b{row.page + 1}\b", "#", row.text) for row in rows)
    same = max(texts.values())
    is_near = 2 * sum(row.is_apart for row in rows) < len(rows)
    return (is_small or not is_near) and max(same, same_at) >= max(2, _SAME * count)


def _numbers(rows: list[_Row], pages: Sequence[Page]) -> set[int]:
    """Returns the lines that are a page's number alone, or one beside a running head."""
    rows = [row for row in rows if row.is_apart or not (row.is_aligned or len(row.lines) > 1)]
    labels = {page.number: page.label for page in pages}
    numbers: list[tuple[_Row, tuple[Line, ...], str, int | None]] = []
    for row in rows:
        for lines, text in ((row.lines, row.text), *(((one,), one.text) for one in row.lines)):
            match = _NUMBER.fullmatch(text.strip())
            if match is not None:
                value = int(match["number"]) if match["number"].isdigit() else None
                numbers.append((row, lines, match["number"], value))
    offsets: dict[int, set[int]] = defaultdict(set)
    for row, _lines, _text, value in numbers:
        if value is not None:
            offsets[value - row.page].add(row.page)
    found: set[int] = set()
    for row, lines, text, value in numbers:
        is_counted = value is not None and len(offsets[value - row.page]) > 1
        is_label = text == labels[row.page] or (len(pages) == 1 and value == row.page + 1)
        is_roman = value is None and row.depth == 0 and len(lines) == len(row.lines)
        if is_counted and row.depth == 0:  # a running head beside the number, if there is one
            found |= {id(line) for line in row.lines}
        elif is_counted or is_label or is_roman:
            found |= {id(line) for line in lines}
    return found
