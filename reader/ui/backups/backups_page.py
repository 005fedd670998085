"""Shows the page of backups: the library, its last backup, and a table of all; commands act on a row."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QWidget,
)

from reader.commands.context import By, Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.errors import PostilError
from reader.core.models import ChangeNotice
from reader.core.translation import _
from reader.library.backups.verification_record import Check
from reader.settings import BACKUPS_KEPT
from reader.ui.backups import backups_page_texts
from reader.ui.backups.backup_actions import BackupActions, BackupServices
from reader.ui.backups.backup_listing import BackupRow, LibraryFacts, Listing
from reader.ui.backups.backup_status import state_of
from reader.ui.backups.backups_table import BackupsModel, BackupsTable
from reader.ui.backups.library_cards import BackupCard, LibraryCard
from reader.ui.lists.empty_state import EmptyState
from reader.ui.pages.page_buttons import ChoiceButton, PageButton
from reader.ui.pages.window_page import WindowPage
from reader.ui.style.box_layouts import in_column, in_row
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.painting import sized

_MEASURE = 1056  # pixels the page is wide at most
_EDGE = 24  # pixels kept free beside it
_NARROW = 820  # pixels below which what is side by side is one below the other
_LEAST_TABLE = 200  # pixels of height


class BackupsPage(WindowPage):
    """Shows how safe the library is, and what each backup would restore."""

    pane = Pane.BACKUPS

    def __init__(self, services: BackupServices, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._listing: Listing | None = None
        self._is_stale = False  # something changed since the listing began
        self._library: LibraryFacts | None = None
        self._fault = ""  # why the folder cannot be read
        self.acts = BackupActions(services, self)
        self.acts.checked.connect(self._show_check)
        self.acts.changed.connect(self._take_change)
        self.setObjectName("backupsPage")  # whose ground is the style sheet's
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = BackupsModel(self)
        self.table = BackupsTable(self.model, self)
        self.table.setMinimumHeight(_LEAST_TABLE)
        self._make_buttons()
        self._lay_out()
        self.setFocusProxy(self.table)
        self.table.doubleClicked.connect(lambda _index: services.run("backups.check"))
        self.table.selectionModel().currentChanged.connect(lambda *_rows: self._show_current())

    def _make_buttons(self) -> None:
        def button(text: str, command: str, name: str = "") -> PageButton:
            made = PageButton(text, self, partial(self._services.run, command))
            made.setObjectName(name)
            return made

        self.back_up = button(_("Back up now"), "library.back_up", "mainButton")
        self.open_folder = button(_("Open folder"), "backups.open_folder")
        self.restore = button(_("Restore…"), "backups.restore")
        self.check = button(_("Verify"), "backups.check")
        self.open_its_folder = button(_("Open folder"), "backups.open_folder")
        self.delete = button(_("Delete…"), "backups.delete", "dangerButton")
        self.change_folder = button(_("Change…"), "backups.change_folder")
        intervals = {
            str(n): backups_page_texts.every_text(n) for n, _words in backups_page_texts.INTERVALS
        }
        self.every = ChoiceButton(_("Every"), self, intervals, self._set_interval)
        kept = {name: backups_page_texts.keep_text(name) for name in BACKUPS_KEPT}
        self.keep = ChoiceButton(_("Keep"), self, kept, self._set_keep)
        self.every.setToolTip(_("If anything has changed; also when the window is closed"))
        self.keep.setToolTip(backups_page_texts.kept_tip())

    def _lay_out(self) -> None:
        self.library_card = LibraryCard(self._services.library, self)
        self.backup_card = BackupCard([self.back_up, self.open_folder], self)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(24)
        self._cards.addWidget(self.library_card, 1)
        self._cards.addWidget(self.backup_card, 1)
        self.place = ElidedLabel(self)
        self._settings = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._settings.setSpacing(16)
        self._settings.addLayout(self._labelled(_("Every"), self.every))
        self._settings.addLayout(self._labelled(_("Keep"), self.keep))
        self._settings.addLayout(self._labelled(_("In"), self.place, self.change_folder), 1)
        title = QLabel(_("Library and backups"), self)
        title.setFont(sized(self.font(), 1.5, is_bold=True))
        heading = QLabel(_("Backups"), self)
        heading.setFont(sized(self.font(), 1.15, is_bold=True))
        self.total = ElidedLabel(self)
        head = in_row(heading, (self.total, 1), spacing=12)
        self.empty = EmptyState(self.pane, self)
        self.empty.keys_clicked.connect(self.strip.keys_clicked)
        self.stack = QStackedLayout()  # the rows, or that there is none
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        below = (self.restore, self.check, self.open_its_folder, self.delete)
        acts = in_row(*below, spacing=8)
        promise = ElidedLabel(self)
        promise.setText(_("Restoring keeps the current library as a backup first."))
        acts.addSpacing(12)
        acts.addWidget(promise, 1)
        inner = QWidget(self)
        parts = (title, self._cards, self._settings, head, (self.stack, 1), acts)
        self._column = in_column(*parts, parent=inner, spacing=16)
        self._room = room = QScrollArea(self)  # for a window that is lower than this
        room.setWidgetResizable(True)
        room.setFrameShape(QScrollArea.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.viewport().setAutoFillBackground(False)
        room.setWidget(inner)
        inner.setAutoFillBackground(False)  # which the area turns on
        self.body.addWidget(room, 1)
        above = (self.back_up, self.open_folder, self.every, self.keep, self.change_folder)
        for before, after in pairwise((*above, self.table, self.empty, *below)):
            self.setTabOrder(before, after)  # as they are seen

    def _labelled(self, text: str, *widgets: QWidget) -> QHBoxLayout:
        row = in_row(QLabel(text, self), spacing=8)
        for widget in widgets:
            row.addWidget(widget, int(isinstance(widget, ElidedLabel)))
        if not any(isinstance(widget, ElidedLabel) for widget in widgets):
            row.addStretch(1)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the page amidst a wide window, and one below the other in a narrow one."""
        super().resizeEvent(event)
        width = min(self.width() - 2 * _EDGE, _MEASURE)
        left = (self.width() - width) // 2
        self._column.setContentsMargins(left, 28, self.width() - width - left, 20)
        is_narrow = width < _NARROW
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._cards.setDirection(way)
        self._settings.setDirection(way)

    # -- being a page --------------------------------------------------------------------------

    def enter(self) -> None:
        """Reads the library and its backups, and gives the rows the keyboard."""
        self._show_settings()
        self.read()
        (self.focusProxy() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Stops reading."""
        if self._listing is not None:
            self._listing.cancel()

    def refresh(self, _changed: ChangeNotice) -> None:
        """Reads again: what differs is another now."""
        self.read()

    @property
    def current(self) -> BackupRow | None:
        """The row that commands act on."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        self.table.step(delta, by)
        self._room.ensureWidgetVisible(self.table, 0, _EDGE)

    def act(self, name: str) -> None:
        """Does with the current row, or with the folder, what a command asks for."""
        row = self.current
        if name == "open_folder":
            self.acts.open_folder()
        elif name == "change_folder":
            self.acts.change_folder()
        elif row is None:
            self.noticed.emit(
                present_keys().with_keys(
                    _("There is no backup yet: {library.back_up/backups} creates one.")
                )
            )
        elif name == "check":
            self.acts.check(row)
        elif not row.is_read:
            self.noticed.emit(_("This backup is still being read: try again in a moment."))
        elif name == "restore":
            self.acts.restore(row)
        elif name == "delete":
            self.acts.delete(row, is_last=len(self.model.rows) == 1)

    def update_strip(self) -> None:
        """Shows which backup the next key acts on, and what the keys do."""
        row = self.current
        target = ""
        if row is not None:
            moment = backups_page_texts.moment_text(row.backup.made_at, self.model.now)
            target = _("backup of {moment}").format(moment=moment)
        self.strip.set_target(target)
        self.strip.set_key_labels(backups_page_texts.strip_labels(has_rows=row is not None))

    # -- reading -------------------------------------------------------------------------------

    def read(self) -> None:
        """Reloads what the page shows; what it shows stays until then."""
        if self.isHidden():
            return
        if self._listing is not None:
            self._is_stale = True
            return
        self._is_stale = False
        folder = self._services.settings.backup_folder()
        listing = Listing(self._services.library, folder, lambda _none: None, self._fail_to_list)
        listing.library_read.connect(self._take_library)
        listing.listed.connect(self._take_list)
        listing.row_read.connect(self._take_row)
        listing.ended.connect(self._end_listing)
        self._listing = listing
        self._services.start(listing)

    def _end_listing(self) -> None:
        self._listing = None
        if self._is_stale:
            self.read()

    def _take_library(self, facts: LibraryFacts) -> None:
        self._library = facts
        self.library_card.show_facts(facts)

    def _take_list(self, rows: list[BackupRow]) -> None:
        self._fault = ""
        known = {row.backup: row for row in self.model.rows}
        shown = [replace(known.get(row.backup, row), check=row.check) for row in rows]
        self._show_rows(shown)

    def _take_row(self, row: BackupRow) -> None:
        self.model.take(row)
        if self.model.rows and row.backup.path == self.model.rows[0].backup.path:
            self._show_state()
        if self.current is not None and row.backup.path == self.current.backup.path:
            self._show_current()

    def _fail_to_list(self, error: PostilError) -> None:
        self._fault = str(error)
        self._show_rows([])

    def _show_check(self, path: Path, check: Check) -> None:
        for row in self.model.rows:
            if row.backup.path == path:
                self._take_row(replace(row, check=check, fault=check.fault))
        self.table.fit_columns()

    def _show_rows(self, rows: list[BackupRow]) -> None:
        before, current = self.table.currentIndex().row(), self.current
        top = self.table.verticalScrollBar().value()
        self.model.set_rows(rows)
        self.table.verticalScrollBar().setValue(top)
        found = [n for n, row in enumerate(rows) if current and row.backup == current.backup]
        self.table.go_to_row(found[0] if found else before)
        self.total.setText(backups_page_texts.total_text(rows))
        self._show_empty()
        self._show_state()
        self._show_current()

    def _show_empty(self) -> None:
        is_empty = not self.model.rows
        if is_empty:
            labels = backups_page_texts.strip_labels(has_rows=False)
            self.empty.show_reason(self._fault or _("There is no backup yet."), labels)
        shown: QWidget = self.empty if is_empty else self.table
        had_focus = self.table.hasFocus() or self.empty.hasFocus()
        self.stack.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        if had_focus:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_current(self) -> None:
        row = self.current
        for button in (self.check, self.delete):
            button.setEnabled(row is not None)
        self.restore.setEnabled(row is not None and row.can_be_restored)
        self.restore.setToolTip(backups_page_texts.difference_of(row) if row and row.fault else "")
        self.table.viewport().update()
        self.context_changed.emit()

    def _show_state(self) -> None:
        services = self._services
        state = state_of(
            self.model.rows[0] if self.model.rows else None,
            self._library,
            datetime.now(UTC),
            failure=self._fault or services.failure(),
            minutes=services.settings.number("backup_minutes"),
            is_read_only=services.is_read_only(),
        )
        self.backup_card.show_state(state)

    # -- settings ------------------------------------------------------------------------------

    def _set_interval(self, minutes: str) -> None:
        self._services.settings.set(backup_minutes=int(minutes))
        self._show_settings()
        self._show_state()

    def _set_keep(self, name: str) -> None:
        self._services.settings.set(backup_keep=name)
        self._show_settings()

    def _take_change(self) -> None:
        self._show_settings()
        self.read()

    def _show_settings(self) -> None:
        settings = self._services.settings
        minutes, name = settings.number("backup_minutes"), settings.text("backup_keep")
        self.every.show_choice(str(minutes), backups_page_texts.every_text(minutes))
        self.keep.show_choice(name, backups_page_texts.keep_text(name))
        folder = settings.backup_folder()
        self.place.setText(backups_page_texts.path_text(folder))
        self.place.setToolTip(str(folder))
