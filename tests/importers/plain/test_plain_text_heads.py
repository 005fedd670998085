"""What stands above a plain text: title, subtitle, byline and date; and how its lines are broken."""

import textwrap

import pytest

from tests.each import each
from tests.importers.allowed import text_in
from tests.importers.sources import read_text

BODY = """
The ferry to Oldmere left before the fog had lifted, with nine passengers and a crate of lemons.

By noon the harbour office had telephoned twice, and the second call was about the lemons.
"""


@each(
    "head",
    [
        "https://q.example/crossing\n\nThe Oldmere crossing",
        "The Oldmere crossing\nhttps://q.example/crossing",
        "The Oldmere crossing\n\nhttps://q.example/crossing",
        "The Oldmere crossing\n\nBy Ada Fenn\n\nhttps://q.example/crossing\n\nMarch 3, 2024",
        "Title: The Oldmere crossing\nURL: https://q.example/crossing\n-----",
        "Title: The Oldmere crossing\nBy: Ada Fenn\nURL: https://q.example/crossing\n=======\n",
    ],
)
def test_address_above_a_text_is_its_own(head: str) -> None:
    draft = read_text(f"{head}\n{BODY}", "x1_of_three_words.txt")
    assert (draft.title, draft.url) == ("The Oldmere crossing", "https://q.example/crossing")
    assert text_in(draft.html).split() == BODY.split()


def test_addresses_that_are_the_text_stay() -> None:
    for text in (
        f"Links\n\nhttps://q.example/a\n\nhttps://q.example/b\n{BODY}",
        "Links\n\nhttps://q.example/a",
        "The page is:\n\nhttps://q.example/a\n\nGo there. It is worth it.",
        "Open this page,\n\nhttps://q.example/a\n\nThen wait. It is slow.",
        "How to wait\n\nOpen\n\nhttps://q.example/a\n\nand wait. It is slow.",
    ):
        draft = read_text(text)
        assert draft.url == ""
        assert "https://q.example/a" in text_in(draft.html)


@each(
    ("head", "title", "byline", "published"),
    [
        ("The Oldmere crossing\n\nBy Ada Fenn\n\nMarch 3, 2024", "", "Ada Fenn", "2024-03-03"),
        ("The Oldmere crossing\nBy Ada Fenn\nMarch 3, 2024", "", "Ada Fenn", "2024-03-03"),
        (
            "The Oldmere crossing\n\nPublished: March 3, 2024\nBy: Ada Fenn",
            "",
            "Ada Fenn",
            "2024-03-03",
        ),
        ("The Oldmere crossing\n\nMarch 3, 2024", "", "", "2024-03-03"),
        ("The Oldmere crossing?\n\nBy ADA FENN", "The Oldmere crossing?", "ADA FENN", ""),
        ("It was a long day.\n\nBy Ada Fenn", "It was a long day.", "Ada Fenn", ""),
        (
            "Die Fahrt nach Oldmere\n\nVon Ada Fenn\n\n3. März 2024",
            "Die Fahrt nach Oldmere",
            "Ada Fenn",
            "2024-03-03",
        ),
        (
            "La traversata di Oldmere\n\ndi Ada Fenn\n\n3 marzo 2024",
            "La traversata di Oldmere",
            "Ada Fenn",
            "2024-03-03",
        ),
        ("Oldmere geçişi\n\nYazan: Ada Fenn", "Oldmere geçişi", "Ada Fenn", ""),
        ("Az oldmere-i átkelés\n\nÍrta: Ada Fenn", "Az oldmere-i átkelés", "Ada Fenn", ""),
        ("عبور أولدمير\n\nبقلم: أحمد الزين", "عبور أولدمير", "أحمد الزين", ""),
        (
            "From: Ada Fenn <ada@q.example>\nSubject: The crossing\nDate: Sun, 3 Mar 2024 10:00:00 +0000",
            "The crossing",
            "Ada Fenn",
            "2024-03-03",
        ),
    ],
)
def test_title_byline_and_date(head: str, title: str, byline: str, published: str) -> None:
    draft = read_text(f"{head}\n{BODY}", "x1_of_three_words.txt")
    assert draft.title == (title or "The Oldmere crossing")
    assert (draft.byline, draft.published) == (byline, published)
    assert text_in(draft.html).split() == BODY.split()


@each(
    "line",
    [
        "Ada Fenn | 2024-03-03",
        "3 March 2024 · Ada Fenn",
        "By Ada Fenn - March 3, 2024",
        "by Ada Fenn on Sunday, March 3, 2024 at 10:30 am",
        "By Ada Fenn (March 3, 2024)",
        "By Ada Fenn March 3, 2024",
        "March 3, 2024 by Ada Fenn",
        "Posted on 3 March 2024 by Ada Fenn",
        "Posted by Ada Fenn on March 3, 2024",
        "Author: Ada Fenn | Date: 2024-03-03",
        "By Ada Fenn | Published March 3, 2024",
        "By Ada Fenn · March 3, 2024 · 5 min read",
        "3 March 2024 | Ada Fenn | 12-minute read",
        "Von Ada Fenn, 3. März 2024",
        "Veröffentlicht am 3. März 2024 von Ada Fenn",
        "Par Ada Fenn, le 3 mars 2024",
        "Publié le 3 mars 2024 par Ada Fenn",
        "Por Ada Fenn, 3 de marzo de 2024",
    ],
)
@each("glue", ["\n", "\n\n"])
def test_byline_and_date_on_one_line(line: str, glue: str) -> None:
    draft = read_text(f"The Oldmere crossing{glue}{line}\n{BODY}", "x")
    assert (draft.title, draft.byline, draft.published) == (
        "The Oldmere crossing",
        "Ada Fenn",
        "2024-03-03",
    )
    assert text_in(draft.html).split() == BODY.split()


def test_site_between_byline_and_date() -> None:
    line = "By Ada Fenn | Northsea Courier | March 3, 2024"
    draft = read_text(f"The Oldmere crossing\n\n{line}\n{BODY}", "x")
    assert (draft.byline, draft.published) == ("Ada Fenn, Northsea Courier", "2024-03-03")
    assert text_in(draft.html).split() == BODY.split()


def test_byline_and_date_above_a_text_without_title() -> None:
    for line in ("By Ada Fenn - March 3, 2024", "Posted on 3 March 2024 by Ada Fenn"):
        draft = read_text(f"{line}\n{BODY}", "x")
        assert (draft.byline, draft.published) == ("Ada Fenn", "2024-03-03")
        assert draft.is_title_generated
        assert text_in(draft.html).split() == BODY.split()


@each(
    "line",
    [
        "Posted on 3 March 2024 by Ada Fenn, the notice frightened everyone.",
        "Founded March 3, 2024 by Ada Fenn",
        "By Ada Fenn's reckoning, March 3, 2024 was a Sunday",
        "Updated by Ada Fenn on March 3, 2024",
        "Posted on 3 March 2024 by the harbour",
        "Ada Fenn, born 3 March 2024",
        "New York, March 3, 2024",
        "Release Notes | 2024-03-03",
        "Last Updated | 2024-03-03",
        "Northsea Courier | 2024-03-03",
        "Oldmere, Harne | 2024-03-03",
    ],
)
def test_line_with_a_date_that_is_no_byline_stays(line: str) -> None:
    draft = read_text(f"The Oldmere crossing\n\n{line}\n{BODY}", "x")
    assert (draft.byline, draft.published) == ("", "")
    assert line in text_in(draft.html)


def test_name_and_date_above_a_text_without_title_are_its_title() -> None:
    assert read_text(f"Tide Tables | 2024-03-03\n{BODY}", "x").title == "Tide Tables | 2024-03-03"


def test_subtitle_stays_in_the_text() -> None:
    for between in ("\n", "\n\n"):
        draft = read_text(f"The Oldmere crossing{between}A day of fog\n\nBy Ada Fenn\n{BODY}", "x")
        assert (draft.title, draft.byline) == ("The Oldmere crossing", "Ada Fenn")
        assert draft.html.startswith("<p>A day of fog</p>")


@pytest.mark.parametrize("first", ["Dear Ada,", "- one", "https://quay.example/a"])
def test_what_is_no_title_above_a_byline(first: str) -> None:
    draft = read_text(f"{first}\n\nBy Ada Fenn\n{BODY}", "x")
    assert draft.is_title_generated
    assert first.removeprefix("- ") in text_in(draft.html)


@each("columns", [50, 60, 72, 90])
@each("between", ["Nell O'Dowd\nPost nine\nHarne dike\nPolder", "Yours,\nNell"])
def test_short_lines_between_broken_paragraphs(columns: int, between: str) -> None:
    paragraphs = [
        (
            "The keepers had a saying that a ledger is a promise made to a stranger who has not been "
            "born, and they kept to it. When the south post was carried off, the old man wrote nothing."
        ),
        (
            "He asked who had the key and nobody answered him, so he went back to the inn and waited "
            "for the tide with the lamp lit low, as he had done in the year of the great flood."
        ),
    ]
    first, second = (textwrap.fill(text, columns) for text in paragraphs)
    html = read_text(f"Salt ledger\n\n{first}\n\n{between}\n\n{second}\n", "x").html
    lines = between.replace("\n", "<br>")
    assert html == f"<p>{paragraphs[0]}</p>\n<p>{lines}</p>\n<p>{paragraphs[1]}</p>"
