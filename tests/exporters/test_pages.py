"""Pages of HTML: whole in themselves, the words as they are, each highlight where it lies."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader import importers
from reader.core.article_source import Asset, Source
from reader.core.models import Annotation, Color
from reader.core.text.blocks import NO_PICTURE
from reader.core.text.canonical_text import read_html
from reader.exporters.export_item import Item
from reader.exporters.pages.html_page_format import FORMAT, html_page
from reader.exporters.pages.marked_html import marked_html
from tests.exporters.exported_highlights import expected, highlights
from tests.exporters.samples import ARTICLE, HIGHLIGHT, HTML, ITEM, REVISION
from tests.html_samples import ARTICLES
from tests.importers.test_assets import png

GOLDEN = Path(__file__).parent / "golden"
PICTURE = Asset("ab" * 32, "image/png", png())
TEXT = read_html(HTML).text
PLACED = Item(ARTICLE, replace(REVISION, text=TEXT), ITEM.annotations)
VOID = ("meta", "link", "br", "hr", "img", "col", "wbr")


class Reader(HTMLParser):
    """Checks that elements are closed as they were opened, and keeps text and marks."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.marked: dict[str, str] = {}
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert tag in VOID or self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(given.get("class") == "postil-noteref" for _tag, given in self.open):
            return
        self.text += data
        for tag, given_ in self.open:
            if tag == "mark" and (uid := given_.get("data-postil")):
                self.marked[uid] = self.marked.get(uid, "") + data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    return reader


def bare(text: str) -> str:
    return "".join(text.split())


def test_a_page_is_as_it_was_set_down() -> None:
    page = html_page(PLACED, {PICTURE.sha256: PICTURE}.get)
    page = re.sub(r"<style>.*?</style>", "<style></style>", page, flags=re.DOTALL)
    assert page == (GOLDEN / "moss.html").read_text("utf-8")


def test_a_page_is_whole_in_itself() -> None:
    page = html_page(PLACED, {PICTURE.sha256: PICTURE}.get)
    reader = read(page)
    assert "script" not in reader.tags
    assert "default-src 'none'" in page
    assert not re.search(r'src="(?!data:)', page)
    assert "data:image/png;base64,iVBORw" in page
    assert "[A [mossy] tree]" in html_page(PLACED, lambda _sha256: None)


def test_notes_and_titles_are_text_or_safe_html() -> None:
    hostile = "<script>alert(1)</script>\n[x](javascript:1) `a`"
    notes = (replace(HIGHLIGHT, note=hostile, tags=('"><b>',)),)
    article = replace(
        ARTICLE, title="</title><b>", byline='"<i>', url="javascript:1", tags=("<u>",)
    )
    reader = read(html_page(Item(article, PLACED.revision, notes), lambda _sha256: None))
    assert reader.tags.isdisjoint({"script", "b", "i", "u"})
    assert "<script>alert(1)</script>" in reader.text


def passages(text: str) -> st.SearchStrategy[list[tuple[int, int]]]:
    place = st.integers(0, len(text))
    return st.lists(st.tuples(place, place).map(lambda two: (min(two), max(two))), max_size=6)


@given(ARTICLES, st.data())
def test_every_highlight_is_marked_where_it_lies(html: str, data: st.DataObject) -> None:
    text = read_html(html).text
    spans = data.draw(passages(text))
    ends: list[int] = []

    def mark(number: int, is_first: bool) -> str:
        return f'<mark data-postil="{number}" {"id" if is_first else "lang"}="{number}">'

    def after(number: int) -> str:
        ends.append(number)
        return ""

    found = marked_html(html, text, spans, mark, after)
    if found is None:
        return
    marked: dict[str, str] = read(found).marked
    wanted = {str(n): bare(text[slice(*span)]) for n, span in enumerate(spans)}
    assert {n: bare(words) for n, words in marked.items()} == {n: w for n, w in wanted.items() if w}
    assert sorted(map(str, ends)) == sorted(marked)
    assert all(found.count(f' id="{number}"') == 1 for number in marked)


def test_a_page_is_read_back_with_its_highlights(tmp_path: Path) -> None:
    (path,) = FORMAT.write([PLACED], tmp_path, {PICTURE.sha256: PICTURE}.get).paths
    draft = importers.read(importers.open_source(path))
    assert (draft.title, draft.url, draft.tags) == (ARTICLE.title, ARTICLE.url, ARTICLE.tags)
    assert bare(read_html(draft.html).text) == bare(TEXT)
    assert "<mark" not in draft.html
    assert highlights(draft) == {one.uid: expected(one) for one in ITEM.annotations}


def test_the_description_of_a_missing_image_is_read_back_as_one(tmp_path: Path) -> None:
    """It is no text of the article, else a highlight that it is in would not be found again."""
    html = (
        f'<p>Words before.</p>\n<p><img alt="the chart" src="{NO_PICTURE}"></p>\n<p>And after.</p>'
    )
    text = read_html(html).text
    one = replace(HIGHLIGHT, exact=text[6:], start=6, end=len(text))
    item = Item(ARTICLE, replace(REVISION, html=html, text=text), (one,))
    (path,) = FORMAT.write([item], tmp_path, lambda _sha256: None).paths
    assert "[the chart]" in path.read_text("utf-8")
    draft = importers.read(importers.open_source(path))
    assert read_html(draft.html).text == text
    assert f'alt="the chart" src="{NO_PICTURE}"' in draft.html
    assert [mark.letters for mark in draft.marks] == [bare(text[6:])]


def test_the_number_of_a_note_is_behind_a_link() -> None:
    """A link cannot be in another: a browser would end the one that the number is in."""
    html = '<p>See <a href="https://example.org/moss">all of moss</a> there.</p>'
    marked = marked_html(
        html,
        "See all of moss there.",
        [(4, 7), (8, 15), (16, 21)],
        lambda number, _is_first: f"<mark id={number}>",
        lambda number: f'<a href="#{number}">{number}</a>',
    )
    assert marked == (
        '<p>See <a href="https://example.org/moss"><mark id=0>all</mark> <mark id=1>of moss</mark></a>'
        '<a href="#0">0</a><a href="#1">1</a> <mark id=2>there</mark><a href="#2">2</a>.</p>'
    )


def test_the_number_of_a_note_is_behind_links_within_each_other() -> None:
    html = '<p><a href="#1">All <a href="#2">of</a> moss</a> there.</p>'
    marked = marked_html(
        html, "All of moss there.", [(0, 3)], lambda *_mark: "<mark>", lambda _number: "[1]"
    )
    assert marked == ('<p><a href="#1"><mark>All</mark> <a href="#2">of</a> moss</a>[1] there.</p>')


def test_a_page_of_someone_else_brings_no_highlights(tmp_path: Path) -> None:
    (path,) = FORMAT.write([PLACED], tmp_path, lambda _sha256: None).paths
    page = path.read_text("utf-8")
    path.write_text(page.replace('content="Postil"', 'content="Other"'), "utf-8")
    assert importers.read(importers.open_source(path)).marks == ()
    fetched = Source(page.encode(), path.name, path.name, "text/html", address="https://e.org/")
    assert importers.read(fetched).marks == ()


def test_html_that_says_something_else_keeps_its_highlights_below(tmp_path: Path) -> None:
    one: Annotation = replace(HIGHLIGHT, color=Color.BLUE)
    item = Item(ARTICLE, replace(REVISION, html="<p>Other.</p>"), (one,))
    [path] = FORMAT.write([item], tmp_path, lambda _sha256: None).paths
    page = path.read_text("utf-8")
    assert "<mark" not in page
    assert f"<blockquote><p>{one.exact}</p></blockquote>" in page
    once = path.read_bytes()
    assert FORMAT.write([item], tmp_path, lambda _sha256: None).paths == (path,)
    assert path.read_bytes() == once
