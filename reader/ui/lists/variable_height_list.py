"""Lists very many rows of any height, and measures only the visible ones."""

from PySide6.QtCore import QModelIndex, QPoint, QRect
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from reader.ui.lists.frameless_item_views import show_plain_rows
from reader.ui.lists.row_heights import RowHeights
from reader.ui.lists.row_model import Index
from reader.ui.style.announcement import tell_current_row


class VariableHeightList(QListView):
    """Is a QListView to Qt and to screen readers, but places its rows itself.

    Qt's own list would ask for the height of each of 20,000 rows. Here a row counts with an
    estimate until it comes near what is on screen; then it is measured, and what is at the
    top stays where it is. ``heights`` has to be reset with the rows of the model.
    """

    foot = 0  # pixels free below the last row

    def __init__(self, parent: QWidget | None) -> None:
        self.heights = RowHeights()  # Qt asks for them while it sets itself up
        self._is_measuring = False
        super().__init__(parent)
        show_plain_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setAutoScroll(False)

    def measure(self, row: int) -> int:
        """Returns the height a row needs now, in pixels."""
        raise NotImplementedError

    def rows_moved(self) -> None:
        """Moves what is shown over the rows; called when they were placed or scrolled."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Announces the row that has the focus now: Qt, which has not placed it, cannot."""
        QAbstractItemView.currentChanged(self, current, previous)
        tell_current_row(self)

    def visualRect(self, index: Index) -> QRect:
        return self.row_rect(index.row())

    def row_rect(self, row: int) -> QRect:
        """Returns where a row is in the viewport, empty for none."""
        if not 0 <= row < len(self.heights):
            return QRect()
        top = self.heights.top(row) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self.heights.height(row))

    def indexAt(self, point: QPoint) -> QModelIndex:
        y = point.y() + self.verticalOffset()
        if not 0 <= y < self.heights.total:
            return QModelIndex()
        return self.model().index(self.heights.row_at(y), 0)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        self.show_row(index.row())

    def show_row(self, row: int) -> None:
        """Scrolls to show a whole row, or its beginning if it is higher than the view."""
        bar = self.verticalScrollBar()
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
        """Returns how far it is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def setSelection(self, _rect: QRect, _command: object) -> None:
        """Does nothing: Qt's own selection is not used."""

    def doItemsLayout(self) -> None:
        """Places the rows; none but those on screen is measured."""
        QAbstractItemView.doItemsLayout(self)
        self.measure_visible()

    def updateGeometries(self) -> None:
        """Fits the scroll bar, and keeps the editor on its card."""
        self.update_scroll_bar()
        self.rows_moved()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Measures what comes into sight."""
        self.measure_visible()
        self.rows_moved()
        self.viewport().update()

    def reset(self) -> None:
        """Begins with other rows."""
        QAbstractItemView.reset(self)

    def update_scroll_bar(self) -> None:
        """Fits the scroll bar to the heights known."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self.heights.total + self.foot - room))
        bar.setPageStep(room)
        bar.setSingleStep(3 * self.fontMetrics().height())

    def _measure_row(self, row: int) -> bool:
        """Measures a row; returns whether its height differs from the assumed one."""
        return self.heights.set(row, self.measure(row))

    def measure_visible(self) -> None:
        """Measures what is on screen and near it; what is at the top stays where it is."""
        if self._is_measuring or not len(self.heights) or self.viewport().height() < 1:
            return
        self._is_measuring = True
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
            self.update_scroll_bar()
            bar.setValue(self.heights.top(top) + min(inset, self.heights.height(top) - 1))
        self._is_measuring = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves all keys to the window."""
        event.ignore()

    def keyboardSearch(self, _search: str) -> None:
        """Does nothing: letters are commands here."""
