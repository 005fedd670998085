"""The text of PDF pages: lines, paragraphs, columns and what is not of the text."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from reader.core.text.canonical_text import read_html
from reader.importers.converted_html import read_converted
from reader.importers.pdf.document import read_document
from reader.importers.web.sanitizing.sanitizer import sanitize
from tests.importers.pdf.samples import (
    LEADING,
    LEFT,
    SIZE,
    TOP,
    Draw,
    lines,
    paragraph,
    pdf,
    stacked,
    together,
    told,
    wrapped,
)


def html_of(data: bytes) -> str:
    """Returns the stored HTML of a document without the marks of its pages."""
    found = read_document(data)
    parsed = read_converted(found.html, found.metadata, lambda _address: b"")
    return re.sub(r"<span[^>]*></span>", "", sanitize(parsed.html))


def text_of(data: bytes) -> str:
    found = read_document(data)
    return read_html(sanitize(found.html)).text


def blocks_of(data: bytes) -> list[str]:
    return text_of(data).split("\n\n")


def test_a_gap_parts_paragraphs() -> None:
    texts = [paragraph(number) for number in range(4)]
    assert blocks_of(pdf(stacked(wrapped(text, 80) for text in texts))) == texts


def test_an_indent_parts_paragraphs_and_pages_do_not() -> None:
    texts = [paragraph(number, 150) for number in range(6)]
    drawn = []
    for text in texts:
        first, *others = wrapped(f"____{text}", 80)
        drawn += [first.replace("____", "   "), *others]
    middle = len(drawn) // 2 + 1
    assert not drawn[middle].startswith(" ")
    assert blocks_of(pdf(lines(*drawn[:middle]), lines(*drawn[middle:]))) == texts


def test_lines_that_have_room_for_more_are_lines() -> None:
    long = paragraph(1)
    verses = ["The lime has gone to sleep", "the oak is wide awake", "the elm is not itself"]
    drawn = pdf(stacked([wrapped(long, 80), verses, wrapped(paragraph(2), 80)]))
    assert text_of(drawn).split("\n\n")[1] == "\n".join(verses)


def test_headings_are_told_by_their_size() -> None:
    body = wrapped(paragraph(1), 80)
    drawn = pdf(
        together(
            lines("Great matters", size=20),
            lines("Of limes", y=TOP - 40, size=15),
            lines(*body, y=TOP - 65),
            lines("In bold", y=TOP - 150, font="Times-Bold"),
            lines(*wrapped(paragraph(2), 80), y=TOP - 170),
        )
    )
    assert re.findall(r"<(h\d)>(.*?)</h\d>", html_of(drawn)) == [
        ("h3", "Of limes"),
        ("h4", "In bold"),
    ]
    assert read_document(drawn).metadata.title == "Great matters"


def test_pages_are_known_by_their_labels() -> None:
    def numbered(canvas: Canvas) -> None:
        canvas.addPageLabel(0, style="ROMAN_LOWER")
        canvas.addPageLabel(2, style="ARABIC", start=11, prefix="A-")
        canvas.drawString(LEFT, TOP, "One.")

    pages = [numbered, lines("Two."), lines("Three."), lines("Four.")]
    text = read_html(sanitize(read_document(pdf(*pages)).html))
    assert [label for label, _at in text.pages] == ["i", "ii", "A-11", "A-12"]
    assert [text.text[at : at + 3] for _label, at in text.pages] == ["One", "Two", "Thr", "Fou"]


def test_hyphens_are_told_by_the_words_of_the_document() -> None:
    drawn = pdf(
        lines(
            "a respectively well-known and quite respectable gentleman of the old well-",
            "known houses who was seen, twice and for some time at that, in 1990-",
            "1995 and had no known enemies, or friends for that matter, so respec-",
            "tively was the gentle-",
        ),
        lines("man gone."),
    )
    text = text_of(drawn)
    assert "old well-known houses" in text
    assert "1990-1995" in text
    assert "so respectively was the gentleman gone." in text
    assert not re.search("[\ufffe\x02\xad]", text)


def test_hyphens_in_names_and_words_in_capitals() -> None:
    drawn = pdf(
        lines(
            "all warranties are DIS-",
            "CLAIMED by the FcConfigParse of Anglo-",
            "Saxon make, and by Fc-",
            "ConfigParse, in NATO and the EU, NATO-",
            "EU and all",
        ),
    )
    text = text_of(drawn)
    for word in ("DISCLAIMED", "Anglo-Saxon", "by FcConfigParse", "NATO-EU"):
        assert word in text


def test_a_line_that_breaks_a_word_ends_no_paragraph() -> None:
    narrow = [
        "Of limes and of oaks there are so very many that no-",
        "body has counted them, nor will, as long as lei-",
        "sure is as short as now.",
    ]
    drawn = pdf(together(lines(*wrapped(paragraph(1), 90)), lines(*narrow, y=TOP - 6 * LEADING)))
    (_first, second) = blocks_of(drawn)
    assert "many that nobody has counted" in second
    assert second.endswith("as long as leisure is as short as now.")


def two_columns(is_row_by_row: bool) -> bytes:
    left, right = wrapped(paragraph(1, 160), 40), wrapped(paragraph(2, 150), 40)

    def draw(canvas: Canvas) -> None:
        columns = ((LEFT, left), (320, right))
        drawn = [(x, at, text) for x, column in columns for at, text in enumerate(column)]
        if is_row_by_row:
            drawn.sort(key=lambda one: (one[1], one[0]))
        canvas.setFont("Times-Bold", 18)
        canvas.drawString(150, TOP + 40, "A title above both of the columns")
        canvas.setFont("Times-Roman", 11)
        for x, at, text in drawn:
            canvas.drawString(x, TOP - at * LEADING, text)

    return pdf(draw)


def test_columns_are_read_one_after_the_other() -> None:
    for is_row_by_row in (True, False):
        blocks = blocks_of(two_columns(is_row_by_row))
        assert blocks == [paragraph(1, 160), paragraph(2, 150)], is_row_by_row


def with_raised(y: float, size: float, *parts: str) -> Draw:
    """Draws a line; every second part of it is small and raised."""

    def draw(canvas: Canvas) -> None:
        at = canvas.beginText(LEFT, y)
        for number, part in enumerate(parts):
            at.setFont("Times-Roman", size * (0.65 if number % 2 else 1))
            at.setRise(0.36 * size * (number % 2))
            at.textOut(part)
        canvas.drawText(at)

    return draw


def with_note(*parts: str) -> bytes:
    """Returns a document that refers to its note 1 in a line, of which every second part is raised."""
    return pdf(
        together(
            stacked([wrapped(paragraph(1, 80), 70)]),
            with_raised(400, 11, *parts),
            with_raised(90, 8, "", "1", " Smith, Letters, with their shelf marks."),
        ),
        lines(*wrapped(paragraph(3), 80)),
    )


def test_a_raised_mark_does_not_end_a_line_and_notes_stand_apart() -> None:
    rest = " And others saw it too, and wrote of it at length in their letters home."
    html = html_of(with_note("as seen by Smith.", "1", rest))
    assert '<a href="#a-note-1-49"' in html
    assert "Smith.<a" in html
    assert "</a> And others" in html
    assert html.index("Paragraph3") < html.index("Smith, Letters")
    assert re.search(r'<p id="a-note-1-49"><sup>1</sup> Smith', html)


def test_no_blank_is_beside_a_raised_mark_that_touches_the_words() -> None:
    rest = ", and others (“saw”", "2", ") it too, and wrote of it at length in their letters home."
    text = text_of(with_note("as seen by Smith", "1", *rest))
    assert "Smith1, and others (“saw”2) it too" in text


def test_raised_digits_of_a_font_are_marks() -> None:
    def parts(*texts: str, y: float, size: float = SIZE) -> Draw:
        def draw(canvas: Canvas) -> None:
            at = canvas.beginText(LEFT, y)
            at.setFont("Times-Roman", size)
            for text in texts:
                at.textOut(text)
            canvas.drawText(at)

        return draw

    body = stacked([wrapped(paragraph(1, 80), 70)])
    call = parts("as seen by Smith,", "¹", " at length.", y=400)
    drawn = pdf(together(body, call, parts("¹", "Letters from home.", y=90, size=8)))
    html = html_of(told(drawn, {"¹": "1"}))
    assert re.search(r'Smith,<a href="#a-note-1-49"[^>]*><sup>1</sup></a> at length', html)
    assert '<p id="a-note-1-49"><sup>1</sup> Letters from home.</p>' in html


def test_a_power_is_no_mark_of_a_note_that_has_one() -> None:
    html = html_of(
        with_note("as of x", "1", " and 5 km", "1", " in letters home", "1", " by Smith")
    )
    assert html.count('<a href="#a-note-1-49"') == 1
    assert "x<sup>1</sup> and 5 km<sup>1</sup> in letters home<a" in html
    assert 'x<a href="#a-note-1-49"' in html_of(with_note("as of x", "1", " in letters home"))


def test_lists_keep_their_items_and_levels() -> None:
    drawn = pdf(
        lines(
            "These are known:",
            "•  limes, of which there are many kinds in the parks and alleys of the old",
            "   town and in its gardens",
            "•  oaks",
            "      •  of the north",
            "•  elms",
            "7. the seventh of them all, which is a tree that nobody has yet seen but in",
            "   dreams of the night",
            "8. the eighth",
        )
    )
    html = html_of(drawn)
    assert "<li>oaks<ul><li>of the north</li></ul>" in html
    assert '<ol start="7"><li value="7">the seventh of them' in html
    assert re.sub(r"<[^>]*>", "", html).count("•") == 0


def test_a_line_below_the_words_of_an_item_is_of_it_though_the_item_had_room() -> None:
    drawn = lines(
        "•  limes, of",
        "  which there are many",
        "•  oaks",
        "Of all of these there are many kinds in the parks and alleys of the old town.",
    )
    html = html_of(pdf(drawn))
    assert "<li>limes, of<br>which there are many</li><li>oaks</li>" in html


def test_signs_of_programs_and_formulas_begin_no_list() -> None:
    drawn = lines("These are known:", "<  match", "   test", "=  2", "±  3", "   oaks", size=11)
    assert "<li>" not in html_of(pdf(drawn))


def test_a_line_of_a_program_begins_no_list() -> None:
    drawn = pdf(lines("limes = elms +", "   oaks", "-  beech", "   alder", font="Courier"))
    assert text_of(drawn).split() == ["limes", "=", "elms", "+", "oaks", "-", "beech", "alder"]
    assert "<li>" not in html_of(drawn)


def test_what_follows_a_list_is_not_part_of_it() -> None:
    listed = ["•  limes, of which there are many", "•  oaks"]
    after = wrapped(paragraph(1, 150), 80)
    html = html_of(pdf(stacked([listed, after, ["•  elms"]])))
    assert html.count("<ul>") == html.count("</ul>") == 2
    assert "</ul><p>" in html.replace("\n", "")


def test_lists_are_counted_by_letters_too() -> None:
    def draw(canvas: Canvas) -> None:
        rows = [(72, "(1)", "limes"), (90, "a)", "of parks"), (90, "b)", "of alleys")]
        rows += [(72, "(2)", "oaks"), (72, "A.", "elms")]
        for number, (x, mark, words) in enumerate(rows):
            canvas.drawString(x, TOP - LEADING * number, mark)
            canvas.drawString(x + 18, TOP - LEADING * number, words)

    assert (
        '<ol><li value="1">limes<ol type="a"><li value="1">of parks</li><li value="2">of alleys</li>'
        '</ol></li><li value="2">oaks</li></ol><ol type="A"><li value="1">elms</li></ol>'
    ) in html_of(pdf(draw)).replace("\n", "")
    # A letter that ends a sentence, or a name, begins no item.
    texts = [
        "It was told by the lime, and by the oak, to whoever asked for it, as plan",
        "b. And so on.",
    ]
    assert "as plan b. And so" in text_of(pdf(lines(*texts)))


def test_entries_whose_lines_are_further_in_are_paragraphs() -> None:
    first = "Smith, Letters from the harbour and from the garden of the old library, with "
    entries = [(f"{first}{at} of", f"     the marks of the year 185{at}.") for at in (1, 2, 3)]
    found = blocks_of(pdf(lines(*(line for entry in entries for line in entry))))
    assert found == [f"{one} {rest.strip()}" for one, rest in entries]


@pytest.mark.parametrize("end", [("by Smith.", "1"), ("«by Smith»",), ("by Smith.¤",)])
def test_a_full_line_that_ends_a_paragraph_ends_it_with_a_mark_or_a_quotation_too(
    end: tuple[str, ...],
) -> None:
    begun = "and as it was seen by the keeper in his letters to all of those at home "
    first, *rest = wrapped(paragraph(2, 80), 70)
    last = with_raised(TOP, SIZE, begun + end[0], *end[1:])
    following = lines(f"    {first.rpartition(' ')[0]}", *rest, y=TOP - LEADING)
    drawn = pdf(stacked([wrapped(paragraph(1), 70)]), together(last, following))
    found = blocks_of(told(drawn, {"¤": "↩"}))
    assert any(one.endswith("".join(end).replace("¤", "↩")) for one in found)


def test_a_paragraph_of_an_item_does_not_end_the_list() -> None:
    items = lines("1. Oaks in the park.", "  It has few.", "2. Limes.", y=600, leading=22)
    drawn = pdf(together(stacked([wrapped(paragraph(1), 80)]), items))
    html = html_of(drawn).replace("\n", "")
    assert '<ol start="2"><li value="2">Limes.</li></ol>' in html


def test_a_cell_of_several_lines_is_one_cell() -> None:
    rows = [(0, "Tree", "What it is"), (20, "oak", "a tree that is old and"), (32, "", "slow")]
    rows += [(52, "elm", "a tree"), (72, "", "without a name"), (92, "ash", "too")]

    def draw(canvas: Canvas) -> None:
        stacked([wrapped(paragraph(1), 80)])(canvas)
        for down, *cells in rows:
            for x, cell in zip((72, 220), cells, strict=True):
                canvas.drawString(x, 500 - down, cell)

    expected = "Tree\tWhat it is\noak\ta tree that is old and slow\nelm\ta tree\n\twithout a name\nash\ttoo"
    assert expected in text_of(pdf(draw))


def test_tables_have_rows_and_cells() -> None:
    rows = [("Tree", "Count", "Share"), ("oak", "12", "40 %"), ("tall beech", "18", "60 %")]

    def draw(canvas: Canvas) -> None:
        stacked([wrapped(paragraph(1), 80)])(canvas)
        for number, row in enumerate(rows):
            for x, cell in zip((72, 220, 330), row, strict=True):
                canvas.drawString(x, 500 - 16 * number, cell)

    assert "Tree\tCount\tShare\noak\t12\t40 %\ntall beech\t18\t60 %" in text_of(pdf(draw))


def test_a_number_in_a_sentence_is_no_item_of_a_list_above() -> None:
    items = lines("1. Oaks in the park.", "2. Limes at the river.", leading=22)
    begun = (
        "They are shown on the map of the harbour and of the old garden that is figure and number"
    )
    text = lines(begun, "3. It was drawn by the keeper in the winter after.", y=600)
    html = html_of(pdf(together(stacked([wrapped(paragraph(1), 80)], y=500), items, text)))
    assert f"<p>{begun} 3. It was drawn" in html


def test_a_table_of_letters_is_a_table() -> None:
    cells = [[("a", LEFT), ("b", 300)], [("x", LEFT), ("y", 300)], [("z", LEFT), ("w", 300)]]

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(cells):
            for text, x in row:
                canvas.drawString(x, TOP - 24 * number, text)

    rows = re.findall(r"<td>(.)</td><td>(.)</td>", html_of(pdf(draw)))
    assert rows == [("a", "b"), ("x", "y"), ("z", "w")]


def test_heads_of_a_table_that_are_near_each_other_are_its_first_row() -> None:
    rows = [("ferry", "12", "0.5"), ("boat", "3", "0.125"), ("raft", "100", "1")]

    def draw(canvas: Canvas) -> None:
        for x, text in ((72, "Names"), (112, "Counts"), (154, "Shares")):
            canvas.drawString(x, TOP - 60, text)
        for number, row in enumerate(rows):
            for x, text in zip((72, 124, 166), row, strict=True):
                canvas.drawString(x, TOP - 75 - 15 * number, text)

    html = html_of(pdf(together(lines("They were counted in the harbour every day."), draw)))
    heads = "<tr><td>Names</td><td>Counts</td><td>Shares</td></tr><tr><td>ferry</td>"
    assert heads in html
    assert "<p>They were counted in the harbour every day.</p>" in html


def test_programs_keep_their_blanks() -> None:
    drawn = pdf(
        together(
            lines(*wrapped(paragraph(1), 80)),
            lines("def f(x):", "    return x  +  1", y=500, font="Courier", size=10, x=90),
        )
    )
    # A blank of the drawing function is half as wide as one of the font.
    code = re.search(r"<pre>(.*?)</pre>", html_of(drawn), re.DOTALL)
    assert code is not None
    assert re.fullmatch(r"def f\(x\):\n +return x  \+  1", code[1])


def test_a_line_of_wide_blanks_above_a_table_is_no_row_of_it() -> None:
    rows = [("ferry", "12", "0.5"), ("boat", "3", "0.125"), ("raft", "100", "1")]
    text = "and of their going with all that was aboard of them at the end"

    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, TOP, text, wordSpace=5)
        for number, row in enumerate(rows, 1):
            for x, cell in zip((72, 220, 360), row, strict=True):
                canvas.drawString(x, TOP - 15 * number, cell)

    html = html_of(pdf(draw))
    assert f"{text}</p>" in html
    assert "<tr><td>boat</td>" in html


def test_a_blank_line_of_a_program_is_told_by_the_distance_of_others() -> None:
    wide = lines("first", "second", y=500, leading=18, font="Courier", size=10)
    parted = lines("third", "", "fourth", y=300, leading=16, font="Courier", size=10)
    drawn = html_of(pdf(together(lines(*wrapped(paragraph(1), 80)), wide, parted)))
    assert re.findall(r"<pre>(.*?)</pre>", drawn, re.DOTALL) == ["first\nsecond", "third\n\nfourth"]


def test_a_page_that_lies_on_its_side_is_read() -> None:
    texts = wrapped(paragraph(1), 60)

    def turned(canvas: Canvas) -> None:
        canvas.rotate(90)
        for number, text in enumerate(texts):
            canvas.drawString(100, -100 - number * LEADING, text)

    def turned_by_the_file(canvas: Canvas) -> None:
        turned(canvas)
        canvas.setPageRotation(90)

    assert blocks_of(pdf(turned)) == [paragraph(1)]
    assert blocks_of(pdf(turned_by_the_file)) == [paragraph(1)]


def test_what_is_cut_off_the_page_is_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((0, 0, 595, 700))
        canvas.drawString(LEFT, 800, "Cut off.")
        canvas.drawString(LEFT, 600, "Left on.")

    assert text_of(pdf(draw)) == "Left on."


def test_notes_up_the_margin_are_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        stacked([wrapped(paragraph(1), 80)])(canvas)
        canvas.rotate(90)
        canvas.drawString(300, -30, "arXiv:2101.00001v2 [cs.CL] 3 Jan 2021")

    found = read_document(pdf(draw))
    assert "arXiv" not in found.html
    assert found.metadata.url == "https://arxiv.org/abs/2101.00001v2"


def test_hidden_text_over_a_picture_of_the_page_is_its_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        canvas.rect(0, 0, 595, 842, fill=1, stroke=0)
        text = canvas.beginText(LEFT, TOP)
        text.setTextRenderMode(3)
        for line in wrapped(paragraph(1), 80):
            text.textLine(line)
        canvas.drawText(text)

    assert blocks_of(pdf(draw)) == [paragraph(1)]


def test_figures_are_pictures_of_their_place_with_a_caption() -> None:
    def draw(canvas: Canvas) -> None:
        stacked([wrapped(paragraph(1), 80)])(canvas)
        for number, height in enumerate((30, 60, 45, 80)):
            canvas.rect(150 + 40 * number, 450, 30, height, fill=1)
        canvas.drawString(152, 455, "one")
        canvas.drawString(150, 430, "Fig. 2. Trees by age.")
        stacked([wrapped(paragraph(2), 80)], y=400)(canvas)

    found = read_document(pdf(draw))
    parsed = read_converted(found.html, found.metadata, lambda _address: b"")
    html = re.sub("<span[^>]*></span>", "", sanitize(parsed.html))
    assert re.search(r"<figure><img src=\"asset:\w+\"><figcaption>Fig\. 2\. Trees by age\.", html)
    assert "one" not in re.sub(r"<[^>]*>", "", html).split()
    assert html.index("Paragraph1") < html.index("<figure>") < html.index("Paragraph2")
    assert parsed.assets[0].media_type == "image/png"


def test_what_a_page_clips_is_no_figure() -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(60, 400, 400, 400)
        canvas.clipPath(path, stroke=0)
        for y in (360, 340, 320):  # lines that are marked, of the next page
            canvas.rect(72, y, 300, 13, stroke=0, fill=1)
        canvas.circle(200, 550, 40, stroke=1, fill=0)

    html = html_of(pdf(together(lines(*wrapped(paragraph(1), 80)), draw)))
    assert html.count("<img") == 1


def test_a_frame_around_words_is_no_figure() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 500, 400, 120)
        stacked([["A few words in a frame."]], y=590)(canvas)

    assert text_of(pdf(draw)) == "A few words in a frame."


def test_words_that_are_marked_beside_a_panel_are_no_figure() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        canvas.rect(60, 500, 460, 60, fill=1, stroke=0)
        for y in (620, 598, 576):
            canvas.rect(
                72, y - 4, canvas.stringWidth("the first limes", "Helvetica", 11), 17, fill=1
            )
        canvas.setFillGray(0)
        canvas.setFont("Helvetica", 11)
        for y in (620, 598, 576, 530):
            canvas.drawString(72, y, "the first limes")

    assert text_of(pdf(draw)).split() == ["the", "first", "limes"] * 4


def test_the_outline_tells_headings() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.bookmarkPage("one")
        canvas.addOutlineEntry("1.1 Of limes", "one", level=0)
        stacked([wrapped(paragraph(1), 80), ["1.1 Of limes"], wrapped(paragraph(2), 80)])(canvas)

    assert "<h2>1.1 Of limes</h2>" in html_of(pdf(draw))


@pytest.mark.skipif(
    not any(Path("/usr/share/fonts").rglob("*CJK*")),
    reason="PDFium tells no letters of a face that is neither in the file nor here",
)
def test_columns_from_top_to_bottom_are_read_from_the_right() -> None:
    columns = [
        "吾輩は猫である名前はまだ無いと",
        "どこで生れたか頓と見当がつかぬ。",
        "何でも薄暗い所で泣いていた。",
    ]

    def draw(canvas: Canvas) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3", isVertical=True))
        for number, column in enumerate(columns):
            text = canvas.beginText(350 - 24 * number, 450)
            text.setFont("HeiseiMin-W3", 20)
            text.textOut(column)
            canvas.drawText(text)

    text = text_of(pdf(draw))
    places = [text.index(column[:6]) for column in columns]
    assert places == sorted(places)
    assert "".join(text.split()) == "".join(columns)


def test_radicals_are_the_characters_that_look_like_them() -> None:
    letters = {"a": "⽇", "b": "⽊", "c": "⻄", "d": "⻑", "e": "⺡", "f": "語"}
    data = pdf(lines("abcdef abcdef abcdef", "abcdef abcdef", font="Helvetica"))
    assert text_of(told(data, letters)).split()[0] == "日木西長⺡語"


def test_a_line_that_is_mostly_in_smaller_letters_is_of_its_paragraph() -> None:
    first, second, *others = wrapped(paragraph(1, 60), 70)

    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, TOP, first)
        text = canvas.beginText(LEFT, TOP - LEADING)
        text.setFont("Times-Roman", 9.5)
        text.textOut(second)
        text.setFont("Times-Roman", 11)
        text.textOut(" and here")
        canvas.drawText(text)
        stacked([others, wrapped(paragraph(2), 70)], y=TOP - 2 * LEADING)(canvas)

    assert len(blocks_of(pdf(draw))) == 2


def test_the_rest_of_a_broken_word_is_no_word_of_the_document() -> None:
    drawn = pdf(
        lines(
            "There are pros and one con of it, and before you set out for the coast by con-",
            "tacting the harbour, or by other means, ask whoever lives there; and avoid con-",
            "tacting them twice.",
        )
    )
    assert text_of(drawn).count("contacting") == 2


def with_weight(data: bytes, name: str) -> bytes:
    """Returns a document with another name for Times, and stems as thick as those of bold fonts."""
    writer = PdfWriter(BytesIO(data))
    values = {"/Type": "/FontDescriptor", "/FontName": name}
    descriptor = DictionaryObject(
        {NameObject(key): NameObject(value) for key, value in values.items()}
    )
    descriptor[NameObject("/StemV")] = NumberObject(140)
    descriptor[NameObject("/Flags")] = NumberObject(32)
    for font in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        if font["/BaseFont"] == "/Times-Roman":
            font.get_object()[NameObject("/BaseFont")] = NameObject(name)
            font.get_object()[NameObject("/FontDescriptor")] = descriptor
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "is_bold"),
    [
        ("/Harbour-Roman", False),
        ("/Harbour", False),
        ("/Harbour-Medi", True),
        ("/Harbour-Demi", True),
        ("/CMB10", True),
        ("/CMBXTI10", True),
        ("/CIDFont+F1", True),
        ("/F1", True),
    ],
)
def test_a_font_with_a_name_is_bold_if_that_says_so(name: str, is_bold: bool) -> None:
    plain = lines("The oak shades the lime", font="Helvetica")
    html = html_of(with_weight(pdf(together(plain, lines("here.", x=LEFT + 122))), name))
    assert ("<strong>here.</strong>" in html) == is_bold


def test_words_apart_by_the_space_of_letters_are_words() -> None:
    def spaced(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, TOP)
        for space, part in ((0, "Its keeper"), (2.6, ",a"), (0, "man of few words.")):
            text.setCharSpace(space)
            text.textOut(part)
        canvas.drawText(text)

    assert text_of(pdf(spaced)) == "Its keeper, a man of few words."


def test_the_distance_of_lines_is_told_by_full_ones() -> None:
    long = wrapped(paragraph(1, 40), 100)
    short = [[f"The {tree} is short."] for tree in ("oak", "elm", "lime", "beech") * 3]
    found = blocks_of(pdf(stacked([long, *short], gap=9)))
    assert len(long) == 4
    assert len(found) == 1 + len(short)


def test_letters_beyond_the_basic_plane_shift_no_words() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, TOP, "Let ab be the least of the sets, and so on.")

    writer = PdfWriter(BytesIO(pdf(draw)))
    names = ArrayObject([NumberObject(ord("a")), NameObject("/u1D44E"), NameObject("/u1D44F")])
    for font in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        font.get_object()[NameObject("/Encoding")] = DictionaryObject(
            {NameObject("/Differences"): names}
        )
    file = BytesIO()
    writer.write(file)
    text = (
        "Let \U0001d44e\U0001d44f \U0001d44fe the le\U0001d44est of the sets, \U0001d44end so on."
    )
    assert text_of(file.getvalue()) == text


def drawn_at(*places: tuple[float, float, str]) -> bytes:
    """Returns a page with texts, each by where it begins and by how many lines it is below the top."""

    def draw(canvas: Canvas) -> None:
        for x, at, text in places:
            canvas.drawString(x, TOP - at * LEADING, text)

    return pdf(draw)


def test_a_table_in_a_column_is_of_that_column() -> None:
    left, right = wrapped(paragraph(1, 110), 40), wrapped(paragraph(2, 230), 40)
    rows = [(f"{sign}", f"what {sign} is here") for sign in "abcdefghijkl"]
    places: list[tuple[float, float, str]] = [(LEFT, at, text) for at, text in enumerate(left)]
    for at, (sign, meaning) in enumerate(rows, len(left) + 1):
        places += [(LEFT, at, sign), (LEFT + 40, at, meaning)]
    places += [(320, at + 0.2, text) for at, text in enumerate(right)]
    table = "\n".join("\t".join(row) for row in rows)
    assert blocks_of(drawn_at(*places)) == [paragraph(1, 110), table, paragraph(2, 230)]


def test_columns_begin_where_the_longest_of_their_lines_do() -> None:
    places, expected = [], []
    for column, x in enumerate((LEFT, 320)):
        for entry in range(7):
            number = 7 * column + entry + 1
            texts = [
                "A line of it",
                *(f"{number}, said of limes and of oaks {one}" for one in "abcd"),
            ]
            at = 5 * entry + 0.4 * column * (entry > 1)
            places += [(x + 10 * one, at + one, text) for one, text in enumerate(texts)]
            expected += texts
    assert text_of(drawn_at(*places)).split() == " ".join(expected).split()


def test_a_bold_paragraph_has_words_in_another_font() -> None:
    texts = wrapped(paragraph(1, 90), 70)

    def draw(canvas: Canvas) -> None:
        for at, text in enumerate(texts):
            canvas.setFont("Times-Bold", SIZE)
            if at % 2:
                first, rest = text.split(" ", 1)
                canvas.setFont("Times-Italic", SIZE)
                canvas.drawString(LEFT, TOP - at * LEADING, first)
                start = LEFT + canvas.stringWidth(f"{first} ", "Times-Italic", SIZE)
                canvas.setFont("Times-Bold", SIZE)
                canvas.drawString(start, TOP - at * LEADING, rest)
            else:
                canvas.drawString(LEFT, TOP - at * LEADING, text)

    assert blocks_of(pdf(draw, lines(*wrapped(paragraph(2), 80)))) == [
        paragraph(1, 90),
        paragraph(2),
    ]


def test_letters_that_are_set_apart_are_words() -> None:
    def draw(canvas: Canvas) -> None:
        for y, text, gap in ((TOP, "OF LIMES AND OAKS", 1.9), (TOP - 40, "abcdef", 3)):
            x = float(LEFT)
            for letter in text:
                canvas.drawString(x, y, letter)
                x += canvas.stringWidth(letter, "Times-Roman", SIZE) + gap

    assert text_of(pdf(draw, lines("The text."))).startswith("OF LIMES AND OAKS\n\na b c d e f")


def test_pages_with_wide_spacing_have_paragraphs_as_others() -> None:
    wide = wrapped("".join(paragraph(number, 70) + " " for number in range(2)).strip(), 80)
    pages = [stacked([wrapped(paragraph(number, 200), 80)]) for number in (5, 6)]
    blocks = blocks_of(pdf(lines(*wide, leading=24), *pages))
    assert blocks[0] == " ".join(wide)


def test_ligatures_that_have_no_character_are_letters() -> None:
    drawn = pdf(lines("So#ware and se%ngs of pla&orms are wri$en in ~me, as is Otautahi and ¤."))
    told_as = {"~": "Ɵ", "$": "Ʃ", "%": "ƫ", "#": "Ō", "&": "ƞ", "¤": "Ʃ"}
    text = "Software and settings of platforms are written in time, as is Otautahi and Ʃ."
    assert text_of(told(drawn, told_as)) == text


@pytest.mark.parametrize("mark", ["*", "∗", "⋆", "a)"])
def test_notes_of_a_title_do_not_part_the_text(mark: str) -> None:
    texts = wrapped(paragraph(1, 160), 80)
    sign = "*" if len(mark) == 1 else mark
    drawn = pdf(
        together(
            lines(*texts[:8], y=300), with_raised(90, 8, "", sign, " Written in the harbour.")
        ),
        lines(*texts[8:]),
    )
    blocks = blocks_of(told(drawn, {"*": mark} if len(mark) == 1 else {}))
    assert blocks[0] == paragraph(1, 160)
    assert blocks[-1] == f"{mark} Written in the harbour."
