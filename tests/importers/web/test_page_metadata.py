"""What a page says of its article: which of several statements is believed."""

import pytest

from tests.importers.sources import read_page

PROSE = "The boat left at nine, with the mail and four passengers, one of whom was a goat. " * 3
LONG_NAME = "Ana " * 40


def page(head: str = "", body: str = "", html: str = "") -> str:
    return (
        f"<!doctype html><html {html}><head>{head}</head><body>{body}<p>{PROSE}</p></body></html>"
    )


def metas(*pairs: tuple[str, str]) -> str:
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in pairs)


@pytest.mark.parametrize(
    ("said", "byline"),
    [
        ([("author", "Kim Oh"), ("dc.creator", "Ana Ruiz")], "Ana Ruiz"),
        ([("author", "Kim Oh"), ("article:author", "Ana Ruiz")], "Ana Ruiz"),
        ([("parsely-author", "Kim Oh"), ("author", "Ana Ruiz")], "Ana Ruiz"),
        ([("citation_author", "Kim Oh"), ("parsely-author", "Ana Ruiz")], "Ana Ruiz"),
        ([("DC:creator", "Ana Ruiz")], "Ana Ruiz"),
        ([("dcterms:creator", "Ana Ruiz")], "Ana Ruiz"),
        ([("article:author", "https://p.example/ana"), ("author", "Ana Ruiz")], "Ana Ruiz"),
        ([("article:author", LONG_NAME), ("author", "Ana Ruiz")], "Ana Ruiz"),
        (
            [("author", "Ana Ruiz"), ("author", "Kim Oh"), ("author", "Ana Ruiz")],
            "Ana Ruiz, Kim Oh",
        ),
        ([("author", "Ana Ruiz"), ("author", "https://p.example/kim")], "Ana Ruiz"),
        ([("author", "")], ""),
        ([("author", f"N{n:02}") for n in range(30)], ", ".join(f"N{n:02}" for n in range(20))),
    ],
)
def test_who_wrote_it_by_the_properties(said: list[tuple[str, str]], byline: str) -> None:
    assert read_page(page(metas(*said))).byline == byline


@pytest.mark.parametrize(
    ("body", "byline"),
    [
        ("<p class='entry byline'>Ana Ruiz</p>", "Ana Ruiz"),
        ("<p class=p-author>Ana Ruiz</p>", "Ana Ruiz"),
        ("<p class=WrittenBy>Ana Ruiz</p>", "Ana Ruiz"),
        ("<p class=authority>Ana Ruiz</p>", ""),
        ("<a rel='nofollow author'>Ana Ruiz</a>", "Ana Ruiz"),
        ("<meta itemprop=author content='Ana Ruiz'>", "Ana Ruiz"),
        ("<span itemprop='creator author'>Ana Ruiz</span>", "Ana Ruiz"),
        ("<p class=byline>Ana Ruiz</p><p class=byline>Kim Oh</p>", "Ana Ruiz"),
        (f"<p class=byline>{LONG_NAME}</p><p class=byline>Kim Oh</p>", "Kim Oh"),
        ("<p class=byline>https://p.example/ana</p><p class=author>Kim Oh</p>", "Kim Oh"),
        (
            "<div class=byline>By <b itemprop=name>Ana Ruiz</b>, who has been at the port</div>",
            "Ana Ruiz",
        ),
    ],
)
def test_who_wrote_it_by_the_page(body: str, byline: str) -> None:
    assert read_page(page("", body)).byline == byline


def test_the_class_of_the_body_makes_no_byline_of_the_page() -> None:
    assert read_page(f"<title>T</title><body class=author><p>Short.</p><p>{PROSE}").byline == ""


def test_the_properties_are_believed_before_the_page() -> None:
    body = "<p class=byline>Kim Oh</p><time datetime=2023-01-02>then</time>"
    said = metas(("author", "Ana Ruiz"), ("date", "2024-05-06"))
    draft = read_page(page(said, body))
    assert (draft.byline, draft.published) == ("Ana Ruiz", "2024-05-06")


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (metas(("date", "2024-01-01"), ("article:published_time", "2024-05-06")), "", "2024-05-06"),
        (metas(("dc.date", "some day"), ("pubdate", "2024-05-06")), "", "2024-05-06"),
        (metas(("date", "some day"), ("date", "2024-05-06")), "", "2024-05-06"),
        ("", "<span itemprop=datePublished content=2024-05-06>May</span>", "2024-05-06"),
        ("", "<abbr class='x published'>2024-05-06</abbr>", "2024-05-06"),
        ("", "<span itemprop=datePublished datetime=2024-05-06 content=2023-01-01>", "2024-05-06"),
        (
            "",
            "<abbr class=published>2024-05-06</abbr><abbr class=published>2023-01-01</abbr>",
            "2024-05-06",
        ),
        ("", "<time>some day</time><time>2024-05-06</time>", "2024-05-06"),
        ("<link rel=canonical href=https://p.example/2024/5/6/goat>", "", "2024-05-06"),
        ("<link rel=canonical href=https://p.example/2024-05-06-goat>", "", "2024-05-06"),
        ("<link rel=canonical href=https://p.example/a/20240506>", "", ""),
    ],
)
def test_when_it_was_published(head: str, body: str, published: str) -> None:
    assert read_page(page(head, body)).published == published


OG_URL = "<meta property=og:url content=https://og.example/>"
SAVED = "<!-- saved from url=(0025)https://saved.example/b -->"


@pytest.mark.parametrize(
    ("head", "before", "url", "site"),
    [
        (
            f"{OG_URL}<link rel='x Canonical' href=https://www.p.example/a>",
            SAVED,
            "https://www.p.example/a",
            "p.example",
        ),
        (
            OG_URL,
            SAVED,
            "https://og.example/",
            "og.example",
        ),
        (
            "<link rel=canonical href=javascript:x>",
            SAVED,
            "https://saved.example/b",
            "saved.example",
        ),
        ("<link rel=next href=https://p.example/2>", "", "", ""),
        (
            "",
            "<!--\n Page saved with SingleFile \n url: https://one.example/c\n-->",
            "https://one.example/c",
            "one.example",
        ),
        (
            "<meta name=application-name content=App><meta property=og:site_name content=Name>",
            SAVED,
            "https://saved.example/b",
            "Name",
        ),
    ],
)
def test_where_it_is_from(head: str, before: str, url: str, site: str) -> None:
    draft = read_page(before + page(head))
    assert (draft.url, draft.site) == (url, site)


@pytest.mark.parametrize(
    ("html", "head", "language"),
    [
        ("lang=de", metas(("dc.language", "fr")), "de"),
        ("", metas(("dc.language", "fr"), ("content-language", "it")), "fr"),
        ("", "<meta property=og:locale content=pt_BR>", "pt-BR"),
        ("", "", ""),
    ],
)
def test_its_language(html: str, head: str, language: str) -> None:
    assert read_page(page(head, html=html)).language == language


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            "",
            "<p itemprop='name headline'>The goat</p><p itemprop=headline>Another</p>",
            "The goat",
        ),
        ("", "<p class='h entry-title'>The goat</p>", "The goat"),
        (
            "<title>The goat sails away | The Paper</title>",
            "<h1>The goat sails</h1>",
            "The goat sails",
        ),
        ("<title>Goats | The Paper</title>", "<h1>Goat</h1>", "Goats | The Paper"),
        ("<title>From the tab</title>", "<h1>Something else</h1>", "From the tab"),
        ("", "<svg><title>An icon</title></svg><h1></h1><h1>The goat</h1>", "The goat"),
        (
            "<meta property=og:title content='The goat'><meta property=twitter:title content=no>",
            "<h1>News</h1>",
            "The goat",
        ),
    ],
)
def test_its_title(head: str, body: str, title: str) -> None:
    assert read_page(page(head, body)).title == title


def test_a_title_of_any_length_is_cut_to_what_is_kept() -> None:
    whole = "word " * 200
    title = read_page(page(f"<title>{whole}</title>", f"<h1>{whole}</h1>")).title
    assert title.startswith("word word")
    assert 490 < len(title) <= 500
    exact = "x" * 500
    assert read_page(page(f"<title>{exact}</title>", f"<h1>{exact}</h1>")).title == exact
    assert len(read_page(page(f"<title>{exact}y</title>", f"<h1>{exact}y</h1>")).title) == 500
