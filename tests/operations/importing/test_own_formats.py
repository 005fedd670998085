"""Each format in which Postil exports highlights, and which it imports, brings all of them back."""

import csv
from contextlib import closing
from pathlib import Path

import pytest

from reader import exporters
from reader.core.builtin_note_templates import NOTE_TEMPLATES
from reader.core.models import Annotation, Color, Kind, Status, View
from reader.exporters.markdown_folder_format import with_template
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import adding, articles
from reader.operations.exporting import article_export
from reader.operations.history import History
from reader.operations.importing import planning, running
from reader.operations.importing.plan import ImportOptions
from tests.library.samples import draft

OWN = ("json", "json-utf16", "archive", "csv", "csv-values", "html")
FORMS = {one.id: one for one in exporters.article_formats() if one.id in OWN} | {
    name: with_template(name) for name in NOTE_TEMPLATES
}
URL = "https://example.org/moss"
WORDS = {color: f"The moss of this roof is {color}." for color in Color}


@pytest.fixture
def contents() -> None:
    """Nothing at first."""


def take(database: Database, path: Path) -> None:
    with closing(database.queries()) as queries:
        plan = planning.plan(queries, path, None)
        for _part in running.run(History(database), plan, ImportOptions(), 9):
            pass


def put_marks(database: Database, path: Path) -> None:
    """Imports a highlight of each colour, and a note of a colour, from a table of another program."""
    heads = ("Highlight", "Title", "Author", "URL", "Note", "Color", "Tags")
    rows = [(WORDS[one], "Moss", "Ann", URL, f"of {one}", one.value, "") for one in Color]
    note = ("", "Moss", "Ann", URL, "About all of it.", Color.GREY.value, "")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *rows, note])
    take(database, path)


def marks(database: Database) -> list[Annotation]:
    with closing(database.queries()) as queries:
        (id_,) = queries.article_ids(View.ALL)
        return sorted(queries.annotations(id_), key=lambda one: one.uid)


@pytest.mark.parametrize("has_text", [True, False], ids=["with-text", "without-text"])
@pytest.mark.parametrize("form", FORMS)
def test_highlights_of_every_color_come_back(
    form: str, has_text: bool, database: Database, queries: Queries, other: Database, tmp_path: Path
) -> None:
    page = draft("Moss", " ".join(WORDS.values()), url=URL, byline="Ann")
    if has_text:
        History(database).do("Add", articles.add, page)
    put_marks(database, tmp_path / "marks.csv")
    given = marks(database)
    assert {one.color for one in given if one.kind is Kind.HIGHLIGHT} == {*Color}
    path = tmp_path / f"export{FORMS[form].suffix}"
    article_export.write(queries, queries.article_ids(View.ALL), path, FORMS[form])
    take(other, path)
    assert [(one.uid, one.kind, one.exact, one.note, one.color) for one in marks(other)] == [
        (one.uid, one.kind, one.exact, one.note, one.color) for one in given
    ]
    if not has_text:
        History(other).do("Text", articles.add, page)
        highlights = [one for one in marks(other) if one.kind is Kind.HIGHLIGHT]
        assert {one.status for one in highlights} == {Status.EXACT}


def test_a_page_that_is_added_has_highlights_without_a_place_as_notes(
    database: Database, queries: Queries, other: Database, tmp_path: Path
) -> None:
    put_marks(database, tmp_path / "marks.csv")
    page = draft("Moss", "Another text of another moss.", url=URL)
    History(database).do("Text", articles.add, page)
    path = tmp_path / "pages"
    article_export.write(queries, queries.article_ids(View.ALL), path, "html")
    (file,) = path.glob("*.html")
    adding.keep(History(other), [adding.read(file)], (), "batch")
    expected = [*(f"> {WORDS[one]}\n\nof {one}" for one in Color), "About all of it."]
    assert sorted(one.note for one in marks(other)) == sorted(expected)
