"""Saves a note while it is written, all of it as one undo step."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.core.models import Color
from reader.core.text.notes.note_normalization import tidy
from reader.core.translation import _
from reader.core.unique_ids import act_key
from reader.library.note_drafts import Draft
from reader.operations import annotations
from reader.operations.history import History

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit

# Writes a note: of an annotation (0: of none yet), its text, what is known to be there, and whether
# that is of the same visit; returns the annotation and what its note is now, which is more where
# another program wrote one meanwhile.
Put = Callable[["Unit", int, str, str, bool], tuple[int, str]]


class NoteWriting:
    """One visit to a note. What ends as it began is undone as if it had not been."""

    def __init__(
        self, history: History, put: Put, note: str = "", id_: int = 0, merge_key: str | None = None
    ) -> None:
        """``note`` is what the library has, of the annotation ``id_`` if there is one yet."""
        self._history, self._put = history, put
        self._key = merge_key or act_key()
        self._first_id = self.id = id_
        self.before = self.saved = note  # what the library had at first, and has now
        self.is_whole = True  # the library has all that was typed
        self._is_going_on = False  # the library has a part of what is written
        self._is_told_empty = False  # a highlight was wanted also without a note

    @property
    def has_changed(self) -> bool:
        """Whether anything was saved that is still so."""
        return (self.id, self.saved) != (self._first_id, self.before)

    def save(self, text: str, *, even_empty: bool = False) -> None:
        """Saves the note as it is; with ``even_empty`` makes a highlight also without one.

        Raises what History.do raises; then the library has it as it had it before.
        """
        text = tidy(text)
        self._is_told_empty = self._is_told_empty or even_empty
        is_unmade = not self.id and self._is_told_empty
        if text == tidy(self.saved) and not is_unmade:
            return
        if text == tidy(self.before) and not self._is_told_empty and self._take_back():
            return
        state = self.id, self.saved
        try:
            self._history.do(self._label(text), self._write, text, merge_key=self._key)
        except BaseException:
            self.id, self.saved = state
            raise
        self._is_going_on = True

    def follow(self, note: str) -> None:
        """Reads the current note of the library, which undo or another program may have changed."""
        self.saved = note
        self._is_going_on = False

    def take_up(self, id_: int) -> None:
        """Continues in an annotation without a note that was created on the same words meanwhile."""
        self._first_id = self.id = id_

    def _label(self, text: str) -> str:
        if self._first_id:
            return _("Edit note")
        return _("Note") if text else _("Highlight")

    def _write(self, unit: "Unit", text: str) -> None:
        if not text and self.id and not self._first_id and not self._is_told_empty:
            annotations.delete(unit, [self.id])
            self.id, self.saved = 0, ""
        else:
            # Within the operation: whoever hears of the change asks for both.
            self.id, self.saved = self._put(unit, self.id, text, self.saved, self._is_going_on)

    def _take_back(self) -> bool:
        if not self._history.take_back(self._key):
            return False
        self.id, self.saved = self._first_id, self.before
        self._is_going_on = False
        return True


def on_annotation(
    history: History, id_: int, note: str, merge_key: str | None = None
) -> NoteWriting:
    """Returns the writing of an annotation's note, of which ``note`` is known."""
    return NoteWriting(history, _put_note, note, id_, merge_key)


def on_article(
    history: History, article_id: int, note: str, id_: int = 0, merge_key: str | None = None
) -> NoteWriting:
    """Returns the writing of the note on an article, of which ``note`` is known."""

    def put(unit: "Unit", _id: int, text: str, known: str, is_going_on: bool) -> tuple[int, str]:
        return annotations.write_article_note(
            unit, article_id, text, known, is_going_on=is_going_on
        )

    return NoteWriting(history, put, note, id_, merge_key)


def on_passage(
    history: History,
    where: tuple[int, int, int, int],
    color: Color,
    tags: tuple[str, ...] = (),
    merge_key: str | None = None,
) -> NoteWriting:
    """Returns the writing of the first note on words, which are highlighted with it.

    ``where`` are the article, the revision, and start and end in its text.
    """

    def put(unit: "Unit", id_: int, text: str, known: str, is_going_on: bool) -> tuple[int, str]:
        if id_:
            return _put_note(unit, id_, text, known, is_going_on)
        return annotations.highlight_on(unit, *where, color, tags, text), text

    return NoteWriting(history, put, merge_key=merge_key)


def of_draft(
    history: History, name: str, draft: Draft, color: Color, merge_key: str | None = None
) -> NoteWriting:
    """Returns the writing of a note of which only the draft is left, with the name it is kept by."""
    kind, *numbers = name.split(":")
    first, *rest = map(int, numbers)
    if kind == "annotation":
        return on_annotation(history, first, draft.known, merge_key)
    if kind == "article":
        return on_article(history, first, draft.known, merge_key=merge_key)
    revision_id, start, end = rest
    return on_passage(history, (first, revision_id, start, end), color, merge_key=merge_key)


def _put_note(unit: "Unit", id_: int, text: str, known: str, is_going_on: bool) -> tuple[int, str]:
    return id_, annotations.write_note(unit, id_, text, known, is_going_on=is_going_on)
