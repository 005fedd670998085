"""Lists the rows of the panel of views, which can be dragged into folders."""

import json
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from reader.commands.context import By
from reader.core.models import View
from reader.core.translation import _
from reader.ui.lists.dragged_articles import MIME as ARTICLES_MIME
from reader.ui.lists.dragged_articles import dropped
from reader.ui.lists.frameless_item_views import show_plain_rows
from reader.ui.lists.row_model import Index, RowModel
from reader.ui.views.view_delegate import ROW_ROLE, SHOWN_ROLE, ViewDelegate, arrow_of, plus_of
from reader.ui.views.view_rows import FEEDS, Kind, ViewRow

_DRAGGED = (Kind.FEED, Kind.FOLDER)
_FEEDS_MIME = "application/x-postil-feeds"


class ViewModel(RowModel):
    """Models the rows; one of them is shown in the list of articles."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent, lambda row: row.title.lstrip("#"), _spoken, lambda row: row.failure
        )
        self.shown: tuple[Kind, str] | None = None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self.rows[index.row()] if index.isValid() else None
        if row is not None and row.kind in _DRAGGED:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDropEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ROW_ROLE:
            return self.rows[index.row()]
        if role == SHOWN_ROLE:
            return self.rows[index.row()].id == self.shown
        return super().data(index, role)

    def mimeTypes(self) -> list[str]:
        return [_FEEDS_MIME, ARTICLES_MIME]

    def mimeData(self, indexes: Any) -> QMimeData:
        data = QMimeData()
        rows = [self.rows[one.row()] for one in indexes]
        ids = [number for row in rows for number in row.feeds]
        folder = list(rows[0].folder) if rows and rows[0].kind is Kind.FOLDER else None
        data.setData(_FEEDS_MIME, QByteArray(json.dumps([ids, folder]).encode()))
        return data


class ViewList(QListView):
    """Shows the rows; one is current, and one is shown."""

    chosen = Signal(object)  # ViewRow: its articles are to be listed
    add_wanted = Signal()  # another feed is to be subscribed to
    folding = Signal(object, bool)  # ViewRow, whether it is to be open
    feeds_dropped = Signal(list, object, object)  # ids, the folder they were, the ViewRow below
    articles_dropped = Signal(list, object)  # ids, the ViewRow below

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = ViewModel(self)
        self.setModel(self._rows)
        self._delegate = ViewDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Views, feeds and tags"))
        show_plain_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self._pressed: ViewRow | None = None  # on which a mouse button went down

    # -- rows --------------------------------------------------------------------------------------

    def set_rows(self, rows: list[ViewRow]) -> None:
        """Lists these; the current one stays, where it is still there."""
        if rows == self._rows.rows:
            return
        ids = [row.id for row in rows]
        if ids == [row.id for row in self._rows.rows]:  # only numbers and names are others
            self._rows.rows = rows
            self.viewport().update()
            return
        current, place = self.current_row(), self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        self._rows.set_rows(rows)
        if current is None:
            at = ids.index(self._rows.shown) if self._rows.shown in ids else 0
            self.setCurrentIndex(self._rows.index(at))
        else:
            at = ids.index(current.id) if current.id in ids else min(place, len(rows) - 1)
            self.setCurrentIndex(self._rows.index(at))
        self.verticalScrollBar().setValue(scrolled)

    @property
    def rows(self) -> list[ViewRow]:
        """The rows that are listed."""
        return self._rows.rows

    def current_row(self) -> ViewRow | None:
        """Returns the row that keys act on."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def make_current(self, row: tuple[Kind, str]) -> bool:
        """Makes a row the current one; False if it is not listed."""
        for at, one in enumerate(self._rows.rows):
            if one.id == row:
                self.setCurrentIndex(self._rows.index(at))
                return True
        return False

    def go_to_heading(self, section: str) -> None:
        """Makes the heading of a section the current row, with what is in it below."""
        if self.make_current((Kind.HEADING, section)):
            self.scrollTo(self.currentIndex(), QListView.ScrollHint.PositionAtTop)

    def set_shown(self, row: tuple[Kind, str] | None) -> None:
        """Marks the row whose articles are listed."""
        self._rows.shown = row
        self.viewport().update()

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        """Makes another row current."""
        count = self._rows.rowCount()
        if by == "page":
            delta *= 10
        if count:
            at = max(0, min(count - 1, self.currentIndex().row() + delta))
            self.setCurrentIndex(self._rows.index(at))
            self.scrollTo(self.currentIndex())

    def fold(self, is_open: bool) -> None:
        """Opens or folds the current row, or goes to the one it is in or that is in it."""
        row, at = self.current_row(), self.currentIndex().row()
        if row is None:
            return
        if row.is_open is not None and row.is_open != is_open:
            self.folding.emit(row, is_open)
        elif is_open:
            self.step(1 if row.is_open else 0)
        else:
            rows = self._rows.rows[:at]
            above = [n for n, one in enumerate(rows) if _holds(one, row)]
            if above:
                self.setCurrentIndex(self._rows.index(above[-1]))

    def choose(self) -> None:
        """Shows the current row's articles, or opens and folds a heading."""
        row = self.current_row()
        if row is None:
            return
        if row.kind is Kind.HEADING:
            self.folding.emit(row, not row.is_open)
        else:
            self.chosen.emit(row)

    # -- Qt ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = self._row_at(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags feeds and folders only: of any other row Qt would make those passed current."""
        can_drag = self._pressed is not None and self._pressed.kind in _DRAGGED
        if can_drag or event.buttons() == Qt.MouseButton.NoButton:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Chooses the row that was pressed, unless the mouse left it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        row, rect = self._rows.rows[index.row()], self.visualRect(index)
        if self._pressed is None or row.id != self._pressed.id:
            return
        plus = plus_of(rect.adjusted(8, 0, -8, 0)).adjusted(-4, 0, 4, 0)
        is_on_plus = plus.contains(event.position().toPoint())
        if is_on_plus and row.id == (Kind.HEADING, FEEDS):
            self.add_wanted.emit()
            return
        is_on_arrow = arrow_of(rect, row.depth).contains(event.position().toPoint())
        if row.is_open is not None and row.kind is not Kind.HEADING and is_on_arrow:
            self.folding.emit(row, not row.is_open)
        else:
            self.choose()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _known(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        row = self._row_at(event.position().toPoint())
        can_drop = row is not None and _takes(row, event.mimeData())
        self._mark_target(is_there=can_drop)
        if row is not None and can_drop:
            self.setCurrentIndex(self._rows.index(self._rows.rows.index(row)))
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark_target(is_there=False)
        super().dragLeaveEvent(event)

    def _mark_target(self, *, is_there: bool) -> None:
        """Frames the current row while what is dragged can be dropped on it."""
        if self._delegate.is_dropped_on is not is_there:
            self._delegate.is_dropped_on = is_there
            self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark_target(is_there=False)
        row, data = self._row_at(event.position().toPoint()), event.mimeData()
        if row is None or not _takes(row, data):
            event.ignore()
            return
        event.acceptProposedAction()
        if articles := dropped(data):
            self.articles_dropped.emit(articles, row)
        else:
            ids, folder = json.loads(bytes(data.data(_FEEDS_MIME).data()))
            self.feeds_dropped.emit(ids, folder, row)

    def _row_at(self, spot: QPoint) -> ViewRow | None:
        index: QModelIndex = self.indexAt(spot)
        return self._rows.rows[index.row()] if index.isValid() else None


def _known(data: QMimeData) -> bool:
    return data.hasFormat(_FEEDS_MIME) or data.hasFormat(ARTICLES_MIME)


def _takes(row: ViewRow, data: QMimeData) -> bool:
    """Returns whether what is dragged can be dropped on a row."""
    if data.hasFormat(ARTICLES_MIME):
        return row.kind is Kind.TAG or (row.kind is Kind.VIEW and row.key != View.ALL.value)
    is_feeds = row.kind is Kind.HEADING and row.key == FEEDS
    return data.hasFormat(_FEEDS_MIME) and (is_feeds or row.kind in (Kind.FOLDER, Kind.FEED))


def _holds(outer: ViewRow, row: ViewRow) -> bool:
    """Returns whether a row above another may be the one it is in."""
    if outer.kind is Kind.HEADING:
        return row.kind is not Kind.HEADING
    return outer.is_open is True and outer.kind is not Kind.VIEW and outer.depth < row.depth


def _spoken(row: ViewRow) -> list[str]:
    """Returns what a screen reader says of a row."""
    state = "" if row.is_open is None else _("open") if row.is_open else _("collapsed")
    return [row.title, row.count_text, state, row.failure]
