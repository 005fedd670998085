"""Collects pressed chords and the count before them, and resolves them in a key map."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from reader.core.keys.keymap import KeyMap, Match, Resolution

MOST = 9_999  # a longer count stays at this
_DIGITS = frozenset("0123456789")


def never(_digit: str, _keymap: str) -> bool:
    """Returns False: no digit begins a count by itself."""
    return False


class Resolver:
    """Feeds chords to the key maps; a count before a command (``3j``) is kept here too.

    Digits may be bound as well. ``starts_count`` tells of a digit whether it begins a count in a
    key map just now; the command ``count_command`` begins one whatever is bound. Once a count has
    begun, every digit belongs to it.
    """

    def __init__(
        self,
        keymap_of: Callable[[str], KeyMap],
        starts_count: Callable[[str, str], bool] = never,
        count_command: str = "",
    ) -> None:
        self._keymap_of = keymap_of
        self._starts_count = starts_count
        self._count_command = count_command
        self._keymap = ""
        self._pending: tuple[str, ...] = ()
        self._is_counting = False
        self._digits = ""

    @property
    def pending(self) -> tuple[str, ...]:
        """The chords that wait for more."""
        return self._pending

    @property
    def count(self) -> int:
        """The count typed so far; 1 when there is none."""
        return int(self._digits or 1)

    @property
    def digits(self) -> str:
        """The count as it was typed; empty when there is none."""
        return self._digits

    @property
    def is_counting(self) -> bool:
        """Whether a digit would belong to a count."""
        return self._is_counting and not self._pending

    @property
    def is_waiting(self) -> bool:
        """Whether something was pressed that waits for more."""
        return self._is_counting or bool(self._pending)

    def feed(self, chord: str, keymap: str) -> Resolution:
        """Takes one more chord in the key map of that name; never raises.

        Going to another key map forgets what waits. A chord that continues nothing is swallowed
        with it: after a mistyped ``g`` or ``3`` no other command must run by accident.
        """
        if keymap != self._keymap:
            self.reset()
            self._keymap = keymap
        known = self._keymap_of(keymap)
        if self._belongs_to_count(chord):
            self._is_counting = True
            self._digits = str(min(int(self._digits + chord), MOST)).lstrip("0")
            return self._counting(known)
        if self.is_counting and chord == "Escape":
            self.reset()
            return Resolution(Match.NONE)
        chords = (*self._pending, chord)
        resolution = known.resolve(chords)
        if resolution.kind is Match.EXACT and resolution.command == self._count_command:
            self.begin_count(keymap)
            return self._counting(known)
        resolution = replace(resolution, count=self.count)
        if resolution.kind is Match.PENDING:
            self._pending = chords
        else:
            self.reset()
        return resolution

    def begin_count(self, keymap: str) -> None:
        """Waits for a number, then for what is to be done as often."""
        self.reset()
        self._keymap = keymap
        self._is_counting = True

    def choose(self, candidates: Sequence[str], keymap: str) -> str:
        """Returns which of the possible chords of a key press is a key here.

        The first that does; a digit where a count goes on; when none does, the first.
        """
        if self.is_counting and keymap == self._keymap:
            for chord in candidates:
                if chord in _DIGITS:
                    return chord
        for chord in candidates:
            if self._continues(chord, keymap):
                return chord
        return candidates[0]

    def knows(self, chord: str, keymap: str) -> bool:
        """Returns whether feeding the chord would be anything but a mistype; changes nothing."""
        return (self.is_waiting and keymap == self._keymap) or self._continues(chord, keymap)

    def reset(self) -> None:
        """Forgets the chords and the count that wait."""
        self._pending = ()
        self._is_counting = False
        self._digits = ""

    def _belongs_to_count(self, chord: str) -> bool:
        if chord not in _DIGITS or self._pending:
            return False
        return self._is_counting or (chord != "0" and self._starts_count(chord, self._keymap))

    def _continues(self, chord: str, keymap: str) -> bool:
        pending = self._pending if keymap == self._keymap else ()
        known = self._keymap_of(keymap)
        if known.resolve((*pending, chord)).kind is not Match.NONE:
            return True
        return not pending and chord in _DIGITS - {"0"} and self._starts_count(chord, keymap)

    def _counting(self, known: KeyMap) -> Resolution:
        return Resolution(Match.PENDING, None, known.resolve(()).following, self.count)
