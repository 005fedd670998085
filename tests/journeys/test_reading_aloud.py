"""Reading aloud by key: the cursor follows the voice, and the voice the cursor."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from reader.operations import metadata_editing, revisions
from reader.operations.history import History
from reader.ui.overlays.choice_list import ChoiceList
from reader.ui.overlays.overlay import open_overlay
from reader.ui.speech import read_aloud
from tests.importers.sources import read_page
from tests.journeys.conftest import Journey, keep

TEXT = "First words. Second words. Third words.\n***\nFourth words."


class Engine(QObject):
    """A voice in place of the system's, which has none in a test: it says what it is told to."""

    said = Signal(int)
    failed = Signal(str, str)
    mute = Signal(str)
    voices_told = Signal(list)
    lack = ""  # what is wrong with it

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.orders: list[tuple[str, str, tuple[str, ...], int]] = []
        self.number = 0
        self.is_silent = True
        self.has_ended = False

    def say(self, number: int, text: str, language: str, voices: Sequence[str], rate: int) -> None:
        if self.lack:
            self.failed.emit(f"Install it: {self.lack}", self.lack)
            return
        self.number, self.is_silent = number, False
        self.orders.append((text, language, tuple(voices), rate))

    def stop_saying(self) -> None:
        self.is_silent = True

    def ask_voices(self, language: str) -> None:
        self.voices_told.emit([f"Ada ({language})", f"Ben ({language})"])

    def end(self) -> None:
        self.is_silent = self.has_ended = True

    def finish(self) -> None:
        """Have said what was to be said."""
        self.is_silent = True
        self.said.emit(self.number)

    @property
    def text(self) -> str:
        return self.orders[-1][0]


def two(history: History) -> None:
    keep(history, "Other|Another text.", f"One|{TEXT}")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[Engine]:
    made: list[Engine] = []

    def make(parent: QObject) -> Engine:
        made.append(Engine(parent))
        return made[-1]

    monkeypatch.setattr(read_aloud, "SpeechProcess", make)
    return made


@pytest.fixture
def reading(journey: Journey, engine: list[Engine]) -> Journey:
    journey.fill(two)
    journey.start()
    journey.press("Enter")
    return journey


def test_the_cursor_follows_the_voice_to_the_end(reading: Journey, engine: list[Engine]) -> None:
    reading.press(". p")
    (voice,) = engine
    assert (voice.text, reading.passage) == ("Second words.", "Second words.")
    reading.wait(lambda: reading.target.startswith("reading aloud · sentence"))
    voice.finish()
    assert (voice.text, reading.passage) == ("Third words.", "Third words.")
    voice.finish()
    assert voice.text == "Fourth words."  # what has no words is not said
    voice.finish()
    assert voice.is_silent
    assert reading.toast == "Read to the end"
    reading.wait(lambda: "aloud" not in reading.target)


def test_pause_and_go_on_where_the_cursor_is(reading: Journey, engine: list[Engine]) -> None:
    reading.press("p p")
    (voice,) = engine
    assert voice.is_silent
    reading.wait(lambda: reading.target.startswith("reading aloud, paused"))
    reading.press(". .")
    assert voice.is_silent
    reading.press("p")
    assert voice.text == "Third words."
    reading.press("Shift+P")
    assert voice.has_ended
    voice.finish()  # of what was begun before
    assert reading.passage == "Third words."


def test_the_voice_follows_the_cursor(reading: Journey, engine: list[Engine]) -> None:
    reading.press("p .")
    (voice,) = engine
    assert voice.text == "Second words."
    reading.press(",")
    assert voice.text == "First words."
    count = len(voice.orders)
    reading.press(">")  # more is passage, and it is read on
    assert len(voice.orders) == count
    reading.press("h")
    assert [one.exact for one in reading.cards] == ["First words. Second words."]
    voice.finish()
    assert voice.text == "Second words."


def test_faster_and_slower_is_kept(reading: Journey, engine: list[Engine]) -> None:
    reading.press("p ] ] [ ]")
    (voice,) = engine
    assert voice.orders[-1][3] == 2
    assert reading.toast == "Speed of reading aloud: 2"
    assert reading.app.settings.number("speech_rate") == 2
    for _ in range(12):
        reading.press("]")
    assert reading.app.settings.number("speech_rate") == 10


def test_it_ends_with_the_article(reading: Journey, engine: list[Engine]) -> None:
    reading.press("p Ctrl+PageDown")
    (voice,) = engine
    assert voice.has_ended
    reading.press("p")
    assert voice.text == "Another text."
    reading.stop()
    assert voice.is_silent


def test_another_title_does_not_stop_it_but_another_text_does(
    reading: Journey, engine: list[Engine]
) -> None:
    reading.press("p")
    (voice,) = engine
    number = reading.number("One")
    history = reading.app.history
    history.do("Edit", metadata_editing.edit, number, {"title": "Another title"})
    assert not voice.is_silent
    page = read_page("<p>Other words.</p>")
    history.write(lambda unit: revisions.reread(unit, number, page, is_sure=True))
    reading.wait(lambda: voice.has_ended)


def test_a_voice_is_chosen_for_a_language(reading: Journey, engine: list[Engine]) -> None:
    reading.press("p")
    reading.window.run("speech.voice")
    choices = open_overlay(reading.window)
    assert isinstance(choices, ChoiceList)
    reading.type("Ben")
    reading.press("Enter")
    (voice,) = engine
    assert voice.orders[-1][2] == ("Ben ()",)
    assert reading.app.settings.text("speech_voice") == "Ben ()"


def test_what_is_missing_is_said_with_the_command_that_helps(
    reading: Journey, engine: list[Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Engine, "lack", "pip install speech")
    reading.press("p")
    assert reading.toast == "Install it: pip install speech"
    assert "aloud" not in reading.target
    reading.window.toasts.shown[-1].more[0].click()
    assert QGuiApplication.clipboard().text() == "pip install speech"
    (voice,) = engine
    voice.mute.emit("fi")
    assert "Finnish" in reading.toast
    voice.failed.emit("It broke.", "")
    assert reading.toast == "It broke."
