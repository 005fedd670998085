"""An article's HTML, written as Markdown and read again, says the same."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.core.text.blocks import NO_PICTURE
from reader.core.text.canonical_text import read_html
from reader.exporters.article_markdown import html_to_markdown
from tests.each import each
from tests.exporters.samples import HTML

WORDS = st.text("ab1 .,*_`[]()<>#+-=|~!&\\\"'é中א😀", min_size=1, max_size=12).filter(str.strip)
TEXT = WORDS.map(html.escape)


def wrapped(tag: str, attributes: str = "") -> st.SearchStrategy[str]:
    return st.lists(INLINE, min_size=1, max_size=3).map(
        lambda parts: f"<{tag}{attributes}>{''.join(parts)}</{tag}>"
    )


INLINE: st.SearchStrategy[str] = st.one_of(
    TEXT,
    TEXT.map(lambda t: f"<em>{t}</em>"),
    TEXT.map(lambda t: f"<strong>{t}</strong>"),
    TEXT.map(lambda t: f"<code>{t}</code>"),
    TEXT.map(lambda t: f"<del>{t}<em>{t}</em></del>"),
    TEXT.map(lambda t: f"<sup>{t}</sup>"),
    TEXT.map(lambda t: f"<em>{t}<br><br>{t}</em>"),
    TEXT.map(lambda t: f'<a href="https://example.org/a_(b)?c=d&amp;e">{t}</a>'),
    st.just("<br>"),
)
LEAF = st.one_of(
    wrapped("p"),
    wrapped("p"),
    wrapped("h3"),
    TEXT.map(lambda t: f"<pre><code>x {t}\n  y</code></pre>"),
    st.just("<hr>"),
    st.lists(st.tuples(wrapped("td"), wrapped("td")), min_size=1, max_size=3).map(
        lambda rows: (
            "<table><thead><tr><th>one</th><th>two</th></tr></thead><tbody>"
            + "".join(f"<tr>{a}{b}</tr>" for a, b in rows)
            + "</tbody></table>"
        )
    ),
)


def held(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3).map("".join)
    items = st.lists(st.one_of(several, wrapped("span")), min_size=1, max_size=3)
    listed = items.map(lambda found: "".join(f"<li>{item}</li>" for item in found))
    return st.one_of(
        several.map(lambda s: f"<blockquote>{s}</blockquote>"),
        listed.map(lambda s: f"<ul>{s}</ul>"),
        listed.map(lambda s: f'<ol start="7">{s}</ol>'),
    )


ARTICLES = st.lists(st.recursive(LEAF, held, max_leaves=8), min_size=1, max_size=4).map("".join)


def read_again(markdown: str) -> str:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return read_html(str(parser.render(markdown))).text


def said(text: str) -> str:
    """The characters, white space aside."""
    return re.sub(r"\s", "", text)


WORDS = st.sampled_from(("a", "b c", "é", " d", "e "))
NESTED = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(("em", "strong", "s")),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=10,
)


@given(st.lists(NESTED, min_size=1, max_size=3).map("".join))
def test_emphasis_in_emphasis_leaves_no_sign_in_the_text(words: str) -> None:
    read = read_again(html_to_markdown(f"<p>{words}</p>"))
    assert said(read) == said(read_html(f"<p>{words}</p>").text)


@given(ARTICLES)
def test_any_article_says_the_same(article: str) -> None:
    assert said(read_again(html_to_markdown(article))) == said(read_html(article).text)


def test_an_article_keeps_its_text_to_the_letter() -> None:
    assert read_again(html_to_markdown(HTML)) == read_html(HTML).text


def test_the_description_of_a_missing_picture_is_no_text() -> None:
    html = f'<p>Words <img alt="the [old] chart" src="{NO_PICTURE}"> after.</p>'
    assert html_to_markdown(html) == r"Words ![the \[old\] chart]() after."
    assert said(read_again(html_to_markdown(html))) == said(read_html(html).text)


def test_a_first_row_with_fewer_cells_begins_a_table() -> None:
    html = "<table><tr><th>a</th></tr><tr><td>b</td><td>c</td></tr></table>"
    assert html_to_markdown(html) == "| a | |\n| --- | --- |\n| b | c |"
    assert said(read_again(html_to_markdown(html))) == "abc"


def markup(article: str) -> str:
    """The HTML of an article's Markdown, on one line."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return re.sub(r"\n *", "", str(parser.render(html_to_markdown(article))))


@each(
    ("article", "wanted"),
    [
        ("a<b>(b)</b>c", "<p>a(<strong>b</strong>)c</p>"),
        ("中<b>（文）</b>中", "<p>中（<strong>文</strong>）中</p>"),
        ("a<i>.</i>b", "<p>a.b</p>"),
        ("<b>a</b><b>b</b>", "<p><strong>ab</strong></p>"),
        ("<i>a<br><br>b</i>", "<p><em>a</em></p><p><em>b</em></p>"),
        ("<code>a</code><span><code>b</code></span>", "<p><code>ab</code></p>"),
        (
            '<a href="https://e.org/"><h2>a</h2><p>b</p></a>',
            '<h2><a href="https://e.org/">a</a></h2><p><a href="https://e.org/">b</a></p>',
        ),
        ("<b><h2>a</h2></b>", "<h2><strong>a</strong></h2>"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "<ol><li>a</li></ol><ol><li>b</li></ol>"),
        (
            "<b><i>a</i>b<i>c</i></b>",  # a sign within a word would end what is around it
            "<p><strong><em>a</em>bc</strong></p>",
        ),
        (
            '<ol><li value="3">a</li><li>b</li><li value="9">c</li></ol>',
            '<ol start="3"><li>a</li><li>b</li></ol><ol start="9"><li>c</li></ol>',
        ),
        (
            "<dl><dt>a</dt><dd>b</dd><dd><p>c</p><p>d</p></dd></dl><ul><li>e</li></ul>",
            "<p>a</p><ul><li><p>b</p></li><li><p>c</p><p>d</p></li></ul><ul><li>e</li></ul>",
        ),
        (
            '<table><tr><th>a</th></tr><tr><td><img src="asset:1" alt="b|c"></td></tr></table>',
            (
                "<table><thead><tr><th>a</th></tr></thead><tbody>"
                '<tr><td><img src="asset:1" alt="b|c" /></td></tr></tbody></table>'
            ),
        ),
        (
            '<pre>a<img src="asset:1" alt="b"></pre>',
            '<pre><code>a</code></pre><p><img src="asset:1" alt="b" /></p>',
        ),
        (
            '<p><code>a<img src="asset:1" alt="b"></code></p>',
            '<p><code>a</code><img src="asset:1" alt="b" /></p>',
        ),
        ("<ul>a<li>b</li>c</ul>", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("10<sup>6</sup> H<sub>2</sub>O", "<p>10<sup>6</sup> H<sub>2</sub>O</p>"),
        ("<sup>1</sup> a <mark>b </mark>c", "<p><sup>1</sup> a <mark>b</mark> c</p>"),
        ("<b>m<sup>2</sup></b>", "<p><strong>m<sup>2</sup></strong></p>"),
    ],
)
def test_emphasis_links_and_lists_are_kept(article: str, wanted: str) -> None:
    assert markup(article) == wanted


def test_cells_stand_in_their_columns_and_tables_in_them_once() -> None:
    table = (
        '<table><tr><th rowspan="2">a</th><th>b</th></tr><tr><td>c</td></tr>'
        "<tr><td>d<table><tr><td>e</td></tr></table></td></tr></table>"
    )
    assert html_to_markdown(table) == "| a | b |\n| --- | --- |\n| | c |\n| d e |"


@each(
    "page",
    [
        "<p>Read!{}</p>",
        "<p>Do <em>read</em> it!{}</p>",
        "<blockquote>Read!{}</blockquote>",
        "<blockquote>Do <em>read</em> it!{}</blockquote>",
    ],
)
def test_an_exclamation_mark_makes_no_image_of_a_link(page: str) -> None:
    link = '<a href="https://example.org/">the book</a>'
    assert r"\![the book](https" in html_to_markdown(page.format(link))


def test_links_within_the_text_lead_to_headings_by_their_names() -> None:
    article = (
        '<div><p id="a">Go <a href="#c">on</a>, <a href="#d">to the end</a>.</p></div><h2>One</h2>'
        '<h2 id="c">One <em>more</em></h2><h2 id="d">One</h2>'
        '<p id="e"><a href="#a">Back</a>, <a href="#e">here</a>, <a href="#f">nowhere</a></p>'
    )
    text = html_to_markdown(article, title="The title")
    assert "Go [on](#one-more), [to the end](#one-1)." in text
    assert text.endswith("[Back](#the-title), here, nowhere")
    assert html_to_markdown(article).endswith("\n\nBack, here, nowhere")
