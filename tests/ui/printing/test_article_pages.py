"""An article on paper: what is on its pages, and how they look."""

import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from reader.core.article_source import Asset
from reader.core.errors import ExportFailed
from reader.core.generators import at_once
from reader.core.models import Annotation, Color
from reader.core.text.canonical_text import read_html
from reader.exporters import article_formats, find_format
from reader.exporters.export_item import Cancelled, Item
from reader.exporters.pdf_format import set_page_maker, with_options
from reader.exporters.print_options import NotePlace, PageOptions
from reader.ui.printing.article_pages import MARGIN, SIZE, ArticlePages, article_page_steps
from reader.ui.printing.page_painter import paint_page
from reader.ui.printing.pdf_character_correction import with_letters_of_the_text
from reader.ui.printing.pdf_writing import pdf_parts
from reader.ui.style.theme import apply_theme, load_theme
from tests.exporters.samples import ARTICLE, ARTICLE_NOTE, HIGHLIGHT, ITEM, LOST, REVISION

pytestmark = pytest.mark.usefixtures("qapp")

PAGE = QSizeF(600, 800)
PARAGRAPH = "<p>" + "Moss grows on the north side of every tree, they say. " * 12 + "</p>"


def no_asset(_sha256: str) -> Asset | None:
    return None


def item_of(html: str, annotations: Sequence[Annotation] = ()) -> Item:
    text = read_html(html).text
    return Item(ARTICLE, replace(REVISION, html=html, text=text), tuple(annotations))


def noted(start: int, end: int, note: str = "Why?", color: Color = Color.YELLOW) -> Annotation:
    return replace(HIGHLIGHT, id=start, note=note, start=start, end=end, color=color)


def pages_of(item: Item, options: PageOptions = PageOptions()) -> ArticlePages:  # noqa: B008
    return at_once(article_page_steps(item, no_asset, options, PAGE))


def image_of(pages: ArticlePages, number: int = 0) -> QImage:
    image = QImage(PAGE.toSize(), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    paint_page(painter, pages, number)
    painter.end()
    return image


def colors_of(image: QImage) -> set[str]:
    pixels = memoryview(image.constBits()).cast("B").cast("I")
    return {f"#{pixel & 0xFFFFFF:06x}" for pixel in set(pixels)}


def words(pages: ArticlePages) -> list[str]:
    return [piece.document.toPlainText() for piece in pages.pieces]


def test_the_header_tells_what_it_is_and_where_it_was() -> None:
    text = words(pages_of(ITEM))[0]
    head = text.split("\n")[:4]
    assert head == [
        "THE UNDERGROWTH",
        ARTICLE.title,
        "By Ada Greenwood  ·  14 February 2026",
        "https://example.org/moss",
    ]


def test_a_name_from_right_to_left_leaves_the_date_where_it_is() -> None:
    article = replace(ARTICLE, byline="نل", published="עוד ב־2026")
    text = words(pages_of(replace(ITEM, article=article)))[0]
    assert "By \u2068نل\u2069  ·  \u2068עוד ב־2026\u2069" in text


def test_notes_are_numbered_where_their_passages_end() -> None:
    item = item_of(PARAGRAPH, [noted(0, 4, "First"), noted(5, 10, "Second"), noted(7, 10, "Third")])
    pages = pages_of(item)
    assert "Moss1 grows2,3 on the" in words(pages)[0]
    assert words(pages)[1:] == ["First", "Second", "Third"]
    assert [piece.label for piece in pages.pieces[1:]] == ["1", "2", "3"]
    assert [one.piece for one in pages.pages[0].notes] == [1, 2, 3]


@pytest.mark.parametrize("place", NotePlace)
def test_every_note_is_printed_unless_none_is_wanted(place: NotePlace) -> None:
    pages = pages_of(ITEM, PageOptions(notes=place))
    printed = "\n".join(words(pages))
    on_pages = {one.piece for page in pages.pages for one in (*page.text, *page.notes)}
    assert on_pages == set(range(len(pages.pieces)))
    for one in (LOST, ARTICLE_NOTE):
        assert (one.note in printed) is (place is not NotePlace.NONE)
    assert ("ask Ada" in printed) is (place is not NotePlace.NONE)
    assert ("#to do/soon" in printed) is (place is not NotePlace.NONE)
    assert any(page.notes for page in pages.pages) is (place is NotePlace.FOOT)


def test_the_note_on_the_article_stands_below_its_header() -> None:
    pages = pages_of(item_of(PARAGRAPH, [ARTICLE_NOTE]))
    first, note, rest = pages.pages[0].text
    assert (first.piece, note.piece, rest.piece) == (0, 1, 0)
    # With room above and below it, in which nothing is.
    lines = pages.pieces[1].document.size().height()
    assert note.top < -10
    assert note.bottom > lines


def test_a_number_lies_outside_the_highlight() -> None:
    pages = pages_of(item_of(PARAGRAPH, [noted(0, 4), noted(5, 10)]))
    spans = [
        pages.built.document.toPlainText()[one.start : one.end]
        for one in pages.highlights.between(0, 10_000)
    ]
    assert sorted(spans) == ["Moss", "grows"]


def test_pages_are_white_whatever_the_theme(qapp: object) -> None:
    apply_theme(qapp, load_theme("dark"))  # type: ignore[arg-type]
    image = image_of(pages_of(item_of(PARAGRAPH, [noted(0, 60)])))
    found = colors_of(image)
    assert QColor(image.pixel(5, 5)).name() == "#ffffff"
    assert load_theme("light").highlights[Color.YELLOW] in found
    assert load_theme("dark").highlights[Color.YELLOW] not in found


def test_colours_can_be_told_apart_without_colour() -> None:
    plain = pages_of(item_of(PARAGRAPH))
    line = plain.built.document.lastBlock()
    top = plain.built.document.documentLayout().blockBoundingRect(line).top() + MARGIN

    def grey(pages: ArticlePages) -> bytes:
        shown = image_of(pages).copy(0, round(top), 300, SIZE * 2)
        return bytes(shown.convertToFormat(QImage.Format.Format_Grayscale8).constBits())

    def grey_lines(color: Color) -> tuple[int, ...]:
        pairs = zip(
            grey(pages_of(item_of(PARAGRAPH, [noted(0, 50, "", color)]))), bare, strict=True
        )
        return tuple(at for at, (one, other) in enumerate(pairs) if one < 190 <= other)

    bare = grey(plain)
    patterns = {color: grey_lines(color) for color in Color}
    assert all(patterns.values())
    assert len(set(patterns.values())) == len(Color)


def test_highlights_can_be_left_out() -> None:
    item = item_of(PARAGRAPH, [noted(0, 60)])
    shown = colors_of(image_of(pages_of(item, PageOptions(has_highlights=False))))
    assert load_theme("light").highlights[Color.YELLOW] not in shown


def test_headings_and_captions_stay_with_what_they_belong_to() -> None:
    for count in range(3, 12):  # the heading comes to lie all down the page
        html = "<p>line</p>" * count * 2 + "<h2>Heading</h2>" + PARAGRAPH
        pages = pages_of(item_of(html))
        document = pages.built.document
        heading = next(
            b
            for b in map(document.findBlockByNumber, range(document.blockCount()))
            if b.blockFormat().headingLevel()
        )
        top = document.documentLayout().blockBoundingRect(heading.next()).top()
        for page in pages.pages[:-1]:
            below = page.text[-1].bottom
            assert not (document.documentLayout().blockBoundingRect(heading).top() < below <= top)


def test_no_paragraph_leaves_a_line_alone() -> None:
    item = item_of(PARAGRAPH * 14)
    pages = pages_of(item)
    assert len(pages.pages) > 1
    document = pages.built.document
    for page in pages.pages[:-1]:
        for number in range(document.blockCount()):
            block = document.findBlockByNumber(number)
            layout = block.layout()
            origin = document.documentLayout().blockBoundingRect(block).top()
            above = sum(
                origin + layout.lineAt(i).y() < page.text[-1].bottom
                for i in range(layout.lineCount())
            )
            assert above not in (1, layout.lineCount() - 1) or layout.lineCount() == 1


def test_a_table_keeps_its_rows_whole_and_repeats_its_header() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{'word ' * 30}</td></tr>" for n in range(40))
    html = f"<table><thead><tr><th>n</th><th>words</th></tr></thead><tbody>{rows}</tbody></table>"
    pages = pages_of(item_of("<p>Before.</p>" + html + "<p>After.</p>"))
    assert len(pages.pages) > 2
    for page in pages.pages[1:-1]:
        header, body = page.text
        assert header.bottom - header.top < body.bottom - body.top
        assert header.top < body.top
        assert header.y == 0
    tops = [page.text[0].top for page in pages.pages[1:-1]]
    assert len(set(tops)) == 1


def test_a_row_higher_than_a_page_is_divided() -> None:
    html = f"<table><tr><td>{'word ' * 3000}</td><td>short</td></tr></table>"
    pages = pages_of(item_of(html))
    assert len(pages.pages) > 2
    assert all(one.bottom - one.top <= PAGE.height() for page in pages.pages for one in page.text)


def test_pictures_are_no_larger_than_the_page() -> None:
    image = QImage(300, 3000, QImage.Format.Format_RGB32)
    image.fill(0xFF2060A0)
    buffer = QBuffer()
    assert image.save(buffer, "PNG")  # type: ignore[call-overload]  # no text, say the stubs
    asset = Asset("ab" * 32, "image/png", bytes(buffer.data().data()))
    html = f'<p>Before.</p><figure><img src="asset:{"ab" * 32}" alt="A tower"></figure>' + PARAGRAPH
    steps = article_page_steps(item_of(html), lambda _sha: asset, PageOptions(), PAGE)
    pages = at_once(steps)
    assert all(one.bottom - one.top <= PAGE.height() for page in pages.pages for one in page.text)
    painted = [colors_of(image_of(pages, number)) for number in range(len(pages.pages))]
    assert sum("#2060a0" in colors for colors in painted) == 1


def test_a_text_from_right_to_left_and_one_without_spaces_fill_their_lines() -> None:
    for html in (f"<p>{'קריאה איטית מתחילה בסימן. ' * 80}</p>", f"<p>{'余白に書く。' * 300}</p>"):
        pages = pages_of(item_of(html, [noted(100, 140)]))
        for page in pages.pages:
            assert page.text
        layout = pages.built.document.lastBlock().layout()
        widths = [layout.lineAt(n).naturalTextWidth() for n in range(layout.lineCount() - 1)]
        assert max(widths) <= PAGE.width()
        assert min(widths) > PAGE.width() * 0.7


def test_a_file_holds_a_page_for_each() -> None:
    items = [item_of(PARAGRAPH * 20), item_of(PARAGRAPH)]
    options = PageOptions(paper="a4")
    data = b"".join(pdf_parts(items, no_asset, options))
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    count = len(re.findall(rb"/Type /Page\b(?!s)", data))
    alone = b"".join(pdf_parts(items[:1], no_asset, options))
    assert count == len(re.findall(rb"/Type /Page\b(?!s)", alone)) + 1
    assert b"example.org/moss" in data  # a link


def test_the_words_of_a_file_can_be_searched() -> None:
    words_of_all = "The office draws a craft and a fjord"
    html = f"<h2>{words_of_all}</h2><p>{words_of_all}</p><ul><li>{words_of_all}</li></ul>"
    html += f"<table><tr><td>{words_of_all}</td></tr></table><pre>{words_of_all}</pre>"
    item = item_of(html, [noted(0, len(words_of_all), words_of_all)])
    item = replace(item, article=replace(item.article, title=words_of_all))
    data = b"".join(pdf_parts([item], no_asset, PageOptions()))
    document = pypdfium2.PdfDocument(data)
    try:
        text = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    assert " ".join(text.split()).count(words_of_all) == 7
    assert pypdf.PdfReader(BytesIO(data)).pages[0].extract_text().count("The office draws") == 7


def test_glyphs_of_a_file_stand_for_the_letters_of_the_text() -> None:
    table = (
        b"/CMapType 2 def\n2 beginbfrange\n<0000> <0000> <0000>\n<0009> <2F47> [%s ]\nendbfrange\n"
    )
    qt = b"<2F47> <672C> <0009> <2ED1> <02BC> <D842DFB7> <2F47>"
    right = b"<65E5> <672C> <0020> <9577> <2019> <D842DFB7> <65E5>"
    assert with_letters_of_the_text(table % qt) == table % right
    assert with_letters_of_the_text(b"(<0009> [<2F47>])") == b"(<0009> [<2F47>])"


@pytest.mark.parametrize("name", ["note", "הערה 1", "50%(a)"])
def test_links_within_an_article_lead_to_its_own_pages_in_the_file(name: str) -> None:
    target = f'<ul><li id="{name}">Here <a href="#{name}">itself</a></li></ul><p id="else">No</p>'
    html = (
        f'<p>To <a href="#{name}">it</a>, <a href="#{name}">it</a>, <a href="#gone">none</a>.</p>'
    )
    items = [item_of(html + PARAGRAPH * 20 + target), item_of(html + PARAGRAPH * 40 + target)]
    items[1] = replace(items[1], article=replace(ARTICLE, id=ARTICLE.id + 1))
    data = b"".join(pdf_parts(items, no_asset, PageOptions(paper="a4")))
    reader = pypdf.PdfReader(BytesIO(data))
    leads = {}
    for number, page in enumerate(reader.pages):
        found = (one.get_object().get("/Dest") for one in page.get("/Annots", ()))
        named = [reader.named_destinations.get(one) for one in found if one]
        if named:
            leads[number] = [one and reader.get_destination_page_number(one) for one in named]
    first, last, start, end = leads
    assert leads == {
        first: [last, last, None],
        last: [last],
        start: [end, end, None],
        end: [end],
    }
    assert first < last < start < end


def test_larger_letters_take_more_pages() -> None:
    def count(points: int) -> int:
        data = b"".join(pdf_parts([item_of(PARAGRAPH * 20)], no_asset, PageOptions(points=points)))
        return len(re.findall(rb"/Type /Page\b(?!s)", data))

    assert count(8) < count(11) < count(16)


def test_a_pdf_is_an_export_like_others(tmp_path: Path) -> None:
    set_page_maker(lambda: pdf_parts)
    path = tmp_path / "moss.pdf"
    written = find_format("pdf", article_formats()).write([ITEM], path, no_asset)
    assert (written.articles, written.annotations) == (1, 4)
    before = path.read_bytes()

    def stop() -> None:
        raise Cancelled

    write = with_options(PageOptions(notes=NotePlace.END)).write
    assert write([replace(ITEM, check=stop)], path, no_asset).is_cancelled
    with pytest.raises(ExportFailed, match="no article"):
        write([], path, no_asset)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


RICH = (
    "<p>Moss grows 𝒳 on the <em>north</em> side.</p><h2>What was counted</h2><ul><li>oak</li>"
    "<li>beech<ul><li>young</li></ul></li></ul><blockquote><p>Count first.</p></blockquote>"
    "<pre>for tree in wood:\n    print(tree)</pre><table><tr><th>side</th><th>moss</th></tr>"
    '<tr><td>north</td><td>much</td></tr></table><p>A <a href="https://example.org">link</a>'
    f" with<br>breaks.</p><p>קריאה איטית.</p><p>{'x' * 2500}</p><p>End.</p>"
)
RICH_TEXT = read_html(RICH).text
SPANS = st.tuples(st.integers(0, len(RICH_TEXT) - 1), st.integers(1, 90)).map(
    lambda one: (one[0], min(len(RICH_TEXT), one[0] + one[1]))
)


@given(st.lists(SPANS, min_size=1, max_size=6))
def test_numbers_change_no_place_and_none_is_lost(spans: list[tuple[int, int]]) -> None:
    notes = [replace(noted(*span), id=number) for number, span in enumerate(spans)]
    pages = pages_of(item_of(RICH, notes))
    labels = [pages.pieces[one.piece].label for page in pages.pages for one in page.notes]
    assert list(dict.fromkeys(labels)) == [str(number + 1) for number in range(len(notes))]
    shown = pages.built.document.toRawText()  # in UTF-16 units, as positions are
    units = shown.encode("utf-16-le")
    for start, end in spans:
        first, last = pages.built.positions.range_to_document(start, end)
        words = units[2 * first : 2 * last].decode("utf-16-le", "replace")
        kept = re.sub(r"[\d,\s\u200b\u2028\u2029\ufdd0\ufdd1]", "", words)
        assert kept == re.sub(r"[\d,\s]", "", RICH_TEXT[start:end])


@pytest.mark.parametrize("html", ["", "<p></p>", "<hr>", '<img src="asset:00" alt="A tree">'])
def test_an_article_with_hardly_a_text_has_a_page(html: str) -> None:
    pages = pages_of(item_of(html, [ARTICLE_NOTE, LOST]))
    assert len(pages.pages) == 1
    assert any(ARTICLE_NOTE.note in text for text in words(pages))


def test_a_note_has_the_lines_it_was_typed_in() -> None:
    pages = pages_of(item_of(PARAGRAPH, [noted(0, 4, "Compare\nBrenn and\nUlm")]))
    assert words(pages)[1].splitlines() == ["Compare", "Brenn and", "Ulm"]


def test_a_note_shows_as_it_was_typed_and_asks_for_nothing() -> None:
    typed = '<img src="file:///etc/passwd"> & <script>x</script> **bold**'
    pages = pages_of(item_of(PARAGRAPH, [noted(0, 4, typed)]))
    assert words(pages)[1].replace("**", "") == typed.replace("**", "")
    image_of(pages)
