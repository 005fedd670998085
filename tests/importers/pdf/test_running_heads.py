"""Running heads, feet and page numbers of PDF pages, and what is none though it repeats."""

import re

from tests.importers.pdf.samples import (
    LEADING,
    LEFT,
    TOP,
    Draw,
    lines,
    paragraph,
    pdf,
    stacked,
    together,
    wrapped,
)
from tests.importers.pdf.test_pdf_text import blocks_of, text_of


def test_running_heads_and_page_numbers_are_no_text() -> None:
    texts = [paragraph(number, 40) for number in range(8)]
    pages = [
        together(
            lines("THE WIDTH OF MARGINS", y=810, x=200, size=9),
            stacked([wrapped(text, 80) for text in texts[2 * number : 2 * number + 2]]),
            lines(f"{number + 7}", y=40, x=290),
        )
        for number in range(4)
    ]
    assert blocks_of(pdf(*pages)) == texts


def test_a_number_in_the_text_is_no_page_number() -> None:
    drawn = pdf(together(stacked([wrapped(paragraph(1), 80), ["1851"]]), lines("1", y=40, x=290)))
    assert blocks_of(drawn) == [paragraph(1), "1851"]


def test_what_stands_below_a_line_of_the_text_is_no_running_head() -> None:
    pages = [
        stacked([[f"Part {name} has a title."], ["It opens with these words."]])
        for name in ("one", "two", "three", "four")
    ]
    assert text_of(pdf(*pages)).count("It opens with these words.") == 4


def test_copies_of_one_page_are_the_text_and_no_running_heads() -> None:
    copied = lines("Dear members, we meet in the hall", "on the last day of the month.")
    assert text_of(pdf(copied, copied)).count("Dear members") == 2
    report = stacked([wrapped(paragraph(1), 80)])
    head = lines("A report of limes", y=TOP + 40)
    found = text_of(pdf(together(head, report), head, together(head, report)))
    assert "A report of limes" not in found


def numbered_rows(gap: float, *texts: str) -> bytes:
    """Returns a document of texts one after another, as many on a page as it has room for."""
    rows = int((TOP - 60) / (LEADING + gap))
    parts = [texts[at : at + rows] for at in range(0, len(texts), rows)]
    return pdf(*(stacked([[one] for one in part], gap) for part in parts))


def test_paragraphs_that_differ_in_a_number_are_no_running_heads() -> None:
    texts = [f"Paragraph {number} of the sample tells of the old town" for number in range(200)]
    for gap in (0.0, 8.0, 24.0):
        found = text_of(numbered_rows(gap, *texts))
        assert [one for one in texts if one not in found] == [], gap


def test_rows_of_a_table_over_several_pages_are_no_running_heads() -> None:
    def page(first: int) -> Draw:
        columns = ("{}", "Sample {}", "{}.5 kg")
        return together(
            *(
                lines(*(text.format(n) for n in range(first, first + 48)), x=LEFT + 120 * at)
                for at, text in enumerate(columns)
            )
        )

    found = text_of(pdf(*(page(first) for first in (1, 49, 97))))
    rows = [f"{number}\tSample {number}\t{number}.5 kg" for number in range(1, 145)]
    assert [one for one in rows if one not in found.split("\n")] == []


def test_articles_of_a_law_are_no_running_heads() -> None:
    def page(number: int) -> Draw:
        names = [f"Article {5 * number + at}" for at in range(1, 6)]
        parts = [[name, *wrapped(paragraph(number, 90), 80)] for name in names]
        return stacked(parts, gap=16)

    found = text_of(pdf(*map(page, range(8))))
    articles = re.findall(r"Article (\d+)", found)
    assert articles == [str(number) for number in range(1, 41)]


def test_a_line_beside_a_line_number_is_no_running_head() -> None:
    texts = [wrapped(paragraph(number, 400), 80)[:30] for number in range(4)]
    numbers = lines(*map(str, range(1, 31)), x=40)
    found = text_of(pdf(*(together(lines(*own), numbers) for own in texts)))
    assert [own[0] for own in texts if own[0] not in found] == []


def test_titles_of_slides_are_no_running_heads() -> None:
    def slide(number: int) -> Draw:
        return together(
            lines("Results", y=480, size=28),
            lines(*wrapped(paragraph(number), 40), y=380, size=18, leading=26),
            lines(f"Limes Ltd, slide {number}", y=20, size=9),
        )

    found = text_of(pdf(*map(slide, range(1, 7)), size=(720, 540)))
    assert found.count("Results") == 5  # and once as the title of the document
    assert "Limes Ltd" not in found


def test_small_running_heads_may_be_near_the_text() -> None:
    texts = [paragraph(number, 90) for number in range(25)]
    pages = [
        together(
            stacked([wrapped(text, 80) for text in texts[at : at + 5]]),
            lines("A report of limes", y=TOP + 16, size=8),
        )
        for at in range(0, 25, 5)
    ]
    assert blocks_of(pdf(*pages)) == texts


def test_names_of_many_chapters_may_be_as_near_as_paragraphs() -> None:
    texts = [paragraph(number, 40) for number in range(60)]
    names = ("Of limes", "Of oaks", "Of elms", "Of beeches", "Of alders")
    pages = [
        together(
            lines(names[number // 4], y=TOP + 36, x=300),
            stacked([wrapped(one, 80) for one in texts[3 * number : 3 * number + 3]], gap=22),
            lines(f"{number + 1}", y=40, x=500),
        )
        for number in range(20)
    ]
    assert blocks_of(pdf(*pages)) == texts


def test_heads_of_paragraphs_that_are_alike_are_no_text() -> None:
    texts = [f"Paragraph {number} of the sample tells of the old town" for number in range(120)]
    pages = [
        together(
            lines("The book of limes" if at % 60 else "Chapter 2: oaks", y=805),
            lines(str(at // 30 + 1), y=805, x=500),
            stacked([[one] for one in texts[at : at + 30]]),
            lines("Printed in the old town", y=30, x=200),
        )
        for at in range(0, 120, 30)
    ]
    assert " ".join(text_of(pdf(*pages)).split()) == " ".join(texts)


def test_a_title_at_the_height_of_running_heads_is_text() -> None:
    def page(number: int) -> Draw:
        is_chapter = number in (3, 6)
        head = lines(
            "On oaks" if is_chapter else "The book of limes", y=800, size=18 if is_chapter else 9
        )
        return together(stacked([wrapped(paragraph(number, 300), 80)]), head)

    found = text_of(pdf(*map(page, range(9))))
    assert found.count("On oaks") == 2
    assert "The book of limes" not in found


def test_notes_that_differ_in_numbers_are_no_running_feet() -> None:
    pages = [
        together(
            stacked([wrapped(paragraph(number, 300), 80)]),
            lines(f"{3 * number + 2} Ibid., p. {number * number + 7}.", y=80, size=8),
        )
        for number in range(8)
    ]
    assert text_of(pdf(*pages)).count("Ibid.") == 8


def test_a_heading_where_other_pages_have_text_is_no_running_head() -> None:
    def page(number: int) -> Draw:
        first = "Exercises" if number % 4 == 0 else paragraph(number + 20, 10)
        return together(lines(first), stacked([wrapped(paragraph(number, 300), 80)], y=TOP - 40))

    assert text_of(pdf(*map(page, range(16)))).count("Exercises") == 4


def test_a_table_of_wide_rows_in_a_text_keeps_its_numbers() -> None:
    def table(first: int) -> Draw:
        numbers = map(str, range(first, first + 33))
        names = (f"Sample {number}" for number in range(first, first + 33))
        return together(lines(*numbers, leading=20), lines(*names, x=200, leading=20))

    texts = [lines(*wrapped(paragraph(number, 350), 80)) for number in range(4)]
    found = text_of(pdf(texts[0], table(2), table(35), *texts[1:]))
    rows = [f"{number}\tSample {number}" for number in range(2, 68)]
    assert [one for one in rows if one not in found.split("\n")] == []


def test_a_small_foot_that_counts_the_pages_may_be_near_the_text() -> None:
    texts = [paragraph(number, 40) for number in range(9)]
    own = [[wrapped(text, 80) for text in texts[3 * at : 3 * at + 3]] for at in range(3)]
    pages = [
        together(
            stacked(parts, y=64 + 16 + LEADING * (sum(map(len, parts)) - 1)),
            lines(f"file:///limes.html {number}/3", y=48, size=8),
        )
        for number, parts in enumerate(own, 1)
    ]
    assert blocks_of(pdf(*pages)) == texts


def test_pages_with_nothing_but_a_head_have_no_text() -> None:
    def page(number: int) -> Draw:
        head = lines("The book of limes" if number % 2 else f"Of tree {number}", x=250, y=810)
        foot = lines(str(number + 1), x=290, y=40)
        if number % 2:
            return together(head, foot)
        return together(head, stacked([wrapped(paragraph(number, 60), 80)]), foot)

    texts = [paragraph(number, 60) for number in range(0, 14, 2)]
    opening = stacked([wrapped(paragraph(20, 60), 80)], y=600)
    assert blocks_of(pdf(*map(page, range(14)), opening)) == [*texts, paragraph(20, 60)]
