"""Marks in a reading pane the words that differ from another text, not by colour alone."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reader.core.anchoring.text_diff import DiffKind, DiffPiece
from reader.core.models import Annotation
from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.ui.reading.layout.page_content import Page
from reader.ui.reading.layout.text_geometry import range_rects
from reader.ui.reading.reading_view import ReadingView
from reader.ui.style.theme import current_theme


class ComparedTextView(ReadingView):
    """Shows a passage in its surroundings; its reading cursor is seen only while one chooses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_choosing = False
        self._marks: Sequence[DiffPiece] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_passage_of(
        self,
        page: Page,
        annotations: Sequence[Annotation],
        span: tuple[int, int],
        marks: Sequence[DiffPiece] = (),
    ) -> None:
        """Shows a page at a passage, with pieces of it marked as deleted or inserted."""
        self._marks = [mark for mark in marks if mark.change is not DiffKind.SAME]
        self.show_page(page, annotations, span[0])
        self.show_at(span)

    def show_at(self, span: tuple[int, int]) -> None:
        """Scrolls to a passage and puts the reading cursor on it."""
        self.set_passage(Passage(*span, Unit.SELECTION), is_jump=True)

    def painted_passage(self) -> tuple[int, int] | None:
        """Returns nothing while nobody chooses."""
        return super().painted_passage() if self.is_choosing else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the text, and lines through what is deleted and below what is inserted."""
        super().paintEvent(event)
        if self.positions is None or not self._marks:
            return
        theme = current_theme()
        painter = QPainter(self.viewport())
        try:
            painter.translate(0, -self.verticalScrollBar().value())
            for mark in self._marks:
                is_gone = mark.change is DiffKind.DELETED
                color = QColor(theme.danger if is_gone else theme.accent)
                painter.setPen(QPen(color, 1.5 if is_gone else 2.0))
                span = self.positions.range_to_document(mark.start, mark.end)
                for rect in range_rects(self.document(), *span):
                    y = rect.center().y() + 1 if is_gone else rect.bottom() - 1
                    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        finally:
            painter.end()  # Qt dies of a painter that outlives its event
