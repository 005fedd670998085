"""Shows the views above the article list as pills; those without room wait in a menu."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontInfo, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QSizePolicy, QToolButton, QWidget

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

_SMALLEST = 11  # pixels of type


class _Fit(NamedTuple):
    """How pills are drawn: the less room, the tighter."""

    smaller: int  # pixels of type less than the interface's
    padding: int  # both sides of a pill together
    gap: int  # between pills


_FITS = (
    _Fit(0, 20, 2),
    _Fit(0, 14, 2),
    _Fit(0, 10, 2),
    _Fit(1, 9, 2),
    _Fit(1, 7, 1),
    _Fit(2, 7, 1),
    _Fit(2, 5, 1),
    _Fit(2, 4, 0),
)


class _Pill(QToolButton):
    """A button that keeps its face: with a new style sheet Qt gives it back the first it had."""

    face: QFont | None = None

    def set_face(self, face: QFont) -> None:
        """Becomes set in this from now on."""
        self.face = face
        self.setFont(face)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_restyled = event.type() == QEvent.Type.StyleChange
        if is_restyled and self.face is not None and self.font() != self.face:
            self.setFont(self.face)


class ViewTabs(QWidget):
    """One pill a view; the one shown is checked and always visible."""

    view_chosen = Signal(object)  # View, by the person

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Views"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._view = View.INBOX
        self._counts: Counts | None = None
        self._group = QButtonGroup(self)
        self._pills: dict[View, _Pill] = {}
        for view in TITLES:
            pill = _Pill(self)
            pill.setCheckable(True)
            # A click leaves the focus where it was; Tab and the arrows still come here.
            pill.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            pill.clicked.connect(lambda _checked=False, view=view: self._choose(view))
            self._group.addButton(pill)
            self._pills[view] = pill
        self._more = _Pill(self)
        self._more.setText("…")
        self._more.setAccessibleName(_("More views"))
        self._more.setToolTip(_("More views"))
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self._name_pills()
        self._pills[self._view].setChecked(True)

    @property
    def view(self) -> View:
        """The view that is shown."""
        return self._view

    def set_view(self, view: View) -> None:
        """Checks a view's pill; tells nobody."""
        self._view = view
        self._pills[view].setChecked(True)
        self._arrange()

    def set_counts(self, counts: Counts) -> None:
        """Shows how many of the inbox are unread, and says how many each view holds."""
        self._counts = counts
        self._name_pills()
        self._arrange()

    def sizeHint(self) -> QSize:
        """Returns room for every pill, and the height of one."""
        room = sum(self._width(view, _FITS[0]) + _FITS[0].gap for view in TITLES)
        return QSize(room, self._height())

    def minimumSizeHint(self) -> QSize:
        """Returns room for the checked pill and the menu."""
        return QSize(120, self._height())

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Shows as many pills as fit."""
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Measures again in a new font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()
            self._arrange()

    def _choose(self, view: View) -> None:
        if view is self._view:
            return
        self.set_view(view)
        self.view_chosen.emit(view)

    def _name_pills(self) -> None:
        for view, pill in self._pills.items():
            spoken = self._spoken(view)
            pill.setAccessibleName(spoken)
            pill.setToolTip(spoken)

    def _caption(self, view: View, fit: _Fit) -> str:
        title = _(TITLES[view])
        if view is View.INBOX and self._counts and self._counts.unread:
            space = "  " if fit.padding > 10 else " "
            return f"{title}{space}{QLocale().toString(self._counts.unread)}"
        return title

    def _spoken(self, view: View) -> str:
        title = _(TITLES[view])
        count = getattr(self._counts, view.value, None)
        if not isinstance(count, int):
            return title
        held = ngettext("{n} article", "{n} articles", count).format(n=QLocale().toString(count))
        if view is View.INBOX and self._counts:
            unread = QLocale().toString(self._counts.unread)
            return _("{view}: {articles}, {n} unread").format(view=title, articles=held, n=unread)
        return _("{view}: {articles}").format(view=title, articles=held)

    def _face(self, view: View | None, fit: _Fit) -> QFont:
        font = QFont(self.font())
        if fit.smaller:
            size = QFontInfo(font).pixelSize()
            font.setPixelSize(max(min(size, _SMALLEST), size - fit.smaller))
        if view is self._view:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _width(self, view: View, fit: _Fit) -> int:
        metrics = QFontMetrics(self._face(view, fit))
        return metrics.horizontalAdvance(self._caption(view, fit)) + fit.padding

    def _height(self) -> int:
        return self.fontMetrics().height() + 10

    def _loosest(self) -> tuple[_Fit, list[View]]:
        """Returns what shows the most views, no tighter than need be."""
        fit, shown = _FITS[0], self._fitting(_FITS[0])
        for tighter in _FITS[1:]:
            if len(shown) == len(TITLES):
                break
            views = self._fitting(tighter)
            if len(views) > len(shown):
                fit, shown = tighter, views
        return fit, shown

    def _fitting(self, fit: _Fit) -> list[View]:
        """Returns the views that get a pill: from the first on, with the shown one always among them."""
        room = self.width()
        widths = {view: self._width(view, fit) + fit.gap for view in TITLES}
        if sum(widths.values()) - fit.gap <= room:
            return list(TITLES)
        room -= self._more_width(fit) + widths[self._view]
        shown = [self._view]
        for view in TITLES:
            if view is self._view:
                continue
            room -= widths[view]
            if room < 0:
                break
            shown.append(view)
        return [view for view in TITLES if view in shown]

    def _more_width(self, fit: _Fit) -> int:
        return QFontMetrics(self._face(None, fit)).horizontalAdvance("…") + fit.padding

    def _arrange(self) -> None:
        fit, shown = self._loosest()
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x, height = 0, self._height()
        for view, pill in self._pills.items():
            pill.set_face(self._face(view, fit))
            pill.setText(self._caption(view, fit))
            pill.setVisible(view in shown)
            if view in shown:
                width = self._width(view, fit)
                left = self.width() - x - width if is_mirrored else x
                pill.setGeometry(left, 0, width, height)
                x += width + fit.gap
        hidden = [view for view in TITLES if view not in shown]
        self._more.setVisible(bool(hidden))
        self._more.set_face(self._face(None, fit))
        width = self._more_width(fit)
        self._more.setGeometry(self.width() - x - width if is_mirrored else x, 0, width, height)
        self._menu.clear()
        for view in hidden:
            action = QAction(self._spoken(view).replace("&", "&&"), self._menu)
            action.triggered.connect(lambda _checked=False, view=view: self._choose(view))
            self._menu.addAction(action)
