"""The article list driven by keys and by the mouse: moving, picking, filtering, views, order."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QFont, QFontInfo, QKeyEvent, QPixmap, QRegion, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader.core.errors import PostilError
from reader.core.listed_ids import HeldIds, ListedIds
from reader.core.models import Counts, Sort, View
from reader.ui.articles.article_list_model import ID_ROLE
from reader.ui.articles.article_list_pane import ArticleListPane
from reader.ui.lists import dragged_articles
from reader.ui.lists.filter_field import DEBOUNCE
from reader.ui.lists.view_names import VIEW_NAMES
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.theme import current_theme, style_sheet_of
from tests.each import each
from tests.ui.shelf import Shelf, make_article

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
Key = Qt.Key


def test_what_is_dragged_is_named_after_what_is_selected(
    pane: ArticleListPane, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a click with Ctrl that deselects, what is current need not be selected."""
    named: list[str] = []

    def name(_widget: QWidget, text: str) -> QPixmap:
        named.append(text)
        return QPixmap()

    monkeypatch.setattr(dragged_articles, "label_picture", name)
    monkeypatch.setattr(QDrag, "exec", lambda _drag, _action: None)
    shelf.changed = {10: make_article(10, "Ten"), 20: make_article(20, "Twenty")}
    pane.set_ids([10, 20])
    pane.select(10)
    current, only = pane.model.index(1), QItemSelectionModel.SelectionFlag.NoUpdate
    pane.list.selectionModel().setCurrentIndex(current, only)
    pane.list.startDrag(Qt.DropAction.MoveAction)
    pane.list.selectAll()
    pane.list.startDrag(Qt.DropAction.MoveAction)
    assert named == ["Ten", "2 articles"]


# -- the list by keys ----------------------------------------------------------------------------


def test_arrows_move_and_shift_extends(pane: ArticleListPane, qtbot: QtBot) -> None:
    pane.set_ids([10, 20, 30, 40])
    pane.select(10)
    pane.focus_list()
    told: list[int] = []
    pane.current_changed.connect(told.append)
    QTest.keyClick(pane.list, Key.Key_Down)
    assert (pane.current_id(), pane.selected_ids()) == (20, [20])
    QTest.keyClick(pane.list, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert (pane.current_id(), pane.selected_ids()) == (30, [20, 30])
    QTest.keyClick(pane.list, Key.Key_Home)
    assert (pane.current_id(), pane.selected_ids()) == (10, [10])
    assert told == [20, 30, 10]


def test_letters_are_left_to_the_window(qtbot: QtBot, shelf: Shelf) -> None:
    class Window(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.heard = ""
            self.pane = ArticleListPane(shelf.fetch, self)
            QVBoxLayout(self).addWidget(self.pane)

        def keyPressEvent(self, event: QKeyEvent) -> None:
            self.heard += event.text()

    window = Window()
    qtbot.addWidget(window)
    window.show()
    shelf.changed = {2: make_article(2, "jackdaw"), 3: make_article(3, "xylophone")}
    window.pane.set_ids([1, 2, 3])
    window.pane.select(1)
    window.pane.focus_list()
    QTest.keyClicks(window.pane.list, "jx1#* ")
    assert window.heard == "jx1#* "
    assert (window.pane.current_id(), window.pane.selected_ids()) == (1, [1])
    window.pane.list.keyboardSearch("xylo")
    assert window.pane.current_id() == 1


def test_enter_and_a_double_click_open(pane: ArticleListPane, qtbot: QtBot) -> None:
    pane.set_ids([10, 20])
    opened: list[int] = []
    pane.activated.connect(opened.append)
    pane.focus_list()
    QTest.keyClick(pane.list, Key.Key_Return)
    assert opened == []  # nothing is current yet
    pane.select(20)
    QTest.keyClick(pane.list, Key.Key_Return)
    assert opened == [20]
    place = pane.list.visualRect(pane.model.index(0)).center()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(pane.list.viewport(), left, pos=place)
    assert (opened, pane.current_id(), pane.selected_ids()) == ([20], 10, [10])
    QTest.mouseDClick(pane.list.viewport(), left, pos=place)
    assert opened == [20, 10]


def test_focus_alone_makes_nothing_current(pane: ArticleListPane) -> None:
    pane.set_ids([1, 2])
    pane.field.setFocus()
    pane.focus_list()
    assert pane.list.hasFocus()
    assert pane.current_id() is None


def test_moving(pane: ArticleListPane) -> None:
    assert not pane.move_current(1)
    assert not pane.select_first()
    pane.set_ids([1, 2, 3, 4, 5])
    assert pane.move_current(1)
    assert pane.current_id() == 1
    assert pane.move_current(3)
    assert (pane.current_id(), pane.selected_ids()) == (4, [4])
    assert pane.move_current(100)
    assert pane.current_id() == 5
    assert not pane.move_current(1)
    assert not pane.select(99)
    assert pane.current_id() == 5
    assert pane.select_first()
    assert pane.current_id() == 1


def test_picking_rows_one_by_one(pane: ArticleListPane) -> None:
    pane.set_ids([1, 2, 3, 4, 5])
    pane.select(1)
    pane.picking.toggle_current()
    assert pane.footer.label.text() == "1 of 5 selected"
    pane.move_current(2)
    assert pane.selected_ids() == [1]
    pane.picking.toggle_current()
    assert pane.selected_ids() == [1, 3]
    assert pane.footer.label.text() == "2 of 5 selected"
    pane.move_current(2)
    pane.picking.select_range()
    assert pane.selected_ids() == [1, 3, 4, 5]
    pane.picking.toggle_current()
    assert pane.selected_ids() == [1, 3, 4]
    pane.picking.select_none()
    assert pane.selected_ids() == [5]  # which it is by being current
    assert not pane.picking.has_picked
    assert pane.footer.label.text() == "5 articles"
    pane.move_current(-1)
    assert pane.selected_ids() == [4]
    pane.picking.select_all()
    pane.move_current(-1)
    assert pane.selected_ids() == [1, 2, 3, 4, 5]
    pane.picking.toggle_current()
    assert pane.selected_ids() == [1, 2, 4, 5]


def test_picking_twice_lets_go(pane: ArticleListPane) -> None:
    pane.picking.toggle_current()  # without a row, nothing happens
    pane.picking.select_range()
    pane.set_ids([1, 2])
    pane.select(1)
    picked = []
    for _time in range(2):
        pane.picking.toggle_current()
        picked.append(pane.picking.has_picked)
    assert picked == [True, False]
    assert pane.selected_ids() == [1]  # the row of what is open keeps its ground
    pane.move_current(1)
    assert pane.selected_ids() == [2]


def test_an_arrow_or_a_click_ends_picking(pane: ArticleListPane, qtbot: QtBot) -> None:
    pane.set_ids([1, 2, 3, 4])
    pane.select(1)
    pane.focus_list()
    pane.picking.toggle_current()
    pane.move_current(1)
    pane.picking.toggle_current()
    QTest.keyClick(pane.list, Key.Key_Down)
    assert pane.selected_ids() == [3]
    pane.move_current(1)
    assert pane.selected_ids() == [4]
    place = pane.list.visualRect(pane.model.index(1)).center()
    button, control = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(pane.list.viewport(), button, control, place)
    assert pane.selected_ids() == [2, 4]
    pane.move_current(-1)  # a Ctrl+click gathers, so a move keeps what was gathered
    assert pane.selected_ids() == [2, 4]


def test_selection_changes_are_told(pane: ArticleListPane, qtbot: QtBot) -> None:
    pane.set_ids([1, 2, 3])
    with qtbot.waitSignal(pane.selection_changed):
        pane.select(2)
    with qtbot.waitSignal(pane.selection_changed):
        pane.picking.select_all()
    with qtbot.waitSignal(pane.selection_changed):
        pane.set_ids([1, 2])


# -- what stays when the ids change --------------------------------------------------------------


def test_current_and_selection_follow_their_articles(pane: ArticleListPane) -> None:
    pane.set_ids([1, 2, 3, 4])
    pane.select(3)
    told: list[int] = []
    pane.current_changed.connect(told.append)
    pane.set_ids([9, 4, 3, 1])
    assert (pane.current_id(), pane.selected_ids(), told) == (3, [3], [])


def test_the_next_article_takes_the_place_of_one_that_left(pane: ArticleListPane) -> None:
    pane.set_ids([1, 2, 3, 4])
    pane.select(2)
    told: list[int] = []
    pane.current_changed.connect(told.append)
    pane.set_ids([1, 3, 4])
    assert (pane.current_id(), pane.selected_ids()) == (3, [3])
    pane.select(4)
    pane.set_ids([1, 3])
    assert (pane.current_id(), pane.selected_ids()) == (3, [3])
    pane.set_ids([])
    assert (pane.current_id(), pane.selected_ids()) == (None, [])
    assert told == [3, 4, 3, 0]


class Unreadable(HeldIds):
    """Ids of a library that can no longer be read when they are counted."""

    def __len__(self) -> int:
        raise PostilError("The library cannot be read.")

    def shows_same(self, _other: ListedIds) -> bool:
        return False


def test_ids_that_cannot_be_read_leave_the_list_as_it_is(pane: ArticleListPane) -> None:
    pane.set_ids([1, 2, 3])
    pane.select(1)
    told: list[int] = []
    pane.current_changed.connect(told.append)
    with pytest.raises(PostilError):
        pane.set_ids(Unreadable([2, 1, 4]))
    assert (pane.model.ids_at(range(3)), pane.selected_ids()) == ([1, 2, 3], [1])
    pane.select(3)
    assert (pane.current_id(), told) == (3, [3])


def test_picked_articles_that_leave_let_the_selection_go(pane: ArticleListPane) -> None:
    pane.set_ids([1, 2, 3, 4])
    pane.select(1)
    pane.picking.toggle_current()
    pane.move_current(1)
    pane.picking.toggle_current()
    pane.set_ids([3, 4])
    assert (pane.current_id(), pane.selected_ids()) == (3, [3])
    pane.move_current(1)
    assert pane.selected_ids() == [4]


def test_another_view_leaves_open_what_is_read(pane: ArticleListPane) -> None:
    pane.set_ids([1, 2, 3])
    pane.select(2)
    told: list[int] = []
    pane.current_changed.connect(told.append)
    pane.set_view(View.LATER)
    pane.set_ids([7, 8])
    assert (pane.current_id(), told) == (None, [])
    pane.set_ids([7, 8, 9])  # something else came in
    assert (pane.current_id(), told) == (None, [])
    pane.set_view(View.INBOX)
    pane.set_ids([1, 2, 3])
    assert (pane.current_id(), pane.selected_ids(), told) == (2, [2], [])


def test_the_rows_in_sight_stay_in_sight(pane: ArticleListPane, qtbot: QtBot) -> None:
    pane.set_ids(range(1, 101))
    bar = pane.list.verticalScrollBar()
    bar.setValue(2345)
    top = pane.list.indexAt(QPoint(20, 0))
    article, place = top.data(ID_ROLE), pane.list.visualRect(top).top()
    pane.set_ids([each for each in range(1, 101) if each not in (3, 5)])
    pane.grab()
    again = pane.model.index_of(article)
    assert pane.list.visualRect(again).top() == place


def test_what_comes_above_the_first_row_is_in_sight_where_that_was(pane: ArticleListPane) -> None:
    pane.set_ids(range(1, 101))
    pane.select(2)
    pane.set_ids([102, 101, *range(1, 101)])
    pane.grab()
    assert pane.list.indexAt(QPoint(20, 0)).data(ID_ROLE) == 102
    assert pane.current_id() == 2


def test_another_order_shows_the_current_article_or_the_top(pane: ArticleListPane) -> None:
    pane.sort_changed.connect(lambda _sort, _down: pane.set_ids(range(100, 0, -1)))
    pane.set_ids(range(1, 101))
    pane.list.verticalScrollBar().setValue(4000)
    pane.footer.sort.menu().actions()[2].trigger()
    assert pane.list.verticalScrollBar().value() == 0
    pane.set_ids(range(1, 101))
    pane.select(2)
    pane.footer.sort.menu().actions()[3].trigger()
    area = pane.list.viewport().rect()
    assert area.contains(pane.list.visualRect(pane.model.index_of(2)))
    assert pane.current_id() == 2


# -- the search field ----------------------------------------------------------------------------


def test_typing_is_told_after_a_pause(pane: ArticleListPane, qtbot: QtBot) -> None:
    told: list[str] = []
    pane.query_changed.connect(told.append)
    pane.focus_filter()
    QTest.keyClicks(pane.field, "tag:fox")
    assert told == []
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == ["tag:fox"]
    assert pane.query_text() == "tag:fox"


def test_down_and_enter_go_on_in_the_list(pane: ArticleListPane, qtbot: QtBot) -> None:
    told: list[str] = []
    pane.query_changed.connect(told.append)
    pane.query_changed.connect(lambda _query: pane.set_ids([5, 6]))
    pane.set_ids([1, 2])
    pane.focus_filter()
    QTest.keyClicks(pane.field, "fox")
    QTest.keyClick(pane.field, Key.Key_Down)
    assert told == ["fox"]  # at once: what is entered is what was asked for
    assert pane.list.hasFocus()
    assert (pane.current_id(), pane.selected_ids()) == (5, [5])
    pane.move_current(1)
    pane.focus_filter()
    QTest.keyClick(pane.field, Key.Key_Return)
    assert pane.list.hasFocus()
    assert pane.current_id() == 6


def test_escape_clears_then_leaves(pane: ArticleListPane, qtbot: QtBot) -> None:
    pane.set_ids([1, 2])
    pane.select(2)
    told: list[str] = []
    pane.query_changed.connect(told.append)
    pane.set_query("fox")
    pane.focus_filter()
    assert pane.field.selectedText() == "fox"
    QTest.keyClick(pane.field, Key.Key_Escape)
    assert (told, pane.field.text(), pane.field.hasFocus()) == (["fox", ""], "", True)
    QTest.keyClick(pane.field, Key.Key_Escape)
    assert pane.list.hasFocus()
    assert pane.current_id() == 2


def test_typing_does_not_open_articles(pane: ArticleListPane, qtbot: QtBot) -> None:
    pane.query_changed.connect(lambda query: pane.set_ids([1, 2, 3] if not query else [3]))
    pane.set_ids([1, 2, 3])
    pane.select(1)
    told: list[int] = []
    pane.current_changed.connect(told.append)
    pane.set_query("three")
    assert (pane.current_id(), told) == (None, [])
    pane.set_query("")
    assert (pane.current_id(), pane.selected_ids(), told) == (1, [1], [])


def test_the_cross_clears_and_is_there_only_then(pane: ArticleListPane, qtbot: QtBot) -> None:
    def crosses() -> list[QToolButton]:
        return [each for each in pane.field.findChildren(QToolButton) if each.isVisible()]

    pane.focus_filter()
    assert crosses() == []
    told: list[str] = []
    pane.query_changed.connect(told.append)
    pane.set_query("fox")
    # Qt fades the cross in; it takes clicks from the start.
    QTest.mouseClick(crosses()[0], Qt.MouseButton.LeftButton)
    assert told == ["fox", ""]


def test_the_filter_is_cleared_without_a_word(pane: ArticleListPane, qtbot: QtBot) -> None:
    pane.set_query("fox")
    told: list[str] = []
    pane.query_changed.connect(told.append)
    pane.clear_filter()
    qtbot.wait(DEBOUNCE * 2)
    assert (pane.query_text(), told) == ("", [])
    pane.set_query("fox")
    assert told == ["fox"]


# -- views, order, footer ------------------------------------------------------------------------


def tab(pane: ArticleListPane, view: View) -> int:
    """The number of the tab of a view."""
    return list(VIEW_NAMES).index(view)


def click_tab(pane: ArticleListPane, view: View) -> None:
    at = pane.tabs.tabRect(tab(pane, view)).center()
    QTest.mouseClick(pane.tabs, Qt.MouseButton.LeftButton, pos=at)


def shown_tabs(pane: ArticleListPane) -> set[View]:
    """The views whose tabs are whole in sight, beside the button that opens the menu."""
    QApplication.processEvents()  # lays it out
    tabs, room = pane.tabs, QRegion(pane.tabs.rect())
    for button in tabs.findChildren(QToolButton):
        if button.isVisible():
            room -= button.geometry()
    rects = {
        view: tabs.tabRect(tab(pane, view))
        for view in VIEW_NAMES
        if tabs.isTabVisible(tab(pane, view))
    }
    return {view for view, rect in rects.items() if (QRegion(rect) - room).isEmpty()}


def test_views_are_chosen_by_click(pane: ArticleListPane, qtbot: QtBot) -> None:
    told: list[View] = []
    pane.view_changed.connect(told.append)
    click_tab(pane, View.LATER)
    assert (told, pane.view()) == ([View.LATER], View.LATER)
    click_tab(pane, View.LATER)
    pane.set_view(View.ARCHIVE)
    assert told == [View.LATER]  # nothing new, and nothing by the person


def test_no_tab_looks_chosen_while_a_feed_is_listed(pane: ArticleListPane, qtbot: QtBot) -> None:
    """ "All" looked chosen though the articles of one feed or tag were shown."""
    pane.setStyleSheet(style_sheet_of(current_theme()))
    pane.set_view(View.ALL)
    spot = pane.tabs.tabRect(list(VIEW_NAMES).index(View.ALL)).topLeft() + QPoint(8, 3)
    chosen = pane.tabs.grab().toImage().pixelColor(spot)
    pane.set_scope("Harbour log")
    name = pane.heading.findChild(ElidedLabel)
    assert name is not None
    assert (name.isVisible(), name.text()) == (True, "Harbour log")
    assert pane.tabs.grab().toImage().pixelColor(spot) != chosen
    told: list[View] = []
    pane.view_changed.connect(told.append)
    click_tab(pane, View.ALL)
    assert told == [View.ALL]
    pane.set_scope("")
    assert not pane.heading.isVisible()
    assert pane.tabs.grab().toImage().pixelColor(spot) == chosen


def test_a_view_without_room_is_in_a_menu(pane: ArticleListPane, qtbot: QtBot) -> None:
    pane.set_counts(Counts(12_345, 3, 4, 5, 6, unread=12_345))
    pane.resize(260, 600)
    shown = shown_tabs(pane)
    assert View.INBOX in shown
    assert View.ALL not in shown
    assert pane.tabs.more.accessibleName() == "More views"
    menu = pane.tabs.more.menu()
    menu.aboutToShow.emit()
    assert len(menu.actions()) == len(VIEW_NAMES) - len(shown)
    assert menu.actions()[-2].text() == "Trash: 6 articles"
    menu.actions()[-1].trigger()
    assert pane.view() is View.ALL
    assert View.ALL in shown_tabs(pane)
    pane.resize(700, 600)
    assert shown_tabs(pane) == set(VIEW_NAMES)
    assert not pane.tabs.more.isVisible()


@each("width", [220, 240, 300, 346, 700])
@each("view", list(View))
def test_the_tab_of_the_shown_view_is_in_sight(
    pane: ArticleListPane, qtbot: QtBot, width: int, view: View
) -> None:
    pane.set_counts(Counts(12_345, 3, 4, 5, 6, unread=12_345))
    pane.resize(width, 500)
    pane.set_view(view)
    pane.grab()
    assert view in shown_tabs(pane)


@each("width", [260, 300, 345])
@each("view", list(View))
def test_tabs_are_never_squeezed(pane: ArticleListPane, width: int, view: View) -> None:
    font = pane.font()
    font.setPixelSize(13)
    pane.setFont(font)
    pane.set_counts(Counts(888, 3, 4, 5, 6, unread=888))
    pane.resize(width, 500)
    pane.set_view(view)
    shown = shown_tabs(pane)
    assert view in shown
    assert len(shown) >= 3
    assert (shown == set(VIEW_NAMES)) is not pane.tabs.more.isVisible()
    assert QFontInfo(pane.tabs.font()).pixelSize() >= 12
    for one in shown:
        text = pane.tabs.fontMetrics().horizontalAdvance(pane.tabs.tabText(tab(pane, one)))
        assert pane.tabs.tabRect(tab(pane, one)).width() >= text + 12


def test_counts_are_shown_and_spoken(pane: ArticleListPane) -> None:
    pane.set_counts(Counts(inbox=8, later=1, archive=0, starred=2, trash=0, unread=5))
    assert pane.tabs.tabText(0) == "Inbox 5"
    assert pane.tabs.accessibleTabName(0) == "Inbox: 8 articles, 5 unread"
    assert pane.tabs.accessibleTabName(1) == "Later: 1 article"
    pane.set_counts(Counts(inbox=8, later=1, archive=0, starred=2, trash=0, unread=0))
    assert pane.tabs.tabText(0) == "Inbox"


def test_arrows_go_along_the_tabs(pane: ArticleListPane, qtbot: QtBot) -> None:
    told: list[View] = []
    pane.view_changed.connect(told.append)
    pane.tabs.setFocus()
    QTest.keyClick(pane.tabs, Key.Key_Right)
    assert told == [View.LATER]


def test_the_wheel_over_the_tabs_changes_nothing(pane: ArticleListPane) -> None:
    told: list[View] = []
    pane.view_changed.connect(told.append)
    spot, none = QPointF(pane.tabs.rect().center()), QPoint()
    for down in (-120, 120, -120):
        turn = QWheelEvent(
            spot,
            pane.tabs.mapToGlobal(spot),
            none,
            QPoint(0, down),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(pane.tabs, turn)
    assert (told, pane.view()) == ([], View.INBOX)


def test_the_order_is_chosen_in_its_menu(pane: ArticleListPane) -> None:
    told: list[tuple[Sort, bool]] = []
    pane.sort_changed.connect(lambda sort, down: told.append((sort, down)))
    button = pane.footer.sort
    actions = {each.text(): each for each in button.menu().actions() if each.text()}
    assert button.text() == "Added ↓"
    actions["Title"].trigger()
    assert (told, button.text()) == ([(Sort.TITLE, False)], "Title ↑")
    actions["Title"].trigger()  # chosen already
    texts = [each.text() for each in button.menu().actions() if each.text()]
    assert texts[-2:] == ["Z to A", "A to Z"]
    button.menu().actions()[-2].trigger()
    assert told == [(Sort.TITLE, False), (Sort.TITLE, True)]
    pane.set_sort(Sort.LENGTH, False)
    assert (button.text(), len(told)) == ("Length ↑", 2)
    assert button.accessibleName() == "Sorted by: Length, Shortest first"


def test_the_best_match_is_offered_in_a_search_without_a_direction(pane: ArticleListPane) -> None:
    button = pane.footer.sort

    def offered() -> list[str]:
        return [one.text() for one in button.menu().actions() if one.isVisible() and one.text()]

    assert "Best match" not in offered()
    pane.set_sort(Sort.BEST, True, is_search=True)
    grouped = ["Grouped by day", "Grouped by site"]
    usual = ["Added", "Published", "Title", "Length", "Progress"]
    assert offered() == [*usual, *grouped, "Best match"]
    assert (button.text(), button.accessibleName()) == ("Best match", "Sorted by: Best match")
    pane.set_sort(Sort.TITLE, False, is_search=True)
    assert offered()[-3:] == ["Best match", "Z to A", "A to Z"]


def test_the_footer_counts(pane: ArticleListPane) -> None:
    label = pane.footer.label
    assert label.text() == "0 articles"
    pane.set_ids([1])
    assert label.text() == "1 article"
    pane.set_ids(range(8))
    pane.select(3)
    assert label.text() == "8 articles"
    pane.picking.select_all()
    assert label.text() == "8 of 8 selected"
    pane.resize(220, 500)
    font = QFont(pane.font())
    font.setPixelSize(26)
    pane.setFont(font)
    pane.grab()
    assert pane.width() == 220
    assert label.width() < label.fontMetrics().horizontalAdvance(label.text())


def test_while_filtering_the_footer_says_of_how_many(pane: ArticleListPane) -> None:
    label = pane.footer.label
    pane.set_counts(Counts(inbox=7, later=2, archive=3, starred=1, trash=4, unread=0, unkept=5))
    pane.set_ids(range(7))
    pane.set_query("margin")
    pane.set_ids([1, 2])
    assert label.text() == "2 of 7 articles"
    pane.set_view(View.STARRED)
    pane.set_ids([1])
    assert label.text() == "1 of 1 article"
    pane.set_query("margin is:archive")  # searches in every view
    assert label.text() == "1 of 17 articles", "with those that only feeds have"
    pane.set_view(View.TRASH)
    assert label.text() == "1 of 4 articles"
    pane.clear_filter()
    assert label.text() == "1 article"


def test_the_advice_for_no_result_names_escape_wherever_the_focus_is(
    pane: ArticleListPane, qtbot: QtBot
) -> None:
    pane.focus_filter()
    QTest.keyClicks(pane.field, "zebra")
    pane.field.tell_now()
    qtbot.waitUntil(pane.field.hasFocus)
    advice = "Nothing matches “zebra”. Esc clears the search."
    assert pane.list.accessibleDescription() == advice
    pane.focus_list()
    assert pane.list.accessibleDescription() == advice
    pane.elsewhere_count = 2
    pane.set_view(View.ALL)
    assert pane.list.accessibleDescription().endswith("Results from elsewhere are listed below.")


def test_the_key_of_the_field_is_a_cap_that_goes_when_it_is_of_no_use(
    pane: ArticleListPane,
) -> None:
    pane.focus_list()
    field = pane.field
    assert "/" not in field.placeholderText()
    assert field.textMargins().right() > 10
    at_rest = field.grab().toImage()
    field.setPlaceholderText("")
    corner = field.rect().adjusted(field.width() - 40, 4, -4, -4)
    assert field.grab(corner).toImage() == at_rest.copy(corner)  # the cap, free of the words
    pane.focus_filter()
    assert field.textMargins().right() == 0
    pane.focus_list()
    field.setText("words")
    assert field.textMargins().right() == 0


def test_an_empty_view_says_what_to_press(pane: ArticleListPane) -> None:
    def said() -> str:
        return pane.list.accessibleDescription()

    assert "Ctrl+O adds files" in said()
    blank = pane.list.grab().toImage()
    pane.set_view(View.STARRED)
    assert said().startswith("No starred articles")
    assert pane.list.grab().toImage() != blank
    texts = set()
    for view in View:
        pane.set_view(view)
        texts.add(said())
    assert len(texts) == len(View)
    pane.set_query("zebra")
    assert said().startswith("Nothing matches “zebra”")
    pane.set_ids([1])
    assert said() == ""


def test_tab_reaches_every_control(pane: ArticleListPane) -> None:
    pane.set_ids([1, 2])
    pane.select(1)
    pane.set_counts(Counts(12_345, 3, 4, 5, 6, unread=12_345))
    pane.resize(220, 600)
    pane.focus_filter()
    seen = []
    for _ in range(5):
        focus = pane.window().focusWidget()
        assert focus is not None
        seen.append(focus)
        QTest.keyClick(focus, Key.Key_Tab)
    assert seen == [
        pane.field,
        pane.tabs,
        pane.tabs.more,
        pane.list,
        pane.footer.sort,
    ]


def test_what_a_search_finds_is_shown_from_the_best_on(pane: ArticleListPane) -> None:
    ids = list(range(1, 60))
    pane.set_ids(ids)
    pane.select(50)  # it is open, and is found too
    assert pane.list.verticalScrollBar().value() > 0
    pane.set_query("moss")
    pane.set_ids(ids[1:])
    assert pane.list.verticalScrollBar().value() == 0
    pane.set_query("")
    pane.set_ids(ids)
    assert pane.list.verticalScrollBar().value() > 0
