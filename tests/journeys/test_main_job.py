"""By keys alone: mark, note, tag, undo; recolour, resize, jump, find and export."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from reader.core.models import Color
from tests.journeys.conftest import Journey, keep
from tests.journeys.test_export import choose

TITLE = "Cities Count Their Trees Again"


def test_mark_note_tag_restart_undo_all(journey: Journey, wire_file: Path) -> None:
    journey.start()
    window = journey.window
    empty = journey.tables()
    window.open_named([wire_file])
    journey.wait(lambda: "1 added" in journey.toast)
    assert journey.titles == [TITLE]
    assert window.windowTitle() == f"{TITLE} — Postil"

    journey.press("Enter")
    assert journey.pane == "reading"
    journey.press("j .")
    assert journey.passage == "The count took nine weeks and two hundred volunteers."
    journey.press("h")
    assert journey.toast == "Highlighted in yellow"
    assert [card.exact for card in journey.cards] == [journey.passage]

    journey.press("n")
    journey.type("jkh? A census, 1 in forty years.")
    journey.press("Ctrl+Enter")
    assert journey.toast == "Note saved"
    assert journey.cards[0].note == "jkh? A census, 1 in forty years."
    assert journey.pane == "reading"

    journey.press("t")
    journey.type("method")
    journey.press("Ctrl+1 Enter")
    assert journey.cards[0].tags == ("method",)
    assert journey.app.queries.slots() == {1: "method"}

    journey.press(". .")
    assert journey.passage == "Half of them are limes."
    journey.press("1")
    assert journey.toast == "Highlighted in yellow and tagged #method"
    assert [(card.exact, card.tags) for card in journey.cards] == [
        ("The count took nine weeks and two hundred volunteers.", ("method",)),
        ("Half of them are limes.", ("method",)),
    ]
    journey.press("j")
    here = journey.passage
    assert here.startswith("“We planted")
    full = journey.tables()
    cards = journey.cards

    journey.restart()
    assert journey.window.windowTitle() == f"{TITLE} — Postil"
    assert journey.cards == cards
    assert here.startswith(journey.passage)
    assert journey.passage
    assert journey.app.queries.slots() == {1: "method"}
    journey.press("Enter")

    undone = []
    while journey.tables() != empty:
        journey.press("z")
        undone.append(journey.toast)
        assert journey.toast.startswith("Undone: "), undone
    assert undone == [
        f"Undone: {label}"
        for label in (
            "Highlight",
            "Tag highlight",
            "Assign quick tag 1",
            "Edit note",
            "Highlight",
            f"Add “{TITLE}”",
        )
    ]
    assert journey.titles == []
    journey.press("z")
    assert journey.toast == "Nothing to undo."

    for _label in undone:
        journey.press("Shift+Z")
        assert journey.toast.startswith("Redone: ")
    assert journey.tables() == full
    journey.press("Shift+Z")
    assert journey.toast == "Nothing to redo."
    assert journey.titles == [TITLE]


def test_recolour_resize_jump_find_and_export(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "one.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))
    journey.fill(
        lambda history: keep(history, "One|First words here. Second words stand. Third words.")
    )
    journey.start()
    journey.press("Enter h")
    assert [card.exact for card in journey.cards] == ["First words here."]
    journey.press("c 3")
    assert journey.cards[0].color is Color.BLUE
    journey.press("Shift+Right")
    assert journey.cards[0].exact == "First words here. Second"
    journey.press("Ctrl+Z")
    assert journey.cards[0].exact == "First words here."
    journey.press(". .")
    assert journey.passage == "Third words."
    journey.press("Alt+Up")
    assert journey.passage == "First words here."
    journey.press("Ctrl+F")
    journey.type("stand")
    journey.press("Enter Escape")
    assert journey.passage == "stand"
    journey.press("Ctrl+E")
    choose(journey, "This article", "Web Annotations (JSON)")
    journey.wait(lambda: journey.toast == f"Exported to {file}")
    assert "First words here." in file.read_text("utf-8")
