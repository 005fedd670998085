"""By key alone: highlights resized, joined, cut; sticky tags, tags again, colours that mean something."""

import pytest
from PySide6.QtWidgets import QApplication

from reader.commands.catalogue import BY_ID
from reader.commands.command_runner import missing
from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.models import Color
from reader.operations import tags
from reader.operations.history import History
from reader.ui.overlays.command_palette import CommandPalette
from tests.journeys.conftest import Journey, keep

FIRST = "One two three. Four five six. Seven eight nine."


def two(history: History) -> None:
    keep(history, f"Mine|{FIRST}\nAnother paragraph here.", "Other|Words of the other one.")
    history.write(tags.bind_slot, 1, "method")
    history.write(tags.bind_slot, 2, "todo")


@pytest.fixture
def reading(journey: Journey) -> Journey:
    """Two articles and two digits with tags; the keyboard in the text of the first."""
    journey.fill(two)
    journey.start()
    journey.window.list_pane.select(journey.number("Mine"))
    journey.window.panes.focus_pane(Pane.READING)
    return journey


def quotes(journey: Journey) -> list[str]:
    return [card.exact for card in journey.cards]


def test_an_edge_at_a_time_and_one_undo_for_all(reading: Journey) -> None:
    reading.press("h")
    before = reading.tables()
    reading.press("Shift+Right")
    assert quotes(reading) == ["One two three. Four"]
    assert reading.passage == "One two three. Four"
    assert reading.target.startswith("yellow highlight “One two three. Four")
    reading.press("Ctrl+Shift+Right Alt+Shift+Left Ctrl+Alt+Shift+Right Ctrl+Alt+Shift+Left")
    assert quotes(reading) == ["two three. Fou"]
    assert reading.toasts == ["Resized"]
    reading.press("Shift+Left Ctrl+Shift+Left Alt+Shift+Right")
    assert quotes(reading) == ["One two three. "]
    reading.press("z")
    assert quotes(reading) == ["One two three."]
    assert reading.tables() == before
    reading.press("z")
    assert quotes(reading) == []


def test_a_passage_grows_and_is_marked(reading: Journey) -> None:
    reading.press("Shift+Right Shift+Right Ctrl+Shift+Right")
    assert reading.passage == "two three. Four five"
    assert reading.target.startswith("selection “two three")
    reading.press("h Shift+Left")
    assert quotes(reading) == ["two three. Four"]


def test_a_passage_extended_from_a_highlight_lengthens_it(reading: Journey) -> None:
    reading.press("h > > h")
    assert quotes(reading) == [FIRST]
    assert reading.toast == "Resized"
    reading.press("z")
    assert quotes(reading) == ["One two three."]


def test_a_passage_extended_from_a_highlight_of_another_colour_is_one_of_its_own(
    reading: Journey,
) -> None:
    reading.press("h")
    reading.app.settings.set(color="blue")
    reading.press("> h")
    assert {card.exact: card.color for card in reading.cards} == {
        "One two three.": Color.YELLOW,
        "One two three. Four five six.": Color.BLUE,
    }


def test_from_the_card_too(reading: Journey) -> None:
    reading.press("h F6")
    assert reading.pane == "sidebar"
    reading.press("Shift+Right")
    assert quotes(reading) == ["One two three. Four"]
    assert reading.pane == "sidebar"


def test_merging_and_splitting(reading: Journey) -> None:
    reading.press("1 . c 3 Shift+M")
    (card,) = reading.cards
    assert (card.exact, card.color, card.tags) == (
        "One two three. Four five six.",
        Color.BLUE,
        ("method",),
    )
    assert reading.toast == "2 highlights merged"
    reading.find("Four")
    labels = [label for _keys, label in reading.window.strip.key_labels]
    assert "delete the blue highlight" in labels
    reading.press("Shift+S")
    assert quotes(reading) == ["One two three.", "Four five six."]
    assert {card.color for card in reading.cards} == {Color.BLUE}
    reading.press("z z")
    assert [card.color for card in reading.cards] == [Color.YELLOW, Color.BLUE]


def test_overlaps_stay_until_they_are_cut(reading: Journey) -> None:
    reading.press("h . Ctrl+Shift+Left h")
    assert len(reading.cards) == 2
    reading.press("Shift+S")
    found = [(card.start, card.end) for card in reading.cards]
    assert found[0][1] is not None
    assert found[1][0] is not None
    assert found[0][1] <= found[1][0]
    reading.press("z")
    assert len(reading.cards) == 2


def test_sticky_tags_stay_on_from_article_to_article(reading: Journey) -> None:
    strip = reading.window.strip
    reading.press("Shift+H")
    reading.type("method")
    reading.press("Ctrl+Enter Enter")
    assert strip._chip == "sticky #method"
    assert "sticky #method" in strip.accessibleName()
    reading.press("h . 2")
    assert [card.tags for card in reading.cards] == [("method",), ("method", "todo")]
    assert reading.toast == "Highlighted in yellow and tagged #todo, sticky #method"
    reading.window.list_pane.select(reading.number("Other"))
    reading.press("h")
    assert [card.tags for card in reading.cards] == [("method",)]
    reading.press("Shift+H")
    assert reading.toast == "Sticky tags are off."
    assert strip._chip == ""
    reading.press("z")
    assert reading.cards == []
    reading.press("h")
    assert [card.tags for card in reading.cards] == [()]
    reading.press("Shift+H Enter")  # as they were, with one key
    assert strip._chip == "sticky #method"
    reading.restart()
    assert reading.window.strip._chip == ""


def test_the_last_tagging_again_in_text_and_list(reading: Journey) -> None:
    reading.press("t")
    reading.type("a,b,")
    reading.press("Enter . ;")
    assert [card.tags for card in reading.cards] == [("a", "b"), ("a", "b")]
    assert reading.toast == "Highlighted in yellow and tagged #a #b"
    reading.window.panes.focus_pane(Pane.LIST)
    reading.press("* a ;")
    assert reading.tags("Mine") == reading.tags("Other") == ("a", "b")
    reading.press("z")
    assert reading.tags("Other") == ()


def test_a_colour_gets_a_meaning(reading: Journey) -> None:
    reading.press("Alt+2 c t")
    reading.type("method")
    reading.press("Enter")
    assert reading.toast == "Green is now linked to #method"
    reading.window.keys.dispatcher._timer.setInterval(0)
    reading.press("c")
    told = ""

    def popup() -> bool:
        nonlocal told
        popup = reading.window.keys.popup
        told = popup.accessibleName() if popup is not None and popup.isVisible() else ""
        return bool(told)

    reading.wait(popup)
    assert "Highlight in green · #method" in told
    assert "Highlight in red" in told
    reading.press("Escape . Alt+2")
    assert [card.tags for card in reading.cards] == [(), ("method",)]
    reading.press("Alt+4")
    assert reading.toast == "Now pink. Removed #method"
    reading.press("1")
    assert reading.toast == "Tagged #method, now green"
    assert reading.target.startswith("green highlight")
    reading.press("c t Backspace Enter")
    assert reading.toast == "Green is no longer linked to a tag"


def test_a_note_left_unwritten_leaves_nothing(reading: Journey) -> None:
    before = reading.tables()
    reading.press("n Escape")
    assert reading.cards == []
    assert reading.tables() == before
    assert reading.toast == "The note is empty, so nothing was highlighted: h does that."
    reading.press("n")
    reading.type("half")
    reading.press("Escape")
    assert [card.note for card in reading.cards] == ["half"]
    reading.press("n")
    assert reading.window.sidebar.list.editor.text == "half"
    reading.press("Ctrl+Enter")
    assert [card.note for card in reading.cards] == ["half"]


def test_undo_says_where_when_that_is_elsewhere(reading: Journey) -> None:
    reading.press("h")
    reading.window.list_pane.select(reading.number("Other"))
    reading.press("z")
    assert reading.toast == "Undone: Highlight · in “Mine”"
    reading.press("Shift+Z")
    assert reading.toast == "Redone: Highlight · in “Mine”"
    reading.window.list_pane.select(reading.number("Mine"))
    reading.press("z")
    assert reading.toast == "Undone: Highlight"


def test_a_citation_for_a_word_processor(reading: Journey) -> None:
    reading.press("y")
    data = QApplication.clipboard().mimeData()
    assert data.text() == "“One two three.” — “Mine”"
    assert data.html() == "<p>“One two three.” — “Mine”</p>"


def test_the_strip_names_the_scope_and_what_its_keys_do(reading: Journey) -> None:
    strip = reading.window.strip
    reading.window.resize(1600, 800)
    assert reading.target.startswith("sentence “One two three.")
    labels = [label for _keys, label in strip.key_labels]
    assert labels[:3] == ["highlight in yellow", "note", "tag"]
    assert {"method", "todo", "extend"} <= set(labels)
    assert "last tags" not in labels  # there are none
    reading.press("Alt+3")
    assert reading.target.startswith("blue highlight “One two three.")
    assert [label for _keys, label in strip.key_labels][:3] == ["delete", "note", "tag"]
    reading.press(".")
    assert strip.key_labels[0][1] == "highlight in blue"


def offered(journey: Journey) -> dict[str, str]:
    """Why each of four commands cannot be chosen in a menu or the palette; empty where it can."""
    context, keys = journey.window.frontend.menu_state().context, present_keys()
    names = ("undo", "redo", "highlight.merge", "highlight.split")
    return {name: missing(BY_ID[name], context, keys) for name in names}


def test_menus_grey_what_has_nothing_to_act_on(reading: Journey) -> None:
    nothing = "Nothing to undo.", "Nothing to redo."
    assert tuple(offered(reading).values())[:2] == nothing
    assert offered(reading)["highlight.merge"].startswith("No other highlight")
    reading.press("h")
    assert [not why for why in offered(reading).values()] == [True, False, False, False]
    reading.press(".")
    assert offered(reading)["highlight.split"].startswith("Nothing overlaps it")
    reading.press("h")
    assert not offered(reading)["highlight.merge"], "it touches the first"
    reading.press("Shift+M")
    assert len(quotes(reading)) == 1
    assert offered(reading)["highlight.merge"]
    reading.find("Four")
    assert not offered(reading)["highlight.split"], "the cursor is on a part of it"
    reading.press("z")
    assert [not why for why in offered(reading).values()][:2] == [True, True]
    reading.press("Ctrl+,")
    assert not offered(reading)["undo"], "Preferences has an undo of its own"


def test_the_palette_begins_with_what_it_ran_last(reading: Journey) -> None:
    reading.press("Ctrl+K")
    reading.type("bookmark")
    reading.press("Enter Ctrl+K")
    palette = reading.window.frontend.prompts.overlay(CommandPalette)
    assert palette.model.rows[0].row.value == "article.star"
    reading.press("Escape")
    reading.restart()
    reading.press("Ctrl+K")
    assert (
        reading.window.frontend.prompts.overlay(CommandPalette).model.rows[0].row.value
        == "article.star"
    )
