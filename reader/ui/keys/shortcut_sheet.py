"""Shows every key and what it does on the `?` sheet, and changes keys there."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from reader.commands.key_editing import KeyEditor, Proposal
from reader.commands.presets import PRESETS, preset_named
from reader.commands.shortcut_table import KeyLine
from reader.core.keys.key_overrides import KeyChoices
from reader.core.keys.keymap import format_keys
from reader.core.translation import _, ngettext
from reader.settings import KeyFile
from reader.ui.keys.chords import chord_of
from reader.ui.keys.key_capture import KeyCapture
from reader.ui.keys.key_dispatcher import edits_text
from reader.ui.keys.preset_tabs import PresetTabs
from reader.ui.keys.shortcut_rows import ShortcutRow, ShortcutRows
from reader.ui.overlays.list_parts import FootLine, PickField
from reader.ui.overlays.overlay import Overlay
from reader.ui.style.announcement import announce

_PAGE = 10  # rows


class ShortcutSheet(Overlay):
    """Shows every command with its keys, and asks for new ones."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, width=1080, name=_("Keys"))
        self._editor: KeyEditor | None = None
        self._row: ShortcutRow | None = None
        self._actions: dict[str, Callable[[], None]] = {
            "Escape": self.dismiss,
            "Down": partial(self._move, 1),
            "Up": partial(self._move, -1),
            "PageDown": partial(self._move, _PAGE),
            "PageUp": partial(self._move, -_PAGE),
            "Enter": partial(self._ask, is_more=False),
            "Ctrl+Enter": partial(self._ask, is_more=True),
            "Insert": partial(self._ask, is_more=True),
            "Ctrl+Backspace": self._reset_row,
            "Ctrl+Shift+Backspace": self._reset_all,
            "Ctrl+Z": self._take_back,
            "Ctrl+P": self._next_preset,
        }
        self._replaces = ""  # the keys the new ones are to stand for
        self._proposal: Proposal | None = None  # waits for Enter, since it takes from others
        self.body.setContentsMargins(20, 16, 20, 12)
        self.body.setSpacing(12)
        self.field = PickField(self.card, self.handle_key)
        self.field.setPlaceholderText(_("Search keys and commands"))
        self.field.setAccessibleName(_("Search keys and commands"))
        self.presets = PresetTabs(self.card)
        self.listing = ShortcutRows()
        self.capture = KeyCapture(self)
        self.area = QScrollArea(self.card)
        self.area.setWidget(self.listing)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.area.viewport().setAutoFillBackground(False)
        self.listing.setAutoFillBackground(False)
        self.foot = FootLine(self.card)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.field, 1)
        head.addWidget(self.presets)
        self.body.addLayout(head)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.foot)
        self.field.textChanged.connect(self._filter)
        self.presets.preset_chosen.connect(self._choose_preset)
        self.presets.reset_asked.connect(self._reset_all)
        self.listing.chosen.connect(self._clicked)
        self.listing.asked.connect(self._double_clicked)
        self.capture.changed.connect(self._show_capture)
        self.capture.finished.connect(self._take_keys)
        self.capture.left.connect(self._leave_row)

    @property
    def editor(self) -> KeyEditor:
        """What changes the keys, while the sheet is open."""
        assert self._editor is not None
        return self._editor

    @property
    def row(self) -> ShortcutRow | None:
        """The row the keys act on."""
        return self._row

    def show_keys(self, file: KeyFile, take_up: Callable[[], None]) -> None:
        """Opens over the choices of a library; ``take_up`` puts a change into effect."""
        self._editor = KeyEditor(file, take_up)
        self.capture.stop()
        self._proposal = None
        self.field.clear()
        self._show(None)
        self.open_card(None, self.field)

    def dismiss(self) -> None:
        """Closes; keys that were being pressed are left as they were."""
        self.capture.stop()
        self._proposal = None
        super().dismiss()

    # -- keys ----------------------------------------------------------------------------------

    def handle_key(self, event: QKeyEvent) -> bool:
        """Returns the sheet's own keys; what is not one of them is typed into the search."""
        if self.capture.is_on:
            self.capture.take(event)
            return True
        chord = chord_of(event)
        if self._proposal is not None:
            return self._answer(chord)
        action = self._actions.get(chord)
        if action is None:
            return self._handle_row_key(chord) or self._search(chord)
        action()
        return True

    def _handle_row_key(self, chord: str) -> bool:
        """Returns the keys that act on the chosen row where the search has no use for them."""
        row = self._row
        if row is None:
            return False
        if chord == "Delete":
            self._remove()
        elif chord == "Backspace" and not self.field.text():
            self._reset_row()
        elif chord in ("Left", "Right") and len(row.line.keys) > 1:
            row.key = (row.key + (1 if chord == "Right" else -1)) % len(row.line.keys)
            row.update()
            announce(row, row.shown[row.key])
        else:
            return False
        return True

    def _search(self, chord: str) -> bool:
        """Finds a key by pressing it; letters and signs are typed instead."""
        if not chord or edits_text(chord):
            return False
        self.field.setText(format_keys(chord))
        return True

    def _move(self, step: int) -> None:
        rows = self.listing.rows()
        if not rows:
            return
        now = rows.index(self._row) if self._row in rows else None
        if now is None:
            place = 0 if step > 0 else len(rows) - 1
        elif abs(step) == 1:
            place = (now + step) % len(rows)
        else:
            place = max(0, min(len(rows) - 1, now + step))
        self._choose(rows[place])

    def _choose(self, row: ShortcutRow | None) -> None:
        if self._row is not None and self._row is not row:
            self._row.choose(False)
        self._row = row
        if row is not None:
            row.choose(True)
            self.area.ensureWidgetVisible(row, 0, 40)
            announce(row, row.accessibleName())
        self._update_foot()

    def _clicked(self, row: ShortcutRow) -> None:
        if not self.capture.is_on and self._proposal is None:
            self._choose(row)

    def _double_clicked(self, row: ShortcutRow) -> None:
        self._clicked(row)
        self._ask(is_more=False)

    # -- new keys ------------------------------------------------------------------------------

    def _ask(self, *, is_more: bool) -> None:
        if self.capture.is_on or self._proposal is not None:
            return
        if self._row is None:
            self._move(1)
        row = self._row
        if row is None:
            return
        keys = row.line.keys
        self._replaces = "" if is_more or not keys else keys[row.key]
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.capture.begin()
        self._show_capture()

    def _show_capture(self) -> None:
        row = self._row
        if row is None:
            return
        row.ask(self.capture.chords)
        text = _("New keys for “{title}”, up to three: Enter or a pause ends, Esc leaves all as is")
        if self._replaces:
            text = _("Keys for “{title}” in place of {keys}: Enter or a pause ends, Esc leaves it")
        self.foot.set_message(text.format(title=row.title, keys=format_keys(self._replaces)))

    def _take_keys(self, keys: str) -> None:
        row = self._row
        if row is None:
            return
        if keys in row.line.keys:
            self._leave_row()
            text = _("{keys} is “{title}” already")
            self.foot.set_message(text.format(keys=format_keys(keys), title=row.title))
            return
        proposal = self.editor.propose(row.line, keys, self._replaces)
        if proposal.conflict and not proposal.refusal:
            self._proposal = proposal
            row.ask(tuple(keys.split()))
            text = _("{conflict}: Enter takes it over, Esc leaves it")
            self.foot.set_message(text.format(conflict=proposal.conflict), is_error=True)
            return
        self._keep(
            proposal, _("{keys} is “{title}” now").format(keys=format_keys(keys), title=row.title)
        )

    def _answer(self, chord: str) -> bool:
        """Carries out the change that waits (Enter) or leaves all as it was (Esc)."""
        proposal = self._proposal
        if proposal is not None and chord == "Enter" and self._row is not None:
            self._proposal = None
            self._keep(proposal, _("“{title}” took it over").format(title=self._row.title))
        elif chord == "Escape":
            self._leave_row()
        return True

    def _leave_row(self) -> None:
        self._proposal = None
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        if self._row is not None:
            self._row.ask(None)
        self._update_foot()

    # -- less, and back ------------------------------------------------------------------------

    def _remove(self) -> None:
        row = self._row
        if row is None or not row.line.keys:
            self.foot.set_message(_("There is no key to remove."))
            return
        keys = row.line.keys[row.key]
        text = _("{keys} is off “{title}”").format(keys=format_keys(keys), title=row.title)
        self._keep(self.editor.propose_without(row.line, keys), text)

    def _reset_row(self) -> None:
        row = self._row
        if row is None:
            self.foot.set_message(_("Choose a command first, with ↑ and ↓."))
        elif not row.line.is_changed:
            self.foot.set_message(_("“{title}” is as it came.").format(title=row.title))
        else:
            text = _("“{title}” is as it came").format(title=row.title)
            self._keep(self.editor.propose_as_given(row.line), text)

    def _reset_all(self) -> None:
        choices = self.editor.choices
        if not choices.overrides:
            self.foot.set_message(_("All keys are as they came."))
            return
        self._keep(Proposal(KeyChoices(choices.preset)), _("All keys are as they came"))

    def _next_preset(self) -> None:
        names = [preset.name for preset in PRESETS]
        present = preset_named(self.editor.choices.preset).name
        self._choose_preset(names[(names.index(present) + 1) % len(names)])

    def _choose_preset(self, name: str) -> None:
        choices = replace(self.editor.choices, preset=name)
        told = _("The keys are {title} now").format(title=_(preset_named(name).title))
        count = len(choices.overrides)
        if count:
            text = ngettext("your {n} change stays", "your {n} changes stay", count)
            told = f"{told}, {text.format(n=count)}"
        self._keep(Proposal(choices), told)

    def _take_back(self) -> None:
        if self.editor.take_back():
            self._show(self._row.line if self._row else None)
            self.foot.set_message(_("The last change of keys is taken back."))
        else:
            self.foot.set_message(_("No key was changed since Postil was started."))

    def _keep(self, proposal: Proposal, told: str) -> None:
        self._leave_row()
        if proposal.refusal:
            self.foot.set_message(proposal.refusal, is_error=True)
            return
        self.editor.keep(proposal.choices)
        self._show(self._row.line if self._row else None)
        self.foot.set_message(_("{told} · Ctrl+Z takes it back").format(told=told))

    # -- what is shown -------------------------------------------------------------------------

    def _show(self, line: KeyLine | None) -> None:
        """Shows the present keys; the row of this command in this place stays chosen."""
        scrolled = self.area.verticalScrollBar().value()
        self._row = None
        choices = self.editor.choices
        self.presets.show_choices(choices)
        self.listing.set_sections(self.editor.sections())
        self.listing.filter(self.field.text())
        if self.is_open:
            self.place_card()
        self.area.verticalScrollBar().setValue(scrolled)
        same = [
            row
            for row in self.listing.rows()
            if line is not None and (row.line.command, row.line.panes) == (line.command, line.panes)
        ]
        self._choose(same[0] if same else None)

    def place_card(self) -> None:
        """Lays the columns out for the width there is, then be as high as they need."""
        margins = self.body.contentsMargins()
        width = min(self._width, self._host.width() - 32) - margins.left() - margins.right()
        self.presets.set_room(width - 200)
        self.listing.arrange(width - 12)  # room for the scroll bar
        others = max(self.field.sizeHint().height(), self.presets.sizeHint().height())
        others += self.foot.sizeHint().height()
        others += margins.top() + margins.bottom() + 2 * self.body.spacing() + 40
        room = self._host.height() - 32 - others
        self.area.setMinimumHeight(max(80, min(self.listing.height(), room)))
        super().place_card()

    def _filter(self, pattern: str) -> None:
        if self._editor is None:
            return
        count = self.listing.filter(pattern)
        if self.is_open:
            self.place_card()
        rows = self.listing.rows()
        self._choose(rows[0] if pattern.strip() and rows else None)
        if not count:
            text = _("No command or key matches “{text}”").format(text=pattern.strip())
            self.foot.set_message(text)

    def _update_foot(self) -> None:
        row = self._row
        if row is None:
            labels = [("↑ ↓", _("choose a command"))]
        else:
            labels = [("Enter", _("change") if row.line.keys else _("give it a key"))]
            if row.line.keys:
                labels += [("Ctrl+Enter", _("one more")), ("Delete", _("remove"))]
            if row.line.is_changed:
                keys = "Ctrl+Backspace" if self.field.text() else "Backspace"
                labels.append((keys, _("as it came")))
        if self._editor is not None and self._editor.can_take_back:
            labels.append(("Ctrl+Z", _("take back")))
        if self._editor is not None and self._editor.choices.overrides:
            labels.append(("Ctrl+Shift+Backspace", _("reset all")))
        labels += [("Ctrl+P", _("set of keys")), ("Esc", _("close"))]
        self.foot.set_key_labels(tuple(labels))
