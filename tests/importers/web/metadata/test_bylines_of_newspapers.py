"""Bylines of correspondents and agencies, links to authors, and titles of forums and opinions."""

from tests.each import each
from tests.importers.sources import read_page
from tests.importers.web.metadata.metadata_pages import PROSE, metas, page


@each(
    "row, byline",
    [
        ("<p>Door onze redacteur Sanne de Wit - 3 maart 2026</p>", "Sanne de Wit"),
        ("<p>Door onze correspondent Sanne de Wit</p>", "Sanne de Wit"),
        ("<p>Von unserer Korrespondentin Jana Koch</p>", "Jana Koch"),
        ("<p>Von unserem Redakteur Jan Koch</p>", "Jan Koch"),
        ("<p>De notre correspondante à Oldmere, Claire Petit</p>", "Claire Petit"),
        ("<p>Dal nostro inviato Marco Neri</p>", "Marco Neri"),
        ("<p>Por nuestra corresponsal Lucía Peña</p>", "Lucía Peña"),
        ("<p>By our special correspondent Ada Fenn</p>", "Ada Fenn"),
        ("<p>By staff writer Ada Fenn</p>", "Ada Fenn"),
        ("<p>Von Jana Koch, Oldmer</p>", "Jana Koch"),
        ("<p>By Ada Fenn and Tom Rask, Reuters</p>", "Ada Fenn and Tom Rask"),
        ("<div class=author>Von dpa, Oldmer</div>", "dpa"),
        ("<p>Von Prof. Dr. Jana Koch</p>", "Prof. Dr. Jana Koch"),
        ("<p>By Dr. Ada J. Fenn-Marsh, Ph.D.</p>", "Dr. Ada J. Fenn-Marsh"),
        ("<p>By the way. He went home again</p>", ""),
        ("<div class=byline><span>Ada Fenn</span><span>Transport Correspondent</span></div>", "Ada Fenn"),
        ("<p>本报记者 林小雨</p>", "林小雨"),
        ("<p>港报记者林小雨 王大明 2026年03月03日09:14</p>", "林小雨 王大明"),
        ("<div>2026-03-03 09:14 作者：林小雨　<a href=#>字号</a></div>", "林小雨"),
        ("<p>记者从港务局获悉，旧渡口将关闭。</p>", ""),
        ("<p>A dal of our own</p>", ""),
        ("<div><a href=/autor/lucia>Lucía Peña</a></div>", "Lucía Peña"),
        ("<p><a href=https://post.example/authors/ada-fenn/>Ada Fenn</a></p>", "Ada Fenn"),
        ("<p><a href=/authors/>All authors</a></p>", ""),
        ("<p><a href=/author/ada>Ada Fenn</a> said that the pier, which is old, will never be mended at all.</p>", ""),
        ("<b>Ada Fenn</b> <a href=mailto:a>ada at boats.example</a>", "Ada Fenn"),
        ("<ul class=autores><li><a>Joana Prado</a></li><li><a>Rui Lobo</a></li></ul>", "Joana Prado, Rui Lobo"),
    ],
)  # fmt: skip
def test_bylines(row: str, byline: str) -> None:
    assert read_page(page("<title>Nets</title>", f"<h1>Nets</h1>{row}")).byline == byline


def test_the_address_of_an_author_is_no_part_of_the_name() -> None:
    for author in ("Ada Fenn (ada@boats.example)", "Ada Fenn &lt;ada at boats.example&gt;"):
        assert read_page(page(metas(("author", author)))).byline == "Ada Fenn"


@each(
    "text",
    ["入力2026年3月3日09:14", "港报记者林小雨 2026年03月03日09:14", "입력2026.03.03 09:14"],
)
def test_dates_of_east_asia_have_no_spaces_around_them(text: str) -> None:
    draft = read_page(page("<title>Nets</title>", f"<h1>Nets</h1><p>{text}</p>"))
    assert draft.published == "2026-03-03"


@each(
    "path, day",
    [("2026/mar/03/nets", "2026-03-03"), ("20260303/nets.html", "2026-03-03"), ("2026/0303/c1.html", "2026-03-03"), ("20269303/a", ""), ("a/20260303", "")],
)  # fmt: skip
def test_dates_in_addresses(path: str, day: str) -> None:
    assert read_page(page(f"<link rel=canonical href=https://p.example/{path}>")).published == day


@each(
    "tab, body, title",
    [
        ("Opinion | Keep the ferry - The Quay", "", "Keep the ferry"),
        ("Meinung | Die Fähre bleibt", "<h2>Fähren</h2>", "Die Fähre bleibt"),
        ("Opinion | Keep the ferry", "<h1>Opinion | Keep the ferry</h1>", "Opinion | Keep the ferry"),
        ("A review | of all the nets and ropes of the bay", "", "A review | of all the nets and ropes of the bay"),
        ("Boats • View topic - Cracks in the pier", "<h1>Boats</h1>", "Cracks in the pier"),
        ("Boats • Thema anzeigen - Risse", "<h1>Boats</h1>", "Risse"),
    ],
)  # fmt: skip
def test_titles_without_their_section(tab: str, body: str, title: str) -> None:
    site = metas(("og:site_name", "The Quay"))
    assert read_page(page(f"<title>{tab}</title>{site}", f"{body}<p>{PROSE}</p>")).title == title


@each(
    "head, body, title",
    [
        ("<title>A pier : boats</title>" + metas(("og:title", "r/boats - A pier")), "", "r/boats - A pier"),
        ("<title>Cracks in piers : boats</title>" + metas(("og:title", "r/boats - Cracks in piers")), "", "Cracks in piers"),
        ("<title>Ferry, 1904-2026 | Quay</title>", "<h1>Ferry, 1904–2026</h1>", "Ferry, 1904–2026"),
        ("<title>Closing a ferry | Service</title>", "<h1>Closing a ferry: what to do?</h1>", "Closing a ferry: what to do?"),
        ("<title>Closing a ferry | Service</title>", "<h1>Closing a ferry crossing</h1>", "Closing a ferry"),
    ],
)  # fmt: skip
def test_titles_of_which_statements_say_parts(head: str, body: str, title: str) -> None:
    assert (
        read_page(page(head + "<link rel=canonical href=https://p.example/a>", body)).title == title
    )
