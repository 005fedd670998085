"""Rows that the themes and plug-ins of weblogs put below and above a text, in several languages."""

from tests.each import each
from tests.importers.web.extraction.test_links_and_rows import PARTS, PROSE, read

HEADING = "<h1>The lamp on the mole</h1>"


@each("is_apart", [True, False])
@each(
    "piece",
    [
        "<p>This entry was posted on Tuesday, March 3rd, 2026 at 9:14 am and is filed under <a href=c>Boats</a>. You can follow any responses.</p>",
        "<p>Dieser Beitrag wurde am 3. März 2026 von <a href=a>Jana</a> unter <a href=c>Hafen</a> veröffentlicht und mit <a href=t>Fähre</a> getaggt.</p>",
        "<p>Esta entrada fue publicada en <a href=c>Puertos</a> por Ana.</p>",
        "<p>Bookmark the <a href=x>permalink</a>.</p>",
        "<h3>Gefällt mir:</h3><div><span>Gefällt mir</span> <span>Wird geladen …</span></div>",
        "<h4>Artículos relacionados</h4><ul><li><a href=/a>El puente que nunca llegó</a></li></ul><p>Comparte esto:</p>",
        "<h4>Похожие статьи</h4><ul><li><a href=/a>Мост, которого не было</a></li></ul><p>Оцените статью:</p>",
        "<div>Wie hilfreich war dieser Beitrag?</div><div>Klicke auf die Sterne um zu bewerten!</div><div>Durchschnittliche Bewertung 4.8 / 5. Anzahl Bewertungen: 12</div>",
        "<p>How useful was this post?</p><p>Click on a star to rate it!</p><p>Average rating 4.8 / 5. Vote count: 12</p><p>No votes so far! Be the first to rate this post.</p>",
        "<div><p>If you value what we do, please consider making a donation.</p><a href=d>Donate now</a></div>",
        "<p>- Werbung -</p>",
        "<br><br><a href=/>« Back to home</a>",
        "<p><a href=/>Zurück zur Übersicht</a></p>",
    ],
)
def test_below_a_text_they_are_left_out(piece: str, is_apart: bool) -> None:
    text = f"<div class=entry-content>{PROSE}</div>{piece}" if is_apart else f"{PROSE}{piece}"
    assert read(f"<article>{HEADING}{text}</article>").endswith(PARTS[-1])


@each(
    "row",
    [
        "<p>This article was published by The Quay and is shown here with its leave.</p>",
        "<p>Dieser Artikel wurde von der Seefahrtschule geprüft.</p>",
        "<p>The lamp has an average of four visitors, who like this: loading oil.</p>",
    ],
)
def test_credits_and_last_words_stay(row: str) -> None:
    assert not read(f"<article>{HEADING}{PROSE}{row}</article>").endswith(PARTS[-1])


@each(
    "row",
    [
        "<div>3 Mär 2026</div><div>Lesedauer ca. 4 Minuten</div>",
        "<div><a href=f>Facebook</a> <a href=t>Twitter</a></div><div>12 Shares</div>",
        "<p>This article is more than <b>6 years old</b></p>",
        "<div>Dieser Beitrag ist älter als 3 Jahre.</div>",
        "<p>ADVERTISEMENT - CONTINUE READING BELOW</p>",
        "<dl><dt>Details</dt><dd>Geschrieben von: <span>Kim Oh</span></dd><dd>Veröffentlicht: 3. März 2026</dd><dd>Zugriffe: 412</dd></dl>",
    ],
)
def test_above_a_text_they_are_left_out(row: str) -> None:
    assert read(f"<article>{HEADING}{row}{PROSE}</article>").startswith(PARTS[0])


def test_a_link_to_another_article_amid_a_text_is_left_out() -> None:
    row = "<p><em>Also on the Quay: <a href=/x>The bridge that never came</a></em></p>"
    assert "bridge" not in read(f"<article>{HEADING}{PROSE}{row}{PROSE}</article>")
