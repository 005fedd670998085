"""A list of very many rows of any height, placed by itself and measured only where one looks."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from reader.ui.lists.row_heights import RowHeights

Index = QModelIndex | QPersistentModelIndex
_FOOT = 24  # pixels free below the last row


class MeasuredList(QListView):
    """A QListView to Qt and to screen readers, but one that places its rows itself.

    Qt's own list would ask for the height of each of 20,000 rows. Here a row counts with an
    estimate until it comes near what is in sight; then it is measured, and what stands at the
    top stays where it is. ``heights`` has to be reset with the rows of the model.
    """

    def __init__(self, parent: QWidget) -> None:
        self.heights = RowHeights()  # Qt asks for them while it sets itself up
        self._is_settling = False
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAutoScroll(False)
        self.viewport().setAutoFillBackground(False)

    def measure(self, row: int) -> int:
        """The height a row needs now, in pixels."""
        raise NotImplementedError

    def placed(self) -> None:
        """Rows were placed or scrolled: put what lies over them where it belongs."""

    def visualRect(self, index: Index) -> QRect:
        """Where a row is in the viewport."""
        row = index.row()
        if not 0 <= row < len(self.heights):
            return QRect()
        top = self.heights.top(row) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self.heights.height(row))

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row at a place of the viewport."""
        y = point.y() + self.verticalOffset()
        if not 0 <= y < self.heights.total:
            return QModelIndex()
        return self.model().index(self.heights.row_at(y), 0)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row wholly into sight, or its beginning when it is higher than the view."""
        bar, row = self.verticalScrollBar(), index.row()
        for _attempt in range(3):  # scrolling measures rows, which may move this one
            if not 0 <= row < len(self.heights):
                return
            self._measure_row(row)
            top, height = self.heights.top(row), self.heights.height(row)
            room, before = self.viewport().height(), bar.value()
            if top < before or height > room:
                bar.setValue(top)
            elif top + height > before + room:
                bar.setValue(top + height - room)
            if bar.value() == before:
                return

    def verticalOffset(self) -> int:
        """How far it is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        """It never scrolls sideways."""
        return 0

    def isIndexHidden(self, _index: Index) -> bool:
        """No row is hidden."""
        return False

    def visualRegionForSelection(self, _selection: object) -> QRegion:
        """Qt's own selection is not used."""
        return QRegion()

    def setSelection(self, _rect: QRect, _command: object) -> None:
        """Qt's own selection is not used."""

    def doItemsLayout(self) -> None:
        """Place the rows; none but those in sight is measured."""
        QAbstractItemView.doItemsLayout(self)
        self.settle()

    def updateGeometries(self) -> None:
        """Fit the scroll bar, and keep the editor on its card."""
        self.fit_bar()
        self.placed()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Measure what comes into sight."""
        self.settle()
        self.placed()
        self.viewport().update()

    def reset(self) -> None:
        """Begin with other rows."""
        QAbstractItemView.reset(self)

    def fit_bar(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self.heights.total + _FOOT - room))
        bar.setPageStep(room)
        bar.setSingleStep(3 * self.fontMetrics().height())

    def _measure_row(self, row: int) -> bool:
        """Measure a row; whether it has another height than it counted with."""
        return self.heights.set(row, self.measure(row))

    def settle(self) -> None:
        """Measure what is in sight and near it; what stands at the top stays where it is."""
        if self._is_settling or not len(self.heights) or self.viewport().height() < 1:
            return
        self._is_settling = True
        bar, room = self.verticalScrollBar(), self.viewport().height()
        top = self.heights.row_at(bar.value())
        inset = bar.value() - self.heights.top(top)
        is_changed, row, filled = False, top, -inset
        while row < len(self.heights) and filled < room * 3 // 2:
            is_changed |= self._measure_row(row)
            filled += self.heights.height(row)
            row += 1
        row, filled = top - 1, 0
        while row >= 0 and filled < room // 2:  # what a turn of the wheel back would show
            is_changed |= self._measure_row(row)
            filled += self.heights.height(row)
            row -= 1
        if is_changed:
            self.fit_bar()
            bar.setValue(self.heights.top(top) + min(inset, self.heights.height(top) - 1))
        self._is_settling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """All keys are commands of the window."""
        event.ignore()

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands here."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Nothing is dragged."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press has done it."""
        event.accept()
