"""The process that speaks, with the engine that Qt has for tests: it makes no sound."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QProcess
from pytestqt.qtbot import QtBot

from reader.core.errors import PostilError
from reader.ui.speech import speech_process
from reader.ui.speech.speech_process import SpeechProcess, missing_package

needs_speech = pytest.mark.skipif(
    bool(missing_package()), reason="Qt's part for speech is not installed"
)


@pytest.fixture
def speech(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[SpeechProcess]:
    monkeypatch.setattr(speech_process, "ENGINE", "mock")
    owner = QObject()
    made = SpeechProcess(owner)
    yield made
    made.end()
    owner.deleteLater()


def telling(signal: object, qtbot: QtBot, act: Callable[[], None]) -> object:
    with qtbot.waitSignal(signal, timeout=20_000) as told:
        act()
    assert told.args is not None
    return told.args[0]


@needs_speech
def test_a_sentence_is_said_to_its_end_and_another_in_its_place(
    speech: SpeechProcess, qtbot: QtBot
) -> None:
    said: list[int] = []
    speech.said.connect(said.append)
    for number in (1, 2):
        speech.say(number, "One two three.", "en-GB", (), 10)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    speech.say(3, "Another.", "en", ("Anne",), 10)
    qtbot.waitUntil(lambda: 3 in said, timeout=20_000)
    assert said == [2, 3]


@needs_speech
def test_voices_are_those_of_a_language(speech: SpeechProcess, qtbot: QtBot) -> None:
    english = telling(speech.voices_told, qtbot, lambda: speech.ask_voices("en-US"))
    norse = telling(speech.voices_told, qtbot, lambda: speech.ask_voices("nb"))
    assert english
    assert norse
    assert english != norse
    assert telling(speech.voices_told, qtbot, lambda: speech.ask_voices("zu")) == []
    assert telling(speech.mute, qtbot, lambda: speech.say(1, "Sawubona.", "zu", (), 0)) == "zu"


@needs_speech
def test_a_process_that_dies_is_told_of_and_begun_again(
    speech: SpeechProcess, qtbot: QtBot
) -> None:
    telling(speech.voices_told, qtbot, lambda: speech.ask_voices("en"))
    (process,) = speech.findChildren(QProcess)
    assert "stopped" in str(telling(speech.failed, qtbot, process.kill))
    telling(speech.voices_told, qtbot, lambda: speech.ask_voices("en"))


def test_without_the_package_nothing_is_begun(
    speech: SpeechProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech_process, "find_spec", lambda _name: None)
    with pytest.raises(PostilError, match="PySide6-Addons"):
        speech.say(1, "Words.", "en", (), 0)
    assert speech.findChildren(QProcess) == []
