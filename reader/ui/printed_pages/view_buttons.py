"""Shows buttons that choose between the text of an article, its printed pages, and both."""

from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from reader.core.translation import N_, _
from reader.ui.style.box_layouts import in_row


class View(Enum):
    """What of an article is shown."""

    TEXT = N_("Text")
    BOTH = N_("Both")
    PAGE = N_("Page")


_TIPS = {
    View.TEXT: N_("Back to the text"),
    View.BOTH: N_("The text, and the page beside it"),
    View.PAGE: N_("The page in place of the text"),
}


class ViewButtons(QWidget):
    """A button for each view; the one shown is pressed."""

    view_wanted = Signal(View)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = View.TEXT
        self.buttons = {
            view: flat_button(self, _(view.value), _(tip), partial(self.view_wanted.emit, view))
            for view, tip in _TIPS.items()
        }
        for button in self.buttons.values():
            button.setCheckable(True)
            button.clicked.connect(lambda: self.show_view(self._shown))  # not what was clicked
        in_row(*self.buttons.values(), parent=self, spacing=2)

    def show_view(self, view: View) -> None:
        """Shows which view it is."""
        self._shown = view
        for one, button in self.buttons.items():
            button.setChecked(one is view)


def flat_button(parent: QWidget, text: str, tip: str, act: object) -> QToolButton:
    """Returns a button without a frame that leaves the keys to the text."""
    button = QToolButton(parent)
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(act)
    return button
