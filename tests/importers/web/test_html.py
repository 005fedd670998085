"""A page becomes its article: metadata by layers, the right part of the page, nothing dangerous."""

import pytest

from reader.core.errors import ImportFailed
from reader.core.text.blocks import NO_PICTURE
from reader.core.text.canonical_text import read_html
from tests.each import each
from tests.importers.allowed import text_in, wrong_in
from tests.importers.hostile import PIECES
from tests.importers.sources import read_page, read_text

PROSE = "The boat left at nine, with the mail and four passengers, one of whom was a goat. " * 3


def page(head: str = "", body: str = f"<p>{PROSE}</p>") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def test_links_to_the_heading_that_is_the_title_lead_to_the_beginning() -> None:
    body = f"<h1 id=top>The goat</h1><p>{PROSE}</p><p>{PROSE} <a href=#top>To the top</a></p>"
    draft = read_page(page("<title>The goat</title>", f"<article>{body}</article>"))
    assert '<p id="a-top">' in draft.html
    assert '<a href="#a-top"' in draft.html


@each(
    ("head", "body", "title"),
    [
        ("<title>From the title</title>", "", "From the title"),
        ("<title>A &amp; B</title>", "", "A & B"),
        ("<title>Story | Site</title><meta property=og:site_name content=Site>", "", "Story"),
        ("<title>Story - Part 2</title>", "", "Story - Part 2"),
        ("<title>The Goat Sails | Site</title>", "<h1>The Goat Sails</h1>", "The Goat Sails"),
        ("<title>x</title><meta property=og:title content='From OG'>", "", "From OG"),
        (
            "<meta name=DC.title content='From DC'><meta property=og:title content=no>",
            "",
            "From DC",
        ),
        ("", "<h1>From the heading</h1>", "From the heading"),
        ("", "<h1 itemprop=headline>Item</h1>", "Item"),
        (
            '<script type=\'application/ld+json\'>{"@type":"Article","headline":"LD"}</script>',
            "",
            "LD",
        ),
        ("<script type='application/ld+json'>{broken</script><title>Ok</title>", "", "Ok"),
        (
            "<script type='application/ld+json'>" + "[" * 100_000 + "</script><title>Ok</title>",
            "",
            "Ok",
        ),
    ],
)
def test_title(head: str, body: str, title: str) -> None:
    draft = read_page(page(head, body + f"<p>{PROSE}</p>"))
    assert (draft.title, draft.is_title_generated) == (title, False)
    assert title not in text_in(draft.html)
    assert PROSE.strip() in text_in(draft.html)


def test_title_is_generated_when_there_is_none() -> None:
    draft = read_page(page())
    assert draft.is_title_generated
    assert draft.title.startswith("The boat left at nine")
    assert read_page(page(), "the goat that sailed.html").title == "The goat that sailed"


@each(
    ("author", "byline"),
    [
        ('"Ana Ruiz"', "Ana Ruiz"),
        ('{"name": "Ana Ruiz"}', "Ana Ruiz"),
        ('[{"@type": "Person", "name": "Ana Ruiz"}, "Kim Oh"]', "Ana Ruiz, Kim Oh"),
        ('{"name": ["Ana Ruiz"]}', "Ana Ruiz"),
        ('"https://x.example/ana"', ""),
        ("null", ""),
        ("7", ""),
    ],
)
@each("form", ["{}", "[{}]", '{{"@graph": [{}]}}', '[[{{"@graph": [{}]}}]]'])
def test_linked_data(author: str, byline: str, form: str) -> None:
    data = form.format(
        f'{{"@type": ["NewsArticle"], "headline": "H", "author": {author}, '
        '"datePublished": "2024-05-06T07:30:00Z", "description": "About it", "inLanguage": "de_AT", '
        '"publisher": {"name": "The Paper"}, "mainEntityOfPage": {"@id": "https://x.example/a"}}'
    )
    draft = read_page(page(f'<script type="application/ld+json">{data}</script>'))
    assert (draft.title, draft.byline, draft.site) == ("H", byline, "The Paper")
    assert (draft.published, draft.language) == ("2024-05-06T07:30:00+00:00", "de-AT")
    assert (draft.url, draft.excerpt) == ("https://x.example/a", "About it")


def test_layers_of_metadata() -> None:
    draft = read_page(
        page(
            "<link rel=canonical href='https://www.paper.example/2024/05/06/goat'>"
            "<meta name=author content='By Ana Ruiz'><meta name=description content=' A  goat. '>"
            "<meta http-equiv=content-language content=en-us>"
        )
    )
    assert (draft.byline, draft.excerpt, draft.language) == ("Ana Ruiz", "A goat.", "en-us")
    assert (draft.site, draft.published) == ("paper.example", "2024-05-06")


@pytest.mark.parametrize(
    "body",
    [
        '<p class="byline">By Ana Ruiz</p>',
        '<a rel="author" href="/ana">Ana Ruiz</a>',
        '<span itemprop="author"><span itemprop="name">Ana Ruiz</span>, staff</span>',
    ],
)
def test_byline_in_the_page(body: str) -> None:
    assert read_page(page("", f"{body}<p>{PROSE}</p>")).byline == "Ana Ruiz"


def test_time_element() -> None:
    assert (
        read_page(page("", f"<time datetime=2024-05-06>May</time><p>{PROSE}")).published
        == "2024-05-06"
    )


def test_dangerous_metadata_is_not_believed() -> None:
    draft = read_page(
        page(
            "<link rel=canonical href='javascript:alert(1)'><meta property=og:url content='file:///x'>"
        )
    )
    assert (draft.url, draft.site) == ("", "")


def test_what_is_not_the_article_is_left_out_and_logged() -> None:
    body = (
        "<header role=banner><a href=/>Site</a></header><nav><a href=/a>Home</a></nav>"
        f"<main><article><p>{PROSE}</p><p>{PROSE}</p></article></main>"
        "<aside>Buy things</aside><div class=newsletter-signup>Join us</div><footer>Imprint</footer>"
        "<p hidden>Not shown</p>"
    )
    draft = read_page(page("<title>T</title>", body))
    text = text_in(draft.html)
    for word in ("Home", "Buy", "Join", "Imprint", "shown"):
        assert word not in text
    assert any("Imprint" in note for note in draft.notes)


def test_page_that_is_all_navigation_is_kept_whole() -> None:
    draft = read_page(page("<title>T</title>", f"<nav><p>{PROSE}</p></nav>"))
    assert PROSE.strip() in text_in(draft.html)


def test_aside_with_text_inside_the_article_stays() -> None:
    body = f"<article><p>{PROSE}</p><aside><p>A word on goats.</p></aside><p>{PROSE}</p></article>"
    assert "A word on goats." in read_page(page("", body)).html


def test_relative_links_need_a_base() -> None:
    body = f"<p>{PROSE}<a href='/x?a=1&amp;b=2'>rel</a> <a href='#top'>top</a></p>"
    assert "<a" not in read_page(page("", body)).html
    html = read_page(page("<link rel=canonical href=https://p.example/d/e>", body)).html
    assert 'href="https://p.example/x?a=1&amp;b=2"' in html
    assert html.count("<a ") == 1


def test_films_formulas_and_check_boxes_have_a_text() -> None:
    body = (
        f"<p>{PROSE}</p><iframe src='https://film.example/1' title='The film'></iframe>"
        "<p><math alttext='E=mc^2'><mi>E</mi></math></p>"
        "<ul><li><input type=checkbox checked> done</li><li><input type=checkbox> open</li></ul>"
        "<video><source src='https://film.example/2.mp4'>Fallback</video>"
        "<video poster='https://film.example/3.png' src='blob:x'></video>"
    )
    draft = read_page(page("", body))
    html = draft.html
    assert (
        '<a href="https://film.example/1" rel="noopener noreferrer nofollow">The film</a>' in html
    )
    assert "<code>E=mc^2</code>" in html
    assert "☑" in html
    assert "☐" in html
    assert "https://film.example/2.mp4" in html
    assert "Pictures that are not stored: 1" in draft.notes  # the still image of a film


def test_a_film_that_no_browser_shows_any_more_is_no_link() -> None:
    film = "<embed src=/boat.swf><object data='/boat.SWF?x=1'><p>The boat leaves.</p></object>"
    html = read_page(page("<link rel=canonical href=https://p.example/d>", f"<p>{PROSE}</p>{film}"))
    assert "<a" not in html.html
    assert "The boat leaves." in html.html


def test_a_drawing_has_the_text_it_is_told_by() -> None:
    body = (
        f"<p>{PROSE}</p><p><svg role=img aria-label='A goat at sea'><text>no</text></svg></p>"
        "<p><svg role=img><g><title>The harbour</title></g></svg></p>"
        "<p><svg aria-label='An ornament'></svg></p>"
    )
    html = read_page(page("", body)).html
    assert f'<img alt="A goat at sea" src="{NO_PICTURE}">' in html
    assert f'<img alt="The harbour" src="{NO_PICTURE}">' in html
    assert "at sea" not in text_in(html)
    assert "ornament" not in html


@each(
    ("around", "size", "is_shown"),
    [
        ("p", "width=96 height=32", True),
        ("p", "width=95 height=32", False),
        ("p", "width=96 height=31px", False),
        ("p", "", False),
        ("figure", "", True),
        ("figure", "width=16 height=16", False),
        ("a href=https://a.example", "width=96 height=32", False),
    ],
)
def test_a_drawing_is_shown_that_is_large_or_a_figure(
    around: str, size: str, is_shown: bool
) -> None:
    drawing = f"<{around}>x<svg {size}><path d='M0 0h9v9z'/></svg></{around.split()[0]}>"
    html = read_page(page("", f"<p>{PROSE}</p>{drawing}<p>{PROSE}</p>")).html
    assert ("<img" in html) is is_shown


@each(
    "html",
    [
        "<html></html>",
        "<p></p>",
        "<html><body><script>x</script><img src=x></body></html>",
        "<title>Only a title</title>",
        "<p><svg><text>x</text></svg></p>",
        "<!doctype html>",
        "<html><body>&nbsp;<br></body></html>",
    ],
)
def test_page_without_text_is_an_error(html: str) -> None:
    with pytest.raises(ImportFailed, match="has no text"):
        read_page(html)


def test_heading_that_is_all_there_is_stays() -> None:
    draft = read_page("<title>Only this</title><h1>Only this</h1>")
    assert text_in(draft.html).strip() == "Only this"


@each("odd", ["&#1;", "\x01", "&#x1f;", "&#xfffe;", "\x0b", "\x0c", "&#11;", "\x7f"])
def test_control_characters_anywhere(odd: str) -> None:
    body = (
        f"<p>{PROSE * 5}{odd}<input type=checkbox>{odd}<nav>{odd}</nav>{odd}</p>"
        f"<h1>T{odd}</h1>{odd}<iframe src='https://x.example{odd}' title='a{odd}b'></iframe>{odd}"
        f"<math alttext='x{odd}'></math>{odd}<svg role=img aria-label='y{odd}'></svg>{odd}"
        f"<img alt='z{odd}'>{odd}<a href='https://x.example/{odd}'>w{odd}</a>"
    )
    draft = read_page(page(f"<title>T{odd}</title><meta name=author content='A{odd}B'>", body))
    assert PROSE.strip() in text_in(draft.html)
    assert wrong_in(draft.html) == []


def test_hostile_pieces_in_a_page() -> None:
    for piece in PIECES:
        draft = read_page(f"<html><body><p>{PROSE}</p><p>{PROSE}</p>{piece}</body></html>")
        assert wrong_in(draft.html) == [], piece
        assert PROSE.strip() in text_in(draft.html), piece


def test_thousands_of_nested_elements() -> None:
    draft = read_page(
        "<html><body>" + "<div>" * 5_000 + "The text at the bottom." + "</div>" * 5_000
    )
    assert text_in(draft.html).strip() == "The text at the bottom."
    draft = read_page("".join(f"<div>w{n}" for n in range(5_000)))
    assert read_html(draft.html).text.split() == [f"w{n}" for n in range(5_000)]


def test_clipboard_fragment() -> None:
    draft = read_page(
        "<meta charset='utf-8'><b>Some</b> <a href='https://x.example'>words</a>.", "clipboard"
    )
    assert text_in(draft.html).strip() == "Some words."
    assert draft.is_title_generated


def test_page_in_a_text_file_is_still_a_page() -> None:
    draft = read_text(page("<title>T</title>"), "saved.txt")
    assert (draft.importer, draft.title) == ("html/3", "T")


def test_html_file_without_a_tag_is_plain_text() -> None:
    draft = read_page("Just words < 3 & more.\n\nAnd a second paragraph.")
    assert draft.importer == "plain-text/2"
    assert "Just words &lt; 3 &amp; more." in draft.html


def test_scripts_declared_content_never_reaches_the_draft() -> None:
    draft = read_page(page("<title><script>alert(1)</script></title>", f"<p>{PROSE}</p>"))
    assert "<" not in draft.title or "alert" in draft.title  # a title is text, not markup
    assert wrong_in(draft.html) == []


@pytest.mark.parametrize(
    "call",
    [
        '<a href="#n"><sup>1</sup></a>',
        '<sup id="r"><a href="#n">[1]</a></sup>',
        '<sup><a href="#n">1</a>, <a href="#m">2</a></sup>',
    ],
)
def test_an_excerpt_has_no_numbers_of_footnotes(call: str) -> None:
    words = "She walked over the hills.", "The area was 5 km<sup>2</sup> and more, it was said."
    notes = '<p id="n">Old hills.</p><p id="m">Older ones.</p>'
    draft = read_page(f"<article><h1>Hills</h1><p>{words[0]}{call} {words[1]}</p>{notes}</article>")
    assert draft.excerpt == "She walked over the hills. The area was 5 km2 and more, it was said."
