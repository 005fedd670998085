"""Creates the buttons of pages, which leave the rows their keys."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget


class PageButton(QPushButton):
    """A button that takes the keyboard by Tab only, so that a click leaves the rows their keys."""

    def __init__(self, text: str, parent: QWidget, on_click: Callable[[], None]) -> None:
        super().__init__(text, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda _checked=False: on_click())


class ChoiceButton(PageButton):
    """A button that names what is chosen, and opens a menu of what else can be."""

    def __init__(
        self,
        name: str,
        parent: QWidget,
        choices: Mapping[str, str],
        on_choice: Callable[[str], None],
    ) -> None:
        """``choices`` are values and the words for them."""
        super().__init__("", parent, self.showMenu)
        self._name = name
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._actions = {}
        for value, text in choices.items():
            action = QAction(text, group, checkable=True)
            action.triggered.connect(lambda _checked, value=value: on_choice(value))
            menu.addAction(action)
            self._actions[value] = action
        self.setMenu(menu)

    def show_choice(self, value: str, text: str) -> None:
        """Names what is chosen, which need not be one of the choices."""
        for each, action in self._actions.items():
            action.setChecked(each == value)
        self.setText(f"{text} ▾")
        self.setAccessibleName(f"{self._name} {text}")
