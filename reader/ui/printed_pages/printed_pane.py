"""Lays out a printed page and, above it, which one it is and what the mouse can do with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from reader.core.translation import _
from reader.ui.printed_pages.page_viewer import PageViewer
from reader.ui.printed_pages.view_buttons import View, ViewButtons, flat_button
from reader.ui.style.announcement import announce
from reader.ui.style.box_layouts import in_column, in_row, mirrored

_HEIGHT = 44  # pixels of the row above the page
_HEADING = 120  # pixels of its heading that is beside the buttons


class PrintedPane(QWidget):
    """Shows a page in place of the text, or beside it."""

    turned = Signal(int)  # to the next page (1) or the previous one

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("printed")
        self.heading = QLabel(self)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.viewer = PageViewer(self)
        row = self._buttons = in_row(spacing=2)
        for text, tip, act in (
            ("‹", _("Previous page"), lambda: self.turned.emit(-1)),
            ("›", _("Next page"), lambda: self.turned.emit(1)),
            (_("Fit"), _("Fit the whole page or its width"), self.viewer.fit),
        ):
            row.addWidget(flat_button(self, text, tip, act))
        # Hidden while the text is beside the page, which has its own.
        self.views = ViewButtons(self)
        self.views.show_view(View.PAGE)
        row.addWidget(self.views)
        self._above = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._above.setContentsMargins(8, 4, 8, 4)
        self._above.addWidget(self.heading, 1)
        self._above.addLayout(row)
        in_column(self._above, (self.viewer, 1), parent=self, spacing=0)
        self.heading.setContentsMargins(mirrored(8, 0, 0, 0))
        self.heading.setMinimumHeight(_HEIGHT - 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the buttons below the heading where there is no room beside it."""
        super().resizeEvent(event)
        is_wide = self.width() >= self._buttons.sizeHint().width() + _HEADING
        direction = QBoxLayout.Direction
        self._above.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)

    def tell(self, text: str) -> None:
        """Shows a sentence above the page, and announces it to screen readers."""
        if text != self.heading.text():
            self.heading.setText(text)
            announce(self, text)
