"""`postil add` of a book: one article or one a chapter, and what of it is missing."""

from pathlib import Path

import pytest

from reader import paths
from reader.settings import Settings
from tests.cli.command_output import Run
from tests.importers.epub.samples import book, page


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.epub"
    documents = {
        "one.xhtml": page("<h1>Morning</h1><p>It left before the fog had lifted.</p>"),
        "two.xhtml": page("<h1>Evening</h1><p>It came back late, and nobody waited.</p>"),
    }
    path.write_bytes(book(dict(documents), spine=[*documents, "gone.xhtml"]))
    return path


def test_a_book_is_one_article_and_what_is_missing_is_told(run: Run, file: Path) -> None:
    answer = run("add", file)
    assert (answer.code, answer.out.split()) == (0, ["added", "1", "The", "Ferry"])
    assert answer.err == (
        "postil: 1 part of “ferry.epub” is missing or damaged, so its text is not in the article: "
        "gone.xhtml.\n"
    )
    assert "gone.xhtml" in run("add", file, "--no-chapters", "--json").json[0]["warning"]


def test_highlights_that_lie_beside_a_book_come_with_it(run: Run, file: Path) -> None:
    folder = file.with_suffix(".sdr")
    folder.mkdir()
    mark = '["drawer"] = "lighten", ["text"] = "the fog had lifted", ["datetime"] = "2026-01-05 21:14:08"'
    told = f'return {{ ["annotations"] = {{ [1] = {{ {mark} }} }} }}'
    (folder / "metadata.epub.lua").write_text(told, "utf-8")
    answer = run("add", file)
    assert answer.out.splitlines()[1].strip() == "1 highlight added"
    (report,) = run("add", file, "--json").json
    assert report["status"] == "duplicate"
    assert "highlights" not in report


def test_each_chapter_is_one_where_that_is_asked_for(run: Run, file: Path) -> None:
    reports = run("add", "--chapters", file, "--json").json
    assert [(one["status"], one["title"]) for one in reports] == [
        ("added", "Morning"),
        ("added", "Evening"),
    ]
    Settings(paths.data_dir() / "settings.json").set(books="chapters")
    assert [one["status"] for one in run("add", file, "--json").json] == ["duplicate"] * 2
    assert [one["status"] for one in run("add", "--no-chapters", file, "--json").json] == ["added"]
    shown = run("show", "2")
    assert "It came back late" in shown.out
    assert "Morning" not in shown.out
