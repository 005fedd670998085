"""The contents of a book: headings that are there or missing, their levels, chapters, pages and notes."""

import io
import zipfile

from reader.core.text.blocks import BlockKind
from reader.core.text.canonical_text import read_html
from tests.each import each
from tests.importers.epub.samples import book, nav, ncx, page, point, read_epub, row, zipped
from tests.importers.saved.samples import PNG


def _headings(data: bytes) -> list[tuple[int, str]]:
    text = read_html(read_epub(data).html)
    return [
        (block.level, text.text[block.start : block.end])
        for block in text.blocks
        if block.kind is BlockKind.HEADING
    ]


def _chapters(data: bytes) -> list[tuple[str, str]]:
    text = read_html(read_epub(data).html)
    return [(title, text.text[at:].split("\n")[0]) for title, at in text.chapters]


_TWO = {
    "one.xhtml": page("<h1>Morning</h1><p>It left.</p>"),
    "two.xhtml": page(
        '<h1>Evening</h1><p>It came.</p><h2 id="pier">Pier</h2><p>Nobody.</p><h3>x</h3>'
    ),
}


def test_headings_take_the_levels_of_the_contents() -> None:
    part = page("<h1>Part one</h1>")
    rows = row("part.xhtml", "Part one", row("one.xhtml", "Morning") + row("two.xhtml", "Evening"))
    data = book({"part.xhtml": part, **_TWO}, contents=nav(rows + row("end.xhtml", "nowhere")))
    assert _headings(data) == [
        (2, "Part one"),
        (3, "Morning"),
        (3, "Evening"),
        (4, "Pier"),
        (5, "x"),
    ]
    assert _chapters(data) == [("Morning", "Part one"), ("Evening", "Evening")]


def test_of_several_contents_those_that_the_package_names_tell() -> None:
    points = point("one.xhtml", "Morning") + point("two.xhtml", "Evening", order=2)
    old = ncx(point("one.xhtml", "A draft"))
    assert _chapters(book(_TWO, more={"old.ncx": old}, contents=ncx(points))) == [
        ("Morning", "Morning"),
        ("Evening", "Evening"),
    ]


def test_contents_of_epub_2_that_nothing_but_their_name_tells() -> None:
    points = ncx(point("two.xhtml", "Evening"))
    files: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(book(_TWO, contents=points))) as archive:
        for name in archive.namelist():
            data = archive.read(name).replace(b' toc="toc.ncx"', b"")
            files[name] = data.replace(b"application/x-dtbncx+xml", b"text/xml")
    assert _chapters(zipped(files)) == [("Evening", "Evening")]


def test_without_contents_the_headings_tell() -> None:
    assert _headings(book(_TWO)) == [(2, "Morning"), (2, "Evening"), (3, "Pier"), (4, "x")]
    assert _chapters(book(_TWO)) == [("Morning", "Morning"), ("Evening", "Evening")]


def test_the_order_of_the_text_goes_before_that_of_the_contents() -> None:
    points = point("two.xhtml", "Evening", order=2) + point("one.xhtml", "Morning", order=1)
    assert _chapters(book(_TWO, contents=ncx(points))) == [
        ("Morning", "Morning"),
        ("Evening", "Evening"),
    ]


def test_headings_that_are_only_lines_or_are_not_there() -> None:
    documents = {
        "one.xhtml": page('<p class="para0">Chapter one</p><p>It left.</p>'),
        "two.xhtml": page('<p>It came.</p><div><a id="b"/>Late</div><p>Nobody waited there.</p>'),
    }
    rows = row("one.xhtml", "Chapter one") + row("two.xhtml", "Back", row("two.xhtml#b", "Late"))
    assert _headings(book(documents, contents=nav(rows))) == [
        (2, "Chapter one"),
        (2, "Back"),
        (3, "Late"),
    ]


def test_a_title_in_two_headings_is_one() -> None:
    parts = "<h1>1</h1><h1>The Bank</h1><p>a</p>", "<h2>2</h2>loose<h2>The Mill</h2><p>b</p>"
    contents = nav(row("1.xhtml", "1. The Bank") + row("2.xhtml", "2. The Mill"))
    data = book({f"{n}.xhtml": page(part) for n, part in enumerate(parts, 1)}, contents=contents)
    text = read_html(read_epub(data).html).text
    assert text == "1\nThe Bank\n\na\n\n2\n\nloose\n\nThe Mill\n\nb"


def test_a_line_below_the_place_is_the_heading_and_those_after_it_are_below_it() -> None:
    body = (
        "<p>At nine.</p><div id='noon'><hr/><p></p><div><p>Noon</p></div><p>Sun.</p></div>"
        "<h4>Pier</h4><p>Nobody.</p><h5>Rope</h5><h4>Quay</h4><p>It came.</p>"
    )
    data = book({"one.xhtml": page(body)}, contents=nav(row("one.xhtml#noon", "Noon")))
    assert _headings(data) == [(2, "Noon"), (3, "Pier"), (4, "Rope"), (3, "Quay")]
    assert read_html(read_epub(data).html).text.count("Noon") == 1


def test_contents_made_of_links_to_notes_are_none() -> None:
    documents = {
        "one.xhtml": page(
            '<h1>Morning</h1><p>It left<a id="r1"/> early.</p><p><a id="n1">1</a> At six, people say.</p>'
        )
    }
    points = point("one.xhtml#n1", "1") + point("one.xhtml#r1", "back")
    data = book(documents, contents=ncx(points))
    assert _headings(data) == [(2, "Morning")]
    assert _chapters(data) == [("Morning", "Morning")]


def test_contents_made_of_links_to_whole_notes_are_none() -> None:
    body = (
        '<h1>Morning</h1><p>It left<a id="r1" href="#n1">1</a> early.</p>'
        '<p id="n1">At six, people say. <a href="#r1">back</a></p>'
    )
    points = point("one.xhtml#n1", "1", order=2) + point("one.xhtml#r1", "back", order=1)
    data = book({"one.xhtml": page(body)}, contents=ncx(points))
    assert _headings(data) == [(2, "Morning")]


def test_contents_that_the_text_lists_too_are_contents() -> None:
    links = '<p><a href="two.xhtml#a">One</a></p><p><a href="two.xhtml#b">Two</a></p>'
    text = page('<p id="a">It left.</p><p id="b">It came.</p>')
    rows = row("two.xhtml#a", "One") + row("two.xhtml#b", "Two")
    data = book({"one.xhtml": page(links), "two.xhtml": text}, contents=nav(rows))
    assert _headings(data) == [(2, "One"), (2, "Two")]


def test_chapters_below_parts_that_are_only_named() -> None:
    rows = row("one.xhtml", "Morning", row("one.xhtml#b", "Late"))
    contents = nav(f"<li><span>Part one</span><ol>{rows}</ol></li>" + row("two.xhtml", "Evening"))
    text = page('<h1>Morning</h1><p>It left.</p><h2 id="b">Late</h2><p>It came.</p>')
    data = book({"one.xhtml": text, "two.xhtml": page("<h1>Evening</h1>")}, contents=contents)
    assert _headings(data) == [(2, "Morning"), (3, "Late"), (2, "Evening")]
    assert [title for title, _line in _chapters(data)] == ["Morning", "Evening"]


def test_two_rows_with_one_place() -> None:
    documents = {"a.xhtml": page("<h1>Part one</h1><h2>Morning</h2><p>It left.</p>")}
    rows = row("a.xhtml", "Part one", row("a.xhtml", "Morning") + row("a.xhtml", "Start"))
    assert _headings(book(documents, contents=nav(rows))) == [(2, "Part one"), (3, "Morning")]


def test_rows_that_lead_to_no_place_make_one_heading() -> None:
    documents = {"a.xhtml": page("<p>It left.</p><p>It came.</p>")}
    rows = "".join(row(f"a.xhtml#gone{n}", f"Part {n}") for n in range(4))
    assert _headings(book(documents, contents=nav(rows))) == [(2, "Part 0")]


def test_contents_within_the_title_of_the_book() -> None:
    rows = row("one.xhtml", "Morning") + row("two.xhtml", "Evening")
    documents = {"title.xhtml": page("<h1>The Ferry</h1><p>by Ada Fenn</p>"), **_TWO}
    data = book(documents, contents=nav(row("title.xhtml", "The Ferry", rows)))
    assert _headings(data)[:3] == [(2, "The Ferry"), (2, "Morning"), (2, "Evening")]
    assert [title for title, _line in _chapters(data)] == ["The Ferry", "Morning", "Evening"]


# -- pages -------------------------------------------------------------------------------------


def _pages(data: bytes) -> list[tuple[str, str]]:
    text = read_html(read_epub(data).html)
    return [(label, text.text[at:].strip()[:5]) for label, at in text.pages]


_BREAKS = {
    "one.xhtml": page(
        '<p>First <span epub:type="pagebreak" id="p2" title="2">2</span>second</p>'
        '<div role="doc-pagebreak" id="p3" aria-label="iii"/><p>third</p><p id="p4">fourth</p>'
    )
}


def test_page_numbers_are_marks_and_no_text() -> None:
    assert _pages(book(_BREAKS)) == [("2", "secon"), ("iii", "third")]
    text = read_html(read_epub(book(_BREAKS)).html).text
    assert text == "First second\n\nthird\n\nfourth"


@each("label", ["Page 12", " page 12. ", "12", "Seite 12", "P. 12"])
def test_the_word_page_is_no_part_of_a_label(label: str) -> None:
    text = f'<p>First <span role="doc-pagebreak" aria-label="{label}"/>second</p>'
    assert _pages(book({"one.xhtml": page(text)})) == [("12", "secon")]


@each("is_ncx", [True, False])
def test_labels_of_the_page_list_go_before_others(is_ncx: bool) -> None:
    listed = [("one.xhtml", "1"), ("one.xhtml#p2", "A-2"), ("one.xhtml#p4", "4")]
    if is_ncx:
        targets = "".join(
            f'<pageTarget><navLabel><text>{label}</text></navLabel><content src="{address}"/></pageTarget>'
            for address, label in listed
        )
        contents = ncx(point("one.xhtml", "x"), f"<pageList>{targets}</pageList>")
    else:
        rows = "".join(row(address, label) for address, label in listed)
        contents = nav(row("one.xhtml", "x"), f'<nav epub:type="page-list"><ol>{rows}</ol></nav>')
    found = _pages(book(_BREAKS, contents=contents))
    assert [label for label, _text in found] == ["1", "A-2", "iii", "4"]
    assert found[1:] == [("A-2", "secon"), ("iii", "third"), ("4", "fourt")]


def test_adobes_map_of_pages_is_a_page_list() -> None:
    listed = [("one.xhtml", "1"), ("one.xhtml#p2", "A-2"), ("one.xhtml#p4", "4")]
    pages = "".join(f'<page name="{label}" href="{address}"/>' for address, label in listed)
    page_map = f'<page-map xmlns="http://www.idpf.org/2007/opf">{pages}</page-map>'
    contents = ncx(point("one.xhtml", "x"))
    found = _pages(book(_BREAKS, contents=contents, more={"pages.xml": page_map}))
    assert found[1:] == [("A-2", "secon"), ("iii", "third"), ("4", "fourt")]


# -- notes -------------------------------------------------------------------------------------


def _links(data: bytes) -> tuple[str, list[tuple[str, str]]]:
    """Returns the text, and of each link its words and the beginning of what it leads to."""
    text = read_html(read_epub(data).html)
    places = dict(text.places)
    found = [
        (text.text[run.start : run.end], text.text[places[run.href[1:]] :].split("\n")[0])
        for block in text.blocks
        for run in block.runs
        if run.href.startswith("#")
    ]
    return text.text, found


def test_a_note_between_paragraphs_goes_to_the_end_of_its_chapter() -> None:
    documents = {
        "one.xhtml": page(
            '<h1>Morning</h1><p>It left.<a epub:type="noteref" href="#n1">*</a></p>'
            '<aside epub:type="footnote" id="n1"><p>At six.</p></aside><p>Fog.</p>'
            '<section><h1 id="b">Evening</h1><p>Late.</p></section>'
        )
    }
    rows = row("one.xhtml", "Morning") + row("one.xhtml#b", "Evening")
    draft = read_epub(book(documents, contents=nav(rows)))
    text, links = _links(book(documents, contents=nav(rows)))
    assert text == "Morning\n\nIt left.*\n\nFog.\n\n* At six.\n\nEvening\n\nLate."
    assert links == [("*", "* At six."), ("*", "*")]
    assert "<sup>*</sup>" in draft.html


def test_notes_that_interrupt_each_chapter_of_a_file_end_that_chapter() -> None:
    def chapter(name: str, mark: str) -> str:
        return (
            f'<section><h1 id="{name}">{name}</h1><p>It left.<a epub:type="noteref" href="#{mark}">*'
            f'</a></p><aside epub:type="footnote" id="{mark}"><p>At {mark}.</p></aside><p>Fog.</p>'
            "</section>"
        )

    documents = {"one.xhtml": page(chapter("Morning", "six") + chapter("Evening", "eight"))}
    rows = row("one.xhtml#Morning", "Morning") + row("one.xhtml#Evening", "Evening")
    text, links = _links(book(documents, contents=nav(rows)))
    assert text == (
        "Morning\n\nIt left.*\n\nFog.\n\n* At six.\n\nEvening\n\nIt left.*\n\nFog.\n\n* At eight."
    )
    assert links == [("*", "* At six."), ("*", "*"), ("*", "* At eight."), ("*", "*")]


@each(
    ("call", "note"),
    [
        (
            '<a epub:type="noteref" href="#n"><img alt="note" src="a.png"/></a>',
            'epub:type="endnote"',
        ),
        ('<sup><a class="duokan-footnote" href="#n"><img alt="*" src="a.png"/></a></sup>', ""),
    ],
)
def test_a_note_that_a_picture_calls_has_a_sign(call: str, note: str) -> None:
    notes = f'<ol><li class="duokan-footnote-item" id="n" {note}>The note.</li></ol>'
    data = book({"one.xhtml": page(f"<p>Said{call} so.</p>{notes}")}, more={"a.png": PNG})
    text, links = _links(data)
    assert text == "Said* so.\n\nThe note. ↩"
    assert [label for label, _place in links] == ["*", "↩"]
    assert links[0][1].startswith("The note")


@each("figure", ["<p>{}</p>", "<figure>{}<figcaption>The harbour</figcaption></figure>"])
def test_a_figure_with_a_note_stays(figure: str) -> None:
    link = '<a href="#n"><img alt="The harbour" src="a.png"/></a>'
    note = '<aside epub:type="footnote" id="n">The note.</aside>'
    data = book({"one.xhtml": page(f"<p>a</p>{figure.format(link)}{note}")}, more={"a.png": PNG})
    assert "<img" in read_epub(data).html


def test_notes_in_a_list_of_their_own_stay_there() -> None:
    documents = {
        "one.xhtml": page(
            '<p>It left.<a epub:type="noteref" id="r" href="n.xhtml#n1"><sup>1</sup></a></p>'
        ),
        "n.xhtml": page(
            '<section epub:type="footnotes"><ol><li epub:type="footnote" id="n1"><p>At six.</p></li>'
            "</ol></section>"
        ),
    }
    text, links = _links(book(documents))
    assert text == "It left.1\n\nAt six. ↩"
    assert links == [("1", "At six. ↩"), ("↩", "1")]
    own = documents["n.xhtml"].replace("At six.", 'At six. <a href="one.xhtml#r">back</a>')
    assert _links(book({**documents, "n.xhtml": own}))[0] == "It left.1\n\nAt six. back"


def test_a_note_at_the_end_of_its_file_is_labelled_where_it_stands() -> None:
    body = (
        '<p>It left.<a epub:type="noteref" href="#n1">1</a></p>'
        '<aside id="n1" epub:type="footnote"><p>At six.</p></aside>'
    )
    text, links = _links(book({"one.xhtml": page(body)}))
    assert text == "It left.1\n\n1 At six."
    assert links == [("1", "1 At six."), ("1", "1")]
    untold = body.replace(' epub:type="noteref"', "")
    assert _links(book({"one.xhtml": page(untold)})) == (text, links)
    labelled = body.replace("At six", "1. At six")
    assert _links(book({"one.xhtml": page(labelled)}))[0] == "It left.1\n\n1. At six. ↩"
