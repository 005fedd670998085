"""Shows a message about an article in a banner above its text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from reader.ui.style.theme import current_theme


class Banner(QWidget):
    """Shows a message about the article that is shown below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(18, 8, 14, 8)
        self.row.setSpacing(8)
        self.row.addWidget(self.label, 1)

    def set_text(self, text: str) -> None:
        """Shows this text."""
        self.label.setText(text)
        self.setAccessibleName(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints a card with a hairline below."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.card))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.line))
        painter.fillRect(0, 0, 3, self.height() - 1, QColor(theme.accent))
        painter.end()
