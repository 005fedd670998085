"""Pages that take the whole window for a while, such as all tags; the three panes lie beneath.

A page is made when it is first asked for. It has key maps, a context and a status strip of its own;
Escape leads back to the panes, as they were.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reader.commands.command import Context, Pane
from reader.core.models import Changed
from reader.ui.keys.status_strip import StatusStrip

if TYPE_CHECKING:
    from reader.ui.highlights.note_in_card import CardNote


class WindowPage(QWidget):
    """What takes the whole window: a body over a status strip."""

    pane: ClassVar[Pane]  # whose keys hold in it
    told = Signal()  # what the next key acts on may be another now

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.strip = StatusStrip(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.body, 1)
        column.addWidget(self.strip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def context(self) -> Context:
        """What a person is looking at here; pages add what they have selected."""
        return Context(self.pane, None, (), None, None)

    def anchor(self) -> QRect | None:
        """Where what is acted on is in the page, for what opens beside it; None: amidst it."""
        return None

    def enter(self) -> None:
        """The page is being shown: read what it shows, and take the keyboard."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """The page is being left."""

    def refresh(self, changed: Changed) -> None:
        """The library changed while the page is shown."""

    def release(self) -> bool:
        """Escape: go back one step inside the page; False when the page itself is to be left."""
        return False

    def act(self, name: str) -> None:
        """Do something with what is shown, such as "next"; a page says what it knows."""

    def cycle_focus(self, _direction: int) -> None:
        """Give the keyboard to the next or previous part of the page."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Give the keyboard to the field that narrows what is shown, where there is one."""

    writing: "CardNote | None" = None  # where edit_note lets a note be written

    def edit_note(
        self, annotation_id: int, text: str, on_answer: Callable[[str | None], None]
    ) -> None:
        """Let a note be written here and answer once: the text, or None when it is left."""

    def teach(self) -> None:
        """Say in ``strip`` what the next key acts on, and what the keys do."""


class WindowPages(QStackedWidget):
    """The three panes, and over them at most one page."""

    def __init__(self, panes: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._panes = panes
        self._makers: Mapping[Pane, Callable[[QWidget], WindowPage]] = {}
        self._made: dict[Pane, WindowPage] = {}
        self._focus: QWidget | None = None  # what had the keyboard beneath
        self.addWidget(panes)

    def set_makers(self, makers: Mapping[Pane, Callable[[QWidget], WindowPage]]) -> None:
        """Say how each page is made when it is first asked for."""
        self._makers = makers

    @property
    def page(self) -> WindowPage | None:
        """The page that is shown over the panes."""
        shown = self.currentWidget()
        return shown if isinstance(shown, WindowPage) else None

    def made(self, pane: Pane) -> WindowPage:
        """The page of a pane, shown or not."""
        if pane not in self._made:
            page = self._makers[pane](self)
            self._made[pane] = page
            self.addWidget(page)
            page.told.connect(page.teach)
        return self._made[pane]

    def open(self, pane: Pane) -> WindowPage:
        """Show a page over the panes."""
        page, before = self.made(pane), self.page
        if before is not None and before is not page:
            before.leave()
        elif before is None:
            self._focus = self.window().focusWidget()
        self.setCurrentWidget(page)
        page.enter()
        page.teach()
        return page

    def close_page(self) -> None:
        """Show the panes again; what had the keyboard there has it again."""
        page = self.page
        if page is None:
            return
        page.leave()
        self.setCurrentWidget(self._panes)
        if self._focus is not None:
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self._focus = None

    def refresh(self, changed: Changed) -> None:
        """Let the page that is shown take up what changed."""
        if self.page is not None:
            self.page.refresh(changed)
            self.page.teach()
