"""Words found where they are printed: under the mouse, whichever way their lines run."""

from contextlib import closing

from reportlab.pdfgen.canvas import Canvas

from reader.importers.pdf.letter_mapping import LetterPlaces, lines_around
from reader.importers.pdf.page_elements import Box
from reader.importers.pdf.page_hit_testing import PrintedLetters
from reader.importers.pdf.page_renderer import PrintedPages
from tests.each import each
from tests.importers.pdf.samples import LEFT, Draw, lines, pdf, together
from tests.importers.pdf.test_printed_pages import text_of

WIDE, HIGH = 10.0, 20.0


def row(
    count: int, step: tuple[float, float], start: tuple[float, float], first: int = 0
) -> list[tuple[int, Box]]:
    """Returns letters one after another, each a step further on."""
    (x, y), (across, along) = start, step
    return [
        (first + n, Box(x + n * across, y + n * along, x + n * across + WIDE, y + n * along + HIGH))
        for n in range(count)
    ]


@each(
    "step",
    [(WIDE, 0.0), (-WIDE, 0.0), (0.0, HIGH)],
)
def test_the_end_of_a_letter_is_where_its_line_goes_on(step: tuple[float, float]) -> None:
    letters = row(6, step, (300.0, 300.0))
    found = PrintedLetters(letters)
    for place, box in letters:
        middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        before = middle[0] - step[0] / 4, middle[1] - step[1] / 4
        after = middle[0] + step[0] / 4, middle[1] + step[1] / 4
        assert found.place_at(*middle) == place
        assert found.edge_at(*before) == place
        assert found.edge_at(*after) == place + 1


def test_what_is_between_marked_words_of_a_line_is_not_marked() -> None:
    parts = row(4, (-WIDE, 0.0), (300.0, 0.0)), row(3, (WIDE, 0.0), (150.0, 0.0))
    boxes = [box for part in parts for _place, box in part]
    assert lines_around(boxes) == [Box(270, 0, 310, HIGH), Box(150, 0, 180, HIGH)]


def test_letters_that_are_printed_as_one_are_taken_together() -> None:
    (first, second) = row(2, (WIDE, 0.0), (0.0, 0.0))
    found = PrintedLetters([first, (1, first[1]), (2, second[1])])  # fi, then another
    assert found.edge_at(WIDE * 0.75, HIGH / 2) == 2


def test_beside_a_short_line_it_is_that_line_that_is_meant() -> None:
    long, short = row(30, (WIDE, 0), (0, 0)), row(2, (WIDE, 0), (0, HIGH + 4), first=30)
    beyond = row(30, (WIDE, 0), (0, 2 * HIGH + 8), first=32)
    found = PrintedLetters([*long, *short, *beyond])
    assert found.edge_at(250.0, HIGH + 4 + HIGH / 2) == 32


def test_a_page_without_letters_knows_no_place() -> None:
    found = PrintedLetters([])
    assert (found.place_at(1, 1), found.edge_at(1, 1), found.first_place) == (None, None, None)
    assert found.lines(0, 99) == []
    assert not found.holds(0, 99)


COLUMNS = together(
    lines("The lime was marked by", "a hand that we know", "and the oak by none.", x=LEFT),
    lines("But the elm has stood", "for all of that time", "without any of it.", x=330),
)


def turned(canvas: Canvas) -> None:
    """Draws what is read once the page is turned."""
    canvas.rotate(90)
    for number, text in enumerate(("The lime was marked by", "a hand that we know well.")):
        canvas.drawString(100, -100 - number * 14, text)
    canvas.setPageRotation(90)


@each(
    ("draw", "first", "last"),
    [(COLUMNS, "hand", "none"), (COLUMNS, "elm", "time"), (turned, "lime", "hand")],
)
def test_what_the_mouse_is_dragged_over_are_the_words_between(
    draw: Draw, first: str, last: str
) -> None:
    data = pdf(draw)
    text = text_of(data)
    with closing(PrintedPages(data, text)) as pages:
        letters = pages.letters(0)
    ends = []
    for word, edge in ((first, 0.02), (last, 0.98)):
        start = text.index(word)
        (box,) = letters.lines(start, start + len(word))
        assert box.x1 - box.x0 > box.y1 - box.y0  # as the page is displayed, it stands upright
        spot = box.x0 + edge * (box.x1 - box.x0), (box.y0 + box.y1) / 2
        place = letters.edge_at(*spot)
        assert place is not None
        ends.append(place)
    assert text[slice(*ends)] == text[text.index(first) : text.index(last) + len(last)]


def test_letters_beyond_the_first_plane_have_their_own_boxes() -> None:
    """PDFium counts a letter beyond U+FFFF as two."""
    places = LetterPlaces(
        "the \U0001d538b lime", [(0, 0, "the"), (0, 4, "\U0001d538b"), (0, 8, "lime")]
    )
    assert places.on_page(0)[3:6] == [(4, 4), (6, 5), (8, 7)]
    assert places.printed(5, 6) == {0: [6]}
