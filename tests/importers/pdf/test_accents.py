"""Accents that are drawn apart from their letters, as TeX does with fonts that have no accented ones."""

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from reader.core.text.canonical_text import read_html
from reader.importers.pdf.document import read_document
from reader.importers.pdf.letter_mapping import LetterPlaces
from reader.importers.web.sanitizing.sanitizer import sanitize
from tests.each import each
from tests.importers.pdf.samples import LEFT, SIZE, TOP, Draw, lines, pdf, together

_FONT = "Times-Roman"
_Part = str | tuple[str, str]


def _drawn(*parts: _Part, rise: float = 0, is_moved: bool = False) -> Draw:
    """Draws a line; of each pair the first is an accent that is centred over the second.

    rise: how far up accents are moved. is_moved: whether each of them is set at a place of its own,
    instead of by distances within the line.
    """

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText()
        text.setFont(_FONT, SIZE)
        text.setTextOrigin(LEFT, TOP)
        x = LEFT
        for part in parts:
            accent, letter = part if isinstance(part, tuple) else ("", part)
            wide = stringWidth(letter, _FONT, SIZE)
            if accent and not (is_moved or rise):
                back = (wide + stringWidth(accent, _FONT, SIZE)) / 2
                shift = wide - back
                written = (accent.encode("cp1252"), letter.encode("cp1252"))
                one, two = (f"<{data.hex()}>" for data in written)
                per = 1000 / SIZE
                text._code.append(f"[{-shift * per:.2f}{one}{back * per:.2f}{two}]TJ")
            else:
                if accent:
                    shift = (wide - stringWidth(accent, _FONT, SIZE)) / 2
                    text.setTextOrigin(x + shift, TOP + rise)
                    text.textOut(accent)
                if accent or is_moved:
                    text.setTextOrigin(x, TOP)
                text.textOut(letter)
            x += wide
        canvas.drawText(text)

    return draw


def _read(draw: Draw) -> str:
    return read_html(sanitize(read_document(pdf(draw)).html)).text


@each("is_moved", [False, True])
def test_accents_are_of_the_letters_they_are_drawn_over(is_moved: bool) -> None:
    parts: list[_Part] = [
        "M",
        ("¨", "o"),
        "ller, caf",
        ("´", "e"),
        ", gar",
        ("¸", "c"),
        "on, pa",
        ("˜", "n"),
        "o",
    ]
    assert _read(_drawn(*parts, is_moved=is_moved)) == "Möller, café, garçon, paño"


def test_accents_over_capitals_are_moved_up() -> None:
    parts: list[_Part] = [("¨", "O"), "zen and ", ("´", "E"), "mile"]
    assert _read(_drawn(*parts, rise=2.4)) == "Özen and Émile"


def test_accents_beside_letters_are_signs() -> None:
    text = "I don´t, it´s `so` and ¨x"
    assert _read(lines(text)) == text


def test_letters_with_accents_know_where_they_are_printed() -> None:
    draw = together(_drawn("M", ("¨", "o"), "ller"), lines("of the lime", y=TOP - 14))
    found = read_document(pdf(draw))
    places = LetterPlaces("Möller of the lime", found.letters)
    assert places.printed(0, 6) == {0: [0, 2, 3, 4, 5, 6]}  # the accent is drawn before its letter
    assert places.printed(1, 2) == {0: [2]}
