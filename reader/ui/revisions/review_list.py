"""Lists the articles with highlights to review, and the highlights of the selected article."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidgetItem, QWidget

from reader.core.models import Annotation
from reader.core.text.shortening import shorten
from reader.core.translation import _, number_text
from reader.ui.lists.side_list import INDENT, SideList
from reader.ui.style.reading_typography import in_line

_KEY = Qt.ItemDataRole.UserRole


class ReviewList(SideList):
    """Articles by title with a count, and under the one shown its highlights; moved from outside."""

    article_chosen = Signal(int)
    highlight_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Highlights to review"), parent)
        self.itemClicked.connect(self._click)

    def show_all(
        self,
        waiting: Sequence[tuple[int, str, int]],
        article_id: int | None,
        items: Sequence[Annotation],
        current: int | None,
        selected: Collection[int],
    ) -> None:
        """Lists articles (id, title, count), and the highlights of one with those selected ticked."""
        self.clear()
        bold = QFont(self.font())
        bold.setBold(True)
        for id_, title, count in waiting:
            row = QListWidgetItem(f"{in_line(shorten(title, 60))}  ({number_text(count)})")
            row.setData(_KEY, ("article", id_))
            row.setToolTip(title)
            row.setFlags(Qt.ItemFlag.ItemIsEnabled)
            if id_ == article_id:
                row.setFont(bold)
            self.addItem(row)
            if id_ == article_id:
                for one in items:
                    self._add_highlight(one, is_current=one.id == current, selected=selected)

    def _add_highlight(
        self, one: Annotation, *, is_current: bool, selected: Collection[int]
    ) -> None:
        mark = "✓ " if one.id in selected else ""
        place = "" if one.start is not None else "\n" + _("no position")
        row = QListWidgetItem(f"{mark}{in_line(shorten(one.exact, 60))}{place}")
        row.setData(_KEY, ("highlight", one.id))
        row.setData(INDENT, 1)
        row.setToolTip(shorten(one.exact, 300))
        self.addItem(row)
        if is_current:
            self.setCurrentItem(row)
            self.scrollToItem(row)

    def _click(self, row: QListWidgetItem) -> None:
        kind, id_ = row.data(_KEY)
        (self.article_chosen if kind == "article" else self.highlight_chosen).emit(id_)
