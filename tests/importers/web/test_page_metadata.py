"""What a page says of its article: which of several statements is believed."""

import pytest

from tests.each import each
from tests.importers.sources import read_page

PROSE = "The boat left at nine, with the mail and four passengers, one of whom was a goat. " * 3
LONG_NAME = "Ana " * 40


def page(head: str = "", body: str = "", html: str = "") -> str:
    return (
        f"<!doctype html><html {html}><head>{head}</head><body>{body}<p>{PROSE}</p></body></html>"
    )


def linked(name: str, value: str, kind: str = "Article") -> str:
    return f'<script type="application/ld+json">{{"@type": "{kind}", "{name}": "{value}"}}</script>'


def metas(*pairs: tuple[str, str]) -> str:
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in pairs)


@each(
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


@each(
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


@each(
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


@each(
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


@each(
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


@each(
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
        ("<title>Goats | The Paper</title>", "<h1>Goat</h1>", "Goats"),
        ("<title>From the tab</title>", "<h1>Something else</h1>", "From the tab"),
        ("", "<svg><title>An icon</title></svg><h1></h1><h1>The goat</h1>", "The goat"),
        (
            "<meta property=og:title content='The goat'><meta property=twitter:title content=no>",
            "<h1>News</h1>",
            "The goat",
        ),
        (  # a headline that is the description is alone against the others
            f"<title>The mill at Harne - Openpedia</title>{linked('headline', 'a mill in a marsh')}",
            "<h1>The mill at Harne</h1>",
            "The mill at Harne",
        ),
        (
            (
                "<title>The mill | Openpedia</title><meta property=og:title content='The mill'>"
                f"{linked('headline', 'a watermill in the marshes of Harne')}"
            ),
            "",
            "The mill",
        ),
        (
            linked("headline", "Salt &amp; sand: the keepers&#039; year"),
            "",
            "Salt & sand: the keepers' year",
        ),
        ("<title>x</title>" + linked("headline", "Salt, sand"), "", "Salt, sand"),
        (
            "<title>The mill at Harne — The Quay</title>",
            "<h2>The mill at Harne</h2>",
            "The mill at Harne",
        ),
        ("<title>The mill at Harne » The Quay</title>", "", "The mill at Harne"),
        ("<title>The mill - part two</title>", "", "The mill - part two"),
        ("<title>The mill: a history</title>", "", "The mill: a history"),
        (
            (
                "<title>The Quay: The mill at Harne</title>"
                "<link rel=canonical href=https://thequay.example/mill>"
            ),
            "",
            "The mill at Harne",
        ),
        (
            (
                "<title>The mill at Harne - The Quay</title>"
                "<link rel=alternate type=application/rss+xml title='The Quay » Feed' href=/feed>"
            ),
            "",
            "The mill at Harne",
        ),
        ("<title>The mill - The Quay</title>", "<a href=/ title='The Quay'>Q</a>", "The mill"),
        (
            "<title>The Quay</title><meta property=og:site_name content='The Quay'>",
            "<h1>The Quay</h1><h1>The mill at Harne</h1>",
            "The mill at Harne",
        ),
        (  # a site of one page is called like it
            "<title>The Quay</title><meta property=og:site_name content='The Quay'>",
            "<h1>The Quay</h1>",
            "The Quay",
        ),
        ("<title>Ada Fenn | The Quay</title><meta name=author content='Ada Fenn'>", "", "Ada Fenn"),
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


@pytest.mark.parametrize("name", ["<p class=title>", "<p class='c5 Title'>", "<p class=MsoTitle>"])
def test_a_page_without_a_title_is_called_by_its_title_paragraph(name: str) -> None:
    body = f"{name}<span>The mill at Harne</span></p><p>{PROSE}</p><h1>How it was built</h1>"
    draft = read_page(f"<html><head></head><body>{body}<p>{PROSE}</p></body></html>")
    assert (draft.title, draft.is_title_generated) == ("The mill at Harne", False)
    assert "How it was built" in draft.html


def test_the_heading_of_a_section_is_no_title() -> None:
    draft = read_page(f"<html><body><p>{PROSE}</p><h1>How it was built</h1><p>{PROSE}</p>")
    assert draft.is_title_generated
    assert "How it was built" in draft.html


@each(
    ("body", "byline"),
    [
        (
            "<p><span class=byline>Posted</span> <span class='vcard author'>Ada Fenn</span></p>",
            "Ada Fenn",
        ),
        ("<div class=author>Ada Fenn<br>May 20, 2024</div>", "Ada Fenn"),
        ("<div class=author>Ada Fenn, May 20, 2024 at 7:30 pm</div>", "Ada Fenn"),
        ("<h1>T</h1><p>By Ada Fenn and Bo Lund</p>", "Ada Fenn and Bo Lund"),
        ("<h1>T</h1><p>Von Ada Fenn</p>", "Ada Fenn"),
        ("<h1>T</h1><p>Publié le 3 mai 2019 par Ada Fenn</p>", "Ada Fenn"),
        ("<h1>T</h1><p>作者：李明</p>", "李明"),
        ("<h1>T</h1><p>By noon the boats had left, and nobody had counted them.</p>", ""),
        ("<div class=byline>Peter says:</div>", ""),
        ("<ol class=commentlist><li><span class=author>Peter Holm</span></li></ol>", ""),
        ("<div id=comments><a rel=author href=/p>Peter Holm</a></div>", ""),
        (
            "<p>By <a rel=author href=/a>Ada Fenn</a> and <a rel=author href=/b>Bo Lund</a></p>",
            "Ada Fenn, Bo Lund",
        ),
        (
            "<aside><a class=author href=/p>Peter Holm</a></aside><h1>T</h1><p class=byline>Ada Fenn",
            "Ada Fenn",
        ),
        (
            "<div class='author-box'><b class=author-name>Ada Fenn</b> keeps the mill.</div>",
            "Ada Fenn",
        ),
        ("<div class=author>About the author</div>", ""),
    ],
)
def test_a_byline_without_its_labels_and_dates(body: str, byline: str) -> None:
    assert read_page(page("<title>T</title>", body)).byline == byline


@each("author", ["Kirby Olsen", "von der Heide", "Di Marco", "Reporters in Rome"])
def test_a_name_that_holds_a_label_is_kept_whole(author: str) -> None:
    assert read_page(page(metas(("author", author)))).byline == author


def test_a_person_is_believed_before_the_site() -> None:
    head = "<meta property=og:site_name content='The Quay'>" + metas(("author", "The Quay"))
    assert read_page(page(head, "<p class=byline>By Ada Fenn</p>")).byline == "Ada Fenn"
    assert read_page(page(head)).byline == "The Quay"


@each(
    ("shown", "byline", "row"),
    [
        ("<p>By Ada Fenn and Bo Lund</p>", "Ada Fenn and Bo Lund", ""),
        ("<p>By ADA FENN AND BO LUND</p>", "ADA FENN AND BO LUND", ""),
        ("<p class=byline>Von Ada Fenn und Bo Lund | 4. April 2024", "Ada Fenn und Bo Lund", ""),
        ("<p>By Ada Fenn, Bo Lund</p>", "Ada Fenn, Bo Lund", ""),
        (
            "<p>By <a rel=author>Ada Fenn</a>, <a rel=author>Bo Lund</a> and <a rel=author>Kim Oh",
            "Ada Fenn, Bo Lund, Kim Oh",
            "",
        ),
        (
            "<p class=x><b itemprop=author>Ada Fenn</b> and <b itemprop=author>Bo Lund</b></p>",
            "Ada Fenn, Bo Lund",
            "Bo",
        ),
        (
            "<p class=byline><b><i class=name>Ada Fenn</i></b> <b><i class=name>Bo Lund</i></b></p>",
            "Ada Fenn, Bo Lund",
            "Bo",
        ),
        ("<ul class=authors><li>Ada Fenn</li><li>Bo Lund</li></ul>", "Ada Fenn, Bo Lund", "Bo"),
        ("<p>By Ada Fenn, Staff Writer</p>", "Ada Fenn", ""),
        ("<p>By Ada Fenn, Oslo</p>", "Ada Fenn", "By Ada Fenn, Oslo"),
        ("<p>By Bo Lund and Kim Oh</p>", "Ada Fenn", "By Bo Lund and Kim Oh"),
        ("<p>Ada Fenn and Bo Lund</p><p>4 April 2024</p>", "Ada Fenn", "Ada Fenn and Bo Lund"),
    ],
)
def test_of_two_bylines_that_agree_the_fuller_one_is_kept(
    shown: str, byline: str, row: str
) -> None:
    draft = read_page(page(metas(("author", "Ada Fenn")), f"<h1>T</h1>{shown}<p>{PROSE}</p>"))
    assert draft.byline == byline
    assert row in draft.html
    assert row or "Ada" not in draft.html


def test_the_fuller_one_of_what_is_said_for_machines() -> None:
    said = linked("author", "Ada Fenn") + metas(("author", "Ada Fenn"), ("author", "Bo Lund"))
    assert read_page(page(said)).byline == "Ada Fenn, Bo Lund"
    said = metas(("author", "Ada Fenn and Bo Lund"))
    assert read_page(page(said, "<h1>T</h1><p>By Ada Fenn</p>")).byline == "Ada Fenn and Bo Lund"


@each(
    ("author", "head", "foot", "site"),
    [
        ("The Quay", "", "", "The Quay"),
        ("Harbour Gazette", "", "", "Harbour Gazette"),
        ("Harbour Post", "", "", "Harbour Post"),
        ("Quayside", "<title>The ferry sails | Quayside</title>", "", "Quayside"),
        ("Quay Words", "", "<footer>© 2024 Quay Words</footer>", "Quay Words"),
        ("Q", "<meta property=og:site_name content='The Quay'>", "", "The Quay"),
        ("admin", "<link rel=canonical href=https://p.example/a>", "", "p.example"),
    ],
)
def test_the_reporter_is_the_author_and_the_paper_the_site(
    author: str, head: str, foot: str, site: str
) -> None:
    body = f"<h1>The ferry sails</h1><p>By Ada Fenn</p><p>{PROSE}</p>{foot}"
    draft = read_page(page(metas(("author", author)) + head, body))
    assert (draft.byline, draft.site) == ("Ada Fenn", site)


@each(
    ("html", "body", "published"),
    [
        ("", "<h1>T</h1><p class=date>Published on 20 May 2024</p>", "2024-05-20"),
        (
            "",
            "<h1>T</h1><div><span>Ada Fenn</span> · <span>20. Mai 2024</span></div>",
            "2024-05-20",
        ),
        ("", "<h1>T</h1><p>2024年5月20日</p>", "2024-05-20"),
        ("", "<h1>T</h1><p>20 мая 2024</p>", "2024-05-20"),
        ("", "<p class=post-meta>May 20, 2024</p><h1>T</h1>", "2024-05-20"),
        ("", "<h1>T</h1><p>Updated 1 June 2024</p><p>20 May 2024</p>", "2024-05-20"),
        ("", "<h1>T</h1><p>Updated 1 June 2024</p>", "2024-06-01"),
        ("lang=en-US", "<h1>T</h1><p class=date>5/3/2024</p>", "2024-05-03"),
        ("lang=de", "<h1>T</h1><p class=date>5/3/2024</p>", "2024-03-05"),
        ("", "<h1>T</h1><p class=date>5/3/2024</p>", ""),
        ("", f"<h1>T</h1><p>{PROSE}</p><p>It sank on 20 May 1924, and was raised.</p>", ""),
        ("", f"<h1>T</h1><p>{PROSE}</p><div id=comments><p>20 May 2024</p></div>", ""),
        ("", f"<h1>T</h1><p>{PROSE}</p><p>Published: 20 May 2024</p>", "2024-05-20"),
        ("", "<h1>T</h1><time datetime=0001-01-01T00:00:00>now</time>", ""),
    ],
)
def test_a_date_that_the_page_shows(html: str, body: str, published: str) -> None:
    assert read_page(page("<title>T</title>", body, html)).published == published


def test_of_several_articles_in_json_ld_the_page_s_own_is_taken() -> None:
    other = linked("headline", "Another story").replace("}", ', "author": "Kim Oh"}')
    own = linked("headline", "The mill at Harne").replace("}", ', "author": "Ada Fenn"}')
    draft = read_page(page(other + own, "<h1>The mill at Harne</h1>"))
    assert (draft.title, draft.byline) == ("The mill at Harne", "Ada Fenn")


@each(
    "block",
    [
        '{"@type": "Article", "headline": "The mill",}',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;The mill&quot;}",
        '//<![CDATA[\n{"@type": "Article", "headline": "The mill"}\n//]]>',
        '{"@type": "https://schema.org/Article", "headline": {"@value": "The mill"}}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "The mill"}}',
    ],
)
def test_json_ld_that_is_not_quite_as_it_should_be(block: str) -> None:
    assert read_page(page(f"<script type=application/ld+json>{block}</script>")).title == "The mill"
