"""What a right click offers in the list, the text and the sidebar, of that what can run there."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from reader.commands.context import Pane
from reader.ui.window.menus import context_menu

if TYPE_CHECKING:
    from reader.ui.window.main_window import MainWindow

LIST_MENU = (
    *("article.open", "article.tag", "article.star", "article.read", "article.archive"),
    *("article.later", "article.inbox", "article.restore", "article.trash", "export"),
)
TEXT_MENU = (
    *("highlight", "highlight.note", "highlight.tag", "highlight.delete"),
    *("passage.copy", "passage.cite", "article.tag", "article.note"),
)


def connect_context_menus(window: "MainWindow") -> None:
    """Let a right click in each pane of a window open its menu."""
    for widget in (window.reading_pane, window.list_pane.list, window.sidebar.list):
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(partial(_open_menu, window, widget))


def _open_menu(window: "MainWindow", widget: QWidget, spot: QPoint) -> None:
    if widget is window.reading_pane:
        window.reading_pane.point_at(spot)
    pane = window.panes.pane_of(widget) or Pane.READING
    window.panes.focus_pane(pane)
    names = LIST_MENU if pane is Pane.LIST else TEXT_MENU
    menu = context_menu(window, names, window.frontend.context(), window.run)
    menu.popup(widget.mapToGlobal(spot))
