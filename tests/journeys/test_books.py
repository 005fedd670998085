"""A book in the window: its contents, how far one is, the source of what is copied."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from reader.core.article_source import Source
from reader.operations import adding
from reader.operations.history import History
from reader.ui.overlays.choice_list import ChoiceList
from reader.ui.overlays.overlay import open_overlay
from reader.ui.reading.contents.section_strip import SectionStrip
from tests.importers.epub.samples import book, nav, page, row
from tests.journeys.conftest import Journey
from tests.journeys.test_adding import choose

DATA = book(
    {
        "one.xhtml": page("<h1>Morning</h1><p>The ferry left before the fog had lifted.</p>"),
        "two.xhtml": page(
            '<h1>Evening</h1><p>It came back late.</p><p><span epub:type="pagebreak" title="9"/>'
            "Nobody waited.</p>"
        ),
    },
    contents=nav(row("one.xhtml", "Morning") + row("two.xhtml", "Evening")),
)


def _fill(history: History) -> None:
    adding.keep(history, [adding.read(Source(DATA, "ferry.epub", "ferry.epub"))], (), "one")


def test_chapters_of_a_book(journey: Journey) -> None:
    journey.fill(_fill)
    journey.start()
    journey.press("Enter")
    assert journey.target == "chapter 1/2 0% · sentence “Morning”"
    strip = journey.window.findChild(SectionStrip)
    assert strip is not None
    assert strip.isVisible(), "of a book it says how much is read"
    journey.press("g c")
    contents = open_overlay(journey.window)
    assert isinstance(contents, ChoiceList)
    assert [shown.row.title for shown in contents.model.rows] == ["Morning", "Evening"]
    journey.type("even")
    journey.press("Enter")
    assert journey.passage == "Evening"
    assert "chapter 2/2 0% · " in journey.target
    journey.press("y")
    copied = "“Evening” — Ada Fenn, “The Ferry”, chapter “Evening”"
    assert QApplication.clipboard().text() == copied
    journey.find("Nobody waited.")
    journey.press("y")
    assert QApplication.clipboard().text().endswith("“The Ferry”, p. 9")


def test_it_is_asked_once_what_a_book_becomes(
    journey: Journey, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "ferry.epub"
    file.write_bytes(DATA)
    choose(monkeypatch, [file])
    journey.start()
    journey.press("Ctrl+O")
    asked = open_overlay(journey.window)
    assert isinstance(asked, ChoiceList)
    assert [shown.row.value for shown in asked.model.rows] == ["whole", "chapters"]
    journey.press("2")
    journey.wait(lambda: sorted(journey.titles) == ["Evening", "Morning"])
    assert journey.app.settings.text("books") == "chapters"
    journey.press("Ctrl+Z")
    journey.wait(lambda: journey.titles == [])
    journey.app.settings.set(books="whole")
    journey.press("Ctrl+O")
    journey.wait(lambda: journey.titles == ["The Ferry"])
    assert open_overlay(journey.window) is None
