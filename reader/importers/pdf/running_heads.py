"""Finds what repeats on every page: running heads and feet, page numbers."""

import re
from collections import defaultdict
from collections.abc import Container, Sequence
from typing import NamedTuple

from reader.importers.pdf.page_elements import Line, Page

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


class _Row(NamedTuple):
    page: int
    lines: tuple[Line, ...]
    text: str
    base: float
    depth: int  # how many rows are between it and the edge


def without_running_heads(pages: Sequence[Page], lines: list[list[Line]]) -> list[list[Line]]:
    """Returns the lines of each page without running heads, feet and page numbers."""
    dropped: set[int] = set()
    for is_top in (True, False):
        rows = [
            row
            for page, own in zip(pages, lines, strict=True)
            for row in _outer_rows(page, own, is_top=is_top)
        ]
        dropped |= _running(rows, pages)
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
    return [rest or _not_among(heads, own) for own, rest in zip(lines, kept, strict=True)]


def _not_among(heads: Container[str], lines: list[Line]) -> list[Line]:
    words = [_without_numbers(line.text) for line in lines]
    return [
        line
        for line, text in zip(lines, words, strict=True)
        if text not in heads and any(map(str.isalpha, text))
    ]


def _without_numbers(text: str) -> str:
    return _DIGITS.sub("#", text).strip()


def _outer_rows(page: Page, lines: list[Line], *, is_top: bool) -> list[_Row]:
    """Returns the rows nearest to one edge of a page."""
    height = page.view.height
    limit = height * (_MARGIN if is_top else 1 - _MARGIN)
    inside = [one for one in lines if (one.base < limit if is_top else one.base > limit)]
    inside.sort(key=lambda one: one.base, reverse=not is_top)
    rows: list[list[Line]] = []
    for line in inside:
        if rows and abs(rows[-1][0].base - line.base) < 0.5 * line.size:
            rows[-1].append(line)
        elif len(rows) == _ROWS:
            break
        else:
            rows.append([line])
    found = []
    for depth, row in enumerate(rows):
        row.sort(key=lambda one: one.x0)
        text = " ".join(one.text for one in row)
        found.append(_Row(page.number, tuple(row), text, row[0].base, depth))
    return found


def _running(rows: list[_Row], pages: Sequence[Page]) -> set[int]:
    """Returns which lines, by their ids, are of running heads."""
    found = _repeated(rows, len(pages)) | _numbers(rows, pages)
    bases: dict[int, set[int]] = defaultdict(set)  # by the height, the pages that have one there
    for row in rows:
        if id(row.lines[0]) in found:
            bases[round(row.base / _NEAR)].add(row.page)
    often = {base for base, on in bases.items() if len(on) >= max(3, _OFTEN * len(pages))}
    for row in rows:  # a head that names the chapter, in the place of the others
        if row.depth == 0 and round(row.base / _NEAR) in often:
            found |= {id(line) for line in row.lines}
    # What is further in than a line of the text is of the text too, however often it is there.
    inner = {row.page: len(rows) for row in rows}
    for row in rows:
        if not any(id(line) in found for line in row.lines):
            inner[row.page] = min(inner[row.page], row.depth)
    of_text = {id(line) for row in rows if row.depth > inner[row.page] for line in row.lines}
    return found - of_text


def _repeated(rows: list[_Row], count: int) -> set[int]:
    """Returns the lines whose words are at the same height of several pages, but for numbers."""
    alike: dict[tuple[str, int], list[_Row]] = defaultdict(list)
    for row in rows:
        words = _without_numbers(row.text)
        is_note = row.lines[0].words[0].raised > 0
        if len(words) > 1 and any(map(str.isalpha, words)) and not is_note:
            alike[words, round(row.base / _NEAR)].append(row)
            alike[words, round(row.base / _NEAR) + 1].append(row)
    enough = 2 if count <= 5 else 3
    found: set[int] = set()
    for some in alike.values():
        if len({row.page for row in some}) >= enough:
            found |= {id(line) for row in some for line in row.lines}
    return found


def _numbers(rows: list[_Row], pages: Sequence[Page]) -> set[int]:
    """Returns the lines that are a page's number alone, or one beside a running head."""
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
