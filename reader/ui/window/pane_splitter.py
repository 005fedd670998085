"""Lays the three panes side by side: the text keeps half of the width, the others share the rest."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

NARROWEST = 200  # pixels of the list or the annotations
TEXT_SHARE = 0.5  # of the width, at least, for the text
NARROWEST_TEXT = 320


class PaneSplitter(QSplitter):
    """Remembers how wide a person wants the outer panes and gives them that where there is room."""

    def __init__(self, left: QWidget, middle: QWidget, right: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._outer = (left, right)
        self._wanted = [NARROWEST, NARROWEST]
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for widget, narrowest in ((left, NARROWEST), (middle, NARROWEST_TEXT), (right, NARROWEST)):
            widget.setMinimumWidth(narrowest)
            self.addWidget(widget)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._remember)

    @property
    def wanted_widths(self) -> tuple[int, int]:
        """The widths of the list and of the annotations, as a person set them."""
        return self._wanted[0], self._wanted[1]

    def set_wanted_widths(self, left: int, right: int) -> None:
        """Gives the outer panes these widths, as far as there is room."""
        self._wanted = [max(NARROWEST, left), max(NARROWEST, right)]
        self.share()

    def share(self) -> None:
        """Shares the width among the panes that are shown."""
        total = self.width()
        left, right = (
            0 if pane.isHidden() else wanted
            for pane, wanted in zip(self._outer, self._wanted, strict=True)
        )
        room = total - max(NARROWEST_TEXT, round(total * TEXT_SHARE))
        if left + right > max(room, 0):
            scale = max(0.0, room / (left + right))
            left, right = (max(NARROWEST, round(w * scale)) if w else 0 for w in (left, right))
        self.setSizes([left, max(NARROWEST_TEXT, total - left - right), right])

    def _remember(self) -> None:
        for place, index in ((0, 0), (1, 2)):
            if self.sizes()[index]:
                self._wanted[place] = self.sizes()[index]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.share()
