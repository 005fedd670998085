"""The rows of the page of all annotations: which there are, and what is in them, read by the page."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from reader.core.errors import PostilError
from reader.core.highlight_colors import color_name
from reader.core.models import Color, Kind, Listed, ListedAnnotation
from reader.core.translation import _
from reader.ui.annotations.annotation_card import spoken

PAGE = 48  # rows read at once: several screens
_KEPT = 40 * PAGE  # rows held in memory before the oldest are let go

Fetch = Callable[[Sequence[int]], Sequence[ListedAnnotation]]
_Index = QModelIndex | QPersistentModelIndex
NOTHING = Listed((), (), ())


class HighlightsModel(QAbstractListModel):
    """Holds the ids in order and reads through ``fetch`` when a row is first looked at.

    A row whose annotation is gone stays empty until the ids are set again. A PostilError that
    ``fetch`` raises is told by ``failed``.
    """

    failed = Signal(str)

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self.listed = NOTHING
        self.picked: Collection[int] = frozenset()
        self._rows: dict[int, int] = {}
        self._items: dict[int, ListedAnnotation | None] = {}

    def set_listed(self, listed: Listed) -> None:
        """List these; what is already read is kept."""
        self.beginResetModel()
        self.listed = listed
        self._rows = {id_: row for row, id_ in enumerate(listed.ids)}
        self._items = {
            id_: item for id_, item in self._items.items() if item is not None and id_ in self._rows
        }
        self.endResetModel()

    def forget(self, articles: Collection[int] | None = None) -> None:
        """Read again what belongs to these articles, or everything, when it is next looked at."""
        if articles is None:
            self._items.clear()
            return
        places = self.listed.article_ids
        for id_ in [one for one in self._items if places[self._rows[one]] in articles]:
            del self._items[id_]

    def row_of(self, annotation_id: int | None) -> int:
        """The row of an annotation, or -1."""
        return -1 if annotation_id is None else self._rows.get(annotation_id, -1)

    def item_at(self, row: int) -> ListedAnnotation | None:
        """What is in a row, read with its neighbours if need be; None when it is gone."""
        id_ = self.listed.ids[row]
        if id_ not in self._items:
            self._read_around(row)
        return self._items.get(id_)

    def begins_article(self, row: int) -> bool:
        """Whether the row above is of another article, or there is none."""
        articles = self.listed.article_ids
        return row == 0 or articles[row] != articles[row - 1] or self.begins_section(row)

    def begins_section(self, row: int) -> bool:
        """Whether the row above is sorted under another tag or colour."""
        sections = self.listed.sections
        if not self.is_sectioned:
            return False
        return row == 0 or sections[row] != sections[row - 1]

    @property
    def is_sectioned(self) -> bool:
        """Whether rows are sorted under tags or colours."""
        sections = self.listed.sections
        return bool(sections) and (bool(sections[0]) or bool(sections[-1]))

    def section_title(self, row: int) -> str:
        """What the rows sorted under one tag or colour stand under."""
        section = self.listed.sections[row]
        if not section:
            return _("Without a tag or colour")
        if section in list(Color):
            return color_name(Color(section)).capitalize()
        return f"#{section}"

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many are listed."""
        return 0 if parent is not None and parent.isValid() else len(self.listed.ids)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a screen reader says of a row; the colour's name as a tooltip."""
        if not index.isValid() or index.row() >= len(self.listed.ids):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            item = self.item_at(index.row())
            return self._spoken(item) if item else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            item = self.item_at(index.row())
            if item is not None and item.annotation.kind is Kind.HIGHLIGHT:
                name = color_name(item.annotation.color)
                return _("{color} highlight").format(color=name).capitalize()
        return None

    def _spoken(self, item: ListedAnnotation) -> str:
        parts = [spoken(item.annotation), _("in {article}").format(article=item.article.title)]
        if item.annotation.id in self.picked:
            parts.insert(0, _("Selected"))
        return ". ".join(parts)

    def _read_around(self, row: int) -> None:
        start = row - row % PAGE
        ids = self.listed.ids[start : start + PAGE]
        wanted = [id_ for id_ in ids if id_ not in self._items]
        found: dict[int, ListedAnnotation] = {}
        try:
            found = {item.annotation.id: item for item in self._fetch(wanted)}
        except PostilError as error:
            self.failed.emit(str(error))
        for id_ in wanted:
            self._items[id_] = found.get(id_)
        while len(self._items) > _KEPT:
            del self._items[next(iter(self._items))]
