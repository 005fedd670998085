"""Lays out a printed page and, above it, which one it is and what the mouse can do with it."""

from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from reader.core.translation import N_, _
from reader.ui.printed_pages.page_viewer import PageViewer
from reader.ui.style.announcement import announce

_HEIGHT = 44  # pixels of the row above the page
_HEADING = 120  # pixels of its heading that is beside the buttons


class View(Enum):
    """What of an article is shown."""

    TEXT = N_("Text")
    BOTH = N_("Both")
    PAGE = N_("Page")


_TIPS = {
    View.TEXT: N_("Back to the text"),
    View.BOTH: N_("The text, and the page beside it"),
    View.PAGE: N_("The page in place of the text"),
}


class PrintedPane(QWidget):
    """A page in the place of the text, or beside it."""

    turned = Signal(int)  # to the next page (1) or the previous one
    view_wanted = Signal(View)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("printed")
        self.heading = QLabel(self)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.viewer = PageViewer(self)
        row = self._buttons = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._button("‹", _("Previous page"), lambda: self.turned.emit(-1)))
        row.addWidget(self._button("›", _("Next page"), lambda: self.turned.emit(1)))
        tip = _("Fit the whole page or its width")
        row.addWidget(self._button(_("Fit"), tip, self.viewer.fit))
        self._views = {
            view: self._button(_(view.value), _(text), partial(self.view_wanted.emit, view))
            for view, text in _TIPS.items()
        }
        for button in self._views.values():
            button.setCheckable(True)
            row.addWidget(button)
        self._above = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._above.setContentsMargins(8, 4, 8, 4)
        self._above.addWidget(self.heading, 1)
        self._above.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._above)
        column.addWidget(self.viewer, 1)
        self.heading.setContentsMargins(8, 0, 0, 0)
        self.heading.setMinimumHeight(_HEIGHT - 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the buttons below the heading where there is no room beside it."""
        super().resizeEvent(event)
        is_wide = self.width() >= self._buttons.sizeHint().width() + _HEADING
        direction = QBoxLayout.Direction
        self._above.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)

    def show_view(self, view: View) -> None:
        """Shows which view it is."""
        for one, button in self._views.items():
            button.setChecked(one is view)

    def _button(self, text: str, tip: str, act: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(act)
        return button

    def tell(self, text: str) -> None:
        """Shows a sentence above the page, and says it to a screen reader."""
        if text != self.heading.text():
            self.heading.setText(text)
            announce(self, text)
