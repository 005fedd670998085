"""Numbers of lines in the margin of PDF pages, and numbers that are of the text."""

from collections.abc import Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.importers.pdf.samples import LEADING, LEFT, TOP, Draw, paragraph, pdf, wrapped
from tests.importers.pdf.test_pdf_text import text_of

RIGHT = 500


def numbered(texts: Sequence[str], first: int, *, step: int = 1, x: float = LEFT - 20) -> Draw:
    """Draws lines with their numbers beside them, or every fifth with its."""

    def draw(canvas: Canvas) -> None:
        for at, text in enumerate(texts):
            y = TOP - LEADING * at
            canvas.drawString(LEFT, y, text)
            if text and (first + at) % step == 0:
                canvas.setFontSize(7)
                canvas.drawRightString(x, y, str(first + at))
                canvas.setFontSize(11)

    return draw


@pytest.mark.parametrize("step", [1, 5])
@pytest.mark.parametrize("x", [LEFT - 20, RIGHT])
def test_numbers_of_lines_are_left_out(step: int, x: float) -> None:
    texts = [paragraph(number, 210) for number in range(4)]
    pages, first = [], 1
    for two in (texts[:2], texts[2:]):
        drawn = [line for text in two for line in [*wrapped(text, 80), ""]]
        pages.append(numbered(drawn, first, step=step, x=x))
        first += len(drawn)
    assert text_of(pdf(*pages)).split() == " ".join(texts).split()


def test_numbers_of_rows_and_of_paragraphs_are_kept() -> None:
    rows = [f"lime {number}" for number in range(20)]
    text = text_of(pdf(numbered(rows[:10], 1), numbered(rows[10:], 11)))
    assert "1\tlime 0\n2\tlime 1" in text.replace("\n\n", "\n")

    paragraphs = [wrapped(paragraph(number, 70), 80) for number in range(12)]

    def draw(number: int) -> Draw:
        def on_page(canvas: Canvas) -> None:
            at = 0
            for count, texts in enumerate(paragraphs[number : number + 6], number + 1):
                canvas.drawRightString(LEFT - 20, TOP - at * LEADING, str(count))
                for text in texts:
                    canvas.drawString(LEFT, TOP - at * LEADING, text)
                    at += 1

        return on_page

    text = text_of(pdf(draw(0), draw(6)))
    for count, texts in enumerate(paragraphs, 1):
        assert f"{count}" in text[: text.index(texts[0])].split()[-1]
