"""What is divided into pages is all there, in order, and no page is longer than the paper."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.core.generators import at_once
from reader.ui.printing.page_breaks import PageContent, Placement, Unit, divide_steps

HEIGHT, GAP, RULE = 100.0, 5.0, 4.0


def lines(piece: int, heights: list[int], top: float = 0.0) -> list[Unit]:
    units = []
    for height in heights:
        units.append(Unit(piece, top, top + height))
        top += height + 2
    return units


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[Unit], dict[int, list[Unit]]]:
    heights = draw(st.lists(st.integers(3, 60), min_size=1, max_size=40))
    notes: dict[int, list[Unit]] = {}
    units = []
    for unit in lines(0, heights):
        found = []
        for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2)))):
            found.append(len(notes))
            sizes = draw(st.lists(st.integers(3, 12), min_size=1, max_size=20))
            notes[len(notes)] = lines(len(notes) + 1, sizes)
        units.append(unit._replace(notes=tuple(found), may_break=draw(st.booleans())))
    return units, notes


def divided(units: list[Unit], notes: dict[int, list[Unit]]) -> list[PageContent]:
    return at_once(divide_steps(units, notes, HEIGHT, GAP, RULE))


def shown(placements: tuple[Placement, ...], units: list[Unit]) -> list[Unit]:
    """Returns the units that lie within placements."""
    return [
        unit
        for one in placements
        for unit in units
        if unit.piece == one.piece and one.top <= unit.top and unit.bottom <= one.bottom
    ]


def extent(placements: tuple[Placement, ...]) -> tuple[float, float]:
    return placements[0].y, placements[-1].y + placements[-1].bottom - placements[-1].top


@given(texts())
def test_each_line_stands_on_one_page(case: tuple[list[Unit], dict[int, list[Unit]]]) -> None:
    units, notes = case
    pages = divided(units, notes)
    all_notes = [line for note in notes.values() for line in note]
    assert [u for page in pages for u in shown(page.text, units)] == units
    assert [u for page in pages for u in shown(page.notes, all_notes)] == all_notes


@given(texts())
def test_nothing_lies_over_anything_or_off_the_paper(
    case: tuple[list[Unit], dict[int, list[Unit]]],
) -> None:
    units, notes = case
    for page in divided(units, notes):
        for one, other in pairwise((*page.text, *page.notes)):
            assert one.y + one.bottom - one.top <= other.y + 0.01
        if page.text:
            assert extent(page.text)[0] == 0
            assert extent(page.text)[1] <= HEIGHT
        if page.notes:
            assert abs(extent(page.notes)[1] - HEIGHT) < 0.01


@given(texts())
def test_a_note_begins_on_the_page_of_its_number_unless_there_is_no_room(
    case: tuple[list[Unit], dict[int, list[Unit]]],
) -> None:
    units, notes = case
    pages = divided(units, notes)
    carried = False
    for page in pages:
        numbered = [note for unit in shown(page.text, units) for note in unit.notes]
        begun = [one.piece - 1 for one in page.notes if one.top == 0]
        if not carried and numbered:
            assert begun[: len(numbered)] == numbered[: len(begun)]
            assert begun
        last = [line for note in notes.values() for line in note]
        reached = shown(page.notes, last)
        expected = [line for note in numbered for line in notes[note]]
        carried = carried or (bool(expected) and reached[-1:] != expected[-1:])


@given(texts())
def test_a_page_ends_where_it_may(case: tuple[list[Unit], dict[int, list[Unit]]]) -> None:
    units, notes = case
    pages = divided(units, notes)
    for page in pages:
        found = shown(page.text, units)
        if found and found[-1] != units[-1]:
            assert found[-1].may_break or not any(unit.may_break for unit in found)


def test_a_table_that_goes_on_has_its_header_again() -> None:
    head = Unit(0, 0, 10, may_break=False)
    rows = [unit._replace(header=(0, 10)) for unit in lines(0, [10] * 12, top=12)]
    first, second = divided([head, *rows], {})
    assert first.text == (Placement(0, 0, 94, 0),)
    assert second.text == (Placement(0, 0, 10, 0), Placement(0, rows[7].top, rows[-1].bottom, 10))
    assert rows[7].top > 94


def test_a_long_note_goes_on_at_the_foot_of_the_next_page() -> None:
    units = [Unit(0, 0, 40, notes=(0,)), Unit(0, 42, 62)]
    pages = divided(units, {0: lines(1, [10] * 9)})
    assert [[one.piece for one in page.notes] for page in pages] == [[1], [1]]
    assert [bool(page.text) for page in pages] == [True, True]
    assert pages[0].notes[0].bottom <= pages[1].notes[0].top


def test_a_line_higher_than_a_page_is_cut() -> None:
    units = lines(0, [10, 250, 10])
    pages = divided(units, {})
    assert [one for page in pages for one in shown(page.text, units)] == units
    assert units[1] in shown(pages[1].text, units)


def test_no_line_is_no_page() -> None:
    assert divided([], {}) == []
