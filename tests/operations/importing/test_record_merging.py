"""What a program's files contain is cleaned, and what cannot be kept of it is told."""

import pytest

from reader.importers.programs.records import ArticleRecord, HighlightRecord
from reader.operations.importing.record_merging import Gathered, highlight_uid


def test_a_position_without_its_words_is_told_of_and_an_empty_mark_is_not() -> None:
    gathered = Gathered("program")
    empty = HighlightRecord("")
    marks = empty, HighlightRecord(" \n", position=(3, 9)), HighlightRecord("Moss"), empty
    gathered.take([ArticleRecord("Moss", highlights=marks)], lambda: None)
    ((_name, record),) = gathered.articles()
    assert [one.quote for one in record.highlights] == ["Moss"]
    assert gathered.unreadable == [
        "A highlight has a position without its words, and cannot be found."
    ]


def test_white_space_at_the_ends_of_a_quote_is_its_own_where_a_position_says_so() -> None:
    gathered = Gathered("program")
    marks = HighlightRecord(" Moss ", position=(3, 9)), HighlightRecord(" Moss ")
    gathered.take([ArticleRecord("Moss", highlights=marks)], lambda: None)
    ((_name, record),) = gathered.articles()
    assert [one.quote for one in record.highlights] == [" Moss ", "Moss"]


def test_a_highlight_has_the_same_uuid_at_each_import() -> None:
    found = highlight_uid("program", "article", HighlightRecord("Moss", key="moss-1"), "Moss", 0)
    assert found == "98835675-ac2c-5164-a0e8-ccd870c4bb52", "else a second import brings all again"


@pytest.mark.parametrize(
    ("title", "author", "kept"),
    [
        ("Walden", "Unknown", ("Walden", "")),
        ("Walden", "Unbekannt", ("Walden", "")),
        ("Unknown", "Unknown", ("", "")),
        ("N/A", "", ("", "")),
        ("Unknown", "Rosa Lind", ("Unknown", "Rosa Lind")),
    ],
)
def test_an_unknown_author_is_nobody(title: str, author: str, kept: tuple[str, str]) -> None:
    gathered = Gathered("program")
    marks = (HighlightRecord("Moss"),)
    gathered.take([ArticleRecord(title, author=author, highlights=marks)], lambda: None)
    ((_name, record),) = gathered.articles()
    assert (record.title, record.author) == kept
