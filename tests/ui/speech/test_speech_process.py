"""The process that speaks, with an engine that makes no sound: Qt's, and one that stands in for it."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QProcess
from pytestqt.qtbot import QtBot

from reader.ui.speech import speech_process
from reader.ui.speech.speech_process import SpeechProcess, has_package

ROOT = Path(__file__).parents[3]
STAND_IN = Path(__file__).with_name("stand_in")


@pytest.fixture(
    params=[
        "stand-in",
        pytest.param(
            "Qt",
            marks=pytest.mark.skipif(
                not has_package(), reason="Qt's part for speech is not installed"
            ),
        ),
    ]
)
def speech(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[SpeechProcess]:
    monkeypatch.setattr(speech_process, "ENGINE", "mock")
    if request.param == "stand-in":
        monkeypatch.setattr(speech_process, "find_spec", lambda name: name)
        monkeypatch.setenv("PYTHONPATH", str(STAND_IN), prepend=os.pathsep)
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


def test_voices_are_those_of_a_language(speech: SpeechProcess, qtbot: QtBot) -> None:
    english = telling(speech.voices_told, qtbot, lambda: speech.ask_voices("en-US"))
    norse = telling(speech.voices_told, qtbot, lambda: speech.ask_voices("nb"))
    assert english
    assert norse
    assert english != norse
    assert telling(speech.voices_told, qtbot, lambda: speech.ask_voices("zu")) == []
    assert telling(speech.mute, qtbot, lambda: speech.say(1, "Sawubona.", "zu", (), 0)) == "zu"


def test_a_process_that_dies_is_told_of_and_begun_again(
    speech: SpeechProcess, qtbot: QtBot
) -> None:
    telling(speech.voices_told, qtbot, lambda: speech.ask_voices("en"))
    (process,) = speech.findChildren(QProcess)
    assert "stopped" in str(telling(speech.failed, qtbot, process.kill))
    telling(speech.voices_told, qtbot, lambda: speech.ask_voices("en"))


@pytest.mark.parametrize("speech", ["stand-in"], indirect=True)
def test_a_packaged_program_speaks_by_itself(
    speech: SpeechProcess, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    packaged = tmp_path / "postil"
    packaged.write_text(
        f"#!{sys.executable}\nimport runpy, sys\n"
        f"sys.frozen = True\nsys.path.insert(0, {str(ROOT)!r})\n"
        "runpy.run_module('reader', run_name='__main__')\n"
    )
    packaged.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(packaged))
    assert telling(speech.voices_told, qtbot, lambda: speech.ask_voices("en"))


@pytest.mark.parametrize("speech", ["stand-in"], indirect=True)
@pytest.mark.parametrize("engine", ["", "uninstalled"])
def test_a_system_without_an_engine_is_told_what_to_install(
    speech: SpeechProcess, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    """Also where Qt has a plugin for one, and the engine itself is not installed."""
    monkeypatch.setattr(speech_process, "ENGINE", engine)
    said = telling(speech.failed, qtbot, lambda: speech.say(1, "Words.", "en", (), 0))
    assert "speech-dispatcher" in str(said)


def test_an_engine_that_is_silent_is_given_up(
    speech: SpeechProcess, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one without a sound device is, which never reports an end."""
    monkeypatch.setattr(speech_process, "_TO_BEGIN", 0)
    monkeypatch.setattr(speech_process, "_A_BYTE", 0)
    said = telling(speech.failed, qtbot, lambda: speech.say(1, "Words.", "en", (), 0))
    assert "sound" in str(said)


@pytest.mark.parametrize("speech", ["stand-in"], indirect=True)
def test_without_the_package_nothing_is_begun(
    speech: SpeechProcess, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech_process, "find_spec", lambda _name: None)
    said = telling(speech.failed, qtbot, lambda: speech.say(1, "Words.", "en", (), 0))
    assert f"{sys.executable} -m pip install PySide6-Addons==" in str(said)
    assert speech.findChildren(QProcess) == []
