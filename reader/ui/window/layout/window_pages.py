"""Shows pages that fill the window, such as all tags, over the three panes.

A page is made when it is first asked for. It has key maps, a context and a status bar of its own;
Escape leads back to the panes, as they were. A page without a tab, such as Preferences, is left for
the page that it was opened from.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from reader.commands.context import Pane
from reader.core.models import ChangeNotice
from reader.ui.pages.page_tabs import has_tab
from reader.ui.pages.window_page import WindowPage
from reader.ui.style.announcement import give_up_focus
from reader.ui.style.theme import style_hidden

Page = TypeVar("Page", bound=WindowPage)


class WindowPages(QStackedWidget):
    """The three panes, added first, and over them at most one page."""

    page_changed = Signal()
    context_changed = Signal()  # what the next key acts on in the page that is shown
    keys_clicked = Signal(str)  # in the strip of a page

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _index: self.page_changed.emit())
        self._makers: Mapping[Pane, Callable[[QWidget], WindowPage]] = {}
        self._made: dict[Pane, WindowPage] = {}
        self._focus: QWidget | None = None  # what had the keyboard beneath
        self._way: list[Pane] = []  # of pages to the one that is shown, which was opened from them

    def set_makers(self, makers: Mapping[Pane, Callable[[QWidget], WindowPage]]) -> None:
        """Says how each page is made when it is first asked for."""
        self._makers = makers

    @property
    def page(self) -> WindowPage | None:
        """The page that is shown over the panes."""
        shown = self.currentWidget()
        return shown if isinstance(shown, WindowPage) else None

    @property
    def hidden(self) -> list[QWidget]:
        """The pages that are made and not shown, and the panes if a page is."""
        every = (self._panes, *self._made.values())
        return [one for one in every if one is not self.currentWidget()]

    @property
    def _panes(self) -> QWidget:
        panes = self.widget(0)
        assert panes is not None
        return panes

    def made(self, pane: Pane, kind: type[Page]) -> Page:
        """Returns the page of a pane, shown or not, which is of a known kind."""
        if pane not in self._made:
            page = self._makers[pane](self)
            self._made[pane] = page
            self.addWidget(page)
            page.context_changed.connect(self.context_changed)
            page.strip.keys_clicked.connect(self.keys_clicked)
        made = self._made[pane]
        assert isinstance(made, kind)
        return made

    def open(self, pane: Pane) -> WindowPage:
        """Shows a page over the panes, or over the page that is shown if it has no tab."""
        if has_tab(pane):
            self._way.clear()
        elif pane in self._way:
            del self._way[self._way.index(pane) :]
        elif self.page is not None and self.page.pane is not pane:
            self._way.append(self.page.pane)
        return self._show(pane)

    def _show(self, pane: Pane) -> WindowPage:
        page, before = self.made(pane, WindowPage), self.page
        if before is not None and before is not page:
            before.leave()
        elif before is None:
            self._focus = self.window().focusWidget()
        give_up_focus(self)
        style_hidden(page)
        self.setCurrentWidget(page)
        page.enter()
        if QApplication.focusWidget() is None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        page.update_strip()
        return page

    def leave_page(self) -> None:
        """Shows what the page was opened from: another page, or the panes."""
        if self._way:
            self._show(self._way.pop())
        else:
            self.close_page()

    def close_page(self) -> None:
        """Shows the panes again; what had the keyboard there has it again."""
        self._way.clear()
        page = self.page
        if page is None:
            return
        page.leave()
        focus, self._focus = self._focus, None
        if focus is not None:
            give_up_focus(page)
        style_hidden(self._panes)
        self.setCurrentIndex(0)
        if focus is not None:  # it may have been deleted meanwhile
            (focus if isValid(focus) else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changed: ChangeNotice) -> None:
        """Updates the shown page after a change."""
        if self.page is not None:
            self.page.refresh(changed)
            self.context_changed.emit()
