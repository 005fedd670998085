"""Shows the views above the article list as tabs; those without room are scrolled to."""

from collections.abc import Mapping

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
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
_PADDINGS = (22, 16, 12, 9, 7)  # pixels on both sides of a tab together: the first that fits


class ViewTabs(QTabBar):
    """One tab for each view; the one shown is the current one and always in sight."""

    view_chosen = Signal(object)  # View, by the person

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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

    @property
    def view(self) -> View:
        """The view that is shown."""
        return _VIEWS[self.currentIndex()]

    def set_view(self, view: View) -> None:
        """Makes a view's tab the current one; tells nobody."""
        self.blockSignals(True)
        self.setCurrentIndex(_VIEWS.index(view))
        self.blockSignals(False)

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
        """Returns the size of a tab, the narrower the less room there is for all."""
        font = QFont(self.font())
        widths = [QFontMetrics(font).horizontalAdvance(self.tabText(n)) for n in range(len(_VIEWS))]
        font.setWeight(QFont.Weight.DemiBold)  # of the current one
        bold = [QFontMetrics(font).horizontalAdvance(self.tabText(n)) for n in range(len(_VIEWS))]
        current = self.currentIndex()
        widths = [bold[n] if n == current else width for n, width in enumerate(widths)]
        total = sum(widths)
        fitting = (one for one in _PADDINGS if total + one * len(_VIEWS) <= self.width())
        return QSize(widths[index] + next(fitting, _PADDINGS[0]), self.fontMetrics().height() + 10)

    def minimumSizeHint(self) -> QSize:
        """Returns room for the current tab, and for going to the others."""
        return QSize(120, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measures the tabs anew for the room there is."""
        self.setTabText(0, self.tabText(0))
        super().resizeEvent(event)


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
