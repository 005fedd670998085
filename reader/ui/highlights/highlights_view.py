"""Lists all annotations as cards under the headings of their articles."""

from PySide6.QtCore import (
    QPoint,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QWidget

from reader.core.models import AnnotationIds, AnnotationWithArticle
from reader.core.translation import _
from reader.ui.annotations.annotation_card import RowLayout, tag_at
from reader.ui.annotations.card_view import CardView
from reader.ui.annotations.note_autosave import DraftStore
from reader.ui.highlights.highlights_model import HighlightsModel
from reader.ui.highlights.highlights_row import (
    GUTTER,
    RowFonts,
    column_of,
    lay_out_row,
    paint_row,
)


class HighlightsView(CardView):
    """The cards under the headings of their articles; one editor covers the card whose note is edited."""

    opened = Signal()  # Enter or a double click on the current row
    row_clicked = Signal(int, bool, bool)  # a click on a row, with Ctrl, with Shift
    tag_clicked = Signal(str)
    menu_requested = Signal(QPoint)  # where on the screen
    foot = 24
    fonts: RowFonts

    def __init__(self, rows: HighlightsModel, drafts: DraftStore, parent: QWidget) -> None:
        super().__init__(rows, drafts, parent)
        self.rows = rows
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.setEnabled(False)
        bar.rangeChanged.connect(lambda _least, most: bar.setEnabled(most > 0))
        self.setAccessibleName(_("All highlights"))

    def set_listed(self, listed: AnnotationIds, current: int | None) -> None:
        """Lists these with an annotation current; what is at the top stays there if it can."""
        self._layouts.clear()
        self.relist(lambda: self.rows.set_listed(listed), current)

    def scroll_to_top(self) -> None:
        """Begins at the top with the next list: it answers another question."""
        self.verticalScrollBar().setValue(0)

    # -- what the rows are -----------------------------------------------------------------------

    def make_fonts(self) -> RowFonts:
        return RowFonts.of(self.font())

    def estimate(self) -> int:
        return self.fonts.estimate()

    def card_span(self) -> tuple[int, int]:
        left, wide = column_of(self.viewport().width())
        return left + GUTTER, wide - GUTTER

    def shape_of(self, row: int) -> tuple[object, ...]:
        """Returns which headings are above a row, and whether it is the first."""
        return self.rows.begins_section(row), self.rows.begins_article(row), row == 0

    def lay_out(self, row: int, editor_height: int | None) -> RowLayout:
        has_section, has_article, is_first = self.shape_of(row)
        return lay_out_row(
            self._item(row),
            self.viewport().width(),
            self.fonts,
            has_section=bool(has_section),
            has_article=bool(has_article),
            is_first=bool(is_first),
            is_expanded=row == self.current_row,
            editor_height=editor_height,
            room=self.viewport().height(),
        )

    def paint(self, painter: QPainter, rect: QRect, row: int, layout: RowLayout) -> None:
        item = self._item(row)
        paint_row(
            painter,
            rect,
            self.card_rect(row),
            item,
            layout,
            self.fonts,
            self.palette(),
            self.rows.section_title(row),
            is_picked=self.rows.ids[row] in self.rows.selection.ids,
            is_current=row == self.current_row,
            has_focus=self.hasFocus(),
            has_draft=item is not None and self.has_draft(item.annotation),
        )

    def _item(self, row: int) -> AnnotationWithArticle | None:
        """Returns what is in a row, with what waits to be saved in its note."""
        item = self.rows.item_at(row)
        return item and item._replace(annotation=self.shown(item.annotation))

    # -- the mouse -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Makes the row under the pointer current, or selects it with Ctrl, a range with Shift."""
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and index.isValid() and (tag := self.tag_at(index.row(), event.position())):
            self.tag_clicked.emit(tag)
        elif is_left and index.isValid():
            held = event.modifiers()
            has_control = bool(held & Qt.KeyboardModifier.ControlModifier)
            self.row_clicked.emit(
                index.row(), has_control, bool(held & Qt.KeyboardModifier.ShiftModifier)
            )
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Goes to the words in their article."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()
        event.accept()

    def tag_at(self, row: int, point: QPointF) -> str:
        """Returns the tag at a point of the viewport in a row; empty for none."""
        item, card = self._item(row), self.layout_of(row).card
        if item is None or card is None:
            return ""
        spot = point - QPointF(self.card_rect(row).topLeft())
        return tag_at(item.annotation, card, self.fonts.card, spot)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offers what can be done with the row under the pointer, or with all that are selected."""
        index = self.indexAt(event.pos())
        if index.isValid():
            if self.rows.ids[index.row()] not in self.rows.selection.ids:
                self.row_clicked.emit(index.row(), False, False)
            self.menu_requested.emit(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags nothing."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Does nothing: the press has done it."""
        event.accept()
