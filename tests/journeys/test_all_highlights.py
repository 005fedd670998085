"""Journeys on the page of all annotations, with real keys: find, select, act on many, jump, return."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from reader.commands.context import Pane
from reader.core.models import AnnotationSort, Color, View
from reader.operations import annotations, articles, color_tags, tags
from reader.operations.history import History
from reader.services import Services
from reader.ui.highlights.highlights_page import HighlightsPage
from reader.ui.tasks import task_queue
from tests.each import each
from tests.journeys.conftest import Journey, keep
from tests.journeys.test_export import choose

ARTICLES = (
    "Lime trees|Limes line the street.\nThey were counted by hand.\nNobody expected so many.",
    "Tide tables|The moon pulls the sea.\nA machine of brass foretold it.\nIt was counted in turns.",
    "Quiet margins|Readers argue in pencil.\nThe margin remembers.",
)


class Page:
    """The page as a person sees it."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey

    @property
    def page(self) -> HighlightsPage:
        """The page, which is shown."""
        page = self.journey.window.pages.page
        assert isinstance(page, HighlightsPage)
        return page

    @property
    def quotes(self) -> list[str]:
        """The quotes listed, from top to bottom."""
        rows = self.page.rows
        items = [rows.item_at(row) for row in range(rows.rowCount())]
        return [item.annotation.exact or item.annotation.note for item in items if item]

    @property
    def current(self) -> str:
        """The quote of the current row."""
        return self.quotes[self.page.view.current_row]

    def has_current_in_sight(self) -> bool:
        """Tell whether the middle of the current row is in sight."""
        view = self.page.view
        return view.viewport().rect().contains(view.row_rect(view.current_row).center())

    def open(self, count: int) -> None:
        """Press g h and wait until so many are listed."""
        self.journey.press("g h")
        self.lists(count)

    def lists(self, count: int) -> None:
        """Wait until just so many are listed."""
        self.journey.wait(
            lambda: not self.page.latest.is_waiting and self.page.rows.rowCount() == count
        )


def mark(
    history: History, article: int, words: str, color: Color = Color.YELLOW, *names: str
) -> int:
    """Highlight words of an article without a step."""
    return history.write(annotations.annotate_quote, article, words, "", "", color, names)


def six(history: History) -> None:
    """Six annotations in three articles."""
    limes, tides, margins = keep(history, *ARTICLES)
    mark(history, limes, "Limes line the street.", Color.GREEN, "method")
    mark(history, limes, "They were counted by hand.", Color.YELLOW, "method", "evidence")
    mark(history, tides, "The moon pulls the sea.", Color.BLUE)
    mark(history, tides, "It was counted in turns.", Color.YELLOW, "method")
    number = mark(history, margins, "The margin remembers.", Color.PINK, "quote")
    history.write(annotations.set_note, number, "It always does.")
    history.write(annotations.set_article_note, margins, "For the seminar")
    history.write(tags.bind_slot, 1, "evidence")


@pytest.fixture
def page(journey: Journey) -> Page:
    """A library with six annotations in three articles, its window open."""
    journey.fill(six)
    journey.start()
    return Page(journey)


def test_finds_every_method_highlight_recolours_exports_and_undoes(
    page: Page, journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.open(6)
    journey.press("/")
    journey.type("tag:method")
    page.lists(3)
    journey.press("Enter")
    assert page.quotes == [
        "It was counted in turns.",
        "They were counted by hand.",
        "Limes line the street.",
    ]
    before = journey.tables()
    journey.press("x j x c 5")
    colors = {one.exact: one.color for one in _all(journey)}
    assert colors["It was counted in turns."] is Color.PURPLE
    assert colors["They were counted by hand."] is Color.PURPLE
    assert colors["Limes line the street."] is Color.GREEN
    assert "2 highlights" in journey.toast

    target = tmp_path / "chosen.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    journey.press("Ctrl+E")
    choose(journey, "These 2 highlights", "Table (CSV)")
    journey.wait(target.exists)
    journey.wait(lambda: "Exported" in journey.toast)
    assert _exported(target) == ["It was counted in turns.", "They were counted by hand."]
    target = tmp_path / "listed.csv"
    journey.press("Ctrl+E")
    choose(journey, "All 3 listed", "Table (CSV)")
    journey.wait(lambda: target.exists() and str(target) in journey.toast)
    assert _exported(target) == sorted(page.quotes)
    journey.press("Ctrl+Z")
    page.lists(3)
    assert journey.tables() == before


def _exported(file: Path) -> list[str]:
    return sorted(row["quote"] for row in csv.DictReader(StringIO(file.read_text("utf-8-sig"))))


def test_the_strip_names_the_keys_of_a_field_while_letters_go_there(
    page: Page, journey: Journey
) -> None:
    page.open(6)
    strip = page.page.strip
    rows = strip.accessibleName()
    assert "Enter show in article" in rows
    journey.press("/")
    assert strip.accessibleName() == "Enter go to the list, Esc clear, or go back"
    journey.type("tag:method")
    page.lists(3)
    assert strip.accessibleName() == "Enter go to the list, Esc clear, or go back"
    journey.press("Enter")
    assert "Enter show in article" in strip.accessibleName()
    journey.press("n")
    journey.type("why")
    assert strip.accessibleName() == "Ctrl+Enter save, Esc go back; your text is saved"
    journey.press("Escape Escape")
    page.lists(6)
    assert "Enter show in article" in strip.accessibleName()


def test_the_order_is_on_a_button_and_changed_by_the_mouse(page: Page) -> None:
    page.open(6)
    button, left = page.page.sort_button, Qt.MouseButton.LeftButton
    assert button.text() == "Newest first ▾"
    menu = button.menu()
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    title = "By article, in the order of the text"
    row = next(action for action in menu.actions() if action.text() == title)
    assert next(one for one in menu.actions() if one.isChecked()).text() == "Newest first"
    QTest.mouseClick(menu, left, pos=menu.actionGeometry(row).center())
    page.lists(6)
    assert page.quotes[0] == "Limes line the street."
    assert button.text() == f"{title} ▾"
    page.page.sort(AnnotationSort.OLDEST)  # as by a key
    assert button.text() == "Oldest first ▾"


def test_a_colour_for_many_says_which_tags_went_on_and_off(page: Page, journey: Journey) -> None:
    page.open(6)
    history = journey.app.history
    history.write(color_tags.set_color_of_tag, "X", "blue")
    history.write(color_tags.set_color_of_tag, "Y", "purple")
    history.write(tags.tag_annotations, [1, 2], ["X"])
    journey.press("* a c 5")
    journey.wait(lambda: "6 highlights" in journey.toast)
    assert journey.toast == "Now purple · 6 highlights. Tagged #Y, removed #X"
    assert _tagged(journey, "X") == []
    assert len(_tagged(journey, "Y")) == 5  # one was purple before the colour stood for it


def test_a_slot_adds_where_it_is_missing_and_goes_only_when_all_have_it(
    page: Page, journey: Journey
) -> None:
    page.open(6)
    journey.press("* a 1")
    assert {len(_tagged(journey, "evidence"))} == {6}
    journey.press("1")
    assert _tagged(journey, "evidence") == []
    journey.press("Ctrl+Z Ctrl+Z")
    assert _tagged(journey, "evidence") == ["They were counted by hand."]


def test_tags_chosen_for_many_show_what_only_some_have(page: Page, journey: Journey) -> None:
    page.open(6)
    journey.press("Ctrl+A t")
    journey.type("brandnew")
    journey.press("Enter")
    journey.wait(lambda: len(_tagged(journey, "brandnew")) == 6)
    journey.press("0")
    assert _tagged(journey, "evidence") == []
    journey.press("z z")
    assert _tagged(journey, "brandnew") == []


def test_deleting_many_is_one_step_and_the_next_row_takes_the_place(
    page: Page, journey: Journey
) -> None:
    page.open(6)
    journey.press("j")
    after = page.quotes[3]
    journey.press("Shift+J d")
    page.lists(4)
    assert page.current == after
    assert page.page.selection.ids == set()
    journey.press("Ctrl+Z")
    page.lists(6)


def test_selecting_by_range_extending_and_letting_go(page: Page, journey: Journey) -> None:
    page.open(6)
    journey.press("x j j Shift+X")
    assert len(page.page.selection.ids) == 3
    journey.press("* n Shift+J Shift+J Shift+K")
    assert page.page.selection.in_order() == page.page.rows.listed.ids[2:4]
    assert "2" in page.page.count.text()
    journey.press("Escape")
    assert page.page.selection.ids == set()
    assert journey.window.pages.page is page.page
    journey.press("Escape")
    assert journey.window.pages.page is None


def test_enter_leads_to_the_words_and_alt_left_back_to_the_same_row(
    page: Page, journey: Journey
) -> None:
    page.open(6)
    journey.press("/")
    journey.type("counted")
    page.lists(2)
    journey.press("Down j x Enter")
    assert journey.window.pages.page is None
    assert journey.passage == "They were counted by hand."
    assert journey.pane == Pane.READING
    journey.press("Alt+Left")
    page.lists(2)
    assert page.current == "They were counted by hand."
    assert page.page.query == "counted"
    assert len(page.page.selection.ids) == 1
    journey.press("Alt+Left")
    assert journey.window.pages.page is page.page, "it is a key of the panes alone"


def test_the_current_row_stays_in_sight_when_the_window_changes(
    page: Page, journey: Journey
) -> None:
    journey.window.resize(1100, 500)
    page.open(6)
    journey.press("j j j")
    current = page.current
    for leaves, width in ((False, 560), (False, 1100), (True, 560), (True, 1100)):
        if leaves:
            journey.press("Escape")
        journey.window.resize(width, 420)
        if leaves:
            page.open(6)
        assert page.current == current
        journey.wait(page.has_current_in_sight)


def test_an_orphan_is_shown_by_its_card(page: Page, journey: Journey) -> None:
    limes = journey.number("Lime trees")
    with_other_text = keep_other_text(journey, limes)
    assert with_other_text == limes
    page.open(6)
    journey.press("/")
    journey.type("is:orphan")
    journey.wait(lambda: not page.page.latest.is_waiting and 0 < page.page.rows.rowCount() < 6)
    journey.press("Down Enter")
    assert journey.window.pages.page is None
    assert journey.pane == Pane.SIDEBAR
    shown = journey.window.sidebar.current_id()
    assert shown in {one.id for one in _all(journey) if one.start is None}


def test_a_note_is_written_in_its_card_and_esc_saves_it(page: Page, journey: Journey) -> None:
    page.open(6)
    journey.press("j j")
    quote = page.current
    journey.press("n")
    journey.type("Why not")
    journey.press("Escape")
    assert journey.window.pages.page is page.page
    journey.press("n")
    journey.type("?")
    journey.press("Ctrl+Enter")
    assert [one.note for one in _all(journey) if one.exact == quote] == ["Why not?"]
    assert journey.drafts == {}
    journey.press("Ctrl+Z")
    assert [one.note for one in _all(journey) if one.exact == quote] == ["Why not"]
    journey.press("Ctrl+Z")
    assert [one.note for one in _all(journey) if one.exact == quote] == [""]


def test_copying_one_and_many(page: Page, journey: Journey) -> None:
    page.open(6)
    clipboard = QApplication.clipboard()
    journey.press("/")
    journey.type("margin remembers")
    page.lists(1)
    journey.press("Down y")
    assert clipboard.text() == ("“The margin remembers.” — “Quiet margins”\n\nIt always does.")
    journey.press("Escape")  # the filter, and the toast along with it
    page.lists(6)
    journey.press("* a y")
    journey.wait(lambda: "6 highlights copied" in journey.toast)
    assert "## Lime trees" in clipboard.text()
    assert "> Limes line the street." in clipboard.text()
    journey.window.run("export.copy")
    choose(journey, "Anki notes (new ones only)")
    journey.wait(lambda: clipboard.text().startswith("#separator:"))
    assert '"Limes line the street."' in clipboard.text()


def test_the_page_follows_what_the_command_line_changes(page: Page, journey: Journey) -> None:
    page.open(6)
    other = Services.open(journey.directory)
    try:
        tides = journey.number("Tide tables")
        other.history.do("x", annotations.annotate_quote, tides, "A machine of brass foretold it.")
        other.history.do("x", articles.trash, [journey.number("Lime trees")])
    finally:
        other.close()
    journey.window.watch.check()
    page.lists(5)
    assert "A machine of brass foretold it." in page.quotes
    assert "Limes line the street." not in page.quotes


def test_orders_and_the_menu_of_common_terms(page: Page, journey: Journey) -> None:
    page.open(6)
    journey.press("g o 6")
    page.lists(6)
    journey.wait(lambda: page.page.rows.is_sectioned)
    titles = [page.page.rows.section_title(row) for row in range(6)]
    assert titles[:2] == ["Yellow", "Yellow"]
    assert titles[-1] == "Without a tag or colour"
    journey.press("Shift+F")
    journey.type("with a note")
    journey.press("Enter")
    page.lists(2)
    assert page.page.query == "has:note"
    journey.press("Shift+F")
    journey.type("pink")
    journey.press("Enter")
    page.lists(1)
    assert page.page.query == "has:note color:pink"


def test_a_tag_is_completed_by_tab(page: Page, journey: Journey) -> None:
    page.open(6)
    journey.press("/")
    journey.type("ta")
    journey.press("Tab")
    journey.type("ev")
    journey.press("Tab")
    assert page.page.field.text() == "tag:evidence "
    page.lists(1)


def test_f6_goes_round_the_field_and_the_list_and_a_click_on_a_count_narrows(
    page: Page, journey: Journey
) -> None:
    page.open(6)
    journey.press("F6")
    assert page.page.field.hasFocus()
    journey.press("F6")
    assert page.page.view.hasFocus()
    facets = page.page.facets
    assert facets.terms()[:2] == ["has:note", "color:yellow"]
    assert facets.label("tag:method") == "#method 3"
    journey.wait(lambda: facets._areas)
    area = next(area for area, term in facets._areas if term == "has:note")
    QTest.mouseClick(facets, Qt.MouseButton.LeftButton, pos=area.center())
    page.lists(2)
    assert page.page.query == "has:note"
    shown = {term: facets._counts[term] for term in facets.terms()}
    assert sum(n for term, n in shown.items() if term.startswith("color:")) == 1
    assert shown["has:note"] == 2
    QTest.mouseClick(facets, Qt.MouseButton.LeftButton, pos=area.center())
    page.lists(6)


def test_what_is_huge_or_odd_is_listed_too(page: Page, journey: Journey) -> None:
    number = next(one.id for one in _all(journey) if one.exact == "The moon pulls the sea.")
    note = "\0\u202e " + "endless " * 60_000 + "\n" * 3_000 + "𝒳"
    journey.app.history.do("Note", annotations.set_note, number, note)
    page.open(6)
    for _step in range(7):
        journey.press("j")
    view = page.page.view
    assert view.heights.total < 20_000, "a card shows but the beginning of what is that long"
    assert view.visualRect(view.currentIndex()).intersects(view.viewport().rect())


def test_a_right_click_offers_what_can_be_done(page: Page, journey: Journey) -> None:
    page.open(6)
    view = page.page.view
    spot = view.visualRect(view.rows.index(1)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.mapToGlobal(spot))
    QApplication.sendEvent(view.viewport(), event)
    journey.wait(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert page.page.view.current_row == 1
    assert len([one for one in menu.actions() if not one.isSeparator()]) == 7
    menu.close()


def unmarked(history: History) -> None:
    keep(history, *ARTICLES)


def test_empty_pages_teach(journey: Journey) -> None:
    journey.fill(unmarked)
    journey.start()
    page = Page(journey)
    page.open(0)
    assert "h" in page.page.empty.accessibleName()
    journey.press("/")
    journey.type("zeppelin")
    journey.wait(lambda: "zeppelin" in page.page.empty.title)
    journey.press("Enter")
    assert "Esc" in page.page.empty.accessibleName()
    journey.press("Escape")
    assert page.page.field.text() == ""


MANY = 35


def many(history: History) -> None:
    (article,) = keep(
        history, "Long|" + "\n".join(f"Sentence number {n} stands here." for n in range(MANY))
    )

    def marks(unit: Any) -> None:
        for number in range(MANY):
            annotations.annotate_quote(unit, article, f"Sentence number {number} stands here.")

    history.write(marks)


def test_thousands_are_changed_by_a_worker_as_one_step(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task_queue, "MANY_ROWS", MANY - 1)
    journey.fill(many)
    journey.start()
    page = Page(journey)
    page.open(MANY)
    before = journey.tables()
    journey.press("Ctrl+A Alt+4")
    assert not journey.window.frontend.queue.is_idle
    journey.wait(lambda: f"{MANY} highlights" in journey.toast)
    assert {one.color for one in _all(journey)} == {Color.PINK}
    journey.press("Ctrl+Z")
    journey.wait(lambda: journey.tables() == before)


def _all(journey: Journey) -> list[Any]:
    queries = journey.app.queries
    return [one for id_ in queries.article_ids(View.ALL) for one in queries.annotations(id_)]


def _tagged(journey: Journey, name: str) -> list[str]:
    return [one.exact or one.note for one in _all(journey) if name in one.tags]


def keep_other_text(journey: Journey, article: int) -> int:
    """Give an article a text in which its highlights are not found; its id."""

    def lose(unit: Any) -> int:
        from reader.library import lazy_tables  # the mapped classes

        for anchor in unit.all(lazy_tables.Anchor):
            owner = unit.get(lazy_tables.Annotation, anchor.annotation_id)
            if owner.article_id == article:
                anchor.status, anchor.start, anchor.end = "orphan", None, None
        return article

    return journey.app.history.write(lose)


def long_text(history: History) -> None:
    long = " ".join(f"Sentence {n} of a passage that does not end." for n in range(60))
    keep(history, f"Long|{long}")


def is_wholly_seen(widget: QWidget) -> bool:
    """Whether no part of a widget is cut off by those it lies in."""
    return bool(widget.visibleRegion().boundingRect() == widget.rect())


def test_the_note_of_a_long_highlight_is_written_in_sight(journey: Journey) -> None:
    journey.fill(long_text)
    journey.start()
    journey.window.resize(1024, 640)
    journey.press("Enter j h n")
    journey.type("why")
    cards = journey.window.sidebar.list
    assert is_wholly_seen(cards.editor)
    journey.press("Escape")
    Page(journey).open(1)
    journey.press("n")
    page = Page(journey).page
    journey.wait(lambda: page.view.editing is not None)
    assert is_wholly_seen(page.view.editor)
    journey.press("Escape")


WORDS = "Limes line the street."


def two_on_the_same_words(history: History) -> set[int]:
    (article,) = keep(history, ARTICLES[0])
    return {mark(history, article, WORDS, color) for color in (Color.GREEN, Color.BLUE)}


def test_of_two_on_the_same_words_the_one_chosen_has_its_card_in_sight(journey: Journey) -> None:
    both = journey.fill(two_on_the_same_words)
    journey.start()
    page = Page(journey)
    chosen = set()
    for keys in ("g g", "j"):
        page.open(2)
        journey.press(keys)
        row = page.page.rows.item_at(page.page.view.current_row)
        assert row is not None
        journey.press("Enter")
        assert journey.window.sidebar.current_id() == row.annotation.id
        assert journey.passage == WORDS
        chosen.add(row.annotation.id)
    assert chosen == both


@pytest.mark.parametrize("way", list(Qt.LayoutDirection)[:2])
def test_the_search_is_over_the_column_of_cards(
    page: Page, journey: Journey, way: Qt.LayoutDirection
) -> None:
    page.open(6)
    view, field = page.page.view, page.page.field
    page.page.setLayoutDirection(way)
    journey.window.resize(1100, 700)
    QApplication.processEvents()
    card = view.card_rect(0).translated(view.viewport().mapTo(page.page, QPoint()))
    assert card.left() == field.mapTo(page.page, QPoint()).x()
    assert card.width() == field.width()


@each(("keys", "pane"), [("Ctrl+F9", "views"), ("Shift+F9", "list"), ("F9", "sidebar")])
def test_what_shows_a_pane_leaves_the_page_over_it(
    page: Page, journey: Journey, keys: str, pane: str
) -> None:
    window = journey.window
    for _time in range(2):
        page.open(6)
        journey.press(keys)
        assert window.pages.page is None
        shown = {
            "views": window.frontend.feeds.panel,
            "list": window.list_pane,
            "sidebar": window.sidebar,
        }
        assert shown[pane].isVisible()
