"""What a person who listens is told while reading: the passage at each move, and what is marked.

Words of the interface come first and the words of the text after them, so that both can be cut
short by the next key. A passage is told once, though several things may ask for it.
"""

from PySide6.QtCore import QObject

from reader.core.colors import color_name
from reader.core.models import Annotation
from reader.core.passage import Passage
from reader.core.translation import _
from reader.ui.announcement import announce, is_heard
from reader.ui.reading_desk import ReadingDesk, unit_name

_LONGEST = 1_000  # characters of a passage that are read out


class ReadingSpeech(QObject):
    """Announces what the reading cursor is on, and highlights that are made, of one desk."""

    def __init__(self, desk: ReadingDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._article: int | None = None
        self._passage: Passage | None = None
        self._known: dict[int, Annotation] = {}
        desk.pane.passage_changed.connect(self._tell_passage)
        desk.told.connect(self._tell_marks)

    def _tell_passage(self) -> None:
        desk, passage = self._desk, self._desk.pane.passage
        if passage is None or passage == self._passage:
            self._passage = passage
            return
        self._passage = passage
        if is_heard() and desk.pane.hasFocus():
            announce(
                desk.pane, passage_words(passage, desk.passage_text(), desk.highlight_at(passage))
            )

    def _tell_marks(self) -> None:
        desk = self._desk
        article = desk.article.id if desk.article else None
        known = {one.id: one for one in desk.annotations}
        before, self._known = self._known, known
        if article != self._article:
            self._article = article
            return
        made = [one for number, one in known.items() if number not in before]
        if len(made) == 1 and made[0].start is not None:
            announce(desk.pane, mark_words(made[0]))


def passage_words(passage: Passage, words: str, highlight: Annotation | None) -> str:
    """What is said of a passage: its unit, how it is marked, and its words."""
    words = " ".join(words.split())
    if len(words) > _LONGEST:
        words = words[: words.rfind(" ", 0, _LONGEST)] + " …"
    told = [unit_name(passage.unit)]
    if highlight is not None:
        told.append(mark_words(highlight))
    return f"{', '.join(told)}: {words}"


def mark_words(one: Annotation) -> str:
    """What is said of a highlight: its colour, its tags, and whether there is a note."""
    told = [_("highlighted in {color}").format(color=color_name(one.color))]
    if one.tags:
        told.append(_("tagged {tags}").format(tags=", ".join(one.tags)))
    if one.note:
        told.append(_("with a note"))
    return ", ".join(told)
