"""Stacks the middle of the window: the find bar, a banner, the text and the status strip."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.ui.keys.status_strip import StatusStrip
from reader.ui.reading.reading_view import ReadingView

if TYPE_CHECKING:
    from reader.ui.reading.finding.find_controller import FindController
    from reader.ui.window.picture_opener import PictureOpener


class ReadingColumn(QWidget):
    """Stacks what belongs to the text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("middle")
        self.pane = ReadingView(self)
        self.strip = StatusStrip(self)
        self._finding: FindController | None = None
        self._pictures: PictureOpener | None = None
        self.pane.picture_activated.connect(self._show_picture)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.pane, 1)
        self._column.addWidget(self.strip)

    def put_above_text(self, banner: QWidget) -> None:
        """Shows a banner above the text, as wide as its pane."""
        self._column.insertWidget(0, banner)

    @property
    def is_finding(self) -> bool:
        """Whether the bar for finding words in the article is shown."""
        return self._finding is not None and not self._finding.bar.isHidden()

    @property
    def finding(self) -> "FindController":
        """What finds words in the article; made, with its bar, when first asked for."""
        if self._finding is None:
            from reader.ui.reading.finding.find_bar import FindBar  # start-up time
            from reader.ui.reading.finding.find_controller import FindController  # start-up time

            bar = FindBar(self)
            self._column.insertWidget(0, bar)
            self._finding = FindController(self.pane, bar)
        return self._finding

    def search_again(self) -> None:
        """Finds the same words in another article."""
        if self._finding is not None:
            self._finding.search_again()

    def _show_picture(self, src: str) -> None:
        if self._pictures is None:
            from reader.ui.window.picture_opener import PictureOpener  # start-up time

            self._pictures = PictureOpener(self.pane)
        self._pictures.show(src)
