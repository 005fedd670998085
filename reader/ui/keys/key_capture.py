"""Listens for the new keys of a command: chords, one after the other, until a pause or Enter."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from reader.core.keys.key_overrides_json import LONGEST
from reader.ui.keys.chords import chords_of

PAUSE = 1_200  # ms without a key after which the sequence is whole


class KeyCapture(QObject):
    """Takes every key while it is on. Esc leaves; Enter ends, but alone it is a key like others."""

    changed = Signal()  # there is one chord more
    finished = Signal(str)  # the keys in their one spelling
    left = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_on = False
        self.chords: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._finish)

    def begin(self) -> None:
        """Starts to listen."""
        self.is_on, self.chords = True, []

    def stop(self) -> None:
        """Listens no longer, and tells nobody."""
        self.is_on, self.chords = False, []
        self._timer.stop()

    def take(self, event: QKeyEvent) -> None:
        """Takes a key press; one that gives no chord is swallowed."""
        chords = chords_of(event)
        if not chords:
            return
        chord = chords[-1]  # what works on every layout: a digit, a Latin letter
        if chord == "Escape":
            self.stop()
            self.left.emit()
        elif chord == "Enter" and self.chords:
            self._finish()
        else:
            self.chords.append(chord)
            self._timer.start(PAUSE)
            self.changed.emit()
            if len(self.chords) == LONGEST:
                self._finish()

    def _finish(self) -> None:
        keys = " ".join(self.chords)
        self.stop()
        self.finished.emit(keys)
