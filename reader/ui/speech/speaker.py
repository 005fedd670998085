"""Speaks sentences for a window in a separate process: ``python -m reader.ui.speech.speaker``.

An engine may take seconds to begin, which PySide spends with Python's lock held, and one without a
sound device may hang for good; neither is to stop the window. Lines of JSON come in and go out. The
process ends with its standard input.
"""

import json
import sys
import threading
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt, Signal
from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

_FOR_TESTS = "mock"  # an engine of Qt that makes no sound
_STEPS = 10  # of the speed, slower or faster than the voice's own


class Speaker(QObject):
    """Speaks one sentence at a time, and reports when it is finished."""

    ordered = Signal(str)  # a line that came in

    def __init__(self, engine: str) -> None:
        super().__init__()
        engines = [one for one in QTextToSpeech.availableEngines() if one != _FOR_TESTS]
        chosen = engine or (engines[0] if engines else "")
        self._number = 0  # of what is being said
        self._waiting: dict[str, Any] | None = None  # said once the engine is ready
        self._engine = QTextToSpeech(chosen, self) if chosen else None
        self.ordered.connect(self.execute, Qt.ConnectionType.QueuedConnection)
        if self._engine is None:
            tell(event="missing")
            return
        self._usual = self._engine.voice()  # of the language that is spoken
        self._engine.stateChanged.connect(self._on_state)
        self._engine.errorOccurred.connect(self._tell_error)

    def execute(self, line: str) -> None:
        """Executes the request in a line."""
        order, engine = json.loads(line), self._engine
        if engine is None:
            tell(event="missing")
        elif engine.state() is QTextToSpeech.State.Error:
            self._tell_error(engine.errorReason(), engine.errorString())
        elif order["do"] == "say":
            self._waiting = order
            if engine.state() is QTextToSpeech.State.Ready:
                self._say()
            else:
                engine.stop()
        elif order["do"] == "stop":
            self._number, self._waiting = 0, None
            engine.stop()
        else:
            names = [voice.name() for voice in self._voices(order["language"])]
            tell(event="voices", names=names, language=order["language"])

    def _tell_error(self, reason: QTextToSpeech.ErrorReason, text: str) -> None:
        """Reports that the engine has failed; one that cannot begin, as its library is not installed, is missing."""
        if reason is QTextToSpeech.ErrorReason.Initialization:
            tell(event="missing")
        else:
            tell(event="failed", text=text)

    def _on_state(self, state: QTextToSpeech.State) -> None:
        if state is not QTextToSpeech.State.Ready:
            return
        if self._waiting is not None:
            self._say()
        elif self._number:
            number, self._number = self._number, 0
            tell(event="said", number=number)

    def _say(self) -> None:
        order, self._waiting, engine = self._waiting, None, self._engine
        assert order is not None
        assert engine is not None
        voices = self._voices(order["language"])
        if not voices:
            tell(event="mute", language=order["language"])
            return
        chosen = next((one for one in voices if one.name() in order["voices"]), self._usual)
        if engine.voice() != chosen:
            engine.setVoice(chosen)
        engine.setRate(max(-1.0, min(1.0, order["rate"] / _STEPS)))
        self._number = order["number"]
        engine.say(order["text"])

    def _voices(self, language: str) -> list[QVoice]:
        """Returns the voices of a language, once the engine speaks it; of its own where none is named."""
        engine = self._engine
        assert engine is not None
        if language:
            wanted = QLocale(language)
            spoken = [
                one for one in engine.availableLocales() if one.language() == wanted.language()
            ]
            if not spoken:
                return []
            near = [one for one in spoken if one.territory() == wanted.territory()]
            chosen = (near or spoken)[0]
            if engine.locale() != chosen:
                engine.setLocale(chosen)
                self._usual = engine.voice()
        return list(engine.availableVoices())


def tell(**event: object) -> None:
    """Writes a line to the window."""
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Speaks until the standard input ends; an argument names the engine."""
    app = QCoreApplication(sys.argv)
    speaker = Speaker(*sys.argv[1:2] or [""])

    def listen() -> None:
        for line in sys.stdin:
            speaker.ordered.emit(line)
        app.quit()

    threading.Thread(target=listen, daemon=True).start()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
