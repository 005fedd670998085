"""Shows, hides and focuses the three panes and the pages over them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from reader.commands.context import Pane
from reader.settings import Settings
from reader.ui.annotations.annotation_sidebar import AnnotationSidebar
from reader.ui.articles.article_list_pane import ArticleListPane
from reader.ui.overlays.toast import Toast
from reader.ui.window.layout.keyboard_places import KeyboardPlaces
from reader.ui.window.layout.middle_column import ReadingColumn
from reader.ui.window.layout.pane_splitter import NARROWEST, NARROWEST_TEXT, PaneSplitter
from reader.ui.window.layout.window_pages import WindowPages

NARROW = 900  # pixels below which the sidebar lies aside until asked for


class Panes(KeyboardPlaces):
    """The article list, the text and the annotations, and the page that is shown over them."""

    def __init__(
        self,
        window: QMainWindow,
        list_pane: ArticleListPane,
        column: ReadingColumn,
        sidebar: AnnotationSidebar,
        splitter: PaneSplitter,
        pages: WindowPages,
        settings: Settings,
    ) -> None:
        super().__init__(window, list_pane, column, sidebar, pages)
        self._splitter = splitter
        self._settings = settings
        self._hidden_by_focus_mode: list[QWidget] | None = None
        # For want of room, not because the user hid it.
        self._is_sidebar_aside = self._is_list_aside = self._are_views_aside = False
        self._hidden_by_halves: list[QWidget] | None = None  # None: not side by side
        self._entered_from: dict[Pane, Pane] = {}  # by what was shown and given the keyboard
        column.halved.connect(self._make_room_for_halves)

    def add_views(self, panel: QWidget) -> None:
        """Puts the panel of views beside the list; it is not shown yet."""
        self._views = panel
        self._splitter.add_panel(panel)

    @property
    def _narrow(self) -> int:
        """The width in pixels below which the sidebar has no room beside the other panes."""
        is_shown = self._views is not None and not self._views.isHidden()
        return NARROW + (self._views.maximumWidth() if self._views and is_shown else 0)

    def _put_sidebar_aside(self) -> None:
        self._is_sidebar_aside |= not self.sidebar.isHidden()
        self.sidebar.hide()

    def _put_sidebar_back(self) -> None:
        is_room = self._window.width() >= self._narrow and not self._is_text_alone
        if self._is_sidebar_aside and is_room:
            self._is_sidebar_aside = False
            self.sidebar.show()

    @property
    def _has_room_for_views(self) -> bool:
        """Whether the panel of views has room beside the list and the text."""
        panel = self._views.maximumWidth() if self._views is not None else 0
        return self._window.width() >= panel + NARROWEST + NARROWEST_TEXT

    def show_views(self) -> None:
        """Shows the panel of views, with the list that it is for or, without room, in its place."""
        if self._views is not None:
            self._views.show()
            if self._window.width() < self._narrow:
                self._put_sidebar_aside()
            self._are_views_aside = False
            # A window that is about to be shown begins with the list.
            self._is_list_aside = self._window.isVisible() and not self._has_room_for_views
            self.list_pane.setHidden(self._is_list_aside)
            self._splitter.share()

    def hide_views(self) -> None:
        """Hides the panel of views."""
        if self._views is not None:
            if self._is_list_aside:
                self.focus_pane(Pane.LIST)
            self._give_back(Pane.VIEWS, Pane.LIST)
            self._views.hide()
            self._are_views_aside = False
            self._put_sidebar_back()
            self._splitter.share()

    def _fit_views(self) -> None:
        """Leaves the list the place that it and the panel of views have no room to share, or share again."""
        if self._views is None or self._is_text_alone:
            return
        is_shared = not self._views.isHidden() and not self.list_pane.isHidden()
        if is_shared and not self._has_room_for_views:
            if self.present_place() is Pane.VIEWS:
                self.focus_pane(Pane.LIST)
            self.make_room_for(Pane.LIST)
            self._are_views_aside = True
        elif self._has_room_for_views and (self._is_list_aside or self._are_views_aside):
            self.show_views()

    # -- which has the keyboard ----------------------------------------------------------------

    def focus_pane(self, pane: Pane) -> None:
        """Gives a pane the keyboard, showing it if need be."""
        self.pages.close_page()
        widget: QWidget = self.reading_pane
        if pane is Pane.VIEWS and self._views is not None:
            widget = self._views
        elif pane is Pane.CONTENTS and self._column.has_contents:
            widget = self.contents
        if pane in (Pane.LIST, Pane.SIDEBAR):
            self.make_room_for(pane)
            widget = self.list_pane if pane is Pane.LIST else self.sidebar
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter_pane(self, pane: Pane) -> None:
        """Gives the keyboard to a pane that is shown on request, until it is hidden."""
        self.pages.close_page()
        if self.present_place() is not pane:
            self._entered_from[pane] = self.present_place()
        self.focus_pane(pane)

    def _give_back(self, pane: Pane, default: Pane = Pane.READING) -> None:
        """Takes the keyboard from a pane that is to be hidden, to where it was before."""
        before = self._entered_from.pop(pane, default)
        if self.present_place() is pane:
            is_shown = any(before is one and widget.isVisible() for one, widget in self._places)
            self.focus_pane(before if is_shown else default)

    def cycle_pane(self, direction: int) -> None:
        """Gives a message that waits, else the next or previous pane or part of a page, the keyboard."""
        if any(toast.take_keyboard() for toast in self._window.findChildren(Toast)):
            return
        if self.pages.page is not None:
            self.pages.page.cycle_focus(direction)
            return
        shown = [(pane, widget) for pane, widget in self._places if widget.isVisible()]
        present = self.present_place()
        here = [(pane, widget) for pane, widget in shown if pane is present]
        if present is Pane.READING:
            here = [(present, self._column.surface.widget)]
        index = shown.index(here[0]) if here else 0
        pane, widget = shown[(index + direction) % len(shown)]
        self.focus_pane(pane)
        if pane is Pane.READING:  # of which there may be two
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Moves the focus to the filter field of the page, or of the list."""
        if self.pages.page is not None:
            self.pages.page.focus_filter()
            return
        self.make_room_for(Pane.LIST)
        self.list_pane.focus_filter()

    # -- which are shown -----------------------------------------------------------------------

    def make_room_for(self, pane: Pane) -> None:
        """Shows an outer pane; where both do not fit beside the text, hides the other."""
        outer: tuple[QWidget, QWidget] = (self.list_pane, self.sidebar)
        shown, other = outer if pane is Pane.LIST else outer[::-1]
        if pane is Pane.LIST and self._views is not None and not self._has_room_for_views:
            self._views.hide()
            self._is_list_aside = False
        if self._window.width() < self._narrow and other.isVisible():
            has_panel = self._narrow > NARROW
            if self._views is not None and self.present_pane() is Pane.VIEWS:
                self.reading_pane.setFocus(Qt.FocusReason.OtherFocusReason)
            (self._views if pane is Pane.SIDEBAR and self._views and has_panel else other).hide()
        shown.show()
        self._splitter.share()

    def narrow(self, before: int, now: int) -> None:
        """Hides the annotations while the window is too narrow for them (F9 shows them)."""
        if before >= self._narrow > now:
            if self.present_place() is Pane.SIDEBAR:
                self.focus_pane(Pane.READING)
            self._put_sidebar_aside()
        elif now > before:
            self._put_sidebar_back()
            self._splitter.share()  # which was laid out without it
        self._fit_views()

    def _make_room_for_halves(self, is_halved: bool) -> None:
        """Hides all but the text and the page beside it, until only one of them is shown."""
        if is_halved and self._hidden_by_halves is None:
            if self.present_place() is not Pane.READING:
                self.focus_pane(Pane.READING)
            self._hidden_by_halves = self._hide(*self._around)
        elif not is_halved and self._hidden_by_halves is not None:
            hidden, self._hidden_by_halves = self._hidden_by_halves, None
            self._show_again(hidden, self._hidden_by_focus_mode)
            if self._window.width() < self._narrow and self.list_pane.isVisible():
                self._put_sidebar_aside()
        self._splitter.share()

    def shown(self) -> dict[str, bool]:
        """Returns for each command that shows and hides something whether that is shown."""
        views = self._views
        return {
            "view.list": not self.list_pane.isHidden(),
            "view.sidebar": not self.sidebar.isHidden(),
            "view.views": views is not None and not views.isHidden(),
            "view.contents": self._column.has_contents,
            "text.printed_page": self.reading_pane.pages_in_place is not None,
            "text.page_beside": len(self._column.halves) > 1,
            "view.focus": self.is_focus_mode,
            "view.full_screen": self._window.isFullScreen(),
        }

    @property
    def _around(self) -> tuple[QWidget, ...]:
        """The panes around the text."""
        views = (self._views,) if self._views is not None else ()
        return (*views, self.list_pane, self.sidebar)

    @property
    def _is_text_alone(self) -> bool:
        """Whether nothing is to be shown around the text but what is asked for."""
        return self.is_focus_mode or self._hidden_by_halves is not None

    def _hide(self, *widgets: QWidget) -> list[QWidget]:
        """Hides widgets, and returns those that were shown."""
        shown = [widget for widget in widgets if widget.isVisible()]
        for widget in shown:
            widget.hide()
        return shown

    def _show_again(self, hidden: list[QWidget], still_hidden: list[QWidget] | None) -> None:
        """Shows what was hidden around the text, or leaves it to what else hides that still."""
        for widget in hidden:
            if still_hidden is None or widget not in self._around:
                widget.show()
            else:
                still_hidden.append(widget)
        self._put_sidebar_back()
        self._fit_views()
        self._splitter.share()

    def toggle_panel(self, pane: Pane) -> None:
        """Shows or hides the list or the annotations."""
        widget: QWidget = self.list_pane if pane is Pane.LIST else self.sidebar
        self._is_sidebar_aside &= pane is not Pane.SIDEBAR
        key = "is_list_visible" if pane is Pane.LIST else "is_sidebar_visible"
        if widget.isVisible():
            self._give_back(pane)
            widget.hide()
        else:
            self.enter_pane(pane)
        self._settings.set(**{key: widget.isVisible()})

    def restore_contents(self) -> None:
        """Shows the headings beside the text, if the user last showed them."""
        if self._settings.is_on("is_contents_visible"):
            self._column.show_contents(is_wanted=True)

    def toggle_contents(self) -> bool:
        """Shows or hides the headings beside the text; False where they have no room."""
        self.pages.close_page()
        is_wanted = not self._column.has_contents
        if is_wanted and not self._column.has_room:
            return False
        if not is_wanted:
            self._give_back(Pane.CONTENTS)
        self._column.show_contents(is_wanted=is_wanted)
        if is_wanted:
            self.enter_pane(Pane.CONTENTS)
        self._settings.set(is_contents_visible=is_wanted)
        return True

    def go_to_section(self) -> None:
        """Goes to the section that is current in the contents."""
        self.contents.go_to_current()

    @property
    def is_focus_mode(self) -> bool:
        """Whether only the text is shown."""
        return self._hidden_by_focus_mode is not None

    def leave_focus_mode(self) -> None:
        """Shows again what the focus mode has hidden, if it is on."""
        hidden, self._hidden_by_focus_mode = self._hidden_by_focus_mode, None
        if hidden is not None:
            self._show_again(hidden, self._hidden_by_halves)
            self.restore_contents()

    def toggle_focus_mode(self) -> bool:
        """Shows only the text, or everything again; True when only the text is shown."""
        if self.is_focus_mode:
            self.leave_focus_mode()
            return False
        # The text takes the keyboard first: what is hidden would give it to whatever is next.
        self.focus_pane(Pane.READING)
        self._hidden_by_focus_mode = self._hide(*self._around, self._window.menuBar())
        self._column.show_contents(is_wanted=False)
        return True
