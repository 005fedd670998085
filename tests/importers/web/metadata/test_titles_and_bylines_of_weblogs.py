"""Titles, bylines and dates as weblogs, forums and old pages write them."""

from tests.each import each
from tests.importers.sources import read_page
from tests.importers.web.metadata.metadata_pages import PROSE, metas, page


@each(
    "head, body, title",
    [
        # A heading that only leads to the first page of the site is the site's name.
        (
            "<title>Harbour Log: Nets and knots</title>",
            "<h1><a href='https://log.example/'>Harbour Log</a></h1><h3>Nets and knots</h3>",
            "Nets and knots",
        ),
        (
            "<title>&raquo; Nets and knots Harbour Log</title>",
            "<h1><a href='https://log.example'>Harbour Log</a></h1><h2>Nets and knots</h2>",
            "Nets and knots",
        ),
        # Of two headings that are in the title, the longer is what the page is about.
        (
            "<title>Ferry back for good - The Log</title>",
            "<h1>The Log</h1><h1>Ferry back for good</h1>",
            "Ferry back for good",
        ),
        (
            "<title>Ferry back for good | Transport | News | The Log</title>",
            "",
            "Ferry back for good",
        ),
        (
            "<title>News - Ferry back for good - The Log</title>",
            "<h2>Ferry back for good</h2>",
            "Ferry back for good",
        ),
        ("<title>Oldmere – The Wiki</title>", "<h1>Oldmere</h1>", "Oldmere"),
        ("<title>News | Storms</title>", "<h1>News</h1><h2>Storms</h2>", "Storms"),
        (
            "<title>Welcome to the Gazette</title>",
            "<h1>Ferry back for good</h1>",
            "Ferry back for good",
        ),
        (
            "<title>Ferry back for good</title>",
            "<h1>Welcome to my blog</h1><h2>Ferry back for good</h2>",
            "Ferry back for good",
        ),
        (
            "<title>Ferry back for good</title>",
            "<h1><a href='/a'>All about our town</a></h1>",
            "Ferry back for good",
        ),
        (
            "<title>Ferry back for good</title>"
            + metas(("og:title", "Ferry back for good • The Log")),
            "",
            "Ferry back for good",
        ),
        (
            "<title>Ferry back for good</title>"
            + metas(("og:title", "Ferry back for good: and what it cost")),
            "",
            "Ferry back for good: and what it cost",
        ),
        # Capitals are the page's, if another statement has none.
        (
            "<title>Ferry - Log</title>" + metas(("og:title", "Ferry back for good")),
            "<h1>FERRY BACK FOR GOOD</h1>",
            "Ferry back for good",
        ),
        (
            "<title>(3) Ferry back for good - The Log</title>",
            "<h1>Ferry back for good</h1>",
            "Ferry back for good",
        ),
        (
            "<title>(500) days of fog</title>",
            "<h1>(500) days of fog</h1>",
            "(500) days of fog",
        ),
        (
            "<title>The Harbour Log - Ferry back for good</title>",
            "<div class=title>The Harbour Log</div>",
            "The Harbour Log - Ferry back for good",
        ),
        (
            "<title>Ferry back for good: and what it cost</title>",
            "<h3>Ferry back for good</h3>",
            "Ferry back for good: and what it cost",
        ),
        (
            "<title>(500) days of fog, a film</title>",
            "<h1>(500) days of fog</h1>",
            "(500) days of fog",
        ),
        (
            "<title>Days of fog (2) and rain | Harbour news</title>",
            "<h1>Harbour news</h1><h1>Days of fog (2) and rain</h1>",
            "Days of fog (2) and rain",
        ),
        (
            "<title>Home » News » Ferry back for good</title>",
            "<h3>Ferry back for good</h3>",
            "Ferry back for good",
        ),
        (
            "<title>渡轮终于回到旧港-航运频道-潮汐网</title>",
            "<div class=title>渡轮终于回到旧港</div>",
            "渡轮终于回到旧港",
        ),
        (
            "<title>Trajekt je zpět - Přílivy.cz</title><link rel=canonical href=https://www.prilivy.cz/1>",
            "",
            "Trajekt je zpět",
        ),
    ],
)
def test_titles(head: str, body: str, title: str) -> None:
    assert read_page(page(head, body)).title == title


@each(
    "body, byline",
    [
        ("<small>March 4th, 2009 by jo</small>", "jo"),
        ("<span>Submitted by ada.fenn on Mon, 05/20/2024 - 08:15</span>", "ada.fenn"),
        ("<span>on August 9th, 2016 in Boats by Ada Fenn</span>", "Ada Fenn"),
        ("<div>This was posted in Boats by Ada Fenn on May 20, 2024.</div>", "Ada Fenn"),
        ("<p class=c-byline>By <a>Ada Fenn</a><a href=x>@ada</a> on May 20, 2024</p>", "Ada Fenn"),
        ("<p>Teksti: Aino Laine</p>", "Aino Laine"),
        ("<p>Veröffentlicht am 3. März 2026 von Jana unter Hafen</p>", "Jana"),
        ("<dl><dd>Geschrieben von: <span>Jana Koch</span></dd></dl>", "Jana Koch"),
        ("<p>Szerző: Kovács Anna</p>", "Kovács Anna"),
        ("<p>All nets are made by hand</p>", ""),
    ],
)
def test_bylines(body: str, byline: str) -> None:
    assert read_page(page("<title>Nets</title>", f"<h1>Nets</h1>{body}")).byline == byline


def test_the_newspaper_property_for_a_byline() -> None:
    assert read_page(page(metas(("byl", "By Ada Fenn")))).byline == "Ada Fenn"


@each(
    "body, day",
    [
        ("<p data-timestamp=1617436800>3 years ago</p>", "2021-04-03"),
        ("<i>Mon May 20 08:15:00 UTC 2024</i>", "2024-05-20"),
        ("<p>This page was last edited on 20 May 2024.</p>", "2024-05-20"),
        (
            f"{PROSE}<p>This entry was posted on Monday, May 20th, 2024 at 9 and is filed under <a>Boats</a>. {PROSE}",
            "2024-05-20",
        ),
    ],
)
def test_dates(body: str, day: str) -> None:
    assert read_page(page("<title>Nets</title>", f"<h1>Nets</h1>{body}")).published[:10] == day


def test_nothing_is_taken_from_the_teaser_of_another_article() -> None:
    teaser = (
        "<section class=related><article><h3><a href=/2>Quays</a></h3>"
        "<span class=byline>By Tom Reyes</span><time datetime=2023-01-01>1 January</time>"
        "</article></section>"
    )
    draft = read_page(page("<title>Nets</title>", f"<article><h1>Nets</h1>{teaser}</article>"))
    assert (draft.byline, draft.published) == ("", "")
