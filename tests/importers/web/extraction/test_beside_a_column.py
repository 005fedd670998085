"""What is beside and below an article that begins with its heading: notices, cards, controls."""

import pytest

from tests.each import each
from tests.importers.web.extraction.test_links_and_rows import PARTS, PROSE, read

HEADING = "<h1>The lamp on the mole</h1>"


def card(number: int, end: str = ".") -> str:
    link = f"<a href=/{number}>MARK {number} and the price of oil</a>"
    text = f"MARK in {number} words, which go on as long as there is room for them on the page{end}"
    return f"<div class=card><h3>{link}</h3><p>{text}</p></div>"


CARDS = "".join(map(card, range(4)))


@each(
    "piece",
    [
        "<div class=about><h4>Us</h4><p>MARK was founded in 1903 and has told the coast of it since.</p></div>",
        "<div class=events><ul><li>MARK on May 3: a night of lamps, free for all who come to it.</li></ul></div>",
    ],
)
@pytest.mark.parametrize("is_above", [True, False], ids=["above", "below"])
def test_what_is_called_else_does_not_belong_to_the_article(piece: str, is_above: bool) -> None:
    story = f"<div class=story>{HEADING}{PROSE}{PROSE}</div>"
    assert "MARK" not in read(f"{piece}{story}" if is_above else f"{story}{piece}")


@each(
    "around",
    [
        "<div class=story>{title}{prose}</div><div class=rest>{prose}MARK</div>",
        "<div class=story>{title}{prose}{prose}</div><div class=more><p>Update: MARK was found, and it was the boy who found it, on the morning after.</p></div>",
        "<div class=story>{title}{prose}{prose}</div><div class=fix><p>Correction (May 3): MARK was written here for the name of the boat, which was the Heron.</p></div>",
        "<div class=col>{title}{prose}{prose}{prose}</div><div class=col><p>MARK was there that night, and said nothing of it to any of those who asked.</p></div>",
        "<header>{title}</header><div class=lead><p>MARK was there that night, and said nothing of it to any of those who asked.</p></div><div class=body>{prose}</div>",
    ],
)
def test_other_parts_of_an_article_stay(around: str) -> None:
    assert "MARK" in read(around.format(title=HEADING, prose=PROSE))


def test_cards_below_a_text_are_left_out_one_by_one() -> None:
    text = read(f"<div class=story>{HEADING}{PROSE}<h2>What else there is</h2>{CARDS}</div>")
    assert "MARK" not in text
    assert PARTS[3] in text


def test_cards_that_are_the_text_stay() -> None:
    assert "MARK" in read(f"<div class=story>{HEADING}<p>{PARTS[0]}</p>{CARDS}{CARDS}</div>")


@each(
    "section",
    [
        CARDS.replace("href=/", "href=https://quay"),
        CARDS.replace("href=/", "href=https://quay.example/lamp#part-"),
        CARDS.replace("words, which", "words, which no row of cards has as many of, and which" * 2),
    ],
)
def test_sections_with_linked_headings_stay(section: str) -> None:
    assert "MARK 3" in read(f"<div class=story>{HEADING}{PROSE}{section}</div>")


def test_texts_that_are_cut_off_are_no_text() -> None:
    cut = "".join(card(number, "…") for number in range(4))
    story = f"<div class=story>{HEADING}<p>{PARTS[0]} {PARTS[1]}</p></div>"
    assert "MARK" not in read(f"{story}<div class=list>{cut}</div>")


@each(
    "row, is_text",
    [
        ("<div><a href=#>MARK</a> | <a href='javascript:mail()'>By mail</a></div>", False),
        ("<p><a name=intro>MARK</a></p>", True),
        ("<p>MARK <a href=#>top</a></p>", True),
    ],
)
def test_links_that_lead_nowhere_are_controls(row: str, is_text: bool) -> None:
    assert ("MARK" in read(f"<div class=story>{HEADING}{row}{PROSE}</div>")) == is_text


@each(
    "row",
    [
        "<p>MARK: <a href=/app>download our app</a> and never miss a boat.</p>",
        "<div><p>MARK: was this article helpful?</p><button>Yes</button></div>",
    ],
)
def test_offers_below_the_text_are_left_out(row: str) -> None:
    assert "MARK" not in read(f"<div class=story>{HEADING}{PROSE}{row}</div>")


@each(
    "words",
    [
        "In the end MARK had to download the app of the ferry, and the crew laughed.",
        "The boat was found. Was this helpful to the widow of MARK? Nobody asked her.",
    ],
)
def test_a_last_paragraph_that_tells_of_such_things_stays(words: str) -> None:
    assert "MARK" in read(f"<div class=story>{HEADING}{PROSE}<p>{words}</p></div>")
