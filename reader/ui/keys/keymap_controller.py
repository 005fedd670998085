"""Manages the active key map of a window, shows pending keys, and reports conflicts."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from reader.commands.catalogue import BY_ID, effective_keys
from reader.commands.command import GO, Command, Need
from reader.commands.context import Pane
from reader.commands.keys.active_keymap import keymap_of, present_keys, use_keys
from reader.core.keys.key_file import KeyFile
from reader.core.keys.key_overrides import KeyChoices
from reader.core.keys.keymap import Match, format_keys
from reader.core.tags.tag_names import place_of
from reader.core.translation import _
from reader.library.queries.queries import Queries
from reader.ui.keys import caret_mode_keys
from reader.ui.keys.key_dispatcher import KeyDispatcher, Waiting
from reader.ui.style.reading_typography import tag_text
from reader.ui.tasks.notices import Notices

if TYPE_CHECKING:
    from reader.ui.keys.pending_keys_popup import PendingKeysPopup

_SLOT = ".slot_"  # in the ids of the commands that put a tag on


class PaneKeys(Protocol):
    """The parts of the window whose keys differ."""

    @property
    def has_caret(self) -> bool:
        """Whether the keys move the caret of the text."""

    def pane_of(self, widget: QWidget) -> Pane | None:
        """Returns the pane whose keys apply for a widget; None where keys are not commands."""

    def present_pane(self) -> Pane:
        """Returns the pane that has the keyboard."""

    def focus_pane(self, pane: Pane) -> None:
        """Gives a pane the keyboard."""

    def target_rect(self, pane: Pane) -> QRect:
        """Returns where in the window is what the next key acts on; empty if nowhere."""


class KeymapController(QObject):
    """Runs commands by the active keys of a library, and shows which keys may follow."""

    keys_changed = Signal()

    def __init__(
        self,
        window: QWidget,
        panes: PaneKeys,
        queries: Queries,
        file: KeyFile,
        notices: Notices,
        run: Callable[[str, int], None],
        has_offer: Callable[[], bool],
    ) -> None:
        """``has_offer`` returns whether the open article has a new revision to be decided on."""
        super().__init__(window)
        self._window, self._panes, self._queries = window, panes, queries
        self._notices, self._run, self._has_offer = notices, run, has_offer
        self.popup: PendingKeysPopup | None = None  # once it was needed
        self._file = file
        use_keys(effective_keys(self._file.choices))
        self.dispatcher = KeyDispatcher(
            window, panes.pane_of, self.run, self.show_popup, self.starts_count, self.enters_text
        )

    def run(self, command: str, count: int) -> None:
        """Runs a command that was asked for by its keys, unless they are none beside a caret."""
        if self._panes.has_caret and caret_mode_keys.is_stray(command):
            self._notices.notify(caret_mode_keys.stray_text())
            return
        self._run(command, count)

    def apply_choices(self) -> None:
        """Goes by the choices as they are now; everything that names keys says so at once."""
        if present_keys().choices == self._file.choices:
            return
        use_keys(effective_keys(self._file.choices))
        self.dispatcher.update_keys()
        self.keys_changed.emit()

    def restore_defaults(self) -> None:
        """Goes back to Postil's own keys: the window closes."""
        use_keys(effective_keys(KeyChoices()))

    def report_problems(self) -> None:
        """Reports, once, problems of the user's keys: a renamed file, a conflict with new keys."""
        from reader.commands.keys import keymap_commands  # start-up time: after the first paint

        if self._file.problem:
            self._notices.fail(self._file.problem)
            self._file.problem = ""
        news = keymap_commands.news(present_keys(), self._file.choices)
        if news:
            self._notices.show(keymap_commands.conflict_text(present_keys(), news))
            self._file.tell(tuple(conflict.mark for conflict in news))

    def enters_text(self, chord: str, pane: Pane) -> bool:
        """Gives the text the keyboard for a key that means something there and nothing in a pane.

        What is marked is not changed from afar: that key is told about, and so is one of the list.
        """
        if pane is Pane.READING:
            if keymap_of(Pane.LIST).resolve((chord,)).kind is not Match.NONE:
                self._explain(_("{key} acts in the list: {back} goes there."), chord)
            return False
        found = keymap_of(Pane.READING).resolve((chord,))
        if pane not in (Pane.LIST, Pane.SIDEBAR, Pane.CONTENTS) or found.kind is Match.NONE:
            return False
        if found.command is not None and BY_ID[found.command].needs is Need.HIGHLIGHT:
            text = _("{key} acts in the text: {article.open} or {pane.next} goes there.")
            self._explain(text, chord)
            return False
        self._panes.focus_pane(Pane.READING)
        return True

    def _explain(self, text: str, chord: str) -> None:
        """Says where a key acts that means nothing where it was pressed."""
        self._notices.notify(present_keys().with_keys(text.replace("{key}", format_keys(chord))))

    # -- counts --------------------------------------------------------------------------------

    def starts_count(self, digit: str, pane: str) -> bool:
        """Returns whether a digit begins a count: it means nothing else here, or its slot has no tag."""
        bound = keymap_of(pane).resolve((digit,))
        if bound.command is None:
            return not bound.following
        place, is_slot, slot = bound.command.partition(_SLOT)
        return bool(is_slot) and int(slot) not in self._queries.slots(place_of(place == "article"))

    def begin_count(self) -> None:
        """Waits for a number, as after the key for it."""
        self.dispatcher.begin_count(self._panes.present_pane())

    # -- what may follow -----------------------------------------------------------------------

    def show_popup(self, waiting: Waiting | None) -> None:
        """Shows what may follow the keys pressed so far; hides it when there is nothing to say."""
        if waiting is None:
            if self.popup is not None:
                self.popup.hide()
            return
        from reader.ui.keys.pending_keys_popup import PendingKeysPopup  # start-up time

        self.popup = self.popup or PendingKeysPopup(self._window)
        is_count = not waiting.pressed
        rows: dict[str, list[str]] = {}  # by title: a command may have several keys
        of_digits: dict[str, list[str]] = {}  # one row for all of a kind, below the others
        stands_for = self._queries.colors()
        for keys, name in waiting.following:
            command = BY_ID[name]
            if command.needs is Need.OFFER and not self._has_offer():
                continue
            if command.number and not is_count:
                title = _(command.text).format(n="…")
                of_digits.setdefault(title, []).append(format_keys(keys))
            elif not is_count or _is_repeated(name):
                title = _with_meaning(command, stands_for)
                rows.setdefault(title, []).append(format_keys(keys))
        following = [(" · ".join(keys), title) for title, keys in rows.items()]
        following += [(_range(keys), title) for title, keys in of_digits.items()]
        chords = [format_keys(chord) for chord in waiting.pressed]
        pressed = " ".join([*waiting.digits.split(), *chords])
        self.popup.show_keys(
            pressed or present_keys().key_of("count", waiting.pane),
            following,
            note=self._note(waiting) if is_count else "",
            clear_of=self._panes.target_rect(waiting.pane),
        )

    def _note(self, waiting: Waiting) -> str:
        """Returns how the digit that was pressed gets a tag, when it is a slot without one."""
        bound = keymap_of(waiting.pane).resolve((waiting.digits,)).command or ""
        place, is_slot, digit = bound.partition(_SLOT)
        if not is_slot:
            return ""
        text = _(
            "Quick tag {digit} is not assigned yet: in the tag picker ({key}), Ctrl+{digit} assigns it."
        )
        picker = "article.tag" if place == "article" else "highlight.tag"
        return text.format(digit=digit, key=present_keys().key_of(picker, waiting.pane))


def _with_meaning(command: Command, stands_for: Mapping[str, str]) -> str:
    """Returns a command's title, for a colour with its linked tag."""
    tag = stands_for.get(command.id.removeprefix("highlight."))
    return f"{command.title} · {tag_text(tag)}" if tag else command.title


def _range(keys: Sequence[str]) -> str:
    """Returns the keys of commands that are numbered, as ``1…9`` where they are just these digits."""
    digits = "".join(keys)
    return f"{keys[0]}…{keys[-1]}" if len(keys) > 2 and digits in "123456789" else " ".join(keys)


def _is_repeated(name: str) -> bool:
    """Returns whether a command goes on by one, so that a count before it means something."""
    words = name.replace(".", "_").split("_")
    is_step = "next" in words or "previous" in words
    return BY_ID[name].menu == GO and is_step and words[0] != "pane"
