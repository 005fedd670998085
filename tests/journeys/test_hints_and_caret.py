"""From anywhere on screen to any sentence by its letters, and by character with the caret."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.core.keys.key_overrides import KeyChoices
from reader.core.models import Color, View
from reader.core.text.reading.reading_cursor import Unit
from reader.operations import color_tags, tags
from reader.operations.history import History
from reader.ui.reading.moving.sentence_hint_labels import HintLabels, Label
from reader.ui.style.theme import current_theme
from tests.each import each
from tests.hearing import listening
from tests.journeys.conftest import Journey, keep

PARAGRAPHS = [
    " ".join(f"Sentence {n} of line {line} is short." for n in range(1, 6)) for line in range(30)
]


def long_text(history: History) -> None:
    keep(history, "Long|" + "\n".join(PARAGRAPHS))
    history.write(tags.bind_slot, 1, "method")


@pytest.fixture
def reading(journey: Journey) -> Journey:
    """A long article, the keyboard in the text, a tag on the digit 1."""
    journey.fill(long_text)
    journey.start()
    journey.window.resize(1440, 1000)
    journey.press("Enter")
    return journey


def labels(journey: Journey) -> tuple[Label, ...]:
    hints = journey.window.reading_pane.hints
    assert hints is not None
    return hints.labels


def has_hints(journey: Journey) -> bool:
    return journey.window.reading_pane.hints is not None


def in_caret_mode(journey: Journey) -> bool:
    return journey.window.reading_pane.is_caret_mode


def has_selection(journey: Journey) -> bool:
    return journey.window.reading_pane.caret.has_selection


def words_of(journey: Journey, label: Label) -> str:
    page = journey.window.reading_pane.page
    assert page is not None
    return page.text.text[label.passage.start : label.passage.end]


def hints_of(journey: Journey) -> HintLabels:
    hints = journey.window.reading_pane.hints
    assert hints is not None
    return hints


def test_any_sentence_on_screen_is_marked_and_tagged_in_four_key_presses(reading: Journey) -> None:
    pane = reading.window.reading_pane
    pane.verticalScrollBar().setValue(300)
    place = pane.verticalScrollBar().value()
    reading.press("f")
    wanted = {label.code: words_of(reading, label) for label in labels(reading)}
    assert {len(code) for code in wanted} == {1, 2}  # there are more sentences than letters
    reading.press("Escape")
    article, accent = reading.number("Long"), QColor(current_theme().accent)
    marked = []
    for number, (code, words) in enumerate(wanted.items()):
        pane.verticalScrollBar().setValue(place)
        reading.press("f")
        hints = hints_of(reading)
        assert {label.code: words_of(reading, label) for label in hints.labels} == wanted
        if number in (0, len(wanted) - 1):  # with few highlights below them, and with many
            picture = hints.grab().toImage()
            ratio = picture.devicePixelRatio()
            for label in hints.labels:
                x, y = label.cap.left() + 2, label.cap.center().y()
                spot = QPoint(round(x * ratio), round(y * ratio))
                assert picture.pixelColor(spot) == accent, f"{label.code} is not painted"
        presses = [*code, "1"]
        assert 1 + len(presses) <= 4
        is_marked = number % 4 == 0 or number > len(wanted) - 4
        reading.press(" ".join(presses if is_marked else code))
        assert not has_hints(reading)
        assert reading.passage == words
        if is_marked:
            marked.append(words)
            last = max(reading.app.queries.annotations(article), key=lambda one: one.id)
            assert (last.exact, last.tags) == (words, ("method",))
    assert len(reading.app.queries.annotations(article)) == len(marked)
    assert sorted(card.exact for card in reading.cards) == sorted(marked)


def test_labels_lie_on_screen_and_apart_at_the_sentences(reading: Journey) -> None:
    for size in ((1440, 900), (1024, 640), (480, 600)):
        reading.window.resize(*size)
        reading.press("f")
        hints = hints_of(reading)
        area = hints.rect()
        caps = [label.cap for label in hints.labels]
        assert caps
        for number, cap in enumerate(caps):
            assert area.contains(cap.toAlignedRect()), (size, cap)
            assert not any(cap.intersects(other) for other in caps[:number])
        reading.press("Escape")


def test_letters_narrow_backspace_widens_and_all_else_leaves(reading: Journey) -> None:
    reading.press("j j")
    here = reading.passage
    heard: list[str] = []
    with listening(lambda text, _urgent: heard.append(text)):
        reading.press("f")
    count = len(labels(reading))
    assert heard == [f"Hints: {count} sentences"]
    assert reading.target == f"Hints: {count} sentences"
    two = next(label.code for label in labels(reading) if len(label.code) == 2)
    reading.press(two[0])
    assert hints_of(reading).typed == two[0]
    reading.press("Backspace")
    assert hints_of(reading).typed == ""
    before = reading.tables()
    for leaving in ("Backspace", "Escape", "1", "Down", "Ctrl+K", "?", "Delete", "Space"):
        if not has_hints(reading):
            reading.press("f")
        reading.press(leaving)
        assert not has_hints(reading), leaving
        assert (reading.passage, reading.pane) == (here, "reading"), leaving
    assert reading.tables() == before
    assert reading.target.startswith("paragraph")
    reading.press("f")
    QTest.keyClick(reading.focus(), Qt.Key.Key_Tab)
    assert (has_hints(reading), reading.pane) == (False, "reading")
    reading.press("f")
    QTest.keyPress(reading.focus(), Qt.Key.Key_Shift)
    assert has_hints(reading)
    reading.window.resize(1200, 800)
    assert not has_hints(reading)
    reading.press("f")
    reading.window.reading_pane.verticalScrollBar().setValue(50)
    assert not has_hints(reading)
    assert reading.pane == "reading"


def test_words_grow_and_extend_by_keys(reading: Journey) -> None:
    reading.press("w w")
    assert (reading.unit, reading.passage) == (Unit.WORD, "1")
    reading.press("Ctrl+Up")
    assert reading.passage == "Sentence 1 of line 0 is short."
    reading.press("Ctrl+Up")
    assert reading.passage == PARAGRAPHS[0]
    reading.press("Ctrl+Up")
    assert reading.unit is Unit.SECTION
    assert reading.target.startswith("section")
    reading.press("Ctrl+Down Ctrl+Down Ctrl+Down")
    assert (reading.unit, reading.passage) == (Unit.WORD, "1")
    reading.press("Shift+W Shift+W")
    assert reading.passage == "1 of line"
    reading.press("Shift+B Shift+B Shift+B")
    assert reading.passage == "Sentence 1"
    reading.press("Escape")
    assert (reading.unit, reading.passage) == (Unit.WORD, "1")
    reading.press("Escape")
    assert reading.pane == "list"


def test_counts_repeat_moves_and_extensions(reading: Journey) -> None:
    reading.press("r 3 j")
    assert reading.passage == PARAGRAPHS[3]
    reading.press("r 2 k r 2 Shift+J")
    assert reading.passage == "\n\n".join(PARAGRAPHS[1:4])
    reading.press("r 9 9 Shift+K")
    assert reading.passage == "\n\n".join(PARAGRAPHS[:2])
    reading.press("Escape r 2 Ctrl+Down")
    assert (reading.unit, reading.passage) == (Unit.WORD, "Sentence")


def test_the_caret_selects_by_character_and_keys_act_on_it(reading: Journey) -> None:
    reading.press("v")
    assert reading.target.startswith("caret · sentence “Sentence 1 of line 0")
    reading.press("Ctrl+Right Ctrl+Right Shift+Right Shift+Right")
    assert (reading.unit, reading.passage) == (Unit.SELECTION, "of")
    assert reading.target == "caret · selection “of”"
    reading.press("c 2")
    assert [(card.exact, card.color) for card in reading.cards] == [("of", Color.GREEN)]
    reading.press("Shift+End")
    assert reading.passage.startswith("of line 0 is short. Sentence 2")
    reading.press("Shift+Home")
    assert reading.passage == "Sentence 1"
    reading.press("1")
    assert {card.exact: card.tags for card in reading.cards} == {
        "of": (),
        "Sentence 1": ("method",),
    }
    reading.press("Right")
    assert reading.unit == "sentence"
    reading.press("Shift+W Shift+W Shift+B")
    assert reading.unit == "selection"
    reading.press(".")
    assert reading.passage == "Sentence 2 of line 0 is short."
    reading.press("Ctrl+End")
    assert reading.passage == "Sentence 5 of line 29 is short."
    reading.press("Ctrl+Shift+Home")
    assert len(reading.passage) > 3000
    reading.window.toasts.dismiss_all()
    reading.press("Escape")
    assert in_caret_mode(reading)
    reading.press("Escape")
    assert not in_caret_mode(reading)
    assert reading.pane == "reading"
    reading.press("F7")
    assert in_caret_mode(reading)
    reading.press("v j")
    assert reading.passage == PARAGRAPHS[1]


def test_escape_goes_back_step_by_step(reading: Journey) -> None:
    reading.press("Shift+F11")
    reading.window.toasts.dismiss_all()
    reading.press("> v Shift+Right f")
    assert has_hints(reading)
    reading.press("Escape")
    assert not has_hints(reading)
    assert has_selection(reading)
    reading.press("Escape")
    assert not has_selection(reading)
    assert in_caret_mode(reading)
    reading.press("Escape")
    assert not in_caret_mode(reading)
    reading.press("> >")
    assert reading.unit == "selection"
    reading.press("Escape")
    assert reading.unit == "sentence"
    assert not reading.window.list_pane.isVisible()
    reading.press("Escape")
    assert reading.window.list_pane.isVisible()
    assert reading.pane == "reading"
    reading.press("Escape")
    assert reading.pane == "list"


@each(
    ("way", "end"),
    [
        (". .", "Escape"),
        (". .", "Ctrl+Enter"),
        ("Shift+W", "Ctrl+Enter"),
        ("w w", "Escape"),
        ("v Shift+Right Shift+Right", "Ctrl+Enter"),
    ],
)
def test_after_a_note_the_cursor_is_where_it_was(reading: Journey, way: str, end: str) -> None:
    reading.press(f"j {way}")
    pane = reading.window.reading_pane
    before, height = pane.passage, pane.verticalScrollBar().value()
    reading.press("n")
    reading.type("why")
    reading.press(end)
    assert reading.pane == "reading"
    assert pane.passage is not None
    assert before is not None
    assert (pane.passage.span, pane.passage.unit) == (before.span, before.unit)
    assert pane.verticalScrollBar().value() == height


def test_enter_on_a_highlight_opens_its_note(reading: Journey) -> None:
    reading.press("j h")
    whole = reading.passage
    reading.press("Enter")
    reading.type("all of it")
    reading.press("Ctrl+Enter")
    reading.press(". . Enter")
    reading.type(", and more")
    reading.press("Ctrl+Enter")
    assert [(card.exact, card.note) for card in reading.cards] == [(whole, "all of it, and more")]


def test_enter_beside_a_highlight_marks_nothing(reading: Journey) -> None:
    reading.press("j Enter")
    assert reading.cards == []
    assert reading.toast == "There is no highlight here: h adds one, n a note."
    assert reading.pane == "reading"


def test_the_strip_names_the_tag_of_the_colour_and_is_silent_below_an_overlay(
    reading: Journey,
) -> None:
    library = reading.app
    library.history.do("Colour", color_tags.set_color_of_tag, "method", "blue")
    library.settings.set(color="blue")
    reading.press("j")
    assert dict(reading.window.strip.key_labels)["h"] == "highlight in blue, #method"
    reading.press("t")
    assert reading.window.strip.key_labels == ()
    reading.press("Escape")
    assert "h" in dict(reading.window.strip.key_labels)


def test_g_g_and_shift_g_lead_to_the_ends_of_list_and_cards(reading: Journey) -> None:
    reading.press("j h j h j h F6")
    shown = [card.id for card in reading.cards]
    reading.press("g g")
    assert reading.window.sidebar.current_id() == shown[0]
    reading.press("Shift+G")
    assert reading.window.sidebar.current_id() == shown[-1]


def test_the_cursor_goes_from_highlight_to_highlight(reading: Journey) -> None:
    for _ in range(4):
        reading.press("j h")
    reading.press("g g Alt+Down")
    assert reading.passage == PARAGRAPHS[1]
    reading.press("Alt+Down Alt+Down Alt+Up")
    assert reading.passage == PARAGRAPHS[2]
    assert reading.window.reading_pane.target_range() is not None
    reading.press("r 2 Alt+Down")
    assert reading.passage == PARAGRAPHS[4]
    reading.press("r 9 Alt+Up")
    assert reading.passage == PARAGRAPHS[1]


def test_letters_that_file_the_article_do_nothing_beside_a_caret(reading: Journey) -> None:
    reading.press("v")
    before = reading.tables()
    for key in ("l", "e", "i", "s", "m", "Shift+T", "Shift+N"):
        reading.press(key)
        assert "Esc or v leaves" in reading.toast, key
        assert reading.pane == "reading"
    assert reading.tables() == before
    assert in_caret_mode(reading)
    named = dict(reading.window.strip.key_labels)
    assert (named["← →"], named["Shift+→"], named["Ctrl+→"]) == ("move", "select", "word")
    assert (named["Esc"], named["h"], named["n"], named["t"]) == (
        "leave",
        "highlight",
        "note",
        "tag",
    )
    reading.press("v s")
    assert reading.app.queries.article(reading.number("Long")).is_starred


def test_in_the_set_of_vim_the_letters_of_the_arrows_move_the_caret(reading: Journey) -> None:
    keys = reading.app.settings.keys
    keys.keep(KeyChoices("vim"))
    reading.window.keys.apply_choices()
    reading.press("v l l")
    caret = reading.window.reading_pane.caret
    assert caret.offset == 2
    reading.press("h j")
    assert caret.offset > 10
    reading.press("k")
    assert caret.offset == 1
    reading.press("Shift+L Shift+L x")
    assert [card.exact for card in reading.cards] == ["en"]
    assert dict(reading.window.strip.key_labels)["x"] == "highlight"
    reading.press("g l")
    assert reading.window.articles.view is View.LATER


def test_escape_acts_and_takes_what_was_said_in_passing_along(reading: Journey) -> None:
    reading.press("v Shift+Right h")
    assert reading.toasts
    reading.press("Escape")
    assert not reading.toasts
    assert (in_caret_mode(reading), has_selection(reading)) == (True, False)
    reading.press("Escape")
    assert not in_caret_mode(reading)
    reading.window.frontend.notify("Said in passing")
    reading.press("Escape")
    assert (reading.pane, reading.toasts) == ("list", [])
    reading.window.frontend.notify("Said in passing")
    reading.press("Escape")  # for it alone
    assert (reading.pane, reading.toasts) == ("list", [])


def test_escape_puts_lines_to_be_read_away_and_does_nothing_else(reading: Journey) -> None:
    reading.press("v")
    reading.window.frontend.show_about()
    reading.press("Escape")
    assert not reading.toasts
    assert in_caret_mode(reading)


def test_all_of_the_text_is_selected_and_given_up_again(journey: Journey) -> None:
    journey.fill(lambda history: keep(history, "A|First one. Second one.\nThird.") and None)
    journey.start()
    journey.press("Enter . Ctrl+A")
    assert journey.passage == "First one. Second one.\n\nThird."
    journey.press("Ctrl+C")
    assert QApplication.clipboard().text().startswith("First one. Second one.")
    journey.press("Escape")
    assert journey.passage == "Second one."
    journey.press("Ctrl+A h")
    assert [one.exact for one in journey.cards] == ["First one. Second one.\n\nThird."]
