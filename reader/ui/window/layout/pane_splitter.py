"""Lays out the three panes side by side; the text keeps half of the width, or what it needs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

NARROWEST = 200  # pixels of the list or the annotations
TEXT_SHARE = 0.5  # of the width, at least, for the text
NARROWEST_TEXT = 320
COMFORTABLE_TEXT = 420  # up to which a wide list gives way


class PaneSplitter(QSplitter):
    """Remembers how wide the user wants the outer panes and gives them that where there is room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._outer: tuple[QWidget, ...] = ()
        self._wanted = [NARROWEST, NARROWEST]
        self._shown = [0, 0]  # the widths that the outer panes have now
        self._panel: QWidget | None = None  # beside the list, of a width of its own
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._remember)

    def set_panes(self, left: QWidget, middle: QWidget, right: QWidget) -> None:
        """Lays out the panes, which are this widget's children already."""
        self._outer = (left, right)
        for widget, narrowest in ((left, NARROWEST), (middle, NARROWEST_TEXT), (right, NARROWEST)):
            widget.setMinimumWidth(narrowest)
            self.addWidget(widget)
        self.setStretchFactor(1, 1)

    def add_panel(self, panel: QWidget) -> None:
        """Puts a panel beside the list."""
        self._panel = panel
        self.insertWidget(0, panel)
        self.handle(1).setEnabled(False)
        self.setStretchFactor(2, 1)
        self.share()

    @property
    def wanted_widths(self) -> tuple[int, int]:
        """The widths of the list and of the annotations, as the user set them."""
        return self._wanted[0], self._wanted[1]

    def set_wanted_widths(self, left: int, right: int) -> None:
        """Gives the outer panes these widths, as far as there is room."""
        self._wanted = [max(NARROWEST, left), max(NARROWEST, right)]
        self.share()

    def share(self) -> None:
        """Shares the width among the panes that are shown."""
        panel = 0 if self._panel is None or self._panel.isHidden() else self._panel.maximumWidth()
        total = self.width() - panel
        left, right = (
            0 if pane.isHidden() else wanted
            for pane, wanted in zip(self._outer, self._wanted, strict=True)
        )
        room = total - max(COMFORTABLE_TEXT, round(total * TEXT_SHARE))
        if left + right > max(room, 0):
            scale = max(0.0, room / (left + right))
            left, right = (max(NARROWEST, round(w * scale)) if w else 0 for w in (left, right))
        sizes = [left, max(NARROWEST_TEXT, total - left - right), right]
        self.setSizes(sizes if self._panel is None else [panel, *sizes])
        self._shown = self._outer_widths()

    def _outer_widths(self) -> list[int]:
        return [self.sizes()[-3], self.sizes()[-1]]

    def _remember(self) -> None:
        """Remembers the width of the pane that was dragged; the other may have less than is wanted."""
        before, self._shown = self._shown, self._outer_widths()
        for place, size in enumerate(self._shown):
            if size and size != before[place]:
                self._wanted[place] = size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.share()
