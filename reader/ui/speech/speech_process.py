"""Manages the process that speaks: starts it on first use, and stops it."""

import json
import shlex
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from reader.core.translation import _

ENGINE = ""  # the one that speaks; empty: the system's
_PATIENCE = 1000  # ms to wait for the process to end
_TO_BEGIN = 10_000  # ms that an engine may take before it speaks
_A_BYTE = (
    200  # ms that the slowest voice may take for a byte of UTF-8; Chinese has three a syllable
)
_INSTALL_ENGINE = "sudo apt-get install speech-dispatcher speech-dispatcher-espeak-ng"


def has_package() -> bool:
    """Returns whether Qt's part for speech is installed."""
    return find_spec("PySide6.QtTextToSpeech") is not None


class SpeechProcess(QObject):
    """Speaks sentences, one at a time."""

    said = Signal(int)  # the number of a sentence that was said to its end
    failed = Signal(str, str)  # why nothing is said any more, and the command that helps, if any
    mute = Signal(str)  # no voice speaks this language
    voices_told = Signal(list)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._rest = b""
        # Without a sound device, or after its service has ended, an engine goes on in silence.
        self._silence = QTimer(self, singleShot=True)
        self._silence.timeout.connect(self._give_up)

    def say(self, number: int, text: str, language: str, voices: Sequence[str], rate: int) -> None:
        """Speaks a text in place of the current one."""
        self._order(
            do="say", number=number, text=text, language=language, voices=[*voices], rate=rate
        )
        if self._process is not None:
            self._silence.start(_TO_BEGIN + _A_BYTE * len(text.encode()))

    def stop_saying(self) -> None:
        """Stops speaking."""
        self._silence.stop()
        if self._process is not None:
            self._order(do="stop")

    def ask_voices(self, language: str) -> None:
        """Asks which voices speak a language."""
        self._order(do="voices", language=language)

    def end(self) -> None:
        """Ends the process, which may hang."""
        self._silence.stop()
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.closeWriteChannel()
        process.kill()
        process.waitForFinished(_PATIENCE)
        process.deleteLater()

    def _order(self, **order: object) -> None:
        if self._process is None and has_package():
            self._start()
        if self._process is not None:
            self._process.write(json.dumps(order).encode() + b"\n")
            return
        # For the Python that runs this.
        command = f"{shlex.quote(sys.executable)} -m pip install PySide6-Addons=={qt_version}"
        text = _("To read aloud, install Qt's part for speech: {command}")
        self.failed.emit(text.format(command=command), command)

    def _start(self) -> None:
        process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(lambda _error: self._on_end())
        process.finished.connect(lambda _code, _status: self._on_end())
        process.setStandardErrorFile(QProcess.nullDevice())
        self._process, self._rest = process, b""
        engine = [ENGINE] if ENGINE else []
        process.start(sys.executable, ["-m", "reader.ui.speech.speaker", *engine])

    def _on_end(self) -> None:
        if self._process is not None:
            self.end()
            self.failed.emit(_("The speech engine has stopped; start reading aloud again."), "")

    def _give_up(self) -> None:
        self.end()
        text = _(
            "The speech engine does not answer: check the sound of this computer, then start reading"
            " aloud again."
        )
        self.failed.emit(text, "")

    def _read(self) -> None:
        if self._process is None:
            return
        *lines, self._rest = (self._rest + self._process.readAllStandardOutput().data()).split(
            b"\n"
        )
        for line in lines:
            self._take(json.loads(line))

    def _take(self, told: dict[str, object]) -> None:
        match told["event"]:
            case "said":
                self._silence.stop()
                self.said.emit(told["number"])
            case "voices":
                self.voices_told.emit(told["names"])
            case "mute":
                self.mute.emit(told["language"])
            case "failed":
                text = _("The speech engine failed: {reason}.")
                self.failed.emit(text.format(reason=str(told["text"]).rstrip(".")), "")
            case "missing":
                self.end()
                text = _(
                    "No speech engine of the system answers. Install one, on Debian: {command}"
                )
                self.failed.emit(text.format(command=_INSTALL_ENGINE), _INSTALL_ENGINE)
