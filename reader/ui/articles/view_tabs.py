"""Shows the views above the article list as tabs; those without room are scrolled to."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QToolButton, QWidget

from reader.core.models import Counts, View
from reader.core.translation import N_, _, ngettext

TITLES: Mapping[View, str] = {
    View.INBOX: N_("Inbox"),
    View.LATER: N_("Later"),
    View.ARCHIVE: N_("Archive"),
    View.STARRED: N_("Starred"),
    View.TRASH: N_("Trash"),
    View.ALL: N_("All"),
}
_VIEWS = tuple(TITLES)
# How tabs are set, the less room the tighter: pixels of type less than the pane's, and pixels of
# padding on both sides together.
_FITS = ((0, 22), (0, 16), (0, 12), (0, 9), (1, 8), (1, 6), (2, 6), (2, 4))
_SMALLEST = 11  # pixels of type


class ViewTabs(QTabBar):
    """One tab for each view; the one shown is the current one and always in sight."""

    view_chosen = Signal(object)  # View, by the person

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pane = parent  # whose type is the usual one
        self._padding = _FITS[0][1]
        self.is_partial = False  # only some articles of the view are shown, such as a feed's
        self.setAccessibleName(_("Views"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        # A click leaves the focus where it was; Tab and the arrows still come here.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for button in self.findChildren(QToolButton):  # they scroll; the arrows do as well
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for view in _VIEWS:
            self.addTab(_(TITLES[view]))
        self.set_counts(None)
        self.currentChanged.connect(lambda index: self.view_chosen.emit(_VIEWS[index]))
        self.tabBarClicked.connect(self._choose_again)

    @property
    def view(self) -> View:
        """The view that is shown."""
        return _VIEWS[self.currentIndex()]

    def set_view(self, view: View) -> None:
        """Makes a view's tab the current one; tells nobody."""
        self.blockSignals(True)
        self.setCurrentIndex(_VIEWS.index(view))
        self.blockSignals(False)

    def _choose_again(self, index: int) -> None:
        """Goes back to the whole view where some of its articles are shown, such as a feed's."""
        if self.is_partial and index == self.currentIndex():
            self.view_chosen.emit(self.view)

    def set_counts(self, counts: Counts | None) -> None:
        """Shows how many of the inbox are unread, and says how many each view holds."""
        if counts is not None:
            unread = f" {QLocale().toString(counts.unread)}" if counts.unread else ""
            self.setTabText(_VIEWS.index(View.INBOX), _(TITLES[View.INBOX]) + unread)
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
        """Lets a turn of the wheel change nothing: Qt would show one view after another."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the tabs to the room there is."""
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Fits the tabs again: with another style sheet or font Qt takes back the smaller one."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def tabLayoutChange(self) -> None:
        """Fits the tabs when a text or the current tab has changed."""
        super().tabLayoutChange()
        self._fit()

    def _fit(self) -> None:
        """Chooses the largest type and the widest padding with which all tabs fit, if any does."""
        usual = self._pane.font()
        size = QFontInfo(usual).pixelSize()
        font, total = usual, -1
        for smaller, padding in _FITS:
            pixels = max(min(size, _SMALLEST), size - smaller)
            if total < 0 or font.pixelSize() != pixels:
                font = QFont(usual)
                font.setPixelSize(pixels)
                total = sum(self._width(index, font) for index in range(self.count()))
            if total + padding * self.count() <= self.width():
                break
        else:
            font, padding = usual, _FITS[0][1]
        if (font, padding) != (self.font(), self._padding):
            self._padding = padding
            self.setFont(font)
            self.setTabText(0, self.tabText(0))  # measures the tabs anew

    def _width(self, index: int, font: QFont) -> int:
        own = QFont(font)
        if index == self.currentIndex():
            own.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(own).horizontalAdvance(self.tabText(index))


def _spoken(view: View, counts: Counts | None) -> str:
    title = _(TITLES[view])
    count = getattr(counts, view.value, None)
    if counts is None or not isinstance(count, int):
        return title
    held = ngettext("{n} article", "{n} articles", count).format(n=QLocale().toString(count))
    if view is View.INBOX:
        unread = QLocale().toString(counts.unread)
        return _("{view}: {articles}, {n} unread").format(view=title, articles=held, n=unread)
    return _("{view}: {articles}").format(view=title, articles=held)
