"""Implements the base of the review and revisions pages: a list with texts beside it."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QWidget

from reader.core.models import Article
from reader.ui.lists.side_list import SideList
from reader.ui.pages.window_page import PageServices, WindowPage
from reader.ui.revisions.compared_text_view import ComparedTextView
from reader.ui.style.announcement import announce
from reader.ui.style.box_layouts import in_column
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.painting import sized
from reader.ui.style.reading_typography import Typography

Row = TypeVar("Row")


class ListAndTextsPage(WindowPage):
    """Lays a list, a heading, lines below it and texts out, and says each thing once."""

    def __init__(self, services: PageServices, parent: QWidget) -> None:
        super().__init__(parent)
        self.services = services
        self.article: Article | None = None
        self._said: tuple[object, ...] = ()  # what was announced last, not to be said twice
        self.heading = ElidedLabel(self)
        self.heading.setContentsMargins(18, 14, 18, 0)
        self.heading.setFont(sized(self.font(), 1.15, is_bold=True))
        self.row = QSplitter(Qt.Orientation.Horizontal, self)
        self.row.setHandleWidth(1)
        self.body.addWidget(self.row)

    def lay_out(self, side: SideList, captions: Sequence[QLabel], texts: QWidget) -> None:
        """Puts the list at the side, and the texts below the heading and its captions."""
        middle = QWidget(self)
        in_column(self.heading, *captions, (texts, 1), parent=middle, spacing=0)
        self.row.addWidget(side)
        self.row.addWidget(middle)
        self.row.setStretchFactor(1, 1)

    def apply_style(self, panes: Iterable[ComparedTextView]) -> None:
        """Sets texts as the settings and the theme say."""
        typography = Typography.from_settings(self.services.settings)
        for pane in panes:
            pane.set_typography(typography)
            pane.update_theme()

    def say(self, what: tuple[object, ...], text: str) -> None:
        """Announces a text, unless it was said of the same thing last."""
        if what != self._said:
            self._said = what
            announce(self, text)


def neighbour(rows: Sequence[Row], current: Row | None, way: int) -> Row | None:
    """Returns the row before (-1) or after (1) the current one; None where there is none."""
    at = rows.index(current) + way if current in rows else -1
    return rows[at] if 0 <= at < len(rows) else None
