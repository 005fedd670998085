"""Journeys of notes whose highlight goes while they are written: no word of them is lost."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.library.note_drafts import Draft
from reader.operations import annotations, articles
from reader.operations.history import History
from reader.services import Services
from reader.ui.highlights.highlights_page import HighlightsPage
from tests.journeys.conftest import Journey, keep

OPEN, OTHER = 1, 2


def _fill(history: History) -> None:
    keep(history, "Open|This is what is read.", "Other|Other\nalpha beta gamma delta.")
    history.do("Highlight", annotations.highlight, OTHER, 0, 5)


@pytest.fixture
def undone(journey: Journey) -> Journey:
    """A window on one article, and a highlight in another that undo takes away."""
    journey.fill(_fill)
    journey.start()
    journey.window.articles.reveal(OPEN)
    return journey


def _page(journey: Journey) -> HighlightsPage:
    page = journey.window.pages.page
    assert isinstance(page, HighlightsPage)
    return page


def _write(journey: Journey, text: str) -> None:
    journey.press("g h")
    page = _page(journey)
    journey.wait(lambda: page.rows.listed.ids)
    journey.press("n")
    journey.type(text)


def _save(journey: Journey) -> None:
    QTest.keyClick(journey.focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _begin(journey: Journey) -> None:
    journey.window.drafts.drafts["annotation:1"] = Draft("begun")


def _rescued(journey: Journey) -> str:
    return journey.drafts.get(f"article:{OTHER}", "")


def test_the_editor_closes_with_its_row_and_the_note_is_kept(undone: Journey) -> None:
    _write(undone, "precious words")
    undone.app.history.undo()
    undone.wait(lambda: _rescued(undone))
    assert _rescued(undone) == "> Other\n\nprecious words"
    assert undone.window.drafts.written == set()
    assert not _page(undone).view.editor.isVisible()


def test_a_note_saved_after_another_program_took_its_highlight_stays_a_draft(
    undone: Journey,
) -> None:
    _write(undone, "precious words")
    elsewhere = History(undone.app.database)  # whose changes the window is not told of
    elsewhere.undo()
    _save(undone)
    assert "no annotation" in undone.toast
    undone.window.drafts.rescue()
    assert _rescued(undone) == "> Other\n\nprecious words"
    undone.window.drafts.flush()
    assert "precious words" in (undone.directory / "drafts.json").read_text("utf-8")


def test_a_note_that_is_saved_leaves_no_draft(undone: Journey) -> None:
    _write(undone, "plain words")
    _save(undone)
    assert undone.app.queries.annotation(1).note == "plain words"
    assert undone.drafts == {}


@pytest.mark.parametrize("way", ["delete", "undo"])
def test_a_draft_in_an_article_that_is_not_open_is_rescued(undone: Journey, way: str) -> None:
    _begin(undone)
    if way == "delete":
        undone.app.history.do("Delete", annotations.delete, [1])
    else:
        undone.app.history.undo()
    assert undone.drafts == {f"article:{OTHER}": "> Other\n\nbegun"}
    undone.window.drafts.rescue()  # not a second time
    assert undone.drafts == {f"article:{OTHER}": "> Other\n\nbegun"}
    undone.wait(lambda: "note is kept" in undone.toast)


def test_a_rescued_draft_stands_behind_what_the_note_of_the_article_says(
    undone: Journey,
) -> None:
    undone.app.history.write(annotations.set_article_note, OTHER, "About the whole")
    _begin(undone)
    undone.app.history.do("Delete", annotations.delete, [1])
    assert _rescued(undone) == "About the whole\n\n> Other\n\nbegun"


def test_a_draft_found_at_the_start_is_rescued(undone: Journey) -> None:
    undone.stop()
    file = undone.directory / "drafts.json"
    file.write_text(json.dumps({"annotation:1": "begun"}), "utf-8")
    undone.start()
    assert undone.app.queries.annotation(1).note == "begun"  # its highlight is there
    assert (undone.drafts, undone.drafts_on_disk) == ({}, [])
    undone.press("z")
    undone.stop()
    file.write_text(json.dumps({"annotation:1": "begun"}), "utf-8")
    app = Services.open(undone.directory)
    app.history.undo()
    app.close()
    undone.start()
    assert undone.drafts == {f"article:{OTHER}": "> Other\n\nbegun"}


def test_a_draft_in_an_article_that_is_gone_for_good_is_kept_apart_and_told(
    undone: Journey,
) -> None:
    undone.app.history.do("Trash", articles.trash, [OTHER])
    undone.app.history.write(articles.purge, [OTHER])
    _begin(undone)
    undone.stop()
    undone.start()
    aside = undone.directory / "drafts.json.other-library-1"
    assert json.loads(aside.read_text("utf-8"))["annotation:1"]["text"] == "begun"
    assert any(str(aside) in text for text in undone.toasts)


def test_drafts_of_another_library_are_kept_apart_and_told(undone: Journey) -> None:
    undone.stop()
    strays = {
        name: {"text": f"words of {name}", "known": ""}
        for name in ("annotation:2", "article:3", f"passage:{OTHER}:9:0:5")
    }
    file = undone.directory / "drafts.json"
    file.write_text(json.dumps({**strays, "annotation:1": "begun"}), "utf-8")
    undone.start()
    aside = undone.directory / "drafts.json.other-library-1"
    assert json.loads(aside.read_text("utf-8")) == strays
    assert any(str(aside) in text for text in undone.toasts)
    assert undone.app.queries.annotation(1).note == "begun"
    assert (undone.drafts, undone.drafts_on_disk) == ({}, [])


def test_a_note_typed_without_a_rest_is_saved(undone: Journey) -> None:
    undone.window.drafts._timer.setInterval(3_600_000)  # nobody rests so long
    _write(undone, "precious words")
    undone.wait(lambda: undone.app.queries.annotation(1).note == "precious words")


def test_drafts_that_cannot_be_written_are_told_and_kept_in_the_window(undone: Journey) -> None:
    file = undone.directory / "drafts.json"
    file.with_name("drafts.json.tmp").mkdir()  # in the way of what is written first
    _begin(undone)
    assert not undone.window.drafts.flush()
    assert "cannot be saved in" in undone.toast
    assert undone.drafts == {"annotation:1": "begun"}
    file.with_name("drafts.json.tmp").rmdir()
    assert undone.window.drafts.flush()
    assert undone.drafts_on_disk == ["begun"]
