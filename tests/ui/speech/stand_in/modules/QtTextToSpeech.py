"""Stands in for Qt's module of this name where PySide6-Addons is not installed.

It makes no sound and behaves as Qt's engine for tests does; the same tests are run with both.
"""

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

_SPEECH = 100  # ms that a text takes
_NAMES = {"en-GB": ("Bob", "Anne"), "en-US": ("Joe", "Ada"), "nb-NO": ("Kari", "Nils")}


class QVoice(NamedTuple):
    """A voice of one language."""

    language: str
    title: str

    def name(self) -> str:
        """Returns the name of the voice."""
        return self.title


class QTextToSpeech(QObject):
    """Says one text at a time, without a sound."""

    class State(Enum):
        """What the engine does."""

        Ready = 0
        Speaking = 1
        Error = 3

    class ErrorReason(Enum):
        """Why it does not speak."""

        NoError = 0
        Initialization = 1

    stateChanged = Signal(object)
    errorOccurred = Signal(object, str)

    def __init__(self, engine: str, parent: QObject) -> None:
        super().__init__(parent)
        self._state = self.State.Ready if engine == "mock" else self.State.Error
        self._locale = QLocale("en-GB")
        self._voice = self.availableVoices()[0]
        self._end = QTimer(self, singleShot=True, interval=_SPEECH)
        self._end.timeout.connect(self.stop)

    @staticmethod
    def availableEngines() -> list[str]:
        return ["mock"]

    def state(self) -> State:
        return self._state

    def errorReason(self) -> ErrorReason:
        is_wrong = self._state is self.State.Error
        return self.ErrorReason.Initialization if is_wrong else self.ErrorReason.NoError

    def errorString(self) -> str:
        return "Text to speech engine not initialized" * (self._state is self.State.Error)

    def say(self, _text: str) -> None:
        self._change(self.State.Speaking)
        self._end.start()

    def stop(self) -> None:
        self._end.stop()
        self._change(self.State.Ready)

    def setRate(self, rate: float) -> None:
        assert -1 <= rate <= 1

    def availableLocales(self) -> list[QLocale]:
        return [QLocale(name) for name in _NAMES]

    def locale(self) -> QLocale:
        return self._locale

    def setLocale(self, locale: QLocale) -> None:
        self._locale = locale
        self._voice = self.availableVoices()[0]

    def availableVoices(self) -> list[QVoice]:
        language = self._locale.bcp47Name()
        name = next(one for one in _NAMES if QLocale(one).bcp47Name() == language)
        return [QVoice(name, title) for title in _NAMES[name]]

    def voice(self) -> QVoice:
        return self._voice

    def setVoice(self, voice: QVoice) -> None:
        self._voice = voice

    def _change(self, state: State) -> None:
        if state is not self._state:
            self._state = state
            self.stateChanged.emit(state)
