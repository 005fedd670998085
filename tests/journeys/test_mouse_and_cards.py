"""With the mouse, and with the cards beside the text: select, click, jump, narrow, edit, colour."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor
from PySide6.QtTest import QTest

from reader.commands.reading.recent_articles import recent_articles
from reader.core.models import Color, Kind
from reader.core.text.reading.reading_cursor import Unit
from reader.operations import annotations
from reader.operations.history import History
from reader.services import Services
from reader.ui.annotations.annotation_filter import CardFilter
from reader.ui.reading import reading_progress
from reader.ui.style.theme import current_theme
from tests.journeys.conftest import Journey, keep
from tests.journeys.test_troubles import watch_closely
from tests.ui.pictures import colors_in

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
PARAGRAPHS = [
    f"Paragraph {n} begins here. It goes on for a while 𝒳. Then it ends." for n in range(40)
]


def long_text(history: History) -> list[int]:
    return keep(history, "Long|" + "\n".join(PARAGRAPHS))


@pytest.fixture
def reading(journey: Journey) -> Journey:
    """A long article, the keyboard in the text."""
    journey.fill(long_text)
    journey.start()
    journey.press("Enter")
    return journey


def text_of(journey: Journey) -> str:
    page = journey.window.reading_pane.page
    assert page is not None
    return page.text.text


def spot(journey: Journey, offset: int) -> QPoint:
    """Where an offset of the text is in the viewport."""
    pane = journey.window.reading_pane
    assert pane.positions is not None
    cursor = QTextCursor(pane.document())
    cursor.setPosition(pane.positions.to_document(offset))
    return pane.cursorRect(cursor).center()


def drag(journey: Journey, words: str) -> None:
    """Select words with the mouse."""
    start = text_of(journey).index(words)
    viewport = journey.window.reading_pane.viewport()
    first, last = spot(journey, start), spot(journey, start + len(words))
    QTest.mousePress(viewport, LEFT, NO_KEY, first)
    QTest.mouseMove(viewport, (first + last) / 2)
    QTest.mouseMove(viewport, last)
    QTest.mouseRelease(viewport, LEFT, NO_KEY, last)


def card_rect(journey: Journey, row: int) -> QRect:
    cards = journey.window.sidebar.list
    return cards.visualRect(cards.cards.index(row))


def mark(journey: Journey, number: int, color: Color = Color.YELLOW, *tags: str) -> int:
    """Highlight the first sentence of a paragraph, as the command line would."""
    sentence = f"Paragraph {number} begins here."
    return journey.app.history.do(
        "Highlight",
        annotations.annotate_quote,
        journey.number("Long"),
        sentence,
        "",
        "",
        color,
        tags,
        f"note {number}",
    )


def test_a_selection_is_a_passage_and_h_marks_it(reading: Journey) -> None:
    drag(reading, "goes on for a while 𝒳")
    assert reading.unit is Unit.SELECTION
    assert reading.passage == "goes on for a while 𝒳"
    assert reading.target.startswith("selection “goes on for")
    reading.press("h")
    (card,) = reading.cards
    assert (card.exact, card.start) == (reading.passage, text_of(reading).index("goes on"))
    reading.press("h")
    assert reading.toast.startswith("Already highlighted")
    assert len(reading.cards) == 1


def test_a_double_click_takes_the_word(reading: Journey) -> None:
    viewport = reading.window.reading_pane.viewport()
    place = spot(reading, text_of(reading).index("begins") + 2)
    QTest.mouseClick(viewport, LEFT, NO_KEY, place)
    QTest.mouseDClick(viewport, LEFT, NO_KEY, place)
    assert reading.passage == "begins"
    reading.press("Alt+2")
    assert [(card.exact, card.color) for card in reading.cards] == [("begins", Color.GREEN)]


def test_overlapping_selections_are_both_kept(reading: Journey) -> None:
    drag(reading, "It goes on for")
    reading.press("h")
    drag(reading, "on for a while")
    reading.press("c 3")
    assert [(card.exact, card.color) for card in reading.cards] == [
        ("It goes on for", Color.YELLOW),
        ("on for a while", Color.BLUE),
    ]


def test_a_click_on_a_highlight_shows_its_card(reading: Journey) -> None:
    numbers = [mark(reading, n) for n in range(30)]
    assert [card.id for card in reading.cards] == numbers
    place = spot(reading, text_of(reading).index("Paragraph 3 begins") + 5)
    QTest.mouseClick(reading.window.reading_pane.viewport(), LEFT, NO_KEY, place)
    assert reading.window.sidebar.current_id() == numbers[3]
    assert reading.passage == "Paragraph 3 begins here."
    assert reading.target.startswith("yellow highlight")
    reading.press("d")
    assert reading.toast == "Highlight and its note deleted"
    assert numbers[3] not in [card.id for card in reading.cards]
    reading.press("z")
    assert [card.id for card in reading.cards] == numbers


def test_a_click_on_a_card_jumps_to_its_words(reading: Journey) -> None:
    for number in (2, 35):
        mark(reading, number)
    pane = reading.window.reading_pane
    assert pane.verticalScrollBar().value() == 0
    cards = reading.window.sidebar.list
    QTest.mouseClick(cards.viewport(), LEFT, NO_KEY, card_rect(reading, 1).center())
    assert reading.passage == "Paragraph 35 begins here."
    assert pane.verticalScrollBar().value() > 0


def test_going_from_card_to_card_shows_their_words_and_keeps_the_keys(reading: Journey) -> None:
    article = reading.number("Long")
    reading.app.history.do("Note", annotations.set_article_note, article, "on it all")
    for number in (2, 20, 35):
        mark(reading, number)
    pane = reading.window.reading_pane
    for keys, number in (("F6 j j j", 35), ("k", 20), ("k", 2)):
        reading.press(keys)
        assert reading.passage == f"Paragraph {number} begins here."
        assert 0 <= pane.passage_rect().top() < pane.height()
        assert reading.target.startswith(f"yellow highlight “Paragraph {number} ")
        assert reading.pane == "sidebar"
    reading.press("k")
    assert reading.target.startswith("note “on it all")
    assert reading.passage == "Paragraph 2 begins here."


def test_the_edges_of_an_article_are_shown_to_the_last_line(reading: Journey) -> None:
    bar = reading.window.reading_pane.verticalScrollBar()
    reading.press("Shift+G")
    assert bar.value() == bar.maximum() > 0
    assert reading.passage == "Then it ends."
    reading.press("g g")
    assert bar.value() == bar.minimum()
    assert reading.passage == "Paragraph 0 begins here."


def test_an_article_is_read_once_one_is_in_it_and_not_when_it_is_only_shown(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_progress, "READ_AFTER", 20)
    (number,) = journey.fill(long_text)
    journey.start()
    QTest.qWait(100)
    assert not journey.app.queries.article(number).is_read
    journey.press("Enter")
    journey.wait(lambda: journey.app.queries.article(number).is_read)
    recent = recent_articles(journey.app.queries, journey.app.settings, None)
    assert [one.id for one in recent] == [number], "what is read is among what was read last"


def test_scrolling_alone_is_remembered_as_having_read_so_far(reading: Journey) -> None:
    reading.restart()
    number = reading.number("Long")
    reading.press("Enter")
    assert reading.app.queries.article(number).progress == 0
    bar = reading.window.reading_pane.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    reading.restart()
    assert 0.1 < reading.app.queries.article(number).progress < 0.9  # as the fonts have it


def test_a_highlight_made_by_another_program_is_painted_and_has_a_card(reading: Journey) -> None:
    watch_closely(reading)
    viewport, tint = reading.window.reading_pane.viewport(), current_theme().highlights[Color.RED]
    assert tint not in colors_in(viewport.grab().toImage())
    other = Services.open(reading.directory)
    number = reading.number("Long")
    highlight = other.history.do(
        "Highlight", annotations.highlight, number, 4, 40, Color.RED, (), ""
    )
    other.close()
    reading.wait(lambda: [card.id for card in reading.cards] == [highlight])
    assert tint in colors_in(viewport.grab().toImage())


def test_enter_on_a_card_goes_to_the_text(reading: Journey) -> None:
    for number in (2, 20, 35):
        mark(reading, number)
    reading.press("F6")
    assert reading.pane == "sidebar"
    reading.press("j j")
    assert reading.window.sidebar.current_id() == reading.cards[2].id
    reading.press("k Enter")
    assert reading.pane == "reading"
    assert reading.passage == "Paragraph 20 begins here."


def test_commands_in_the_sidebar_act_on_its_card(reading: Journey) -> None:
    for number in (2, 20):
        mark(reading, number)
    reading.press("g g F6 j c 4")
    assert [card.color for card in reading.cards] == [Color.YELLOW, Color.PINK]
    reading.press("n")
    reading.type("!")
    reading.press("Ctrl+Enter")
    assert [card.note for card in reading.cards] == ["note 2", "note 20!"]
    assert reading.pane == "sidebar"
    reading.press("t")
    reading.type("later")
    reading.press("Enter d")
    assert [card.note for card in reading.cards] == ["note 2"]
    reading.press("z")
    assert reading.cards[1].tags == ("later",)


def test_a_note_on_the_article_can_be_deleted_from_its_card(reading: Journey) -> None:
    reading.press("Shift+N")
    reading.type("All of it.")
    reading.press("Ctrl+Enter")
    assert [card.kind for card in reading.cards] == [Kind.ARTICLE_NOTE]
    reading.press("F6 j d")
    assert reading.toast == "Note deleted"
    assert reading.cards == []


def test_cards_narrowed_by_colour_and_tag(reading: Journey) -> None:
    mark(reading, 1, Color.YELLOW, "a/b")
    mark(reading, 2, Color.GREEN, "a")
    mark(reading, 3, Color.GREEN, "c")
    sidebar = reading.window.sidebar
    notes = [card.note for card in reading.cards]
    green = next(dot for dot in sidebar.row.dots if dot.color is Color.GREEN)
    QTest.mouseClick(green, LEFT)
    assert [card.note for card in reading.cards] == notes[1:]
    sidebar.set_filter(CardFilter(frozenset({Color.GREEN}), "a"))
    assert [card.note for card in reading.cards] == ["note 2"]
    sidebar.set_filter(CardFilter(tag="a"))
    assert [card.note for card in reading.cards] == ["note 1", "note 2"]
    QTest.mouseClick(sidebar.clear_button, LEFT)
    assert [card.note for card in reading.cards] == notes


def test_a_double_click_on_a_card_edits_in_place(reading: Journey) -> None:
    mark(reading, 1)
    cards = reading.window.sidebar.list
    place = card_rect(reading, 0).center()
    QTest.mouseClick(cards.viewport(), LEFT, NO_KEY, place)
    QTest.mouseDClick(cards.viewport(), LEFT, NO_KEY, place)
    assert reading.window.sidebar.list.editing is not None
    reading.type(" more")
    reading.press("Ctrl+Enter")
    assert [card.note for card in reading.cards] == ["note 1 more"]
    reading.press("z")
    assert reading.toast == "Undone: Edit note"


def test_alt_arrows_go_from_highlight_to_highlight(reading: Journey) -> None:
    reading.press("Alt+Down")
    assert reading.toast.startswith("No highlights yet")
    for number in (5, 30):
        mark(reading, number)
    reading.press("Alt+Down Alt+Down")
    assert reading.passage == "Paragraph 30 begins here."
    reading.press("Alt+Down")
    assert reading.toast == "No highlight further down."
    reading.press("Alt+Up Enter")
    assert reading.window.sidebar.list.editing is not None
    assert reading.window.sidebar.list.editor.text == "note 5"
    reading.press("Escape Alt+Up")
    assert reading.toast == "No highlight further up."


def link(history: History) -> list[int]:
    return keep(history, "Links|A <a href='https://example.org/a'>way</a> out.")


def test_links_open_outside_or_say_why_not(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    (number,) = journey.fill(link)
    journey.start()
    assert journey.window.reading.article is not None
    assert journey.window.reading.article.id == number
    place = spot(journey, text_of(journey).index("way") + 1)
    QTest.mouseClick(journey.window.reading_pane.viewport(), LEFT, NO_KEY, place)
    assert opened == ["https://example.org/a"]
    journey.window.reading_pane.link_activated.emit("file:///etc/passwd")
    assert "file:///etc/passwd" in journey.toast
    assert opened == ["https://example.org/a"]


def test_moving_among_the_cards_shows_their_words_and_keys_act_on_the_card(
    reading: Journey,
) -> None:
    for _ in range(2):
        reading.press("j h")
    number = reading.number("Long")
    reading.app.history.write(annotations.set_article_note, number, "About the whole")
    reading.press("F6 g g j")
    assert (reading.pane, reading.passage) == ("sidebar", PARAGRAPHS[1])
    assert reading.target.startswith("yellow highlight “Paragraph 1 ")
    reading.press("j")
    assert (reading.pane, reading.passage) == ("sidebar", PARAGRAPHS[2])


def test_a_text_wholly_in_sight_is_read_to_its_end_once_it_counts_as_read(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_progress, "READ_AFTER", 20)

    def fill(history: History) -> None:
        keep(history, "Short|Two sentences. That is all of it.")

    journey.fill(fill)
    journey.start()
    journey.press("Enter")
    number = journey.number("Short")
    journey.wait(lambda: journey.app.queries.article(number).is_read)
    journey.restart()
    assert journey.app.queries.article(number).progress == 1.0
