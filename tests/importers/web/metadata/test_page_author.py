"""Who wrote an article: which of several statements of a page is believed."""

from tests.each import each
from tests.importers.sources import read_page
from tests.importers.web.metadata.metadata_pages import PROSE, linked, metas, page

LONG_NAME = "Ana " * 40


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
        (
            "<p class=byline><i>Words by </i><a>Ana Ruiz</a><i>Photographs by </i><a>Kim Oh</a></p>",
            "Ana Ruiz",
        ),
        ("<p class=meta>作者 <a>王海</a> 發佈於 2024 年 3 月 4 日</p>", "王海"),
        ("<p class=type-signature>public class Counter extends Object</p>", ""),
        ("<p class=byline>Ana de la Cruz</p>", "Ana de la Cruz"),
        ("<p class=byline>Telephotos by Ana Ruiz</p>", "Telephotos by Ana Ruiz"),
        (
            "<p class=x-authors><b class=x>Ana Ruiz</b> <i> </i><b class=x>Kim Oh</b></p>",
            "Ana Ruiz, Kim Oh",
        ),
        ("<p class=byline><b class=x>Ana</b> <b class=x>Ruiz</b></p>", "Ana Ruiz"),
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
            "",
        ),
        ("<ul class=authors><li>Ada Fenn</li><li>Bo Lund</li></ul>", "Ada Fenn, Bo Lund", "Bo"),
        ("<p>By Ada Fenn, Staff Writer</p>", "Ada Fenn", ""),
        ("<p>By Ada Fenn, Oslo</p>", "Ada Fenn", ""),
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
    "row",
    [
        "By Ada Fenn, edited by Ben Marsh",
        "Published on May 3, 2024 by Ada Fenn, updated by Ben Marsh on June 5, 2024",
        "Von Ada Fenn, aktualisiert von Ben Marsh am 3. Mai 2024",
        "Posted by Ada Fenn on May 3, 2024 (reviewed by Ben Marsh)",
    ],
)
def test_who_changed_a_text_has_not_written_it(row: str) -> None:
    assert read_page(page("", f"<h1>T</h1><p>{row}</p>{PROSE}")).byline == "Ada Fenn"


def test_who_wrote_and_edited_a_text() -> None:
    body = f"<h1>T</h1><p>Written and edited by Ada Fenn</p>{PROSE}"
    assert read_page(page("", body)).byline == "Ada Fenn"


def test_an_article_with_the_name_of_its_author_as_a_class_is_no_byline() -> None:
    field = "<div class='field field-name-section'>News</div>"
    body = f"<article class='node author-fenn'><h1>T</h1>{field}<p>{PROSE}</p></article>"
    assert read_page(page("", body)).byline == ""
