"""The canonical text of every kind of block."""

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from reader.core.text.blocks import BlockKind, Mark
from reader.core.text.canonical_text import read_html
from reader.core.text.segmentation.word_count import count_words
from tests.each import each
from tests.html_samples import ARTICLES


@each(
    ("html", "text"),
    [
        ("", ""),
        ("<p>  one\n two </p>", "one two"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<p>a<br>b<br/> c</p>", "a\nb\nc"),
        ("<p>big<b> bold</b> and <i>slanted</i></p>", "big bold and slanted"),
        ("<div>loose<p>inside</p>after</div>", "loose\n\ninside\n\nafter"),
        ("<ul><li>one<li>two<ul><li>deep</ul></ul>", "one\ntwo\ndeep"),
        ("<ol><li><p>a</p><p>b</p></li></ol><p>c</p>", "a\nb\n\nc"),
        ("<pre>x\n  y\n\n</pre>", "x\n  y"),
        ("<table><tr><td>a<td>b<tr><td><td>d</table>", "a\tb\n\td"),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\nb\tc"),
        ("<p>a<img src='asset:1'>b</p>", "ab"),
        ("<p>one</p><hr><p>two</p>", "one\n\ntwo"),
        ("<p>he said <q>no</q></p>", "he said “no”"),
        ("<p>nul\x00 \u2028 \ufffc\u202e.</p>", "nul ."),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "Term\n\nMeaning"),
        ("<p>soft\u00adhyphen\u00a0kept</p>", "soft\u00adhyphen\u00a0kept"),
        ("<script>no</script><p>yes</p><!-- no -->", "yes"),
        ("just words", "just words"),
    ],
)
def test_text_of_blocks(html: str, text: str) -> None:
    assert read_html(html).text == text


def test_marks_and_links_are_runs() -> None:
    text = read_html('<p>see <a href="https://a.org">this <b>page</b></a> now</p>')
    (block,) = text.blocks
    found = [(text.text[r.start : r.end], r.marks, r.href) for r in block.runs]
    assert found == [
        ("see ", Mark.NONE, ""),
        ("this ", Mark.NONE, "https://a.org"),
        ("page", Mark.BOLD, "https://a.org"),
        (" now", Mark.NONE, ""),
    ]


def test_lists_know_their_markers_and_depth() -> None:
    text = read_html(
        '<ol start="3"><li>a<ul><li>b</ul><li value="9">c</ol><ol type=i reversed><li>d<li>e</ol>'
    )
    assert [(b.marker, b.indent) for b in text.blocks] == [
        ("3.", 1),
        ("◦", 2),
        ("9.", 1),
        ("ii.", 1),
        ("i.", 1),
    ]


def test_definitions_stand_further_in_than_their_terms() -> None:
    text = read_html(
        "<div>a</div><dl><dt>b</dt><dd>c<dl><dt>d</dt><dd>e</dd></dl></dd></dl><section>f</section>"
    )
    assert [b.indent for b in text.blocks] == [0, 0, 1, 1, 2, 0]


def test_cells_lie_on_a_grid_with_spans() -> None:
    html = "<table><tr><th rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>"
    text = read_html(html)
    cells = [
        (b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span)
        for b in text.blocks
        if b.cell
    ]
    assert cells == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]
    assert (text.tables[0].rows, text.tables[0].columns) == (2, 3)


def test_a_span_is_a_hundred_at_most_and_ends_with_the_table() -> None:
    html = "<table><tr><td rowspan=999 colspan=999>a" + "<tr><td>b" * 120 + "</table>"
    text = read_html(html)
    cell = text.blocks[0].cell
    assert cell is not None
    assert (cell.row_span, cell.column_span) == (100, 100)
    assert (text.tables[0].rows, text.tables[0].columns) == (121, 101)
    short = read_html("<table><tr><td rowspan=999>a<tr><td>b</table>").blocks[0].cell
    assert short is not None
    assert short.row_span == 2


def test_spans_that_overlap_lose_their_span_and_not_the_cell() -> None:
    html = "<table><tr><td>a<td rowspan=2>b<tr><td colspan=5>c<td>d</table>"
    assert read_html(html).text == "a\tb\nc\td"


def test_pictures_and_rules_are_blocks_without_characters() -> None:
    text = read_html('<figure><img src="asset:1" alt="x" width="20"></figure><hr><p>a</p>')
    assert [b.kind for b in text.blocks] == [BlockKind.IMAGE, BlockKind.RULE, BlockKind.PARAGRAPH]
    assert text.blocks[0].images[0].width == 20


def test_direction_follows_the_first_strong_character() -> None:
    text = read_html('<p>שלום</p><p dir="rtl">hello</p><p dir="rtl">123</p>')
    assert [b.is_rtl for b in text.blocks] == [True, True, True]


def test_very_deep_trees_keep_their_text() -> None:
    html = "<div>" * 250 + "deep" + "</div>" * 250
    assert "deep" in read_html(html).text


@given(ARTICLES)
def test_blocks_cover_the_text_in_order(html: str) -> None:
    text = read_html(html)
    at = 0
    for block in text.blocks:
        assert at <= block.start <= block.end
        assert not text.text[at : block.start].strip("\n\t")
        assert [r.start for r in block.runs[1:]] == [r.end for r in block.runs[:-1]]
        if block.runs:
            assert (block.runs[0].start, block.runs[-1].end) == (block.start, block.end)
        assert all(block.start <= image.offset <= block.end for image in block.images)
        at = block.end
    assert at == len(text.text)


@given(ARTICLES)
def test_no_character_is_lost(html: str) -> None:
    wanted = re.sub(
        r"\s", "", "".join(map(str, lxml_html.fromstring(f"<div>{html}</div>").itertext()))
    )
    got = re.sub(r"[\s“”]", "", read_html(html).text)
    assert got == re.sub(r"[“”]", "", wanted)


@given(st.text(max_size=300))
def test_anything_can_be_read(html: str) -> None:
    text = read_html(html)
    assert not re.search("[\x00\ufffc\u2028\u2029\ud800-\udfff]", text.text)
    assert read_html(html) == text


@each(
    ("text", "count"),
    [("", 0), ("one", 1), ("don't stop-gap 3.14", 3), ("中文段落", 2), ("日本語 and more", 4)],
)
def test_words_are_counted_in_every_script(text: str, count: int) -> None:
    assert count_words(text) == count


def test_the_direction_that_a_page_says_holds_for_lists_and_tables() -> None:
    html = (
        "<div dir=rtl><p>Python 3</p><ul><li>C++</li></ul><table><tr><td>x</td></tr></table></div>"
    )
    assert [b.is_rtl for b in read_html(html).blocks] == [True, True, True]
    assert [b.is_rtl for b in read_html(html.replace("rtl", "auto")).blocks] == [False] * 3
    inner = "<div dir=rtl><ul dir=ltr><li>C</li><li dir=rtl>D</li></ul></div>"
    assert [b.is_rtl for b in read_html(inner).blocks] == [False, True]


def test_how_words_are_read_is_no_part_of_the_text() -> None:
    text = read_html('<p>A</p><p>い <ruby title="じ"> 字 </ruby>x <ruby title="y"></ruby></p>')
    assert text.text == "A\n\nい 字 x"
    (reading,) = text.blocks[1].readings
    assert (text.text[reading.start : reading.end], reading.text) == ("字", "じ")


def test_places_that_are_linked_to() -> None:
    html = (
        '<p id="a-p">One<sup id="a-r"><a href="#a-n">1</a></sup></p><ol><li id="a-n">Note</li></ol>'
        '<table><tr><td id="a-c">x</td></tr></table><div id="a-d"><p>Deep</p></div><p id="a-e"></p>'
    )
    text = read_html(html)
    found = {name: text.text[at : at + 4] for name, at in text.places}
    assert found == {
        "a-p": "One1", "a-r": "1\n\nN", "a-n": "Note", "a-c": "x\n\nD", "a-d": "Deep", "a-e": "",
    }  # fmt: skip
    assert read_html(html.replace('href="#a-n"', "")).places == ()
