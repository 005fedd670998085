"""Models a list of cards: of any annotations, and of those in the annotations pane."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from reader.core.color_names import color_name
from reader.core.models import Annotation, Kind
from reader.core.translation import _
from reader.ui.annotations.annotation_texts import spoken
from reader.ui.lists.row_model import Index


class CardRows(QAbstractListModel):
    """Annotations in order, identified by their ids; subclasses load them."""

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self.ids: Sequence[int] = ()
        self._rows: dict[int, int] = {}

    def set_ids(self, ids: Sequence[int]) -> None:
        """Lists these."""
        self.beginResetModel()
        self.ids = ids
        self._rows = {id_: row for row, id_ in enumerate(ids)}
        self.endResetModel()

    def row_of(self, annotation_id: int | None) -> int:
        """Returns the row of an annotation, or -1."""
        return -1 if annotation_id is None else self._rows.get(annotation_id, -1)

    def annotation_at(self, row: int) -> Annotation | None:
        """Returns the annotation in a row; None if it is gone."""
        raise NotImplementedError

    def spoken_at(self, row: int) -> str:
        """Returns what a screen reader says of a row."""
        one = self.annotation_at(row)
        return spoken(one) if one is not None else ""

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Returns the text for screen readers, and the colour's name as a tooltip."""
        row = index.row()
        if not 0 <= row < len(self.ids):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken_at(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            one = self.annotation_at(row)
            if one is not None and one.kind is Kind.HIGHLIGHT:
                return _("{color} highlight").format(color=color_name(one.color)).capitalize()
        return None


class AnnotationModel(CardRows):
    """The annotations that the sidebar lists."""

    items: Sequence[Annotation] = ()

    def set_items(self, items: Sequence[Annotation]) -> None:
        """Lists these."""
        self.items = list(items)
        self.set_ids([item.id for item in items])

    def annotation_at(self, row: int) -> Annotation:
        return self.items[row]
