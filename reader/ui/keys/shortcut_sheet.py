"""Shows the shortcut list (``?``): every command with its keys, which can be changed there."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from reader.commands.keys.key_editing import KeyEditor, Proposal
from reader.commands.keys.presets import PRESETS, preset_named
from reader.core.keys.key_file import KeyFile
from reader.core.keys.key_overrides import KeyChoices
from reader.core.keys.key_overrides_json import LONGEST
from reader.core.keys.keymap import format_keys
from reader.core.translation import _, counted_text
from reader.ui.keys.chords import chord_of, chords_of
from reader.ui.keys.key_dispatcher import edits_text
from reader.ui.keys.preset_tabs import PresetTabs
from reader.ui.keys.shortcut_rows import ShortcutRow, ShortcutRows
from reader.ui.overlays.list_parts import FootLine, PickField
from reader.ui.overlays.overlay import Overlay
from reader.ui.style.announcement import announce
from reader.ui.style.box_layouts import in_row

Chords = tuple[str, ...]
PAUSE = 1_200  # ms without a key after which new keys are whole
_PAGE = 10  # rows


class ShortcutSheet(Overlay):
    """Shows every command with its keys, and asks for new ones."""

    editor: KeyEditor  # what changes the keys, once the sheet was opened

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, width=1080, name=_("Shortcuts"))
        self.row: ShortcutRow | None = None  # the row the keys act on
        self._actions: dict[str, Callable[[], bool | None]] = {
            "Escape": self.dismiss,
            "Down": partial(self._move, 1),
            "Up": partial(self._move, -1),
            "PageDown": partial(self._move, _PAGE),
            "PageUp": partial(self._move, -_PAGE),
            "Left": partial(self._choose_key, -1),
            "Right": partial(self._choose_key, 1),
            "Enter": partial(self._ask, is_more=False),
            "Ctrl+Enter": partial(self._ask, is_more=True),
            "Insert": partial(self._ask, is_more=True),
            "Delete": self._remove,
            "Backspace": self._reset_unless_typing,
            "Ctrl+Backspace": self._reset_row,
            "Ctrl+Shift+Backspace": self._reset_all,
            "Ctrl+Z": self._take_back,
            "Ctrl+P": self._next_preset,
        }
        self._replaces = ""  # the keys the new ones are to stand for
        self._proposal: Proposal | None = None  # waits for Enter, since it takes from others
        self._pause = QTimer(self)  # after the last of the new keys
        self._pause.setSingleShot(True)
        self.body.setContentsMargins(20, 16, 20, 12)
        self.body.setSpacing(12)
        self.field = PickField(self.card, self.handle_key)
        self.field.setPlaceholderText(_("Search shortcuts and commands"))
        self.field.setAccessibleName(_("Search shortcuts and commands"))
        self.presets = PresetTabs(self.card)
        self.listing = ShortcutRows()
        self.area = QScrollArea(self.card)
        self.area.setWidget(self.listing)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.area.viewport().setAutoFillBackground(False)
        self.listing.setAutoFillBackground(False)
        self.foot = FootLine(self.card)
        self.body.addLayout(in_row((self.field, 1), self.presets, spacing=12))
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.foot)
        self.presets.preset_chosen.connect(self._choose_preset)
        self.presets.reset_asked.connect(self._reset_all)
        self.listing.chosen.connect(self._clicked)
        self.listing.asked.connect(self._double_clicked)
        self._pause.timeout.connect(self._take_keys)
        self.field.textChanged.connect(self._filter)

    def show_keys(self, file: KeyFile, take_up: Callable[[], None]) -> None:
        """Opens over the choices of a library; ``take_up`` puts a change into effect."""
        self.editor = KeyEditor(file, take_up)
        self._leave_row()
        with QSignalBlocker(self.field):
            self.field.clear()
        self._choose(None)
        self._show()
        self.open_card(None, self.field)

    def close_card(self) -> None:
        """Closes; keys that were being pressed are left as they were."""
        self._leave_row()
        super().close_card()

    @property
    def _is_asking(self) -> bool:
        """Whether new keys are being pressed, or wait for an answer."""
        return self.row is not None and self.row.asked is not None

    # -- keys ----------------------------------------------------------------------------------

    def handle_key(self, event: QKeyEvent) -> bool:
        """Returns the sheet's own keys; what is not one of them is typed into the search."""
        chord = chord_of(event)
        if self._proposal is not None:
            self._answer(self._proposal, chord)
            return True
        if self.row is not None and self.row.asked is not None:
            self._capture(self.row, self.row.asked, chords_of(event))
            return True
        action = self._actions.get(chord)
        if action is not None and action() is not False:
            return True
        if not chord or edits_text(chord):
            return False
        self.field.setText(format_keys(chord))  # finds a key by pressing it
        return True

    def _move(self, step: int) -> None:
        rows = self.listing.rows()
        if not rows:
            return
        if self.row not in rows:
            place = 0 if step > 0 else -1
        elif abs(step) == 1:
            place = (rows.index(self.row) + step) % len(rows)
        else:
            place = max(0, min(len(rows) - 1, rows.index(self.row) + step))
        self._choose(rows[place])

    def _choose(self, row: ShortcutRow | None) -> None:
        if self.row is not None and self.row is not row:
            self.row.choose(False)
        self.row = row
        if row is not None:
            row.choose(True)
            self.area.ensureWidgetVisible(row, 0, 40)
            announce(row, row.accessibleName())
        self._update_foot()

    def _choose_key(self, step: int) -> bool:
        """Chooses among the several keys of a row; False leaves the key to the search."""
        row = self.row
        if row is None or len(row.shown) < 2:
            return False
        row.key = (row.key + step) % len(row.shown)
        row.update()
        announce(row, row.shown[row.key])
        return True

    def _clicked(self, row: ShortcutRow) -> None:
        if not self._is_asking:
            self._choose(row)

    def _double_clicked(self, row: ShortcutRow) -> None:
        self._clicked(row)
        self._ask(is_more=False)

    # -- new keys ------------------------------------------------------------------------------

    def _ask(self, *, is_more: bool) -> None:
        if self._is_asking:
            return
        if self.row is None:
            self._move(1)
        if self.row is None:
            return
        keys = self.row.line.keys
        self._replaces = "" if is_more or not keys else keys[self.row.key]
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._show_capture(self.row, ())

    def _capture(self, row: ShortcutRow, pressed: Chords, chords: Chords) -> None:
        """Takes a key press. Esc leaves; Enter ends, but alone it is a key like others."""
        chord = chords[-1] if chords else ""  # works on every layout: a digit, a Latin letter
        if chord == "Escape":
            self._leave_row()
        elif chord == "Enter" and pressed:
            self._take_keys()
        elif chord:
            self._pause.start(PAUSE)
            self._show_capture(row, (*pressed, chord))
            if len(pressed) + 1 == LONGEST:
                self._take_keys()

    def _show_capture(self, row: ShortcutRow, pressed: Chords) -> None:
        row.ask(pressed)
        text = _("New shortcut for “{title}”, up to three keys: Enter or a pause ends, Esc cancels")
        if self._replaces:
            text = _("Shortcut for “{title}” instead of {keys}: Enter or a pause ends, Esc cancels")
        self.foot.set_message(text.format(title=row.title, keys=format_keys(self._replaces)))

    def _take_keys(self) -> None:
        """Changes the keys to those pressed, unless that takes some from other commands."""
        self._pause.stop()
        assert self.row is not None
        line, keys = self.row.line, " ".join(self.row.asked or ())
        names = {"keys": format_keys(keys), "title": self.row.title}
        proposal = self.editor.propose(line, keys, self._replaces)
        if keys in line.keys:
            self._leave_row()
            self.foot.set_message(_("{keys} is “{title}” already").format(**names))
        elif proposal.conflict and not proposal.refusal:
            self._proposal = proposal
            text = _("{conflict}: Enter reassigns it, Esc cancels")
            self.foot.set_message(text.format(conflict=proposal.conflict), is_error=True)
        else:
            self._keep(proposal, _("{keys} is “{title}” now").format(**names))

    def _answer(self, proposal: Proposal, chord: str) -> None:
        """Applies the proposed change (Enter) or discards it (Esc)."""
        assert self.row is not None
        if chord == "Enter":
            self._keep(proposal, _("Reassigned to “{title}”").format(title=self.row.title))
        elif chord == "Escape":
            self._leave_row()

    def _leave_row(self) -> None:
        self._pause.stop()
        self._proposal = None
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        if self.row is not None:
            self.row.ask(None)
        self._update_foot()

    # -- less, and back ------------------------------------------------------------------------

    def _remove(self) -> bool:
        row = self.row
        if row is None:
            return False
        if not row.line.keys:
            self.foot.set_message(_("There is no shortcut to remove."))
            return True
        keys = row.line.keys[row.key]
        text = _("{keys} removed from “{title}”").format(keys=format_keys(keys), title=row.title)
        self._keep(self.editor.propose_without(row.line, keys), text)
        return True

    def _reset_unless_typing(self) -> bool:
        """Resets the chosen row; False leaves the key to the search, which has a use for it."""
        if self.row is None or self.field.text():
            return False
        self._reset_row()
        return True

    def _reset_row(self) -> None:
        row = self.row
        if row is None:
            self.foot.set_message(_("Select a command first, with ↑ and ↓."))
        elif not row.line.is_changed:
            self.foot.set_message(
                _("“{title}” has its default shortcuts already.").format(title=row.title)
            )
        else:
            text = _("“{title}” reset").format(title=row.title)
            self._keep(self.editor.propose_as_given(row.line), text)

    def _reset_all(self) -> None:
        choices = self.editor.choices
        if choices.overrides:
            self._keep(Proposal(KeyChoices(choices.preset)), _("All shortcuts reset"))
        else:
            self.foot.set_message(_("All shortcuts are the defaults already."))

    def _next_preset(self) -> None:
        names = [preset.name for preset in PRESETS]
        present = preset_named(self.editor.choices.preset).name
        self._choose_preset(names[(names.index(present) + 1) % len(names)])

    def _choose_preset(self, name: str) -> None:
        choices = self.editor.choices._replace(preset=name)
        told = _("The shortcut preset is now {title}").format(title=_(preset_named(name).title))
        count = len(choices.overrides)
        if count:
            text = counted_text("your {n} change stays", "your {n} changes stay", count)
            told = f"{told}, {text}"
        self._keep(Proposal(choices), told)

    def _take_back(self) -> None:
        if self.editor.take_back():
            self._show()
            self.foot.set_message(_("The last change of shortcuts was undone."))
        else:
            self.foot.set_message(_("No shortcut was changed since Postil was started."))

    def _keep(self, proposal: Proposal, told: str) -> None:
        self._leave_row()
        if proposal.refusal:
            self.foot.set_message(proposal.refusal, is_error=True)
            return
        self.editor.keep(proposal.choices)
        self._show()
        self.foot.set_message(_("{told} · Ctrl+Z undoes it").format(told=told))

    # -- what is shown -------------------------------------------------------------------------

    def _show(self) -> None:
        """Shows the current keys; the chosen row stays chosen as long as it is shown."""
        scrolled = self.area.verticalScrollBar().value()
        self.presets.show_choices(self.editor.choices)
        self.listing.set_sections(self.editor.sections(), self.field.text())
        if self.is_open:
            self.place_card()
        self.area.verticalScrollBar().setValue(scrolled)
        self._choose(self.row if self.row in self.listing.rows() else None)

    def place_card(self) -> None:
        """Lays the columns out for the width there is, then be as high as they need."""
        margins = self.body.contentsMargins()
        width = min(self._width, self._host.width() - 32) - margins.left() - margins.right()
        self.presets.set_room(width - 200)
        self.listing.arrange(width - 12)  # room for the scroll bar
        self.area.setMinimumHeight(0)
        room = self._host.height() - 72 - self.body.totalSizeHint().height()
        self.area.setMinimumHeight(max(80, min(self.listing.height(), room)))
        super().place_card()

    def _filter(self, pattern: str) -> None:
        self._leave_row()
        self.listing.filter(pattern)
        self.place_card()
        rows = self.listing.rows()
        self._choose(rows[0] if pattern.strip() and rows else None)
        if not rows:
            text = _("No command or shortcut matches “{text}”").format(text=pattern.strip())
            self.foot.set_message(text)

    def _update_foot(self) -> None:
        labels = [("↑ ↓", _("select a command"))]
        if self.row is not None:
            line = self.row.line
            labels = [("Enter", _("change") if line.keys else _("assign a shortcut"))]
            if line.keys:
                labels += [("Ctrl+Enter", _("add another")), ("Delete", _("remove"))]
            if line.is_changed:
                keys = "Ctrl+Backspace" if self.field.text() else "Backspace"
                labels.append((keys, _("default")))
        if self.editor.can_take_back:
            labels.append(("Ctrl+Z", _("undo")))
        if self.editor.choices.overrides:
            labels.append(("Ctrl+Shift+Backspace", _("reset all")))
        labels += [("Ctrl+P", _("preset")), ("Esc", _("close"))]
        self.foot.set_key_labels(tuple(labels))
