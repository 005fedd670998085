"""Footnotes: every form that importers keep, told from other links within a text."""

import pytest
from hypothesis import given

from reader.core.article_source import Source
from reader.core.text.blocks import Run, without_note_numbers
from reader.core.text.canonical_text import read_html
from reader.core.text.reading.footnotes import Footnotes
from reader.core.text.reading.openable_items import openables
from reader.importers.dispatch import read_source
from tests.each import each
from tests.html_samples import ARTICLES

_WORDS = f"<p>{'Some words that an article is made of, and more of them here. ' * 6}</p>"

# The forms of pages: what calls the notes, the notes, and what they say.
_FORMS = {
    "encyclopedia": (
        ('<p>One.<sup id="cite_ref-a_1-0"><a href="#cite_note-a-1"><span>[</span>1<span>]</span></a>'
        '</sup> Two.<sup id="cite_ref-2"><a href="#cite_note-2">[2]</a></sup>'
        ' Three.<sup id="cite_ref-a_1-1"><a href="#cite_note-a-1">[1]</a></sup></p>'),
        ('<ol><li id="cite_note-a-1"><span>^ <a href="#cite_ref-a_1-0"><sup>a</sup></a>'
        ' <a href="#cite_ref-a_1-1"><sup>b</sup></a></span> <span>Smith. <i>Book</i>.</span></li>'
        '<li id="cite_note-2"><b><a href="#cite_ref-2">^</a></b> <cite>Doe.</cite></li></ol>'),
        [("1", "Smith. Book."), ("2", "Doe."), ("1", "Smith. Book.")],
    ),
    "list with links back": (
        '<p>One.<a id="r1" href="#n1">1</a> Two.<a id="r2" href="#n2">2</a></p>',
        ('<ol><li id="n1"><p>First. <a href="#r1">↩</a></p><p>It goes on.</p></li>'
        '<li id="n2"><p>Second. <a href="#r2">↩</a></p></li></ol><p>The end.</p>'),
        [("1", "First.\nIt goes on."), ("2", "Second.")],
    ),
    "paragraphs that begin with the number": (
        '<p>One.<sup><a id="r1" href="#n1">[1]</a></sup> Two.<sup><a href="#n2">[2]</a></sup></p>',
        ('<hr><p id="n1"><a href="#r1">[1]</a> 1984 was a year.</p><p id="n2">[2] Second.</p>'
        "<p>Nothing of a note.</p>"),
        [("1", "1984 was a year."), ("2", "Second.")],
    ),
    "the number in a block of its own": (
        '<p>One.<a id="a1" href="#f1">1</a> Two.<a id="a2" href="#f2">2</a></p>',
        ('<div><a id="f1" href="#a1">1</a><div><p>First.</p><p>More.</p></div></div>'
        '<div><a id="f2" href="#a2">2</a><div><p>Second.</p></div></div><h2>After</h2><p>Ha.</p>'),
        [("1", "First.\nMore."), ("2", "Second.")],
    ),
    "rows of a table": (
        '<p>One.<a id="r1" href="#n1">1</a> Two.<a href="#n2">2</a></p>',
        ('<table><tr><td id="n1"><a href="#r1">1</a></td><td>First.</td></tr>'
        '<tr><td id="n2">2</td><td>Second.</td></tr></table>'),
        [("1", "First."), ("2", "Second.")],
    ),
    "a definition list, signs": (
        '<p>One.<a href="#n1">*</a> Two.<a href="#n2">†</a></p>',
        '<dl><dt id="n1">*</dt><dd>First.</dd><dt id="n2">†</dt><dd>Second.</dd></dl>',
        [("*", "First."), ("†", "Second.")],
    ),
    "several in a paragraph": (
        '<p>One.<a href="#n1">1</a> Two.<a href="#n2">2</a></p>',
        '<p>Notes: <span id="n1">1 First.</span> <span id="n2">2 Second.</span></p>',
        [("1", "First."), ("2", "Second.")],
    ),
    "a bibliography": (
        '<p>As said (<a href="#b1">Smith, 2001</a>).</p>',
        '<h2>Literature</h2><ul><li id="b1">Smith (2001). Book.</li><li>Doe.</li></ul>',
        [("", "Smith (2001). Book.")],
    ),
}  # fmt: skip


def _told(html: str) -> list[tuple[str, str]]:
    text = read_html(html)
    return [(note.label, note.words) for note in Footnotes(text).between(0, len(text.text))]


@each("form", _FORMS)
def test_a_note_is_found_as_a_page_has_it(form: str) -> None:
    calls, notes, told = _FORMS[form]
    assert _told(calls + _WORDS + notes) == told
    page = f"<html><title>T</title><article><h1>T</h1>{_WORDS}{calls}{_WORDS * 3}{notes}</article>"
    assert _told(read_source(Source(page.encode(), "t.html", "/t.html")).html) == told


def test_notes_of_markdown() -> None:
    text = "One.[^1] Two.[^long] Three^[an inline note]. One again.[^1]\n\n[^1]: The *note*.\n"
    text += "[^long]: Two paragraphs.\n\n    The second.\n\nThe end.\n"
    found = _told(read_source(Source(text.encode(), "t.md", "/t.md")).html)
    second = "Two paragraphs.\nThe second."
    assert found == [
        ("1", "The note."), ("2", second), ("3", "an inline note"), ("1:1", "The note."),
    ]  # fmt: skip


_OTHERS = {
    "contents": '<ul><li><a href="#a">Part</a></li><li><a href="#b">1</a></li></ul>'
    '<h2 id="a">Part</h2><p>x</p><h2 id="b">1</h2><p>y</p>',
    "list of its own": '<p><a href="#a">Part</a></p><ul><li id="a">Part</li></ul>',
    "upwards": '<p id="a">Above.</p><p>See <a href="#a">1</a>.</p>',
    "another passage": '<p>See <a href="#a">below</a>.</p><p id="a">Below.</p>',
    "nowhere": '<p>See <a href="#a">1</a>.</p><p id="b">Below.</p><p><a href="#b">x</a></p>',
    "nothing": '<p>See <a href="#a">1</a>.</p><p id="a"><a href="#r">1</a></p>'
    '<p id="r"><a href="#a">.</a></p>',
}


@each("kind", _OTHERS)
def test_other_links_call_no_note(kind: str) -> None:
    assert _told(_OTHERS[kind]) == []


@given(ARTICLES)
def test_any_text_is_gone_through(html: str) -> None:
    text = read_html(html)
    footnotes = Footnotes(text)
    found = footnotes.between(0, len(text.text))
    assert footnotes.is_called_between(0, len(text.text)) is bool(found)
    assert all(note.words.strip() and note.call in footnotes.links for note in found)
    openables(text, footnotes, (0, len(text.text)), {"asset:1"})


def test_what_a_passage_holds() -> None:
    html = (
        '<p>A <a href="https://x.example"><b>bold</b> link</a>, a note<a href="#n">1</a>. Next.</p>'
        '<figure><img src="asset:1"><figcaption>What it shows.</figcaption></figure>'
        '<p>No more.</p><img src="asset:2"><p id="n">1 The note.</p>'
    )
    text = read_html(html)

    def found(words: str) -> list[str]:
        start = text.text.index(words)
        span = start, start + len(words)
        return [
            text.text[one.start : one.end] if isinstance(one, Run) else type(one).__name__
            for one in openables(text, Footnotes(text), span, {"asset:1"})
        ]

    assert found("A bold link, a note1.") == ["bold link", "Footnote"]
    assert found("Next.") == found("What it shows.") == ["Image"]
    assert found("No more.") == []


@pytest.mark.parametrize(
    ("span", "words"),
    [((0, 99), "One margins two2. three\n\nFour"), ((0, 11), "One margins"), ((11, 12), "")],
)
def test_numbers_of_notes_are_left_out_of_words_that_are_told(
    span: tuple[int, int], words: str
) -> None:
    text = read_html(
        '<p>One margins<sup><a href="#n">1</a></sup> two<sup>2</sup>. <a href="#n">three</a></p>'
        '<p>Four<sup><a href="#n"><b>1</b>2</a></sup></p>'
    )
    start, end = span
    found = without_note_numbers(text.text, text.blocks, start, min(end, len(text.text)))
    assert found == words
