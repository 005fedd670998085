"""The many forms in which pages say who wrote an article, when, and how it is called."""

import pytest

from tests.each import each
from tests.importers.sources import read_page

PROSE = "The boats came in at noon, and the whole of the harbour was there to see them unload. " * 4


def page(body: str, head: str = "", after: str = "", html: str = "lang=en") -> str:
    prose = f"<p>{PROSE}</p>" * 3
    return (
        f"<!doctype html><html {html}><head><title>Nets of the north</title>{head}</head><body>"
        f"<article><h1>Nets of the north</h1>{body}{prose}</article>{after}</body></html>"
    )


def metas(*pairs: tuple[str, str]) -> str:
    return "".join(f'<meta property="{name}" content="{value}">' for name, value in pairs)


LINKED = '<script type="application/ld+json">{"@type": "Article", "author": "%s"}</script>'
PAPER = metas(("og:site_name", "Harbour Log"))


@each(
    ("body", "byline"),
    [
        ("<div class=byline>by: Ada Fenn</div>", "Ada Fenn"),
        ("<p>Published: 12 May 2019 | Updated: 3 June 2020 | By: Ada Fenn</p>", "Ada Fenn"),
        ("<p>Text: Ada Fenn, Fotos: Bo Quist</p>", "Ada Fenn"),
        ("<p class=byline>Story and photos by Ada Fenn</p>", "Ada Fenn"),
        ("<p class=caption>Photo by Bo Quist</p><p>By Ada Fenn</p>", "Ada Fenn"),
        ("<p>Photo: Bo Quist</p>", ""),
        ("<p class=author>Source: Reuters</p>", ""),
        ("<p>2019年05月12日 10:20 来源：Harbour 作者：Ada Fenn</p>", "Ada Fenn"),
        ("<p class=byline>By Ada Fenn <a href=t>@adafenn</a></p>", "Ada Fenn"),
        ("<p class=byline>By Ada Fenn ada@harbour.example</p>", "Ada Fenn"),
        ("<p class=byline>By @adafenn</p>", "@adafenn"),
        ("<p>Posted on May 12 in Sea. Posted by Ada Fenn</p>", "Ada Fenn"),
        ("<div><span>By</span> <a href=/a>Ada Fenn</a></div>", "Ada Fenn"),
        ("<div>by<br><b>Ada Fenn</b></div>", "Ada Fenn"),
        ("<div><b>Nets</b><br>By Ada Fenn<br>Oslo</div>", "Ada Fenn"),
        ("<p class=byline>Analysis by Ada Fenn</p>", "Ada Fenn"),
        ("<p class=byline>By Ada Fenn, Staff Writer</p>", "Ada Fenn"),
        ("<p class=byline>By Ada Fenn and Bo Quist, Science Editor</p>", "Ada Fenn and Bo Quist"),
        ("<p class=byline>Ada Fenn, Bo Quist</p>", "Ada Fenn, Bo Quist"),
        (
            "<p class=byline>Ada Fenn (words) and Bo Quist (photography)</p>",
            "Ada Fenn and Bo Quist",
        ),
        ("<p class=byline>Ada Fenn (with Bo Quist)</p>", "Ada Fenn (with Bo Quist)"),
        ("<p>記者王小明／台北報導</p>", "王小明"),
        ("<p>文・山田太郎 2024年5月20日</p>", "山田太郎"),
        ("<p>김민수 기자 입력 2024.05.20</p>", "김민수"),
        ("<p>كتب: أحمد الزين - الاثنين ٢٠ مايو ٢٠٢٤</p>", "أحمد الزين"),
        ("<p>מאת: דן כהן | 20 במאי 2024</p>", "דן כהן"),
        ("<p>נכתב על ידי דן כהן</p>", "דן כהן"),
        ("<p>تحریر: احمد علی</p>", "احمد علی"),
        ("<p>लेखक: राम शर्मा | 20 मई 2024</p>", "राम शर्मा"),
        ("<p>Av Anna Berg, publicerad 20 maj 2024</p>", "Anna Berg"),
        ("<p class=author>2:15pm EDT</p>", ""),
        ("<p class=author>3535 Quay Road #415 Oslo</p>", ""),
    ],
)
def test_bylines_without_what_stands_around_the_names(body: str, byline: str) -> None:
    assert read_page(page(body)).byline == byline


@each(
    ("after", "byline"),
    [
        ("<div class=author-box><h4>Über Ada Fenn</h4><p>She writes.</p></div>", "Ada Fenn"),
        ("<div class=author-box><h4>Sobre Ada Fenn</h4><p>Escreve.</p></div>", "Ada Fenn"),
        ("<div class=author-box><h4>About Ada Fenn</h4><p>She writes.</p></div>", "Ada Fenn"),
        ("<div class=author-box><h4>Su Wei Ling</h4><p>She writes.</p></div>", "Su Wei Ling"),
        ("<div class=author><a href=c>Contact us</a></div>", ""),
        ("<a rel=author href=/humans.txt>humans.txt</a>", ""),
        ("<div class=author><a href=a>View author archive</a></div>", ""),
    ],
)
def test_names_in_a_box_below_the_text(after: str, byline: str) -> None:
    assert read_page(page("", after=after)).byline == byline


@each(
    ("head", "body", "byline"),
    [
        (PAPER, "<p class=byline>Ada Fenn Harbour Log</p>", "Ada Fenn"),
        (PAPER + metas(("author", "Ada Fenn, Harbour Log")), "", "Ada Fenn"),
        (PAPER + metas(("author", "Harbour Log")), "", "Harbour Log"),
        (metas(("author", "ada")), "<p class=byline>By Ada Fenn</p>", "Ada Fenn"),
        (LINKED % "By ADA FENN, AP Writer", "<p class=byline>By Ada Fenn</p>", "Ada Fenn"),
        (LINKED % "ADA FENN", "", "ADA FENN"),
        (
            LINKED % "Bo Quist" + metas(("author", "By Ada Fenn")),
            "<p class=byline>By Ada Fenn</p>",
            "Ada Fenn",
        ),
        (
            LINKED % "Bo Quist" + metas(("author", "Ada Fenn")),
            "<p class=byline>By Bo Quist</p>",
            "Bo Quist",
        ),
        (LINKED % "Bo Quist" + metas(("author", "Ada Fenn")), "", "Bo Quist"),
    ],
)
def test_what_statements_of_the_author_agree_on(head: str, body: str, byline: str) -> None:
    assert read_page(page(body, head)).byline == byline


@each(
    ("body", "day"),
    [
        ("<p class=date><b>12</b><i>May</i><span>2019</span></p>", "2019-05-12"),
        ("<p class=date><b>May</b><i>12</i><span>2019</span></p>", "2019-05-12"),
        ("<p class=date>12.05.19</p>", "2019-05-12"),
        ("<p class=date>Sun 12th May '19</p>", "2019-05-12"),
        ("<p class=date>12/5/98</p>", ""),
        ("<p class=date>23/5/98</p>", "1998-05-23"),
        ("<p class=date>12 May 19:30</p>", ""),
        ("<p>In version 12.05.19 of the rules</p>", ""),
        ("<p class=date>12.May.2019</p>", "2019-05-12"),
        ("<p class=date data-datetime='2019-05-12T10:00:00Z'>3 years</p>", "2019-05-12"),
        ("<p class=date data-timestamp=1557655200>3 years</p>", "2019-05-12"),
        ("<p class=date data-timestamp=1557655200000>3 years</p>", "2019-05-12"),
        ("<p data-time=1557655200>3 years</p>", ""),
        ("<div><b>Nets</b><br>May 12, 2019<br>Oslo</div>", "2019-05-12"),
        (f"<dl>{PROSE}</dl>Published [ 2019-05-12 15:24 ]", "2019-05-12"),
    ],
)
def test_dates_in_the_forms_of_weblogs(body: str, day: str) -> None:
    assert read_page(page(body)).published[:10] == day


@each(
    "written",
    [
        "20 במאי 2024",
        "20 मई 2024",
        "२० मई २०२४",
        "20 พฤษภาคม 2567",
        "20 tháng 5, 2024",
        "20 de maig de 2024",
        "20. svibnja 2024.",
        "2024. gada 20. maijs",
        "2024 m. gegužės 20 d.",
        "2024. május 20.",
        "令和6年5月20日",
        "民國113年5月20日",
        "۳۱ اردیبهشت ۱۴۰۳",
    ],
)
def test_dates_of_many_languages_and_calendars(written: str) -> None:
    assert read_page(page(f"<p class=date>{written}</p>")).published == "2024-05-20"


def test_us_dates_with_short_years_have_the_month_first() -> None:
    assert read_page(page("<p class=date>12/5/98</p>", html="lang=en-US")).published == "1998-12-05"


def table(head: str, cell: str = "td") -> str:
    return (
        f"<table><tr><{cell}>{head}</{cell}><{cell}>Station</{cell}></tr>"
        "<tr><td>2026-11-29</td><td>Nine</td></tr></table>"
    )


@each(
    ("body", "day"),
    [
        (table("Measured", "th"), ""),  # a datum
        (table("Measured"), "2026-11-29"),  # a table may lay out the page
        ("<table><tr><th>Published<td>2026-11-29</table>", "2026-11-29"),
        ("<table><tr><th>Measured<td>2026-11-29</table><p>Posted: 3 May 2019</p>", "2019-05-03"),
    ],
)
def test_a_date_among_data_is_not_that_of_the_article(body: str, day: str) -> None:
    assert read_page(page(body)).published == day


@each(
    ("script", "day"),
    [
        ('{"post": {"publishedAt": "2019-05-12T08:00:00Z"}}', "2019-05-12"),
        ('x = "{\\"date_published\\": \\"2019-05-12\\"}"', "2019-05-12"),
        ('{"published": "2019-05-12"}, {"published": "2020-05-12"}', ""),
        ('{"published": "everywhere"}', ""),
    ],
)
def test_the_only_date_in_the_data_of_scripts(script: str, day: str) -> None:
    assert read_page(page("", after=f"<script>{script}</script>")).published[:10] == day


@each(
    "tab",
    [
        "Nets of the north ~ Harbour Log",
        "Harbour Log » Blog Archive » Nets of the north",
        "Nets of the north — Harbour Log — Stories of the sea",
        "Nets of the north by Ada Fenn | Harbour Log",
    ],
)
def test_tails_of_a_title(tab: str) -> None:
    head = f"<title>{tab}</title>{PAPER}{metas(('author', 'Ada Fenn'))}"
    assert read_page(f"<html><head>{head}</head><p>{PROSE}</p>").title == "Nets of the north"


@pytest.mark.parametrize(
    ("tab", "heading", "title"),
    [
        (
            "Oslo 2018 | Bo Quist's lights for the port",
            "Oslo 2018 | Lights for the port",
            "Oslo 2018 | Bo Quist's lights for the port",
        ),
        ("Hong Kongers go home late", "Hong Kong", "Hong Kongers go home late"),
        ("- - - - - - -", "- - - - - - -", "- - - - - - -"),
    ],
)
def test_what_belongs_to_a_title_stays(tab: str, heading: str, title: str) -> None:
    html = f"<html><head><title>{tab}</title></head><h1>{heading}</h1><p>{PROSE}</p>"
    assert read_page(html).title == title


def test_what_is_given_empty_hides_nothing() -> None:
    given = ("og:site_name", "Harbour Log"), ("og:description", "Of nets.")
    draft = read_page(page("", head=metas(*((name, " ") for name, _ in given), *given)))
    assert (draft.site, draft.excerpt) == ("Harbour Log", "Of nets.")


ARTICLE = (
    '{"@type": "Article", "headline": "Nets", "author": AUTHOR, "datePublished": "2024-05-20"}'
)


@each(
    ("author", "byline"),
    [
        ('{"name": ["Ada Fenn", "Bo Quist"]}', "Ada Fenn, Bo Quist"),
        ('{"givenName": "Ada", "familyName": "Fenn"}', "Ada Fenn"),
    ],
)
def test_persons_of_linked_data(author: str, byline: str) -> None:
    script = ARTICLE.replace("AUTHOR", author)
    head = f"<script type=application/ld+json>{script}</script>"
    assert read_page(page("", head)).byline == byline


@each("script", ["/*<![CDATA[*/ {} /*]]>*/", "<!-- {} -->", "{};", '{{"@type": "WebSite"}}\n{}'])
def test_linked_data_with_something_around_it(script: str) -> None:
    text = script.format(ARTICLE.replace("AUTHOR", '"Ada Fenn"'))
    draft = read_page(page("", f"<script type=application/ld+json>{text}</script>"))
    assert (draft.byline, draft.published) == ("Ada Fenn", "2024-05-20")


@each(
    "script",
    [
        "BLANK DATA",
        "DATA BLANK",
        "// BLANK DATA",
        "/*<!--*/ BLANK DATA BLANK /*-->*/",
        '["BLANK"] DATA',
    ],
)
def test_linked_data_with_much_white_space(script: str) -> None:
    """It is passed over once: otherwise this would take an hour."""
    data = ARTICLE.replace("AUTHOR", '"Ada Fenn"')
    text = script.replace("DATA", data).replace("BLANK", " " * 300_000)
    draft = read_page(page("", f"<script type=application/ld+json>{text}</script>"))
    assert draft.byline == ("" if script.startswith("// ") else "Ada Fenn")


def test_rdfa() -> None:
    body = "<p><b property=schema:author>Ada Fenn</b> <time property=datePublished datetime=2024-05-20>May</time>"
    draft = read_page(page(body))
    assert (draft.byline, draft.published) == ("Ada Fenn", "2024-05-20")


def test_the_date_of_publication_behind_that_of_a_change() -> None:
    line = "<p>Updated: June 1, 2024 | Published: May 20, 2024</p>"
    assert read_page(page(line)).published == "2024-05-20"


def test_a_title_between_section_and_site() -> None:
    head = "<title>News | The long night of nets | Harbour Log</title>"
    text = f"<h1>The long night of nets</h1>{PROSE}"
    assert read_page(f"<html><head>{head}</head><body>{text}").title == "The long night of nets"
