"""The annotations the sidebar lists, as Qt's model of them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from reader.core.highlight_colors import color_name
from reader.core.models import Annotation, Kind
from reader.core.translation import _
from reader.ui.annotations.annotation_card import spoken

Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """The annotations that are listed, in order."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: list[Annotation] = []

    def set_items(self, items: Sequence[Annotation]) -> None:
        """List these."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def row_of(self, annotation_id: int | None) -> int:
        """The row of an annotation, or -1."""
        rows = (row for row, item in enumerate(self.items) if item.id == annotation_id)
        return next(rows, -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """How many are listed."""
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a screen reader says, and the colour's name as a tooltip."""
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(item)
        if role == Qt.ItemDataRole.ToolTipRole and item.kind is Kind.HIGHLIGHT:
            return _("{color} highlight").format(color=color_name(item.color)).capitalize()
        return None
