"""Determines which pane has the keyboard, which one a widget is in, and where its keys act."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QWidget

from reader.commands.context import Pane
from reader.ui.annotations.annotation_sidebar import AnnotationSidebar
from reader.ui.articles.article_list_pane import ArticleListPane
from reader.ui.overlays.overlay import overlay_of
from reader.ui.pages.window_page import WindowPage
from reader.ui.window.layout.middle_column import ReadingColumn
from reader.ui.window.layout.window_pages import WindowPages

if TYPE_CHECKING:
    from reader.ui.reading.contents.contents_pane import ContentsPane


class KeyboardPlaces:
    """The panes of a window, and the pages over them, as places that the keyboard can be in."""

    def __init__(
        self,
        window: QMainWindow,
        list_pane: ArticleListPane,
        column: ReadingColumn,
        sidebar: AnnotationSidebar,
        pages: WindowPages,
    ) -> None:
        self._window = window
        self.list_pane, self.reading_pane, self.sidebar = list_pane, column.pane, sidebar
        self._column = column
        self.pages = pages
        self._views: QWidget | None = None  # the panel of views, once it was made

    @property
    def contents(self) -> "ContentsPane":
        """The headings beside the text."""
        return self._column.contents

    @property
    def _places(self) -> tuple[tuple[Pane, QWidget], ...]:
        """What the keyboard can be in, shown or not, from left to right."""
        return (
            *([(Pane.VIEWS, self._views)] if self._views is not None else []),
            (Pane.LIST, self.list_pane),
            *([(Pane.CONTENTS, self.contents)] if self._column.has_contents else []),
            *((Pane.READING, half) for half in self._column.halves),
            (Pane.SIDEBAR, self.sidebar),
        )

    def pane_of(self, widget: QWidget) -> Pane | None:
        """Returns the pane whose keys apply for a widget; None inside an overlay or a menu.

        Beside a text in which nothing is marked, these are the keys of the text.
        """
        place = self.place_of(widget)
        return Pane.READING if place is Pane.SIDEBAR and not self.sidebar.has_cards else place

    def place_of(self, widget: QWidget) -> Pane | None:
        """Returns the pane that a widget is in; None inside an overlay or a menu."""
        if overlay_of(widget) is not None or isinstance(widget, QMenuBar | QMenu):
            return None
        at: QWidget | None = widget
        while at is not None and at is not self._window:
            if at is self.list_pane:
                return Pane.LIST
            if at is self._views and at is not None:
                return Pane.VIEWS
            if at is self.sidebar:
                return Pane.SIDEBAR
            if self._column.has_contents and at is self.contents:
                return Pane.CONTENTS
            if isinstance(at, WindowPage):
                return at.pane
            if at is self.pages:
                return Pane.READING
            at = at.parentWidget()
        if at is not self._window:
            return None
        return self.pages.page.pane if self.pages.page else Pane.READING

    def present_pane(self) -> Pane:
        """Returns the pane that has the keyboard."""
        focus = self._window.focusWidget()
        return (self.pane_of(focus) if focus else None) or Pane.READING

    def present_place(self) -> Pane:
        """Returns the pane that the keyboard is in."""
        focus = self._window.focusWidget()
        return (self.place_of(focus) if focus else None) or Pane.READING

    @property
    def has_caret(self) -> bool:
        """Whether the keys move the caret of the text."""
        return self.reading_pane.is_caret_mode and self.present_pane() is Pane.READING

    def passage_rect(self) -> tuple[QRect, QWidget]:
        """Returns where the passage is in the widget that shows it; empty where it is off screen."""
        surface = self._column.surface
        return surface.passage_rect().toRect(), surface.widget

    def target_rect(self, pane: Pane) -> QRect:
        """Returns where in the window is what the next key acts on; empty if nowhere."""
        widget: QWidget
        if pane is Pane.READING:
            rect, widget = self.passage_rect()
            rect &= widget.rect()
        elif pane in (Pane.LIST, Pane.SIDEBAR):
            view = self.list_pane.list if pane is Pane.LIST else self.sidebar.list
            rect, widget = view.visualRect(view.currentIndex()), view.viewport()
        else:
            return QRect()
        top_left = widget.mapTo(self._window, rect.topLeft())
        return QRect(top_left, rect.size()) if rect.isValid() else rect

    def section_name_rect(self) -> QRect | None:
        """Returns where in the window the section that is read is named, None where it is not."""
        button = self._column.section_button
        if button is None or not button.isVisible():
            return None
        return QRect(button.mapTo(self._window, QPoint()), button.size())
