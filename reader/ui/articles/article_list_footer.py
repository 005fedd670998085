"""Shows, below the article list, how much is listed and how it is sorted."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from reader.ui.articles.sort_button import SortButton
from reader.ui.style.painting import foot_height
from reader.ui.style.theme import current_theme


class ElidedLabel(QLabel):
    """A line of text that ends in an ellipsis where it has no room; its whole text is spoken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_full_text(self, text: str) -> None:
        """Shows a text, as much of it as fits."""
        self._full = text
        self.setAccessibleName(text)
        self._fit()

    def full_text(self) -> str:
        """Returns the whole text."""
        return self._full

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fits the text in a new font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        mode = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._full, mode, self.width()))


class ListFooter(QWidget):
    """The line below the list, parted from it by a hairline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ElidedLabel(self)
        self.sort = SortButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 2, 8, 1)
        row.addWidget(self.label, 1)
        row.addWidget(self.sort)
        self.setFixedHeight(foot_height(self.font()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the hairline."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, QColor(current_theme().line))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Takes the height of another font; colours are the style sheet's."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setFixedHeight(foot_height(self.font()))
