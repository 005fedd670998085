"""Shows a message about an article in a banner above its text."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QWidget

from reader.ui.style.box_layouts import in_row, mirrored
from reader.ui.style.painting import placed
from reader.ui.style.theme import current_theme

_LEAST_TEXT = 280  # pixels of a message beside buttons


class Banner(QWidget):
    """Shows a message about the article that is shown below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.row = in_row(spacing=8)  # of buttons
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(mirrored(18, 8, 14, 8))
        self._lines.setSpacing(8)
        self._lines.addWidget(self.label, 1)
        self._lines.addLayout(self.row)
        self._lines.setAlignment(self.row, Qt.AlignmentFlag.AlignLeft)

    def set_text(self, text: str) -> None:
        """Shows this text."""
        self.label.setText(text)
        self.setAccessibleName(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the buttons below the message where there is little room beside them."""
        super().resizeEvent(event)
        is_narrow = self.width() - self.row.sizeHint().width() < _LEAST_TEXT
        way = QBoxLayout.Direction
        self._lines.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints a card with a hairline below."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.card))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.line))
        bar = placed(self.rect(), QRect(0, 0, 3, self.height() - 1))
        painter.fillRect(bar, QColor(theme.accent))
        painter.end()
