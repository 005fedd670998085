"""Shows the name of the current view above the article list while the panel replaces the tabs."""

from PySide6.QtWidgets import QLabel, QWidget

from reader.ui.style.box_layouts import in_row
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.painting import sized


class ListHeading(QWidget):
    """Shows a name, and how much of it is unread."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._count = ElidedLabel(self), QLabel(self)
        self._name.setFont(sized(self.font(), 1.05, is_bold=True))
        self._count.setObjectName("emptyAdvice")  # muted
        in_row((self._name, 1), self._count, parent=self, margins=(8, 4, 4, 4))
        self.hide()

    def say(self, name: str, count: str) -> None:
        """Shows these words."""
        self._name.setText(name)
        self._count.setText(count)
