"""A note of a Kindle belongs to the highlight it was made on, also where only pages are given."""

from pathlib import Path

import pytest

from reader.importers.programs import recognized
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.records import ArticleRecord, HighlightRecord


def clipping(kind: str, place: str, time: str, words: str) -> str:
    head = f"- Your {kind} on {place} | Added on Monday, January 1, 2024 {time}"
    return f"Moss (Lee, Ann)\r\n{head}\r\n\r\n{words}\r\n==========\r\n"


def marks(folder: Path, *clippings: str) -> tuple[HighlightRecord, ...]:
    (path := folder / "My Clippings.txt").write_text("".join(clippings), "utf-8")
    files = ExportFiles(path)
    (article,) = recognized(files).read(files)
    assert isinstance(article, ArticleRecord)
    return article.highlights


@pytest.mark.parametrize(
    ("pages", "page"),
    [("page xii-xiv", "page xiv"), ("page 12-13", "page 13"), ("page 4", "page 4")],
)
def test_a_note_is_on_the_highlight_of_its_page(tmp_path: Path, pages: str, page: str) -> None:
    (mark,) = marks(
        tmp_path,
        clipping("Highlight", pages, "10:00:00 AM", "Moss has no roots."),
        clipping("Note", page, "10:01:00 AM", "So it is."),
    )
    assert (mark.quote, mark.note) == ("Moss has no roots.", "So it is.")


@pytest.mark.parametrize(
    ("kind", "note"),
    [("Surlignement", "Note"), ("Markierung", "Notiz"), ("ハイライト", "メモ"), ("标注", "笔记")],
)
def test_highlights_of_a_notebook_may_have_no_colour(tmp_path: Path, kind: str, note: str) -> None:
    part = '<div class="noteHeading">{} - 93</div><div class="noteText">{}</div>'
    (path := tmp_path / "notebook.html").write_text(
        '<html><div class="bookTitle">Moss</div>'
        f"{part.format(kind, 'Moss has no roots.')}{part.format(note, 'So it is.')}</html>",
        "utf-8",
    )
    files = ExportFiles(path)
    (article,) = recognized(files).read(files)
    assert isinstance(article, ArticleRecord)
    (mark,) = article.highlights
    assert (mark.quote, mark.note) == ("Moss has no roots.", "So it is.")


def test_roman_pages_are_before_the_others(tmp_path: Path) -> None:
    mark, note = marks(
        tmp_path,
        clipping("Highlight", "page xii", "10:00:00 AM", "Moss has no roots."),
        clipping("Note", "page 12", "10:01:00 AM", "So it is."),
    )
    assert (mark.note, note.note) == ("", "So it is.")


def test_of_highlights_on_a_page_a_note_is_on_the_one_made_at_its_time(tmp_path: Path) -> None:
    first, second = marks(
        tmp_path,
        clipping("Highlight", "page 4", "10:00:00 AM", "Moss has no roots."),
        clipping("Note", "page 4", "11:00:00 AM", "So it is."),
        clipping("Highlight", "page 4", "11:00:01 AM", "It drinks from the air."),
    )
    assert (first.note, second.note) == ("", "So it is.")
