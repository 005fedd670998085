"""PDF pages whose lines run from right to left, drawn as browsers draw them: sign by sign."""

import re
from collections.abc import Callable

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.importers.pdf.samples import LEADING, SIZE, TOP, Draw, pdf, told
from tests.importers.pdf.test_pdf_text import blocks_of

_EDGE = 520.0
_TURNED = str.maketrans("()[]", ")(][")
_FROM_LEFT = re.compile(r"[A-Z0-9](?:[A-Z0-9 .,/%&-]*[A-Z0-9%])?")

Order = Callable[[list[tuple[float, str]]], list[tuple[float, str]]]


def from_right(*texts: str, order: Order = list) -> Draw:
    """Draws lines from the right edge: small letters, which stand for Hebrew, and signs one by one."""

    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(texts):
            places: list[tuple[float, str]] = []
            x, at = _EDGE, 0
            while at < len(text):
                run = _FROM_LEFT.match(text, at)
                piece = run[0] if run else text[at]
                x -= stringWidth(piece, "Times-Roman", SIZE)
                if piece != " ":
                    places.append((x, piece if run else piece.translate(_TURNED)))
                at += len(piece)
            for left, piece in order(places):
                canvas.drawString(left, TOP - number * LEADING, piece)

    return draw


def hebrew(text: str) -> str:
    """Returns a text with Hebrew letters for small ones."""
    return "".join(chr(ord(one) - 97 + 0x5D0) if "a" <= one <= "z" else one for one in text)


_LETTERS = {one: hebrew(one) for one in map(chr, range(97, 123))}


@pytest.mark.parametrize("order", [list, sorted, lambda places: places[::-1]])
@pytest.mark.parametrize(
    "text",
    [
        "abcd efg (hi jkl), mnop qrs.",
        "abc de fg-HARBOUR hij [k] lmn: op",
        "abc de (THE HARBOUR & THE BOATS) fgh ij, kl mno.",
        "abc de 1851-1904 fg, 12.5% hij 12/05/1999 klm 1,234.",
    ],
)
def test_signs_and_numbers_are_where_they_are_read(text: str, order: Order) -> None:
    drawn = pdf(from_right(text, "abc defg hijk lmn opq rst uvw abc def ghi jkl.", order=order))
    assert hebrew(text) in " ".join(blocks_of(told(drawn, _LETTERS)))


def test_a_line_in_latin_letters_is_read_from_the_left() -> None:
    def latin(canvas: Canvas) -> None:
        canvas.drawString(300, TOP - 200, "KEEPERS – THE FERRY, (TWICE A DAY) IN 1999.")

    def draw(canvas: Canvas) -> None:
        from_right(*["abcd efg hi jkl mno pqr stu vw abc def."] * 6)(canvas)
        latin(canvas)

    assert "KEEPERS – THE FERRY, (TWICE A DAY) IN 1999." in blocks_of(told(pdf(draw), _LETTERS))


def test_a_line_from_the_right_is_read_so_on_a_page_from_the_left() -> None:
    def draw(canvas: Canvas) -> None:
        from_right("abcd efg (hi), jkl.", order=sorted)(canvas)
        for at in range(6):
            canvas.drawString(72, TOP - 100 - 20 * at, "THE FERRY CROSSED THE RIVER TWICE A DAY.")

    assert hebrew("abcd efg (hi), jkl.") in blocks_of(told(pdf(draw), _LETTERS))
