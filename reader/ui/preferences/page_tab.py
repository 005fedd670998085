"""Names the pages of Preferences on tabs beside them, each with the digit that shows it."""

from collections.abc import Callable

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from reader.ui.pages.page_buttons import PageButton
from reader.ui.style.box_layouts import EMPTY, in_row
from reader.ui.style.painting import elided_name, sized

EDGE = 12  # pixels beside the list and within its rows


class PageTab(PageButton):
    """Names a page, as far as there is room, and the digit that shows it."""

    def __init__(
        self, name: str, number: int, parent: QWidget, on_click: Callable[[], None]
    ) -> None:
        super().__init__(name, parent, on_click)
        self._name = name
        self.setObjectName("sideTab")
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setFixedHeight(36)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        digit = QLabel(str(number), self)
        digit.setObjectName("emptyAdvice")  # muted
        line = in_row(EMPTY, digit, parent=self, margins=(EDGE, 0, EDGE, 0))
        self._beside = line.minimumSize().width() + EDGE  # the name

    def wanted_width(self) -> int:
        """Returns the width in which all of the name has room."""
        # Qt rounds the width of a text, and elides it where a fraction of a pixel is missing.
        return self._bold().horizontalAdvance(self._name) + 1 + self._beside

    def _bold(self) -> QFontMetrics:
        """Returns the measure of the name while its page is shown."""
        return QFontMetrics(sized(self.font(), 1.0, is_bold=True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts the name where there is no room for it."""
        super().resizeEvent(event)
        self.setText(elided_name(self._bold(), self._name, self.width() - self._beside))
        self.setToolTip("" if self.text() == self._name else self._name)
