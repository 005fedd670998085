"""Divides a printed document into pages: without single lines, with notes at the foot of their page."""

from collections.abc import Generator, Mapping, Sequence
from typing import NamedTuple

_MOST_CARRIED = 0.6  # of a page that notes of the page before may take while there is text


class Unit(NamedTuple):
    """A part that is never divided: a line, or a row of a table."""

    piece: int  # of what is printed: the text, a note
    top: float  # within the piece, as is the bottom
    bottom: float
    may_break: bool = True  # whether a page may end behind it
    notes: tuple[int, ...] = ()  # the notes whose numbers are in it
    header: tuple[float, float] | None = None  # of its table, for a page that begins with it


class Placement(NamedTuple):
    """A part of a piece on a page."""

    piece: int
    top: float  # within the piece, as is the bottom
    bottom: float
    y: float  # on the page


class PageContent(NamedTuple):
    """The content of a page: the text from its top, the notes down to its foot."""

    text: tuple[Placement, ...]
    notes: tuple[Placement, ...]


def divide_steps(
    units: Sequence[Unit],
    footnotes: Mapping[int, Sequence[Unit]],
    height: float,
    gap: float,
    rule: float,
) -> Generator[None, None, list[PageContent]]:
    """Divides units into pages of a height, in steps of a page each.

    ``footnotes`` has the lines of each note; ``gap`` is the space between two pieces, ``rule`` that
    above the notes of a page. A note that has no room on its page goes on at the foot of the next.
    """
    pages: list[PageContent] = []
    start, carried = 0, list[Unit]()
    while start < len(units) or carried:
        has_text = start < len(units)
        most = height * _MOST_CARRIED if has_text else height
        waiting, carried = _split(carried, most - rule, gap, least=1)
        end = _page_end(units, start, footnotes, waiting, height - rule, gap) if has_text else start
        text = _with_header(units[start:end], gap)
        used = text[-1].y + text[-1].bottom - text[-1].top if text else 0.0
        new = [line for unit in units[start:end] for note in unit.notes for line in footnotes[note]]
        room = height - rule - used
        foot, carried = _split([*waiting, *carried, *new], room, gap, least=len(waiting))
        notes = _stack(foot, height - _height(foot, gap), gap)
        pages.append(PageContent(tuple(text), tuple(notes)))
        start = end
        yield
    return pages


def _page_end(
    units: Sequence[Unit],
    start: int,
    footnotes: Mapping[int, Sequence[Unit]],
    waiting: Sequence[Unit],
    height: float,
    gap: float,
) -> int:
    """Returns the end of the page that begins with a unit: the last allowed break.

    ``waiting`` is at its foot already, and may leave no room for text.
    """
    end, used, foot = start, _header_height(units[start]), list(waiting)
    room = height - _height(foot, gap)
    above: Unit | None = None
    while end < len(units):
        unit = units[end]
        used += _step(above, unit, gap)
        new = [line for note in unit.notes for line in footnotes[note]]
        # Of the notes of the last line the beginning will do; those before it are printed whole.
        if used > room - (_height([*foot, *new[:1]], gap) - _height(foot, gap) if new else 0):
            break
        above, end = unit, end + 1
        if new:
            foot += new
            room = height - _height(foot, gap)
            if used > room:
                break
    if end == len(units):
        return end
    for last in range(end, start, -1):
        if units[last - 1].may_break:
            return last
    if end == start and not waiting:  # higher than a page: it is cut
        return start + 1
    return end


def _with_header(units: Sequence[Unit], gap: float) -> list[Placement]:
    """Places the units of a page below the header of the table that it begins within."""
    head = units[0].header if units else None
    if head is None:
        return _stack(units, 0.0, gap)
    header = Placement(units[0].piece, *head, 0.0)
    return [header, *_stack(units, _header_height(units[0]), gap)]


def _header_height(unit: Unit) -> float:
    return unit.header[1] - unit.header[0] if unit.header else 0.0


def _step(above: Unit | None, unit: Unit, gap: float) -> float:
    """Returns how much height a unit adds to a column."""
    if above is not None and above.piece == unit.piece:
        return unit.bottom - above.bottom
    return unit.bottom - unit.top + (0.0 if above is None else gap)


def _height(units: Sequence[Unit], gap: float) -> float:
    pairs = zip((None, *units), units, strict=False)
    return sum(_step(above, unit, gap) for above, unit in pairs)


def _split(
    units: list[Unit], most: float, gap: float, *, least: int = 0
) -> tuple[list[Unit], list[Unit]]:
    """Returns the units that fit into a height, at least a given number, and the rest."""
    used = 0.0
    for index, unit in enumerate(units):
        used += _step(units[index - 1] if index else None, unit, gap)
        if used > most and index >= least:
            return units[:index], units[index:]
    return units, []


def _stack(units: Sequence[Unit], y: float, gap: float) -> list[Placement]:
    """Places units below each other; those that follow each other in a piece as one."""
    found: list[Placement] = []
    above: Unit | None = None
    for unit in units:
        bottom = y + _step(above, unit, gap)
        if above is not None and above.piece == unit.piece:
            found[-1] = found[-1]._replace(bottom=unit.bottom)
        else:
            found.append(
                Placement(unit.piece, unit.top, unit.bottom, bottom - unit.bottom + unit.top)
            )
        above, y = unit, bottom
    return found
