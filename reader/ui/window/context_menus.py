"""Shows the context menus of the list, the text and the annotations pane."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractScrollArea, QMenu

from reader.commands.catalogue import BY_ID
from reader.commands.command import COLOR_OF_HIGHLIGHT, SHAPE_OF_HIGHLIGHT, TAGS_OF_HIGHLIGHT
from reader.commands.context import Pane
from reader.core.translation import _
from reader.ui.window.menus import Run, State, context_menu, menu_text
from reader.ui.window.panes import Panes

LIST_MENU = (
    *("article.open", "article.open_original", "article.copy_address", ""),
    *("article.details", "article.edit", "article.reload", "article.tag", "article.note", ""),
    *("article.star", "article.read", "article.archive", "article.later", "article.inbox", ""),
    *("export", "article.trash"),
)
TRASH_MENU = ("article.open", "article.open_original", "", "article.restore", "article.inbox")
_HIGHLIGHT = ("highlight.note", TAGS_OF_HIGHLIGHT, COLOR_OF_HIGHLIGHT)
TEXT_MENU = (
    *("highlight", *_HIGHLIGHT, "", "passage.copy", "passage.cite", ""),
    *("text.find", "article.tag", "article.note"),
)
HIGHLIGHT_MENU = (
    *(*_HIGHLIGHT, SHAPE_OF_HIGHLIGHT, "", "passage.copy", "passage.cite", ""),
    "highlight.delete",
)
CARD_MENU = (
    *("card.show", *_HIGHLIGHT, "card.open_link", "", "passage.copy", "passage.cite", ""),
    "highlight.delete",
)


class LinkActions:
    """What can be done with a link that is clicked on."""

    def __init__(self, open_: Callable[[str], None], copy: Callable[[str], None]) -> None:
        self._open, self._copy = open_, copy

    def put_into(self, menu: QMenu, address: str) -> None:
        """Puts them above the other rows of a menu."""
        menu.aboutToShow.emit()  # fills it
        first = menu.actions()[0]
        for text, act in ((_("Open the link"), self._open), (_("Copy its address"), self._copy)):
            action = QAction(text, menu)
            action.triggered.connect(lambda _checked=False, act=act: act(address))
            menu.insertAction(first, action)
        menu.insertSeparator(first)


def connect_context_menus(panes: Panes, state: State, run: Run, links: LinkActions) -> None:
    """Lets a right click in each pane open its menu."""

    def open_menu(widget: QAbstractScrollArea, spot: QPoint) -> None:
        address = ""
        if widget is panes.reading_pane and panes.reading_pane.pages_in_place is None:
            address = panes.reading_pane.anchorAt(spot)
            panes.reading_pane.point_at(spot)
        elif widget is panes.sidebar.list:
            address = panes.sidebar.list.link_at(spot.toPointF())
        pane = panes.pane_of(widget) or Pane.READING
        panes.focus_pane(pane)
        menu = context_menu(widget.window(), _rows(pane, state), state, run)
        if address and not address.startswith("#"):
            links.put_into(menu, address)
        if pane is Pane.READING and panes.is_focus_mode:
            menu.aboutToShow.emit()  # fills it
            menu.addSeparator()
            leave = menu.addAction(menu_text(BY_ID["view.focus"], pane, _("Leave focus mode")))
            leave.triggered.connect(panes.leave_focus_mode)
        menu.popup(widget.viewport().mapToGlobal(spot))

    for widget in (panes.reading_pane, panes.list_pane.list, panes.sidebar.list):
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(partial(open_menu, widget))


def _rows(pane: Pane, state: State) -> tuple[str, ...]:
    """Returns the rows of the menu of what is clicked on."""
    now = state()
    if pane is Pane.LIST:
        is_trashed = bool(now.context.selected) and now.context.is_trashed
        return TRASH_MENU if is_trashed else LIST_MENU
    if pane is Pane.SIDEBAR:
        return CARD_MENU
    return HIGHLIGHT_MENU if now.marked is not None else TEXT_MENU
