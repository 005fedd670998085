"""The text in exported HTML is the article's text, and the HTML still says the same."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from reader.core.text.canonical_text import read_html
from reader.exporters.text_preserving_html import page_html
from reader.importers.web.sanitizing.sanitizer import sanitize
from tests.each import each
from tests.exporters.samples import HTML

_WORDS = st.text(alphabet="ab <&\u00a0\n🌿", max_size=8).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
_INLINE = st.one_of(
    _WORDS,
    st.sampled_from(("<br>", '<img src="asset:x" alt="a>b">')),
    st.tuples(st.sampled_from(("em", "q", "code", "a")), _WORDS).map(
        lambda one: f"<{one[0]}>{one[1]}</{one[0]}>"
    ),
)
_LINES = st.lists(_INLINE, max_size=4).map("".join)
_PAGES = st.recursive(
    st.tuples(st.sampled_from(("p", "h2", "pre")), _LINES).map(
        lambda one: f"<{one[0]}>{one[1]}</{one[0]}>"
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("\n".join),
        inner.map(lambda one: f"<blockquote>{one}</blockquote>"),
        inner.map(lambda one: f"<ul><li>{one}</li><li>more</li></ul>"),
        inner.map(lambda one: f"<table><tr><td>{one}</td><td>7</td></tr></table>"),
    ),
)


def words_in(html: str) -> str:
    return "".join(str(part) for part in parser.fromstring(f"<div>{html}</div>").itertext())


def check(html: str) -> None:
    before = read_html(html)
    page = page_html(html, before.text)
    assert words_in(page) == before.text
    assert read_html(page).text == before.text


@each(
    "html",
    [
        HTML,
        "<p>a<br>b <em>c</em><strong>d</strong> <em>e</em></p>",
        "<p>One <img src='asset:x'> is</p><p>x <q>y</q> z</p>",
        "<pre>\n\na\n  b\n\n</pre><p>c</p>",
        "<pre>a<br>b</pre><p>c<br>d</p>",
        "<ul><li>a<ul><li>b</li></ul>c</li></ul>",
    ],
)
def test_the_text_of_the_page_is_that_of_the_article(html: str) -> None:
    check(html)


@given(_PAGES)
def test_any_page_has_the_text_of_the_article(html: str) -> None:
    html = sanitize(html)
    before = read_html(html).text
    page = page_html(html, before)
    assert read_html(page).text == before
    assert page == html or words_in(page) == before


def test_html_that_says_something_else_stays_as_it_is() -> None:
    assert page_html("<p>a  b</p>", "other") == "<p>a  b</p>"
    assert page_html("<p>a  b</p>", "a b c") == "<p>a  b</p>"
