"""What a page says of its article: which of several statements is believed."""

import pytest

from tests.each import each
from tests.importers.sources import read_page
from tests.importers.web.metadata.metadata_pages import PROSE, linked, metas, page


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
            "",
            "<!-- Page saved with SingleFileZ \n url: https://z.example/ \n-->",
            "https://z.example/",
            "z.example",
        ),
        ('<!-- base href="https://fox.example/d" -->', "", "https://fox.example/d", "fox.example"),
        (
            '<meta name="savepage-url" content="https://we.example/d">',
            "",
            "https://we.example/d",
            "we.example",
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
        *(  # a label or a subtitle is set off in the heading
            (
                "<title>The mill at Harne - The Quay</title>",
                f"<h1>{heading}</h1>",
                "The mill at Harne",
            )
            for heading in (
                "<span>Business</span> The mill at Harne",
                "<a href=/m><span>Business</span><span>The mill at Harne</span></a>",
                "Business<br>The mill at Harne",
                "The mill at Harne<small>Four wheels, and no water</small>",
            )
        ),
    ],
)
def test_its_title(head: str, body: str, title: str) -> None:
    assert read_page(page(head, body)).title == title


@each("tab", ["渡口_码头网", "渡口｜码头网", "渡口 - 码头网"])
def test_two_ideographs_are_a_title_that_a_heading_confirms(tab: str) -> None:
    page = f"<html lang=zh><title>{tab}</title><h1>渡口</h1><p>{PROSE}</p>"
    assert read_page(page).title == "渡口"


def test_entities_that_were_escaped_twice_are_read() -> None:
    data = '{"@type": "Article", "headline": "Rusk &amp;amp; Sons&amp;#8217; boats"}'
    html = f"<script type=application/ld+json>{data}</script><p>{PROSE}</p>"
    assert read_page(html).title == "Rusk & Sons’ boats"


def test_an_address_in_json_ld_is_not_escaped_in_most_pages() -> None:
    address = "https://mill.example/?id=1&amp;section=2&region=3"  # not “§ion” and “®ion”
    html = f"<html><head>{linked('url', address)}</head><body><p>{PROSE}</p>"
    assert read_page(html).url == "https://mill.example/?id=1&section=2&region=3"


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
        ("lang=ar", "<h1>T</h1><p>٢٠ مايو ٢٠٢٤</p>", "2024-05-20"),
        ("lang=uk", "<h1>T</h1><p>20 травня 2024</p>", "2024-05-20"),
        ("lang=el", "<h1>T</h1><p>20 Μαΐου 2024</p>", "2024-05-20"),
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


def test_of_several_publishers_the_first_is_the_site() -> None:
    data = '{"@type": "Article", "headline": "The mill", "publisher": ["Harne Post", "The Press"]}'
    draft = read_page(page(f"<script type=application/ld+json>{data}</script>"))
    assert (draft.title, draft.site) == ("The mill", "Harne Post")


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
