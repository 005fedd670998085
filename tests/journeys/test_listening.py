"""For a person who listens: every control has a name, every move is told, and Tab reaches all."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.core.models import Color
from reader.operations import articles, tags
from reader.operations.history import History
from reader.ui.highlights.highlights_page import HighlightsPage
from reader.ui.style.theme import current_theme
from tests.each import each
from tests.hearing import listening
from tests.journeys.conftest import Journey, keep

ROLE = QAccessible.Role
PARAGRAPHS = ["First one here. Second one.", "Third one. Fourth one."]


def two_paragraphs(history: History) -> None:
    keep(history, "Short|" + "\n".join(PARAGRAPHS))
    history.write(tags.bind_slot, 1, "method")


@pytest.fixture
def reading(journey: Journey) -> Journey:
    journey.fill(two_paragraphs)
    journey.start()
    journey.press("Enter")
    QApplication.processEvents()  # where one is now is told once the text has the focus
    return journey


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """What is said, the urgent with a mark of exclamation before it."""
    said: list[str] = []
    with listening(lambda text, urgent: said.append("!" + text if urgent else text)):
        yield said


def test_every_move_is_told_with_unit_and_words(reading: Journey, heard: list[str]) -> None:
    reading.press(". j , w Ctrl+Up Ctrl+Up >")
    assert heard == [
        "sentence: Second one.",
        "paragraph: Third one. Fourth one.",
        "sentence: Second one.",
        "word: Second",
        "sentence: Second one.",
        "paragraph: First one here. Second one.",
        "selection: First one here. Second one. Third one.",
    ]


def test_what_is_marked_is_told_with_colour_and_tags(reading: Journey, heard: list[str]) -> None:
    reading.press("1")
    assert heard == ["Highlighted in yellow and tagged #method"]
    heard.clear()
    reading.press(". ,")
    assert heard[-1] == "sentence, highlighted in yellow, tagged method: First one here."


def test_modes_and_errors_are_told(reading: Journey, heard: list[str]) -> None:
    reading.press("f Escape v")
    assert heard[0] == "Hints: 4 sentences"
    assert heard[1].startswith("Caret mode")
    heard.clear()
    reading.press("Escape")
    assert heard[0] == "Caret mode off"
    reading.window.frontend.fail("It did not work.")
    assert heard[-1] == "!It did not work."


def test_the_first_row_of_a_card_is_told_once_when_it_is_shown(
    reading: Journey, heard: list[str]
) -> None:
    for keys in ("Ctrl+K", "Ctrl+E"):
        heard.clear()
        reading.press(keys)
        assert len(heard) == 1, keys
        reading.press("Escape")


def test_nothing_is_told_of_the_text_while_the_list_has_the_keys(
    reading: Journey, heard: list[str]
) -> None:
    reading.press("Escape")
    heard.clear()
    reading.press("j k")
    assert not any(said.startswith(("sentence", "paragraph")) for said in heard)


def test_the_text_interface_follows_the_passage(reading: Journey) -> None:
    pane = reading.window.reading_pane
    interface = QAccessible.queryAccessibleInterface(pane)
    assert interface is not None
    text = interface.textInterface()
    assert interface.text(QAccessible.Text.Name) == "Reading pane"
    reading.press(".")
    assert pane.passage is not None
    start, end = pane.document_range(pane.passage.span)
    assert text.cursorPosition() == start
    assert text.text(start, end) == "Second one."
    reading.press("v Shift+Right Shift+Right")
    assert text.cursorPosition() == start + 2
    assert text.selectionCount() == 1
    assert pane.textCursor().selectedText() == "Se"


def test_only_what_is_selected_is_a_selection_to_assistive_technology(
    reading: Journey, heard: list[str]
) -> None:
    """Else every move is told as one passage unselected, another selected."""
    pane = reading.window.reading_pane
    interface = QAccessible.queryAccessibleInterface(pane)
    assert interface is not None
    reading.press("j . .")
    assert reading.passage == "Fourth one."
    assert interface.textInterface().selectionCount() == 0
    reading.press("<")
    assert pane.textCursor().selectedText() == reading.passage == "Third one. Fourth one."
    assert interface.textInterface().selectionCount() == 1


def controls(window: QWidget) -> list[QWidget]:
    """What a person may come to by keys."""
    kinds = (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QTextEdit)
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus or isinstance(widget, kinds)
    ]


def nameless(window: QWidget) -> list[str]:
    found = []
    for widget in controls(window):
        if widget.objectName().startswith("qt_"):
            continue  # parts of Qt's own scroll areas
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None, widget
        name = interface.text(QAccessible.Text.Name)
        if not name.strip() or interface.role() in (ROLE.NoRole, ROLE.Window):
            found.append(f"{type(widget).__name__} {widget.objectName()} {interface.role()}")
    return found


def test_every_control_has_a_name_and_a_role(reading: Journey) -> None:
    window = reading.window
    assert len(controls(window)) > 10
    assert nameless(window) == []
    reading.press("h n")
    assert nameless(window) == []
    reading.press("Escape t")
    assert nameless(window) == []
    reading.press("Escape Ctrl+K")
    assert nameless(window) == []
    reading.press("Escape Ctrl+F")
    assert nameless(window) == []
    reading.press("Escape f")
    assert nameless(window) == []
    reading.press("Escape")


def test_tab_reaches_everything_and_f6_every_pane(reading: Journey) -> None:
    window = reading.window
    reading.press("h")
    reached: list[QWidget] = []
    for _ in range(80):
        QTest.keyClick(reading.focus(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now in reached:
            break
        reached.append(now)
    wanted = [
        widget
        for widget in controls(window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
    ]
    missing = [f"{type(w).__name__} {w.accessibleName()}" for w in wanted if w not in reached]
    assert missing == []
    for widget in reached:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        with_it = widget.grab().toImage()
        (window.list_pane.list if widget is window.reading_pane else window.reading_pane).setFocus()
        assert widget.grab().toImage() != with_it, f"no focus to be seen on {widget}"
    panes = set()
    window.reading_pane.setFocus()
    for _ in range(3):
        reading.press("F6")
        panes.add(reading.pane)
    assert panes == {"list", "reading", "sidebar"}


def test_the_text_is_a_document_that_is_read_only(reading: Journey) -> None:
    """Qt calls it a label, and lets assistive programs write into it."""
    interface = QAccessible.queryAccessibleInterface(reading.window.reading_pane)
    assert interface is not None
    assert interface.role() is ROLE.Document
    assert interface.editableTextInterface() is None
    before = interface.text(QAccessible.Text.Value)
    interface.setText(QAccessible.Text.Value, "Written by a program.")
    assert interface.text(QAccessible.Text.Value) == before
    state = interface.state()
    assert (state.readOnly, state.editable, state.focusable) == (1, 0, 1)
    text = interface.textInterface()
    assert "Second one." in text.text(0, text.characterCount())
    parent = interface.parent()
    assert parent is not None
    assert parent.indexOfChild(interface) >= 0


def formats(journey: Journey, words: str) -> set[tuple[str, int]]:
    """The grounds of some words as text attributes tell them, with how opaque they are."""
    document = journey.window.reading_pane.document()
    cursor = document.find(words)
    found = set()
    for place in range(cursor.selectionStart(), cursor.selectionEnd()):
        at = QTextCursor(document)
        at.setPosition(place + 1)
        ground = at.charFormat().background()
        if ground.style() is not Qt.BrushStyle.NoBrush:
            found.add((ground.color().name(), ground.color().alpha()))
    return found


def test_highlights_are_attributes_of_the_text_to_assistive_technology(
    reading: Journey, heard: list[str]
) -> None:
    theme = current_theme()
    yellow = (theme.highlights[Color.YELLOW], 0)  # nothing to be seen: highlights are painted
    reading.press("h")
    assert formats(reading, "First one here.") == {yellow}
    assert formats(reading, "Second one.") == set()
    reading.press("j h")
    assert formats(reading, "Third one.") == {yellow}
    reading.press("Ctrl+Down Alt+3")
    assert formats(reading, "Third one.") == {(theme.highlights[Color.BLUE], 0)}
    reading.press("z z")
    assert formats(reading, "First one here.") == {yellow}
    assert formats(reading, "Third one.") == set()


def tree(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None:
            yield from tree(child)


@pytest.mark.parametrize("where", ["text", "all highlights"])
def test_the_editor_of_a_note_is_in_the_tree(reading: Journey, where: str) -> None:
    """A list has only rows as children, whatever widgets lie in it."""
    reading.press("h")
    if where == "all highlights":
        reading.press("g h")
        page = reading.window.pages.page
        assert isinstance(page, HighlightsPage)
        reading.wait(lambda: page.view.current_row == 0)
    reading.press("n")
    reading.type("why")
    root = QAccessible.queryAccessibleInterface(reading.window)
    assert root is not None
    notes = [one for one in tree(root) if one.text(QAccessible.Text.Name) == "Note"]
    shown = [one for one in notes if not one.state().invisible]
    assert [one.text(QAccessible.Text.Value) for one in shown] == ["why"]
    assert shown[0].state().focused
    reading.press("Escape")


@each("keys", ["Ctrl+K", "?", "Ctrl+F", "t", "h n", "F2"])
def test_a_field_has_the_focus_before_its_text_changes(reading: Journey, keys: str) -> None:
    """Else a screen reader takes the change for the focus, and says nothing when that comes."""
    reading.press(keys)
    field = reading.focus()
    assert isinstance(field, (QLineEdit, QPlainTextEdit))
    reading.type("x")
    too_early: list[str] = []

    def look(*_: object) -> None:
        if not field.hasFocus():
            too_early.append("changed")

    field.cursorPositionChanged.connect(look)
    field.selectionChanged.connect(look)
    reading.press("Escape")
    reading.press(keys.split()[-1])
    assert reading.focus() is field or keys == "F2"
    assert too_early == []
    reading.press("Escape")


@each("keys", ["/", "g h /", "g t /", "Ctrl+, /"])
def test_a_search_field_has_the_focus_before_its_text_is_selected(
    reading: Journey, keys: str
) -> None:
    """Qt selects the text of a field to which a shortcut leads before it tells of the focus."""
    reading.press(keys)
    field = reading.focus()
    assert isinstance(field, QLineEdit)
    field.setText("words")
    field.window().setFocus()
    told: list[str] = []
    field.selectionChanged.connect(lambda: told.append("selection"))
    QApplication.instance().focusChanged.connect(lambda *_: told.append("focus"))  # type: ignore[union-attr]
    reading.press("/")
    assert reading.focus() is field
    assert told == ["focus", "selection"]


@each("keys", ["Ctrl+K", "?", "Ctrl+F", "h n", "h n Ctrl+Enter", "g h", "Ctrl+,"])
def test_the_focus_goes_back_without_passing_by_others(reading: Journey, keys: str) -> None:
    for press in keys.split():
        if press == "Ctrl+Enter":
            reading.type("why")
            break
        reading.press(press)
    went: list[QWidget | None] = []
    QApplication.instance().focusChanged.connect(lambda _old, new: went.append(new))  # type: ignore[union-attr]
    reading.press("Ctrl+Enter" if "Ctrl+Enter" in keys else "Escape")
    assert [one for one in went if one is not None] == [reading.window.reading_pane]


@pytest.fixture
def focused() -> Iterator[list[tuple[QObject, int]]]:
    """What is told to have the focus by us: a view, and the number of its child."""
    found: list[tuple[QObject, int]] = []

    def hear(event: QAccessibleEvent) -> None:
        if event.type() is QAccessible.Event.Focus:
            found.append((event.object(), event.child()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QAccessible, "isActive", lambda: True)
        patch.setattr(QAccessible, "updateAccessibility", hear)
        yield found


def test_the_row_has_the_focus_not_only_its_list(
    reading: Journey, focused: list[tuple[QObject, int]]
) -> None:
    window = reading.window
    reading.press("h . h F6")
    reading.wait(lambda: focused)
    cards: QWidget = window.sidebar.list
    assert focused[-1] == (cards, window.sidebar.list.current_row)
    reading.press("k")
    assert focused[-1] == (cards, 0)
    reading.press("F6")
    reading.wait(lambda: focused[-1][0] is window.list_pane.list)
    reading.press("g h")
    page = window.pages.page
    assert isinstance(page, HighlightsPage)
    reading.wait(lambda: len(page.rows.listed.ids) == 2)
    reading.press("j")
    assert (focused[-1][0] is page.view, focused[-1][1]) == (True, 1)


KINDS = """\
<h2>A heading</h2><p>Plain words. More words.</p><ul><li>An item</li></ul>
<blockquote><p>Said by another.</p></blockquote><pre>code()</pre>
<table><tr><td>cell one</td><td>cell two</td></tr></table>
<p><img src="a.png" alt="A lime in bloom">Below it.</p><p>Last <img src="b.png"> words.</p>
"""


def kinds(history: History) -> None:
    source = Source(KINDS.encode(), "kinds.html", "/tmp/kinds.html")
    history.write(articles.add_many, [Draft("Kinds", KINDS, source, "test/1", "text/html")])


def test_what_kind_of_block_one_is_in_is_told_and_what_pictures_show(
    journey: Journey, heard: list[str]
) -> None:
    journey.fill(kinds)
    journey.start()
    journey.press("Enter")
    journey.wait(lambda: heard)
    assert heard == ["Kinds. sentence, heading level 2: A heading"]
    heard.clear()
    journey.press("j . . j j j j j")
    assert heard == [
        "paragraph: Plain words. More words.",
        "sentence: Plain words.",
        "sentence: More words.",
        "list item: An item",
        "quotation: Said by another.",
        "code: code()",
        "table row 1: cell one cell two",
        "paragraph, image: A lime in bloom: Below it.",
    ]
    heard.clear()
    journey.press("j")
    assert heard == ["paragraph, image without a description: Last words."]
    journey.press("Escape Enter")
    journey.wait(lambda: heard[-1].startswith("paragraph"))


def test_what_is_said_of_a_row_has_no_two_full_stops(reading: Journey) -> None:
    reading.press("h n")
    reading.type("Why?")
    reading.press("Ctrl+Enter")
    cards = reading.window.sidebar.list
    interface = QAccessible.queryAccessibleInterface(cards)
    assert interface is not None
    row = interface.child(0)
    assert row is not None
    said = row.text(QAccessible.Text.Name)
    assert said == "yellow highlight: First one here. Note: Why?"


def spoken_tree(journey: Journey) -> list[tuple[QAccessible.Role, str]]:
    """The role and the name of all that is shown in the window, as a screen reader finds it."""
    root = QAccessible.queryAccessibleInterface(journey.window)
    assert root is not None
    return [
        (one.role(), one.text(QAccessible.Text.Name))
        for one in tree(root)
        if not one.state().invisible
    ]


def names(journey: Journey, role: QAccessible.Role) -> list[str]:
    return [name for one, name in spoken_tree(journey) if one is role]


@pytest.fixture
def listener() -> Iterator[None]:
    """Lets Qt tell of changes as it does while a screen reader listens; else it keeps old rows."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("listener")
def test_a_journey_read_back_from_the_tree(journey: Journey) -> None:
    """The list, the text, cards, tag prompt, palette, hits, the panel of views and Preferences."""
    journey.fill(two_paragraphs)
    journey.start()
    journey.press("Enter h t")
    journey.type("theory")
    journey.press("Enter")
    rows = names(journey, ROLE.ListItem)
    assert any(name.startswith("Short, ") for name in rows)
    assert "yellow highlight: First one here. Tags: theory" in rows
    assert "Reading pane" in names(journey, ROLE.Document)
    assert {"Search the articles"} <= set(names(journey, ROLE.EditableText))
    assert names(journey, ROLE.PageTab)[0].startswith("Inbox: 1 article")
    assert "Annotations" in names(journey, ROLE.List)
    journey.press("t")
    assert "#method, 0 uses, 1" in names(journey, ROLE.ListItem)
    journey.press("Escape Ctrl+K")
    journey.type("bookmark")
    found = names(journey, ROLE.ListItem)
    assert any(name.startswith("Star") and "bookmark" in name for name in found)
    assert "Commands" in names(journey, ROLE.List)
    journey.press("Escape /")
    journey.type("second")
    journey.wait(lambda: any("Second one" in name for name in names(journey, ROLE.ListItem)))
    journey.press("Escape Ctrl+F9")
    journey.wait(lambda: any(name.startswith("Inbox") for name in names(journey, ROLE.ListItem)))
    journey.press("Ctrl+F9 Ctrl+,")
    sliders = names(journey, ROLE.Slider)
    assert {"Text size", "Line length", "Line height"} <= set(sliders)
    assert "Justify the text" in [name.replace("&", "") for name in names(journey, ROLE.CheckBox)]
    assert "Preferences" in [name for _role, name in spoken_tree(journey)]
