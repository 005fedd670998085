"""Models rows of any kind with functions that return their texts."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractListModel):
    """Lists rows: ``title`` is shown, the parts of ``spoken`` are heard, ``tip`` is a tooltip."""

    def __init__(
        self,
        parent: QObject,
        title: Callable[[Any], str],
        spoken: Callable[[Any], Iterable[str]],
        tip: Callable[[Any], str] = lambda _row: "",
    ) -> None:
        super().__init__(parent)
        self.rows: list[Any] = []
        self._title_of, self._spoken_of, self._tip_of = title, spoken, tip

    def set_rows(self, rows: list[Any]) -> None:
        """Lists these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title_of(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in self._spoken_of(row) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip_of(row) or None
        return None
