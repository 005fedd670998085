"""Shows the views above the article list as tabs, with a menu for those that do not fit."""

from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QTabBar, QToolButton, QWidget

from reader.core.models import Counts, View
from reader.core.translation import _, counted_text, number_text
from reader.ui.lists.view_names import VIEW_NAMES, view_name
from reader.ui.style.painting import placed

_VIEWS = tuple(VIEW_NAMES)
# How tabs are set, the less room the tighter: pixels of type less than the pane's, and pixels of
# padding on both sides together.
_FITS = ((0, 22), (0, 16), (0, 12), (1, 12))
_SMALLEST = 11  # pixels of type
_MORE = 26  # pixels of the button that opens the menu


class ViewTabs(QTabBar):
    """One tab for each view; the one shown is the current one and always on screen."""

    view_chosen = Signal(object)  # View, by the user
    _is_fitting = True  # not before all is there

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pane = parent  # whose type is the usual one
        self._padding = _FITS[0][1]
        self._is_partial = False
        self.setAccessibleName(_("Views"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        # A click leaves the focus where it was; Tab and the arrows still come here.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for button in self.findChildren(QToolButton):  # they scroll; the arrows do as well
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more = QToolButton(self)
        self.more.setText("…")
        self.more.setToolTip(_("More views"))
        self.more.setAccessibleName(_("More views"))
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        self.more.menu().aboutToShow.connect(self._list_others)
        self.more.hide()
        for view in _VIEWS:
            self.addTab(view_name(view))
        self.set_counts(None)
        self.currentChanged.connect(lambda index: self.view_chosen.emit(_VIEWS[index]))
        self.tabBarClicked.connect(self._choose_again)
        self._is_fitting = False

    @property
    def view(self) -> View:
        """The view that is shown."""
        return _VIEWS[self.currentIndex()]

    def set_view(self, view: View) -> None:
        """Makes a view's tab the current one; emits no signal."""
        self.blockSignals(True)
        self.setCurrentIndex(_VIEWS.index(view))
        self.blockSignals(False)

    @property
    def is_partial(self) -> bool:
        """Whether only some articles of the view are shown, such as a feed's: no tab looks chosen."""
        return self._is_partial

    @is_partial.setter
    def is_partial(self, value: bool) -> None:
        if value is not self._is_partial:
            self._is_partial = value
            self.setProperty("isPartial", value)
            self.style().polish(self)

    def _choose_again(self, index: int) -> None:
        """Goes back to the whole view where some of its articles are shown, such as a feed's."""
        if self.is_partial and index == self.currentIndex():
            self.view_chosen.emit(self.view)

    def set_counts(self, counts: Counts | None) -> None:
        """Shows how many of the inbox are unread, and says how many each view contains."""
        if counts is not None:
            unread = f" {number_text(counts.unread)}" if counts.unread else ""
            self.setTabText(_VIEWS.index(View.INBOX), view_name(View.INBOX) + unread)
        for index, view in enumerate(_VIEWS):
            spoken = _spoken(view, counts)
            self.setAccessibleTabName(index, spoken)
            self.setTabToolTip(index, spoken)

    def tabSizeHint(self, index: int) -> QSize:
        """Returns the size of a tab, as wide as its text and the padding there is room for."""
        return QSize(
            self._width(index, self.font()) + self._padding, self.fontMetrics().height() + 10
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignores the wheel: Qt would show one view after another."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Fits the tabs again: with another style sheet or font Qt resets the smaller one."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def tabLayoutChange(self) -> None:
        """Fits the tabs when a text or the current tab has changed."""
        super().tabLayoutChange()
        self._fit()

    def _fit(self) -> None:
        """Chooses the largest type and the widest padding with which all tabs fit.

        Where none does, the last tabs are left to a menu, but not the current one.
        """
        if self._is_fitting:  # which changes the tabs
            return
        self._is_fitting = True
        shown = self._choose_fit()
        for index in range(self.count()):
            if self.isTabVisible(index) is not (index in shown):
                self.setTabVisible(index, index in shown)
        self.more.setVisible(len(shown) < self.count())
        more = QRect(self.width() - _MORE, 0, _MORE, self.height())
        self.more.setGeometry(placed(self.rect(), more))
        self._is_fitting = False

    def _choose_fit(self) -> set[int]:
        """Sets type and padding; returns the tabs there is room for."""
        usual = self._pane.font()
        size = QFontInfo(usual).pixelSize()
        font, widths = usual, list[int]()
        for smaller, padding in _FITS:
            pixels = max(min(size, _SMALLEST), size - smaller)
            if not widths or font.pixelSize() != pixels:
                font = QFont(usual)
                font.setPixelSize(pixels)
                widths = [self._width(index, font) for index in range(self.count())]
            if sum(widths) + padding * self.count() <= self.width():
                break
        if (font, padding) != (self.font(), self._padding):
            self._padding = padding
            self.setFont(font)
            self.setTabText(0, self.tabText(0))  # measures the tabs again
        shown = set(range(self.count()))
        room = self.width() - _MORE
        if sum(widths) + padding * self.count() > self.width():
            for index in reversed(range(self.count())):
                taken = sum(widths[one] + padding for one in shown)
                if taken > room and index != self.currentIndex() and len(shown) > 1:
                    shown.remove(index)
        return shown

    def _list_others(self) -> None:
        """Offers the views whose tabs have no room."""
        menu = self.more.menu()
        menu.clear()
        for index in range(self.count()):
            if not self.isTabVisible(index):
                action = menu.addAction(self.accessibleTabName(index))
                action.triggered.connect(partial(self.setCurrentIndex, index))

    def _width(self, index: int, font: QFont) -> int:
        own = QFont(font)
        if index == self.currentIndex():
            own.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(own).horizontalAdvance(self.tabText(index))


def _spoken(view: View, counts: Counts | None) -> str:
    title = view_name(view)
    count = getattr(counts, view.value, None)
    if counts is None or not isinstance(count, int):
        return title
    held = counted_text("{n} article", "{n} articles", count)
    if view is View.INBOX:
        unread = number_text(counts.unread)
        return _("{view}: {articles}, {n} unread").format(view=title, articles=held, n=unread)
    return _("{view}: {articles}").format(view=title, articles=held)
