"""Scrolls a table that is wider than its column, independently of the text.

Qt knows one scroll position for a whole document. So such a table is laid out as wide as it wants
to be, beyond the column; its text is painted shifted and clipped, ``block_rect`` returns where the
blocks are visible then, and mouse positions are converted to those of the layout.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QRegion,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QScrollBar, QTextEdit

from reader.core.translation import _
from reader.ui.reading.layout.document_builder import BuiltDocument, BuiltTable
from reader.ui.reading.layout.text_geometry import (
    MovedTables,
    PageDocument,
    block_rect,
    lay_out_again,
    visible_blocks,
)

_STEP = 0.6  # of the column's width, by which a key scrolls


class _Band(NamedTuple):
    """Where a wide table is seen in the viewport."""

    number: int
    rect: QRect


class WideTables(QObject):
    """The tables of one view that are wider than its column, each with a scroll bar of its own."""

    scrolled = Signal()

    def __init__(self, view: QTextEdit, blocks_laid_out: Callable[[], int | None]) -> None:
        super().__init__(view)
        self._view, self._blocks_laid_out = view, blocks_laid_out
        self._document: QTextDocument | None = None
        self._tables: Mapping[int, BuiltTable] = {}
        self._narrow: dict[int, QTextTableFormat] = {}  # of those that are wide now
        self._moved = MovedTables()
        self._bars: dict[int, QScrollBar] = {}
        view.horizontalScrollBar().rangeChanged.connect(self._keep_text)

    def _keep_text(self) -> None:
        """Leaves no room to scroll the whole of the text to the side.

        Nor is a wrapper of Qt's scroll bar kept: PySide may give it up while the bar lives.
        """
        self._view.horizontalScrollBar().setRange(0, 0)

    def adopt(self, built: BuiltDocument | None) -> None:
        """Finds the tables of a document that was just built."""
        for number in tuple(self._bars):
            self._drop_bar(number)
        self._narrow, self._moved = {}, MovedTables()
        self._document = built.document if built is not None else None
        self._tables = built.tables if built is not None else {}
        if isinstance(self._document, PageDocument):
            self._document.moved = self._moved

    def _table(self, number: int) -> QTextTable:
        """Returns a table, of which no wrapper is kept either."""
        assert self._document is not None  # as there are tables
        cursor = QTextCursor(self._document)
        cursor.setPosition(self._tables[number].start)
        return cursor.currentTable()

    def fit(self, width: float, margin: float) -> None:
        """Lets those scroll that have no room in a column of this width, in pixels."""
        moved = self._moved
        moved.left, moved.right = margin, margin + width
        were_wide = set(moved.by)
        for number, (_start, (least, columns)) in self._tables.items():
            if least > width and number not in moved.by:
                table = self._table(number)
                self._narrow[number] = table.format().toTableFormat()
                table.setFormat(_wide_format(table, columns))
                moved.by[number] = 0.0
            elif least <= width and number in moved.by:
                self._table(number).setFormat(self._narrow.pop(number))
                del moved.by[number]
                self._drop_bar(number)
        if moved.by.keys() != were_wide and self._document is not None:
            lay_out_again(self._document)
        self._limit()

    def _limit(self) -> None:
        """Sets how far each can be scrolled."""
        room = round(self._moved.right - self._moved.left)
        for number, bar in self._bars.items():
            bar.setPageStep(room)
            bar.setRange(0, max(0, round(sum(self._tables[number].widths.wanted)) - room))

    # -- where they are --------------------------------------------------------------------------

    def bands(self) -> list[_Band]:
        """Returns where in the viewport wide tables are seen, as wide as the column."""
        if not self._moved.by:
            return []
        top, area = self._view.verticalScrollBar().value(), self._view.viewport().rect()
        document, found = self._view.document(), dict[int, QRect]()
        blocks = visible_blocks(document, top, top + area.height(), self._blocks_laid_out())
        for block in blocks:
            number = self._moved.number_of(block)
            if number is not None and number not in found:
                found[number] = self._rect(number).translated(0, -top)
        return [_Band(number, rect) for number, rect in found.items()]

    def _rect(self, number: int) -> QRect:
        table = self._table(number)
        padding = table.format().toTableFormat().cellPadding()
        rows, columns = table.rows(), range(table.columns())
        last = [table.cellAt(rows - 1, one).lastCursorPosition().block() for one in columns]
        above = block_rect(table.cellAt(0, 0).firstCursorPosition().block()).top() - padding
        below = max(block_rect(one).bottom() for one in last) + padding
        left = self._moved.left
        return QRectF(left, above, self._moved.right - left, below - above).toAlignedRect()

    def place_bars(self) -> None:
        """Puts the scroll bar of each table that is seen at its foot, or the pane's above that."""
        area, seen = self._view.viewport().rect(), set[int]()
        for number, rect in self.bands():
            bar = self._bar(number)
            height = bar.sizeHint().height()
            top = min(rect.bottom() + 1, area.bottom() - height)
            seen.add(number)
            bar.setGeometry(
                QRect(rect.left(), top, rect.width(), height).translated(
                    self._view.viewport().pos()
                )
            )
            bar.setVisible(top > rect.top())
        for number, bar in self._bars.items():
            if number not in seen:
                bar.hide()

    def _bar(self, number: int) -> QScrollBar:
        if number not in self._bars:
            bar = self._bars[number] = QScrollBar(Qt.Orientation.Horizontal, self._view)
            bar.setAccessibleName(_("Scroll the table"))
            bar.setCursor(Qt.CursorShape.ArrowCursor)
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.valueChanged.connect(lambda value: self._move(number, value))
            self._limit()
        return self._bars[number]

    def _drop_bar(self, number: int) -> None:
        if number in self._bars:
            bar = self._bars.pop(number)
            bar.hide()
            bar.deleteLater()

    def _move(self, number: int, value: int) -> None:
        self._moved.by[number] = float(value)
        self._view.viewport().update()
        self.scrolled.emit()

    # -- scrolling -------------------------------------------------------------------------------

    def step(self, direction: int) -> bool:
        """Scrolls the first wide table that is on screen; False when there is none."""
        bands = self.bands()
        if bands:
            bar, room = self._bar(bands[0].number), bands[0].rect.width()
            bar.setValue(bar.value() + direction * round(room * _STEP))
        return bool(bands)

    def wheel(self, spot: QPoint, pixels: int) -> bool:
        """Scrolls the table at a spot; False where there is none."""
        for number, rect in self.bands():
            if pixels and rect.contains(spot):
                self._bar(number).setValue(self._bar(number).value() + pixels)
                return True
        return False

    def bring(self, position: int) -> None:
        """Scrolls a table so that the cell with a document position is seen."""
        block = self._view.document().findBlock(position)
        number = self._moved.number_of(block)
        if number is None:
            return
        laid_out = block.document().documentLayout().blockBoundingRect(block)
        left, bar = self._moved.left, self._bar(number)
        room = self._moved.right - left
        begin, end = laid_out.left() - left, laid_out.right() - left
        if begin < bar.value():
            bar.setValue(round(begin - 12))
        elif end > bar.value() + room:
            bar.setValue(round(min(begin - 12, end + 12 - room)))

    # -- the mouse -------------------------------------------------------------------------------

    def in_layout(self, spot: QPoint) -> QPoint:
        """Returns where a spot of the viewport would be, were no table scrolled."""
        for number, rect in self.bands():
            if rect.contains(spot):
                return spot + QPoint(round(self._moved.by[number]), 0)
        return spot

    # -- painting --------------------------------------------------------------------------------

    def paint_text(self, area: QRect) -> bool:
        """Paints the text with its tables as they are scrolled; False where Qt can do that."""
        bands = [band for band in self.bands() if band.rect.intersects(area)]
        if not bands:
            return False
        viewport = self._view.viewport()
        around = QRegion(area)
        for _number, rect in bands:
            around -= QRegion(rect.left(), rect.top(), viewport.width(), rect.height())
        painter = QPainter(viewport)
        try:
            self._draw(painter, around, area, 0)
            for number, rect in bands:
                self._draw(painter, QRegion(rect & area), area, round(self._moved.by[number]))
        finally:
            painter.end()  # Qt dies of a painter that outlives its event
        return True

    def _draw(self, painter: QPainter, clip: QRegion, area: QRect, across: int) -> None:
        top = self._view.verticalScrollBar().value()
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette = self._view.palette()
        context.clip = QRectF(clip.boundingRect() & area).translated(across, top)
        painter.save()
        painter.setClipRegion(clip)
        painter.translate(-across, -top)
        self._view.document().documentLayout().draw(painter, context)
        painter.restore()


def _wide_format(table: QTextTable, columns: list[float]) -> QTextTableFormat:
    form, fixed = table.format().toTableFormat(), QTextLength.Type.FixedLength
    form.setWidth(QTextLength(fixed, sum(columns)))
    form.setColumnWidthConstraints([QTextLength(fixed, one) for one in columns])
    return form
