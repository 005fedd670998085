"""Finds the footnotes at the end of columns, and removes them from the running text."""

import re
from collections.abc import Sequence

from reader.importers.pdf.blocks import Block, Kind
from reader.importers.pdf.page_elements import Line
from reader.importers.pdf.typography import Typography

_SMALL = 0.94  # times the size of the text
_LOWER = 0.35  # of the height of a page above which there are none
_MARK = re.compile(r"[0-9]{1,3}|[*∗⋆†‡§¶‖#]{1,3}|[a-z]\)?")
_BEGINNING = re.compile(r"([0-9]{1,3})[.)]?|[*∗⋆†‡§¶‖]{1,3}")


def split_notes(
    lines: Sequence[Line], typography: Typography, height: float
) -> tuple[list[Line], list[Block]]:
    """Returns the lines of a column without the footnotes at its end, and these."""
    limit = _SMALL * typography.size
    start = len(lines)
    while start > 0 and lines[start - 1].size < limit and lines[start - 1].base > _LOWER * height:
        start -= 1
    while start < len(lines) and not marker_of(lines[start]):
        start += 1
    if start == len(lines):
        return list(lines), []
    if start > 0:
        apart = lines[start].base - lines[start - 1].base
        if apart < 1.05 * typography.distance(lines[start].size):
            return list(lines), []
    notes: list[Block] = []
    for line in lines[start:]:
        marker = marker_of(line)
        if marker and (not notes or _follows(notes[-1], marker, line)):
            notes.append(Block(Kind.NOTE, line.page, [line], marker=marker))
        else:
            notes[-1].lines.append(line)
    return list(lines[:start]), notes


def marker_of(line: Line) -> str:
    """Returns the mark of a footnote that a line begins with, empty if it begins with none."""
    first = line.words[0]
    if first.raised > 0 and _MARK.fullmatch(first.text):
        return first.text
    match = _BEGINNING.fullmatch(first.text)
    if match is None or len(line.words) < 2:
        return ""
    return match[1] or match[0]


def _follows(note: Block, marker: str, line: Line) -> bool:
    """Returns whether a mark is that of the note after another."""
    if line.words[0].raised > 0 or not marker.isdigit():
        return True
    return note.marker.isdigit() and int(marker) == int(note.marker) + 1
