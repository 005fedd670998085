"""Tells a screen reader each move of the reading cursor: the unit, how it is marked, its words.

What is marked and changed the toasts say. Words of the interface come first and the words of the
text after them, so that the next key can cut these short.
"""

from PySide6.QtCore import QObject

from reader.core.color_names import color_name
from reader.core.models import Annotation
from reader.core.text.reading_cursor import Passage
from reader.core.translation import _
from reader.ui.reading.reading_controller import ReadingController, unit_name
from reader.ui.style.announcement import announce, is_heard

_LONGEST = 1_000  # characters of a passage that are read out


class ReadingAnnouncements(QObject):
    """Announces what the reading cursor of one controller is on."""

    def __init__(self, reading: ReadingController) -> None:
        super().__init__(reading)
        self._reading = reading
        self._passage: Passage | None = None
        reading.pane.passage_changed.connect(self._tell_passage)

    def _tell_passage(self) -> None:
        reading, passage = self._reading, self._reading.pane.passage
        if passage is None or passage == self._passage:
            self._passage = passage
            return
        self._passage = passage
        if is_heard() and reading.pane.hasFocus():
            announce(
                reading.pane,
                passage_words(passage, reading.passage_text(), reading.highlight_at(passage)),
            )


def passage_words(passage: Passage, words: str, highlight: Annotation | None) -> str:
    """Returns what is said of a passage: its unit, how it is marked, and its words."""
    words = " ".join(words.split())
    if len(words) > _LONGEST:
        words = words[: words.rfind(" ", 0, _LONGEST)] + " …"
    told = [unit_name(passage.unit)]
    if highlight is not None:
        told.append(mark_words(highlight))
    return f"{', '.join(told)}: {words}"


def mark_words(one: Annotation) -> str:
    """Returns what is said of a highlight: its colour, its tags, and whether there is a note."""
    told = [_("highlighted in {color}").format(color=color_name(one.color))]
    if one.tags:
        told.append(_("tagged {tags}").format(tags=", ".join(one.tags)))
    if one.note:
        told.append(_("with a note"))
    return ", ".join(told)
