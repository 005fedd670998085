"""Shows below the article list the number of articles and their order."""

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reader.ui.articles.sort_button import SortButton
from reader.ui.style.box_layouts import in_row
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.painting import fill, foot_height
from reader.ui.style.theme import current_theme


class ListFooter(QWidget):
    """The line below the list, parted from it by a hairline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ElidedLabel(self)
        self.sort = SortButton(self)
        in_row((self.label, 1), self.sort, parent=self, margins=(18, 2, 8, 1))
        self.setFixedHeight(foot_height(self.font()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, QRect(0, 0, self.width(), 1), current_theme().line)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Takes the height of another font; colours are the style sheet's."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setFixedHeight(foot_height(self.font()))
