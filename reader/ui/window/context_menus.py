"""Opens the menus of the list, the text and the sidebar at a right click."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from reader.commands.context import Context, Pane
from reader.ui.window.menus import context_menu
from reader.ui.window.panes import Panes

LIST_MENU = (
    *("article.open", "article.tag", "article.star", "article.read", "article.archive"),
    *("article.later", "article.inbox", "article.restore", "article.trash", "export"),
    *("article.open_original", "article.copy_address", "article.left_out", "article.details"),
)
TEXT_MENU = (
    *("highlight", "highlight.note", "highlight.tag", "highlight.delete"),
    *("passage.copy", "passage.cite", "article.tag", "article.note"),
)


def connect_context_menus(
    panes: Panes, context: Callable[[], Context], run: Callable[[str], None]
) -> None:
    """Lets a right click in each pane open its menu."""

    def open_menu(widget: QWidget, spot: QPoint) -> None:
        if widget is panes.reading_pane:
            panes.reading_pane.point_at(spot)
        pane = panes.pane_of(widget) or Pane.READING
        panes.focus_pane(pane)
        names = LIST_MENU if pane is Pane.LIST else TEXT_MENU
        context_menu(widget.window(), names, context(), run).popup(widget.mapToGlobal(spot))

    for widget in (panes.reading_pane, panes.list_pane.list, panes.sidebar.list):
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(partial(open_menu, widget))
