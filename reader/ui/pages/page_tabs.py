"""Shows the pages of the window as tabs beside the menus: articles, highlights, tags, review."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenuBar, QTabBar, QToolButton, QWidget

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.translation import N_, _
from reader.ui.style.box_layouts import in_row, mirrored

_OTHER = 0  # the place of the tab of a page that has none of its own
_BESIDE_TITLE = 24  # pixels of a menu beside its title
_BESIDE_MENUS = 14  # pixels of the bar beside its menus
_EDGE = 8  # pixels between the tabs and the edge of the window
_ARROW = 24  # pixels of the way back where it has no name
# A tab's page, its title, and the command that shows it; the first is the panes themselves.
_TABS: tuple[tuple[Pane | None, str, str], ...] = (
    (None, N_("Articles"), "back"),
    (Pane.HIGHLIGHTS, N_("Highlights"), "go.highlights"),
    (Pane.TAGS, N_("Tags"), "go.tags"),
    (Pane.REVIEW, N_("Review"), "go.review"),
)
_TITLES = {
    **{pane: title for pane, title, _command in _TABS if pane is not None},
    Pane.REVISIONS: N_("Revisions"),
    Pane.BACKUPS: N_("Library and backups"),
    Pane.PREFERENCES: N_("Preferences"),
    Pane.IMPORT: N_("Import"),
}


def page_title(pane: Pane) -> str:
    """Returns what a page is called, in the title of the window too."""
    return _(_TITLES[pane])


def has_tab(pane: Pane) -> bool:
    """Determines whether a page is one of the tabs, which lead from any page to any other."""
    return any(pane is of for of, _title, _command in _TABS)


class PageTabs(QWidget):
    """A tab for each of the pages that many go to, and a way back from any page."""

    command_chosen = Signal(str)  # which shows a page
    went_back = Signal()  # to where the page was opened from
    left = Signal()  # for the panes

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._is_wide = True
        self.back = QToolButton(self)
        self.back.setObjectName("pageBack")
        self.back.setText(_("‹ Back"))
        self.back.setAccessibleName(_("Back"))
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.clicked.connect(self.went_back)
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("pageTabs")
        self.tabs.setAccessibleName(_("Pages"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where it was
        self.tabs.addTab("")  # for a page that is not among them: before them, so that none moves
        for _pane, title, _command in _TABS:
            self.tabs.addTab(_(title))
        self._row = in_row(self.back, self.tabs, parent=self, spacing=4)
        # Not tabBarClicked: Qt finds the tab at the mouse again after it, when the tabs have moved.
        self.tabs.currentChanged.connect(self._choose)
        self.show_page(None)

    def show_page(self, pane: Pane | None) -> None:
        """Marks the page that is shown; None: the panes."""
        self.back.setVisible(pane is not None)
        panes = [of for of, _title, _command in _TABS]
        is_other = pane is not None and pane not in panes
        self.tabs.blockSignals(True)
        self.tabs.setTabText(_OTHER, page_title(pane) if is_other and pane else "")
        self._show_tab(_OTHER, is_other)
        self.tabs.setCurrentIndex(_OTHER if is_other else _OTHER + 1 + panes.index(pane))
        self.tabs.blockSignals(False)
        self._shown = pane
        self.set_wide(self._is_wide)
        for index, (_pane, title, command) in enumerate(_TABS, _OTHER + 1):
            keys = present_keys().keys_for(command)
            self.tabs.setTabToolTip(index, f"{_(title)}   {keys}".rstrip())

    def _fit(self) -> None:
        """Shows as many tabs as there is room for beside the menus, the one shown in any case."""
        bar = self.parentWidget()  # asked for again: the bar may have gone with its window
        if not isinstance(bar, QMenuBar):
            return
        menus = self._menus_width()
        back = 0 if self.back.isHidden() else self.back.sizeHint().width()
        panes, *others = range(_OTHER + 1, self.tabs.count())
        for index in (panes, *others):
            self._show_tab(index, True)
        for index in (*others, panes):
            wide = self.tabs.sizeHint().width() + menus + back
            if wide <= self.window().width():
                break
            if index != self.tabs.currentIndex():
                self._show_tab(index, False)
        self.tabs.updateGeometry()
        self._row.activate()
        self.adjustSize()
        # A menu bar places its corner when it is resized, and then only.
        QCoreApplication.sendEvent(bar, QResizeEvent(bar.size(), bar.size()))

    def _show_tab(self, index: int, is_shown: bool) -> None:
        """Shows or hides a tab; a call without a change would make Qt forget the layout."""
        if self.tabs.isTabVisible(index) is not is_shown:
            self.tabs.setTabVisible(index, is_shown)

    def _menus_width(self) -> int:
        """Returns how wide the menus are, all of them shown."""
        bar = self.parentWidget()
        titles = [one.text().replace("&", "") for one in (bar.actions() if bar else ())]
        metrics = self.fontMetrics()
        widths = (metrics.horizontalAdvance(title) + _BESIDE_TITLE for title in titles)
        return _BESIDE_MENUS + sum(widths)

    def set_wide(self, is_wide: bool) -> None:
        """Shows the tabs if the window has room for them; the way back from a page where it fits."""
        self._is_wide = is_wide
        self.tabs.setVisible(is_wide)
        room = self.window().width() - self._menus_width()
        has_room = (
            self._dress_back(is_short=False) <= room or self._dress_back(is_short=True) <= room
        )
        self.setVisible(is_wide or (self._shown is not None and has_room))
        self._fit()

    def _dress_back(self, *, is_short: bool) -> int:
        """Names the way back, or shows only its arrow beside long names of menus; returns its width."""
        self.back.setText("‹" if is_short else _("‹ Back"))
        self.back.setFixedWidth(_ARROW if is_short else self.back.sizeHint().width())
        edge = 2 if is_short else _EDGE
        self._row.setContentsMargins(mirrored(0, 1, edge, 1))
        return self.back.width() + edge

    def _choose(self, index: int) -> None:
        if index <= _OTHER:
            return
        pane, _title, command = _TABS[index - _OTHER - 1]
        if pane is self._shown:
            return
        if pane is None:
            self.left.emit()
        else:
            self.command_chosen.emit(command)
        self.show_page(self._shown)  # as it is now: the command may be refused
