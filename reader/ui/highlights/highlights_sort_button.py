"""Shows the order of the highlights page on a button whose menu changes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from reader.commands.highlights.highlights_page import SORT_TITLES
from reader.core.models import AnnotationSort
from reader.core.translation import _


class HighlightsSortButton(QToolButton):
    """Names the order, and offers the others."""

    sort_chosen = Signal(object)  # AnnotationSort, by the user

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, group = QMenu(self), QActionGroup(self)
        self.setMenu(menu)
        self._actions: dict[AnnotationSort, QAction] = {}
        for sort, title in SORT_TITLES.items():
            action = QAction(self, text=_(title), checkable=True)
            group.addAction(action)
            menu.addAction(action)
            action.triggered.connect(lambda _checked=False, sort=sort: self.sort_chosen.emit(sort))
            self._actions[sort] = action

    def set_sort(self, sort: AnnotationSort) -> None:
        """Shows an order; emits no signal."""
        name = _(SORT_TITLES[sort])
        self._actions[sort].setChecked(True)
        self.setText(f"{name} ▾")
        spoken = _("Sorted by: {name}").format(name=name)
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
