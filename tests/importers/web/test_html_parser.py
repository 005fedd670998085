"""Pages become the tree that browsers build, with all their text, whatever they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from reader.core.errors import PageRefused
from reader.importers.web.html_parser import parse
from reader.importers.web.lxml_helpers import text_of
from tests.each import each
from tests.importers.hostile import PIECES


def body(html: str) -> str:
    found = parse(html).find("body")
    assert found is not None
    return etree.tostring(found, encoding="unicode", method="xml")


def letters(text: str) -> list[str]:
    return sorted(character for character in text if character.isalnum())


@each(
    ("html", "tree"),
    [
        ("<p>a<wbr>b <em>c</em>", "<p>a<wbr/>b <em>c</em></p>"),
        (
            "<picture><source srcset=a><source srcset=b><img src=c></picture>",
            '<picture><source srcset="a"/><source srcset="b"/><img src="c"/></picture>',
        ),
        (
            "<video><track src=t>no film<embed src=e>x</video>",
            '<video><track src="t"/>no film<embed src="e"/>x</video>',
        ),
        (
            "<ruby>東<rp>(<rt>tō<rp>)</rp>京<rp>(<rt>kyō<rp>)</ruby>",
            "<ruby>東<rp>(</rp><rt>tō</rt><rp>)</rp>京<rp>(</rp><rt>kyō</rt><rp>)</rp></ruby>",
        ),
        ("<p>a<section>b</section>", "<p>a</p><section>b</section>"),
        ("<p>a<figure>b</figure>c", "<p>a</p><figure>b</figure>c"),
        ("<pre>\n\nx</pre>", "<pre>\nx</pre>"),
        ("<b>a<p>b</b>c", "<b>a</b><p><b>b</b>c</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("a</br>b", "a<br/>b"),
        ("<wbr title='a>b'>c", '<wbr title="a&gt;b"/>c'),
    ],
)
def test_nesting_follows_the_standard(html: str, tree: str) -> None:
    assert body(f"<!doctype html><body>{html}") == f"<body>{tree}</body>"


def test_what_a_script_holds_is_left_as_it_is() -> None:
    script = parse('<script type="application/ld+json">{"a": "x<wbr>y"}</script>').find(".//script")
    assert script is not None
    assert script.text == '{"a": "x<wbr>y"}'


def test_of_a_program_nothing_is_kept_but_where_it_stands() -> None:
    assert body("<p>a<script>b()</script>c") == "<body><p>a<script/>c</p></body>"


def test_what_follows_plaintext_is_text() -> None:
    html = "<!-- <plaintext> --><p title='<plaintext>'>a<PlainText>b <b>c</b></p>"
    assert (
        body(html)
        == '<body><p title="&lt;plaintext&gt;">a</p>b &lt;b&gt;c&lt;/b&gt;&lt;/p&gt;</body>'
    )


@given(st.lists(st.sampled_from([*PIECES, "<p>word", "<wbr>", "<i>", "</div>", "x"]), max_size=8))
def test_no_text_is_lost_between_the_parsers(pieces: list[str]) -> None:
    html = "<body>" + " ".join(pieces)
    try:
        root = parse(html)
    except PageRefused:
        return
    lexbor = LexborHTMLParser(html).body
    if "<template" in html or "<!--" in html or lexbor is None:
        return  # lexbor tells no text of a template; an unclosed comment is opened on purpose
    # What is a program's, or says how something looks, is not kept.
    lexbor.strip_tags(["script", "style"])
    etree.strip_elements(root, "script", "style", with_tail=False)
    assert letters(str(etree.tostring(root, encoding="unicode", method="text"))) == letters(
        lexbor.text()
    )


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 60_000 + "word",
        "".join(f"<font a={n}>" for n in range(300)) + "<p>word" * 20_000,
        "<p>word" + "<wbr>" * 10_000,
    ],
    ids=["div", "font", "wbr"],
)
def test_a_page_made_to_hang_a_parser_is_read(html: str) -> None:
    assert "word" in text_of(parse(html))


def test_empty_elements_of_xhtml_end_where_they_are() -> None:
    head = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a/b" /></head>'
    body = (
        '<body><p class="/">One<a id="x"/></p><div/><p>Two <a href=/x/>three</a></p></body></html>'
    )
    root = parse(f'<?xml version="1.0"?>{head}{body}')
    assert [[one.tag for one in p] for p in root.iter("p")] == [["a"], ["a"]]
    assert [link.text for link in root.iter("a")] == [None, "three"]
    doctype = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">'
    page = f"{doctype}<html><head><script src='x'/></head><body><p>One<p/>Two</body></html>"
    assert [p.text for p in parse(page).iter("p")] == ["One", "Two"]
