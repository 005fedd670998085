"""Reads the article aloud, sentence by sentence, and moves the reading cursor along."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QLocale, QObject, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication

from reader.commands.prompt_types import Answer, Choice, ChoicePrompt, Prompt
from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.core.text.reading.spoken_language import spoken_language
from reader.core.translation import _
from reader.settings import BY_KEY, Settings
from reader.ui.reading.reading_controller import ReadingController
from reader.ui.speech.speech_process import SpeechProcess
from reader.ui.tasks.notices import Notices

Ask = Callable[[Prompt, Callable[[Answer], None]], None]

_BETWEEN = "; "  # two names of voices in the setting


class Voice(Protocol):
    """Speaks sentences, one at a time."""

    said: SignalInstance
    failed: SignalInstance
    mute: SignalInstance
    voices_told: SignalInstance

    def say(self, number: int, text: str, language: str, voices: Sequence[str], rate: int) -> None:
        """Speaks a text in place of the current one."""

    def stop_saying(self) -> None:
        """Stops speaking."""

    def ask_voices(self, language: str) -> None:
        """Asks which voices speak a language."""

    def end(self) -> None:
        """Lets go of the engine."""


class State(StrEnum):
    """Whether the article is read aloud."""

    OFF = ""
    SPEAKING = "speaking"
    PAUSED = "paused"


class ReadAloud(QObject):
    """Reads on from the reading cursor; moving the cursor takes the voice along."""

    changed = Signal()

    def __init__(
        self,
        reading: ReadingController,
        settings: Settings,
        notices: Notices,
        ask: Ask,
        voice: Voice,
    ) -> None:
        super().__init__(reading)
        self._reading, self._settings, self._notices = reading, settings, notices
        self._ask, self._voice = ask, voice
        self.state = State.OFF
        self._number = 0  # of the sentence that is said
        self._sentence: Passage | None = None
        self._text: tuple[int, int] | None = None  # article and revision that are read
        voice.said.connect(self._go_on)
        voice.failed.connect(self._fail)
        voice.mute.connect(self._tell_mute)
        voice.voices_told.connect(self._offer_voices)
        reading.article_changed.connect(self._follow_article)
        reading.pane.passage_changed.connect(self._follow_cursor)

    @property
    def language(self) -> str:
        """The language of the article, as far as it is known."""
        article, page = self._reading.article, self._reading.pane.page
        return spoken_language(article.language if article else "", page.text.text if page else "")

    def toggle(self) -> None:
        """Begins at the reading cursor, pauses, or goes on from there."""
        if self.state is State.SPEAKING:
            self._voice.stop_saying()
            self._set_state(State.PAUSED)
        else:
            self._begin()

    def stop(self) -> None:
        """Reads aloud no more, and lets go of the engine."""
        self._voice.end()
        if self.state is not State.OFF:
            self._set_state(State.OFF)

    def change_rate(self, steps: int) -> int:
        """Reads faster, or slower when negative; returns the speed."""
        row = BY_KEY["speech_rate"]
        rate = round(max(row.least, min(row.most, self._settings.number("speech_rate") + steps)))
        self._settings.set(speech_rate=rate)
        self._say_again()
        return rate

    def choose_voice(self) -> None:
        """Asks for a voice of the article's language."""
        self._voice.ask_voices(self.language)

    def _offer_voices(self, names: Sequence[str]) -> None:
        """Lists the voices of a language; the one chosen takes the place of another of them."""
        if not names:
            self._tell_mute(self.language)
            return
        usual = Choice("", _("The system's own"))
        plain_first = sorted(
            names, key=lambda name: ("+" in name, name)
        )  # a voice, then its variants
        choices = [usual, *(Choice(name, name) for name in plain_first)]
        present = next((one for one in self._voices() if one in names), "")

        def choose(answer: Answer) -> None:
            if isinstance(answer, str):
                kept = [one for one in self._voices() if one not in names]
                self._settings.set(speech_voice=_BETWEEN.join([*kept, answer] if answer else kept))
                self._say_again()

        self._ask(ChoicePrompt(_("Voice"), choices, present, is_searched=True), choose)

    def _say_again(self) -> None:
        """Speaks the sentence again from its start, as the settings are now."""
        if self.state is State.SPEAKING and self._sentence is not None:
            self._say(self._sentence)

    def _voices(self) -> list[str]:
        return [one for one in self._settings.text("speech_voice").split(_BETWEEN) if one]

    def _begin(self) -> None:
        pane = self._reading.pane
        passages = pane.passages
        if passages is None:
            self._notices.notify(_("The article is still being opened: ask again in a moment."))
            return
        sentence = passages.at(pane.anchor_offset())
        if sentence is None:
            self._notices.notify(_("There are no words to read aloud."))
            return
        self._text = self._shown_text()
        self._set_state(State.SPEAKING)
        self._say(sentence)

    def _say(self, sentence: Passage) -> None:
        """Speaks a sentence, with the reading cursor on it."""
        pane, rate = self._reading.pane, self._settings.number("speech_rate")
        self._number += 1
        self._sentence = sentence
        words = pane.words_of(sentence.span)
        if pane.passage is None or not _holds(pane.passage, sentence):
            pane.set_passage(sentence)
        self._voice.say(self._number, words, self.language, self._voices(), rate)

    def _go_on(self, number: int) -> None:
        """Speaks the next sentence with words when one is finished."""
        # Asked for again: of a long text that is being opened, only a part is there at first.
        passages, sentence = self._reading.pane.passages, self._sentence
        if self.state is not State.SPEAKING or number != self._number:
            return
        if passages is None or sentence is None:
            self.stop()
            return
        words_of = self._reading.pane.words_of
        while True:
            following = passages.move(sentence, Unit.SENTENCE, 1)
            if following.span == sentence.span:
                self.stop()
                self._notices.notify(_("Read to the end"))
                return
            sentence = following
            if any(map(str.isalnum, words_of(sentence.span))):
                break
        self._say(sentence)

    def _follow_cursor(self) -> None:
        """Reads on where the user has moved the cursor, unless it still contains the sentence."""
        passage, sentence = self._reading.pane.passage, self._sentence
        is_elsewhere = (
            passage is not None and sentence is not None and not _holds(passage, sentence)
        )
        passages = self._reading.pane.passages
        is_same = self._text == self._shown_text()  # else it stops when that is announced
        if self.state is State.SPEAKING and is_elsewhere and is_same and passages is not None:
            assert passage is not None
            here = passages.at(passage.start)
            if here is not None and here != sentence:
                self._say(here)

    def _follow_article(self) -> None:
        """Stops when the article is left, or has another text."""
        if self._text != self._shown_text():
            self.stop()

    def _shown_text(self) -> tuple[int, int] | None:
        article = self._reading.article
        return (article.id, article.revision_id) if article else None

    def _set_state(self, state: State) -> None:
        self.state = state
        self.changed.emit()

    def _fail(self, text: str, command: str = "") -> None:
        """Reports why nothing is said; ``command`` is one for a terminal that helps."""
        self.stop()  # and begin with another engine the next time

        def copy() -> None:
            QGuiApplication.clipboard().setText(command)

        self._notices.fail(text, actions=[(_("Copy the command"), copy)] if command else [])

    def _tell_mute(self, language: str) -> None:
        name = QLocale.languageToString(QLocale(language).language())
        text = _(
            "No voice of the system speaks {language}. Install one, or set the language of the article"
            " if it is another."
        )
        self._fail(text.format(language=name))


def _holds(passage: Passage, sentence: Passage) -> bool:
    return passage.start <= sentence.start and sentence.end <= passage.end


def read_aloud(
    reading: ReadingController,
    settings: Settings,
    notices: Notices,
    ask: Ask,
    on_change: Callable[[], None],
) -> ReadAloud:
    """Returns what reads the article of a window aloud, by the engine of the system."""
    made = ReadAloud(reading, settings, notices, ask, SpeechProcess(reading))
    made.changed.connect(on_change)
    return made
