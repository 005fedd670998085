"""Shows the order of the article list on a button that changes it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from reader.core.models import Sort
from reader.core.translation import N_, _

# What the user calls the order, then its descending and its ascending direction.
_NAMES: Mapping[Sort, tuple[str, str, str]] = {
    Sort.ADDED: (N_("Added"), N_("Newest first"), N_("Oldest first")),
    Sort.PUBLISHED: (N_("Published"), N_("Newest first"), N_("Oldest first")),
    Sort.TITLE: (N_("Title"), N_("Z to A"), N_("A to Z")),
    Sort.LENGTH: (N_("Length"), N_("Longest first"), N_("Shortest first")),
    Sort.PROGRESS: (N_("Progress"), N_("Most read first"), N_("Least read first")),
    Sort.DAY: (N_("Grouped by day"), N_("Newest first"), N_("Oldest first")),
    Sort.SITE: (N_("Grouped by site"), N_("Z to A"), N_("A to Z")),
    Sort.BEST: (N_("Best match"), "", ""),  # nobody looks for the worst
}


class SortButton(QToolButton):
    """Names the order with an arrow; its menu offers the orders and the two directions."""

    sort_chosen = Signal(object, bool)  # Sort and whether descending, by the user

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sort, self._is_descending = Sort.ADDED, True
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        orders, directions = QActionGroup(self), QActionGroup(self)
        self._orders: dict[Sort, QAction] = {}
        for sort, (name, _down, _up) in _NAMES.items():
            # Actions of our own: those that addAction(text) creates were seen to disappear.
            action = QAction(self, text=_(name))
            self._menu.addAction(action)
            action.setCheckable(True)
            orders.addAction(action)
            action.triggered.connect(lambda _checked=False, sort=sort: self._choose_order(sort))
            self._orders[sort] = action
        self._menu.addSeparator()
        self._directions: dict[bool, QAction] = {}
        for is_descending in (True, False):
            action = QAction(self)
            self._menu.addAction(action)
            action.setCheckable(True)
            directions.addAction(action)
            action.triggered.connect(
                lambda _checked=False, down=is_descending: self._choose(self._sort, down)
            )
            self._directions[is_descending] = action
        self.set_sort(self._sort, self._is_descending)

    def set_sort(self, sort: Sort, descending: bool, *, is_search: bool = False) -> None:
        """Shows an order and its direction, and what else the menu offers; emits no signal."""
        self._sort, self._is_descending = sort, descending
        name, *directions = _NAMES[sort]
        self._orders[sort].setChecked(True)
        self._orders[Sort.BEST].setVisible(is_search)
        self._directions[descending].setChecked(True)
        for action, direction in zip(self._directions.values(), directions, strict=True):
            action.setText(_(direction) if direction else "")
            action.setVisible(bool(direction))
        if sort is Sort.BEST:
            self.setText(_(name))
            spoken = _("Sorted by: {name}").format(name=_(name))
        else:
            self.setText(f"{_(name)} {'↓' if descending else '↑'}")
            spoken = _("Sorted by: {name}, {direction}").format(
                name=_(name), direction=self._directions[descending].text()
            )
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)

    def _choose_order(self, sort: Sort) -> None:
        if sort is not self._sort:
            # A title or a site is looked for from A; everything else from the newest or the most.
            self._choose(sort, sort not in (Sort.TITLE, Sort.SITE))

    def _choose(self, sort: Sort, descending: bool) -> None:
        if (sort, descending) == (self._sort, self._is_descending):
            return
        self.set_sort(sort, descending)
        self.sort_chosen.emit(sort, descending)
