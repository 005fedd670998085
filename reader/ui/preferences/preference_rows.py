"""Lays out the rows of Preferences: settings with their captions, commands and messages."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from reader.commands.catalogue import BY_ID
from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.commands.settings.preferences import LEADS
from reader.core.translation import N_, _
from reader.preference import Page, Preference
from reader.settings import PREFERENCES, Settings
from reader.ui.pages.page_buttons import PageButton
from reader.ui.preferences.preference_controls import Control, Host, make_control
from reader.ui.style.box_layouts import EMPTY, in_row
from reader.ui.style.mnemonics import with_mnemonic
from reader.ui.style.painting import placed
from reader.ui.style.theme import current_theme

_CAPTION_WIDTH = 104  # pixels; more in a language of longer words
_HEIGHT = 40
_BAR = 3
# What the pages tell, beside their rows.
NOTES = {
    Page.KEYS: (
        N_("In the keyboard shortcuts, Enter on a row assigns a new one."),
        N_("Your own shortcuts stay on top of the preset."),
    ),
    Page.PRIVACY: (
        N_(
            "Everything stays on this computer: articles, highlights, notes, tags and searches "
            "are in one library file. Postil has no account and no telemetry."
        ),
        N_(
            "The network is used for what you ask for: pages and their images when an address "
            "is added, feeds that you subscribed to, links that you open in the browser."
        ),
        N_(
            "While saving from the browser is on, pages are accepted only from a browser on "
            "this computer, and only with the secret of your bookmarklet."
        ),
        N_("The logs contain errors. They are never sent anywhere."),
    ),
}


class SettingRow(QWidget):
    """One setting: its caption, which Alt and a letter lead from to the control."""

    def __init__(self, row: Preference, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row
        self.control = make_control(row, host, self)
        self.setMinimumHeight(_HEIGHT)
        line = in_row(parent=self, spacing=12)
        line.addSpacing(_BAR + 9)
        self.caption = QLabel(self)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setWordWrap(True)
        if self.control.sizeHint().height() > 2 * _HEIGHT:  # its caption is beside its top
            line.addWidget(self.caption, 0, Qt.AlignmentFlag.AlignTop)
        else:
            line.addWidget(self.caption)
        line.addWidget(self.control, 1)
        if isinstance(self.control, QCheckBox):
            self.control.setText(_(row.caption))
        else:
            self.caption.setBuddy(self.control)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints a bar beside the setting that has the keyboard."""
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            painter = QPainter(self)
            bar = self.rect().adjusted(0, 6, 0, -6)
            bar.setWidth(_BAR)
            painter.fillRect(placed(self.rect(), bar), QColor(current_theme().accent))
            painter.end()

    @property
    def page(self) -> Page:
        """The page it is on."""
        assert self.row.page is not None
        return self.row.page

    def words(self) -> str:
        """What a search looks in."""
        offered = " ".join(_(words) for _value, words in self.row.options)
        return f"{_(self.row.caption)} {offered}".casefold()

    def show_value(self, settings: Settings) -> None:
        """Shows what the setting is now."""
        control: Control = self.control  # type: ignore[assignment]
        control.show_value(settings.value(self.row.key))

    def set_mnemonic(self, taken: set[str]) -> None:
        """Marks a letter of the caption for Alt that no other has."""
        shown = self.control if isinstance(self.control, QCheckBox) else self.caption
        shown.setText(with_mnemonic(_(self.row.caption), taken))


class CommandRow(QWidget):
    """A button that runs a command which belongs to a page."""

    def __init__(self, page: Page, command: str, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self.page = page
        title = BY_ID[command].title
        self.control = PageButton(title, self, lambda: host.run(command))
        self.control.setAccessibleName(title)
        self._command = command
        self._keys = QLabel(self)
        self._keys.setObjectName("emptyAdvice")  # muted
        self.setMinimumHeight(_HEIGHT)
        in_row(self.control, self._keys, EMPTY, parent=self, spacing=12)

    def words(self) -> str:
        """What a search looks in."""
        return self.control.text().casefold()

    def show_value(self, _settings: Settings) -> None:
        """Shows the present key: it has no value."""
        self._keys.setText(present_keys().keys_for(self._command, Pane.PREFERENCES))

    def set_mnemonic(self, _taken: set[str]) -> None:
        """Marks nothing: Tab leads here."""


class NoteRow(QLabel):
    """A paragraph of information; it does not take the focus."""

    control = None

    def __init__(self, page: Page, text: str, parent: QWidget) -> None:
        super().__init__(_(text), parent)
        self.page = page
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(0, 2, 0, 8)

    def words(self) -> str:
        """What a search looks in."""
        return self.text().casefold()

    def show_value(self, _settings: Settings) -> None:
        """Shows nothing: it has no value."""

    def set_mnemonic(self, _taken: set[str]) -> None:
        """Marks nothing."""


Row = SettingRow | CommandRow | NoteRow


def add_rows(column: QVBoxLayout, host: Host, parent: QWidget) -> Sequence[Row]:
    """Adds every row of every page to a column, in the order of the pages."""
    made: list[Row] = []
    for page in Page:
        made += [NoteRow(page, text, parent) for text in NOTES.get(page, ())]
        made += [SettingRow(row, host, parent) for row in PREFERENCES if row.page is page]
        made += [CommandRow(page, command, host, parent) for command in LEADS.get(page, ())]
    for row in made:
        column.addWidget(row)
    return made


def align_captions(rows: Sequence[SettingRow]) -> None:
    """Makes the captions of rows as wide as their longest word, which cannot be wrapped.

    A box has its caption at its other side.
    """
    beside = [row for row in rows if not isinstance(row.control, QCheckBox)]
    words = [(row.caption, word) for row in beside for word in _(row.row.caption).split()]
    widths = [label.fontMetrics().horizontalAdvance(word) + 2 for label, word in words]
    for row in rows:
        row.caption.setFixedWidth(max([_CAPTION_WIDTH, *widths]))
