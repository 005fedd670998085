"""Previews an import: cards, rows, and options at the side."""

from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from reader.core.translation import _, number_text
from reader.operations.importing.plan import Fate, ImportCounts, ImportPlan
from reader.ui.importing.import_options import ImportOptionsBox
from reader.ui.importing.import_rows import (
    MOST,
    Column,
    ImportModel,
    ImportTable,
    fate_name,
    rows_of,
)
from reader.ui.importing.import_summary_cards import ImportCards
from reader.ui.lists.row_model import Index
from reader.ui.pages.page_buttons import PageButton
from reader.ui.style.box_layouts import in_column, in_row
from reader.ui.style.elided_label import ElidedLabel

_NARROW = 900  # pixels below which the options are left out
_OPTIONS = 304  # pixels
_FATES = (None, Fate.NEW, Fate.HERE, Fate.UNPLACED)


class ImportPreview(QWidget):
    """The rows of an import, narrowed to some of them or not."""

    changed = Signal()  # what will come is another now

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self.narrowed: Fate | None = None
        self.model = ImportModel(self)
        self.table = ImportTable(self.model, self)
        self.cards = ImportCards(self)
        self.options = ImportOptionsBox(self)
        self.options.setMaximumWidth(_OPTIONS)
        self.heading = ElidedLabel(self)
        self.filters = [
            PageButton(
                _("All") if fate is None else fate_name(fate), self, partial(self.narrow, fate)
            )
            for fate in _FATES
        ]
        for one in self.filters:
            one.setCheckable(True)
        head = in_row((self.heading, 1), *self.filters, spacing=8)
        left = in_column(head, (self.table, 1), spacing=8)
        halves = in_row((left, 1), self.options, spacing=32)
        in_column(self.cards, (halves, 1), parent=self, spacing=16)
        self.cards.chosen.connect(self.narrow)
        self.options.changed.connect(self._take_options)
        self.table.clicked.connect(lambda index: self._toggle_at(index, is_sign=True))
        self.table.doubleClicked.connect(lambda index: self._toggle_at(index, is_sign=False))
        self.options.tag.left.connect(self.table.setFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the options out of a narrow window."""
        super().resizeEvent(event)
        self.options.setVisible(self.width() >= _NARROW)

    def show_plan(self, plan: ImportPlan | None) -> None:
        """Lists what would be imported, or nothing."""
        self._plan = plan
        if plan is None:
            self.model.set_rows([])
            return
        self.options.show_colors(plan.colors.most_common())
        self.model.take_options(self.options.options)
        self.narrow(None)

    def show_counts(self, counts: ImportCounts) -> None:
        """Shows how much will come."""
        plan = self._plan
        if plan is None:
            return
        self.cards.show_counts(counts, next(iter(plan.unreadable), ""))
        self.cards.unreadable.setToolTip("\n".join(plan.unreadable[:20]))
        shown = _("{n} rows").format(n=number_text(len(self.model.rows)))
        if plan.rows > MOST:
            text = _("the first {n} of {total} rows")
            shown = text.format(n=number_text(MOST), total=number_text(plan.rows))
        self.heading.setText(shown)

    def narrow(self, fate: Fate | None) -> None:
        """Shows only the rows of which this becomes, or all."""
        self.narrowed = fate
        for button, one in zip(self.filters, _FATES, strict=True):
            button.setChecked(one is fate)
        if self._plan is None:
            return
        rows = [row for row in rows_of(self._plan) if self._fits(row.fate)]
        self.model.set_rows(rows)
        self.table.setCurrentIndex(self.model.index(0, 0) if rows else QModelIndex())
        self.changed.emit()

    def narrow_on(self) -> None:
        """Shows the next kind of rows."""
        self.narrow(_FATES[(_FATES.index(self.narrowed) + 1) % len(_FATES)])

    def toggle(self) -> None:
        """Leaves the current row out, or takes it again."""
        index = self.table.currentIndex()
        if self._plan is not None and self.isEnabled() and index.isValid():
            self._plan.choose(*self.model.rows[index.row()])
            self.model.changed()
            self.changed.emit()

    def _toggle_at(self, index: Index, *, is_sign: bool) -> None:
        """Toggles the row clicked on: once on its sign, twice on anything else of it."""
        if (index.column() == Column.FATE) is is_sign:
            self.toggle()

    def _fits(self, fate: Fate) -> bool:
        if self.narrowed is Fate.NEW:
            return fate is not Fate.HERE
        return self.narrowed is None or fate is self.narrowed

    def _take_options(self) -> None:
        self.model.take_options(self.options.options)
        self.changed.emit()
