"""Picks rows of the article list one by one, beside the row that is merely current."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QObject, Signal

from reader.ui.articles.article_list_model import ArticleListModel
from reader.ui.articles.article_list_view import ArticleListView

_Flag = QItemSelectionModel.SelectionFlag


class RowPicking(QObject):
    """Changes the selection of a list. While rows are picked, moving leaves it alone.

    Otherwise the row moved to is the one selected.
    """

    changed = Signal()  # whether the selected row is picked or merely current, not which row it is

    def __init__(self, rows: ArticleListView, model: ArticleListModel) -> None:
        super().__init__(rows)
        self._rows, self._model = rows, model
        self.is_on = False
        self._anchor = 0  # the article from which a range is picked
        self._before: list[int] = []  # what was picked when extending began
        self._extended: list[int] | None = None  # what is selected while it goes on

    @property
    def has_picked(self) -> bool:
        """Whether rows are selected that are not so merely by being current."""
        selected = self._rows.selected_count()
        return selected > 1 or (selected == 1 and self.is_on)

    @property
    def flag(self) -> QItemSelectionModel.SelectionFlag:
        """What happens to the selection when another row becomes current."""
        return _Flag.NoUpdate if self.is_on else _Flag.ClearAndSelect

    def begin(self, row: int, is_toggle: bool) -> None:
        """Notes that a click or an arrow began a new selection, or that Ctrl added to the old one."""
        self.is_on = is_toggle
        self._anchor = self._model.id_at(row)

    def move_to(self, row: int) -> None:
        """Notes that a row became current: without picking, a range begins there."""
        if not self.is_on:
            self._anchor = self._model.id_at(row)

    def pick(self, article_ids: Sequence[int]) -> None:
        """Picks those of some articles that are shown."""
        self.is_on = True
        self._rows.select_rows(sorted(self._model.ids.rows_of(article_ids).values()))

    def toggle_current(self) -> None:
        """Picks the current row, or lets it go; rows picked before stay picked."""
        index = self._rows.currentIndex()
        if not index.isValid():
            return
        self._anchor = self._model.id_at(index.row())
        was_on, self.is_on = self.is_on, True
        rows = self._rows.selected_rows()
        if not was_on and rows == [index.row()]:
            self.changed.emit()  # it was selected merely by being current; now it is picked
        elif rows == [index.row()]:
            self.select_none()
        else:
            self._rows.selectionModel().select(index, _Flag.Toggle)

    def select_range(self) -> None:
        """Picks every row from the one picked last to the current one."""
        index = self._rows.currentIndex()
        if not index.isValid():
            return
        anchor = self._model.row_of(self._anchor)
        first, last = sorted((index.row() if anchor is None else anchor, index.row()))
        rows = self._rows.selected_rows() if self.is_on else []
        self.is_on = True
        self._rows.select_rows(sorted({*rows, *range(first, last + 1)}))

    def begin_extending(self) -> None:
        """Notes what is picked and current, unless the selection is just being extended."""
        if self._rows.selected_ids() != self._extended:
            self._before = self._rows.selected_ids() if self.is_on else []
            self._anchor, self.is_on = self._rows.current_id, True

    def extend(self) -> None:
        """Picks the rows from where extending began to the current one; going back lets them go."""
        at = self._rows.currentIndex().row()
        start = self._model.row_of(self._anchor)
        if start is not None:
            first, last = sorted((start, at))
            rows = self._model.ids.rows_of(self._before).values()
            self._rows.select_rows(sorted({*rows, *range(first, last + 1)}))
            self._extended = self._rows.selected_ids()

    def select_all(self) -> None:
        """Picks every article shown."""
        self.is_on = True
        self._rows.select_rows(list(range(self._model.rowCount())))

    def select_none(self) -> None:
        """Lets every row go: only the current one is selected, as it is when nothing is picked."""
        self.is_on = False
        index = self._rows.currentIndex()
        rows = [index.row()] if index.isValid() else []
        if rows == self._rows.selected_rows():
            self.changed.emit()  # it was picked; now it is selected merely by being current
        else:
            self._rows.select_rows(rows)
