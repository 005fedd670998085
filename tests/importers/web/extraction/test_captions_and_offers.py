"""Captions with links, ways to a page, check boxes, offers amid a text: what of them is of the text."""

from tests.each import each
from tests.importers.allowed import text_in
from tests.importers.sources import read_page
from tests.importers.web.extraction.test_links_and_rows import PROSE, read

PICTURE = "<a href=/pictures/lamp><img src=lamp.jpg></a>"


def read_without_address(body: str) -> str:
    title = "<title>The lamp on the mole</title>"
    return text_in(read_page(f"<!doctype html>{title}<body>{body}</body>").html)


@each(
    "caption",
    [
        "<a href=/mole>MARK, the mole</a>",
        "MARK <a href=/mole>on the mole of the harbour</a>, 1941",
    ],
)
def test_a_caption_leads_elsewhere_than_its_picture(caption: str) -> None:
    box = f"<div class=thumb>{PICTURE}<div class=thumbcaption>{caption}</div></div>"
    assert "MARK" in read(f"<article>{PROSE}{box}{PROSE}</article>")


def test_a_teaser_leads_to_one_page() -> None:
    box = f"<div class=thumb>{PICTURE}<div><a href=/pictures/lamp>MARK, the lamps</a></div></div>"
    assert "MARK" not in read(f"<article>{PROSE}{box}{PROSE}</article>")


@each(
    "piece",
    [
        "<p><a href=/>MARK</a> » <a href=/lamps>Lamps</a> » <strong>The lamp on the mole</strong></p>",
        "<p><a href=#nav>Jump to MARK</a> <a href=#search>Jump to search</a></p>",
        "<ul class=hidden><li>MARK</li><li>Arts and lamps</li></ul>",
    ],
)
def test_rows_above_the_text_are_left_out(piece: str) -> None:
    assert "MARK" not in read(f"<article><h1>The lamp on the mole</h1>{piece}{PROSE}</article>")


@each(
    "piece",
    [
        "<div class=hidden><p>MARK was folded, and a click unfolds it.</p></div>",
        "<ul class='hidden md:block'><li>MARK</li><li>Arts and lamps</li></ul>",
        "<p>MARK » <a href=/lamps>Lamps</a> » what a harbour book says of them</p>",
    ],
)
def test_what_only_looks_alike_stays(piece: str) -> None:
    assert "MARK" in read(f"<article>{PROSE}{piece}{PROSE}</article>")


def test_a_link_to_a_related_article_is_left_out_amid_the_text() -> None:
    offer = "<p class=related_post><a href=/2>MARK for as long as oil lasts</a></p>"
    plain = "<p><a href=https://o.example>KEPT, a ballad of the lamp</a></p>"
    text = read(f"<article>{PROSE}{offer}{PROSE}{plain}{PROSE}</article>")
    assert "MARK" not in text
    assert "KEPT" in text


def test_rules_for_commenters_are_left_out_however_long() -> None:
    rules = (
        "MARK. When you write to us, please follow our <a href=/r>submission guidelines</a>, and "
        "avoid strong words and attacks on others. Should you not, we reserve the right to remove what "
        "you wrote, and to close your account, for as long as seems right to the keepers of this page, "
        "who are asked by many for a quiet place in which a word counts and a name is a name."
    )
    assert len(rules) > 300
    assert "MARK" not in read(f"<article>{PROSE}</article><div><p>{rules}</p></div>")


def test_sources_lead_to_several_sites_where_the_page_has_no_address() -> None:
    sites = ("tides.example", "lamps.example", "oil.example")
    away = "".join(f"<li><a href=https://{site}/a>MARK, a history</a></li>" for site in sites)
    assert "MARK" in read_without_address(f"<article>{PROSE}<ul>{away}</ul></article>")
    own = away.replace("oil.example", "lamps.example")
    assert "MARK" not in read_without_address(f"<article>{PROSE}<ul>{own}</ul></article>")


@each(
    "piece, is_shown",
    [
        ("<figure><img src=a.png><input type=checkbox><label></label></figure>", False),
        ("<p><input type=checkbox id=more></p>", False),
        ("<p><input type=checkbox> Bread</p>", True),
        ("<p><input type=checkbox><label>Bread</label></p>", True),
        ("<ul><li><input type=checkbox><p>Bread</p></li></ul>", True),
        ("<table><tr><th>Bread<th>Oil<tr><td><input type=checkbox><td>3</table>", True),
    ],
)
def test_a_check_box_is_shown_beside_words(piece: str, is_shown: bool) -> None:
    assert ("☐" in read(f"<article>{PROSE}{piece}{PROSE}</article>")) == is_shown
