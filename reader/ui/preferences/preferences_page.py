"""Shows Preferences: their pages, the settings of one, and the open article as they set it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QLabel,
    QScrollArea,
    QWidget,
)

from reader.commands.command import MENUS
from reader.commands.context import By, Pane
from reader.commands.keys.active_keymap import present_keys
from reader.commands.keys.effective_keys import KeyLabel
from reader.commands.settings.preferences import PAGE_TITLES, defaults_of
from reader.core.errors import InvalidInput
from reader.core.translation import _
from reader.preference import Page, Preference, Value
from reader.settings import Settings
from reader.ui.lists.filter_field import FilterField
from reader.ui.pages.page_buttons import PageButton
from reader.ui.pages.window_page import WindowPage
from reader.ui.preferences.page_tab import EDGE, PageTab
from reader.ui.preferences.preference_rows import Row, SettingRow, add_rows, align_captions
from reader.ui.preferences.text_preview import ShownText, TextPreview
from reader.ui.style.announcement import announce
from reader.ui.style.box_layouts import EMPTY, in_column, in_row, mirrored
from reader.ui.style.mnemonics import with_mnemonic
from reader.ui.style.painting import sized

_SIDE, _NARROW_SIDE = 256, 190  # pixels of the list of pages
_MIDDLE = 456
_NARROW = 1200  # pixels of the page
_LEAST_PREVIEW = 340  # pixels below which the preview is left out


class PreferencesServices(NamedTuple):
    """What the page uses of the window."""

    settings: Settings
    apply: Callable[[], None]  # has the window take up the settings
    run: Callable[[str], None]  # a command by its id
    faces: Callable[[], Sequence[str]]
    shown_text: Callable[[], ShownText]


def strip_labels() -> list[KeyLabel]:
    """Returns the keys of the page."""
    keys = present_keys()
    pages = keys.key_range("preferences.page_1", f"preferences.page_{len(Page)}", Pane.PREFERENCES)
    return keys.key_labels(
        Pane.PREFERENCES,
        ("list.next list.previous", _("choose")),
        (pages, _("pages")),
        ("list.filter", _("search")),
        ("undo", _("undo")),
        "back help.keys",
    )


class PreferencesPage(WindowPage):
    """Changes settings, each at once; there is nothing to confirm."""

    pane = Pane.PREFERENCES
    was_reset = Signal(str)  # what to tell the user, who may undo it
    settled = Signal(str)  # the message about a reset, when undo no longer reverses it

    def __init__(self, services: PreferencesServices, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._page = Page.READING
        self._former: list[dict[str, Value]] = []  # what changes replaced, the latest last
        self._told = ""  # of a reset that undo takes back
        self.setObjectName("preferencesPage")  # whose ground is the style sheet's
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Preferences"))
        self.search = FilterField(self)
        self.search.set_place(_("settings"))
        self.search.setAccessibleName(_("Search the settings"))
        self.search.setAccessibleDescription(_("Words of a setting, on any page"))
        self.search.query_changed.connect(lambda _query: self._show_rows())
        self.search.left.connect(self._focus_first)
        self.tabs = {
            page: PageTab(_(PAGE_TITLES[page]), n, self, partial(self.go_to, page))
            for n, page in enumerate(Page, 1)
        }
        group = QButtonGroup(self)
        for tab in self.tabs.values():
            group.addButton(tab)
        self.reset = PageButton(_("Reset this page"), self, lambda: services.run(_RESET))
        self.preview = TextPreview(services.shown_text, services.settings, self)
        self._lay_out()
        services.settings.listeners.append(self._take_change)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._mark_focus)

    def _lay_out(self) -> None:
        self._side = QWidget(self)
        self._side.setObjectName("preferencesSide")
        title = QLabel(_("Preferences"), self._side)
        title.setFont(sized(self.font(), 1.5, is_bold=True))
        title.setContentsMargins(12, 0, 12, 8)
        tabs = in_column(*self.tabs.values(), margins=(0, 8, 0, 0), spacing=4)
        self._side_column = in_column(
            *(title, self.search, tabs, EMPTY),
            parent=self._side,
            margins=(EDGE, 24, EDGE, 12),
            spacing=4,
        )
        self.heading = QLabel(self)
        self.heading.setFont(sized(self.font(), 1.5, is_bold=True))
        self._inner = inner = QWidget(self)
        column = in_column(parent=inner, margins=(0, 0, 12, 0), spacing=8)
        self.rows = add_rows(column, self, inner)
        column.addStretch(1)
        self._room = QScrollArea(self)
        self._room.setWidgetResizable(True)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.viewport().setAutoFillBackground(False)
        self._room.setWidget(inner)
        inner.setAutoFillBackground(False)  # which the area turns on
        self._middle = QWidget(self)
        middle = in_column(self.heading, (self._room, 1), parent=self._middle, spacing=16)
        middle.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        self._middle_column = middle
        self._aside = in_column(self.preview)
        self.body.addLayout(in_row(self._side, self._middle, (self._aside, 1), spacing=0), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Makes the columns narrower, and leaves the preview out, where there is little room."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        side = _NARROW_SIDE if self.width() < _NARROW else _SIDE
        least = self._side_column.minimumSize().width()
        names = max(tab.wanted_width() for tab in self.tabs.values()) + 2 * EDGE
        middle = max(_MIDDLE, self._inner.minimumSizeHint().width() + 36)  # in long words, too
        # Long names of pages are cut before what is set on them.
        side = min(max(side, least, names), max(_NARROW_SIDE, least, self.width() - middle))
        self._side.setFixedWidth(side)
        self._middle.setFixedWidth(min(middle, self.width() - side))
        has_room = self.width() - side - middle >= _LEAST_PREVIEW
        self.preview.setVisible(has_room)
        edge = 24 if has_room else 0
        self._aside.setContentsMargins(edge, edge, edge, edge)
        is_tight = self.width() - side < middle
        bar = Qt.ScrollBarPolicy
        self._room.setHorizontalScrollBarPolicy(
            bar.ScrollBarAsNeeded if is_tight else bar.ScrollBarAlwaysOff
        )
        left, right = (8, 4) if is_tight else (24, 12)
        self._middle_column.setContentsMargins(mirrored(left, 24, right, 16))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "preview"):
            self.preview.text.update_theme()

    # -- being a page --------------------------------------------------------------------------

    def enter(self) -> None:
        """Shows the settings as they are now, and gives the first one the keyboard."""
        self.search.reset()
        self.preview.read()
        self._show_rows()
        self._take_change()
        self._focus_first()

    def release(self) -> bool:
        """Ends a search."""
        is_searching = bool(self.search.text())
        if is_searching:
            self.search.clear()
            self.search.tell_now()
            self._focus_first()
        return is_searching

    def act(self, name: str) -> None:
        """Shows a page, takes the last change back, or resets the page."""
        if name == "undo":
            self._undo()
        elif name == "reset":
            self._reset()
        else:
            self.go_to(Page(name))

    def go_to(self, page: Page) -> None:
        """Shows the settings of a page, and gives the first one the keyboard."""
        self._page = page
        self.search.reset()
        self._show_rows()
        self._focus_first()
        announce(self, _(PAGE_TITLES[page]))

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        """Gives another setting the keyboard; stops at either end."""
        controls = [row.control for row in self._shown() if row.control is not None]
        focused = self.window().focusWidget()
        at = next((n for n, one in enumerate(controls) if _holds(one, focused)), None)
        if controls:
            to = 0 if at is None else max(0, min(at + delta, len(controls) - 1))
            self._focus(controls[to])

    def cycle_focus(self, direction: int) -> None:
        """Goes from the pages to the settings, or back."""
        if self._holds_focus(self._side) or direction == 0:
            self._focus_first()
        else:
            self.tabs[self._page].setFocus(Qt.FocusReason.TabFocusReason)

    def focus_filter(self) -> None:
        """Moves the focus to the field that searches the settings."""
        # Not by shortcut: the selection would be told before the focus.
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()

    def update_strip(self) -> None:
        self.strip.set_key_labels(strip_labels())

    # -- what controls ask ---------------------------------------------------------------------

    def keep(self, row: Preference, value: Value) -> None:
        """Sets the setting, at once."""
        self._change({row.key: value})

    def refuse(self, error: InvalidInput) -> None:
        """Reports that a value cannot be saved."""
        self.fail(error)

    def run(self, command: str) -> None:
        """Runs a command."""
        self._services.run(command)

    def faces(self) -> Sequence[str]:
        """Returns the typefaces that can be chosen."""
        return self._services.faces()

    def _change(self, values: dict[str, Value]) -> None:
        settings = self._services.settings
        former = {key: settings.value(key) for key in values}
        if former == values:
            return
        self._former.append(former)
        self._set(values)

    def leave(self) -> None:
        self._settle()

    def _settle(self) -> None:
        if self._told:
            self.settled.emit(self._told)
            self._told = ""

    def _set(self, values: dict[str, Value]) -> None:
        self._settle()
        self._services.settings.set(**values)
        self._services.apply()

    def _undo(self) -> None:
        if not self._former:
            self.noticed.emit(_("No setting was changed here."))
            return
        self._set(self._former.pop())
        self.noticed.emit(_("The setting was restored."))

    def _reset(self) -> None:
        values = defaults_of(self._page, self._services.settings)
        title = _(PAGE_TITLES[self._page])
        if not values:
            self.noticed.emit(_("{page}: the settings were reset.").format(page=title))
            return
        self._change(values)
        self._told = _("{page}: the settings were reset.").format(page=title)
        self.was_reset.emit(self._told)

    def _take_change(self) -> None:
        if self.isHidden():
            return
        for row in self.rows:
            row.show_value(self._services.settings)
        self.preview.update_settings()

    def _mark_focus(self) -> None:
        self._inner.update()  # a bar is beside the setting that has it

    # -- what is shown -------------------------------------------------------------------------

    def _shown(self) -> list[Row]:
        words = self.search.text().casefold().split()
        if not words:
            return [row for row in self.rows if row.page is self._page]
        return [row for row in self.rows if all(word in row.words() for word in words)]

    def _show_rows(self) -> None:
        shown = self._shown()
        taken: set[str] = set()
        for name in MENUS:  # the menu bar keeps its letters
            with_mnemonic(_(name), taken)
        for row in self.rows:
            row.setVisible(row in shown)
            if row in shown:
                row.set_mnemonic(taken)
        align_captions([row for row in shown if isinstance(row, SettingRow)])
        is_searching = bool(self.search.text())
        self.heading.setText(_("Found") if is_searching else _(PAGE_TITLES[self._page]))
        if is_searching and not shown:
            self.heading.setText(_("No setting matches"))
        for page, tab in self.tabs.items():
            tab.setChecked(page is self._page)
        self.reset.setVisible(not is_searching and any(hasattr(row, "row") for row in shown))
        self._room.verticalScrollBar().setValue(0)
        self._share_room()

    def _focus_first(self) -> None:
        controls = [row.control for row in self._shown() if row.control is not None]
        self._focus(controls[0] if controls else self.tabs[self._page])

    def _focus(self, control: QWidget) -> None:
        control.setFocus(Qt.FocusReason.TabFocusReason)
        self._room.ensureWidgetVisible(control, 0, 24)
        self._room.horizontalScrollBar().setValue(0)

    def _holds_focus(self, part: QWidget) -> bool:
        return _holds(part, self.window().focusWidget())


def _holds(part: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (part is widget or part.isAncestorOf(widget))


_RESET = "preferences.reset"
