"""Manages the note that is being edited: the text in its editor, and how it is saved."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.core.models import Annotation, Kind
from reader.core.text.notes.note_normalization import tidy
from reader.library.note_drafts import draft_name
from reader.ui.annotations.note_autosave import DraftStore

if TYPE_CHECKING:  # start-up time: nothing is written before
    from reader.operations.note_writing import NoteWriting

Answer = Callable[[str | None], None]


class NoteSession:
    """Has a note saved while it is written, and answers once: the text, or None if left as it was."""

    def __init__(
        self, drafts: DraftStore, one: Annotation, writing: "NoteWriting", on_answer: Answer
    ) -> None:
        self._drafts, self.one, self._on_answer = drafts, one, on_answer
        self.writing = writing
        self.show_text: Callable[[str], None] = lambda _text: None  # in the editor
        self.text = writing.saved  # what is in the editor
        offered = drafts.begin(self)  # what was typed before and not saved
        self.is_offered = offered is not None and offered != self.text
        self.text = self.text if offered is None else offered

    @property
    def annotation_id(self) -> int:
        """The annotation, 0 before it is made."""
        return self.writing.id or self.one.id

    @property
    def names(self) -> tuple[str, ...]:
        """What its draft is kept by: last what it is kept by now."""
        first = draft_name(self.one)
        if self.writing.id and self.one.kind is not Kind.ARTICLE_NOTE:
            return first, f"annotation:{self.writing.id}"
        return (first,)

    @property
    def is_saved(self) -> bool:
        """Whether the library has what is in the editor."""
        return tidy(self.text) == tidy(self.writing.saved)

    def type(self, text: str) -> None:
        """Updates the note to the text of the editor, to be saved soon."""
        self.text = text
        self._drafts.save_soon()

    def submit(self, text: str) -> bool:
        """Saves the note; False if the library cannot be written: then it stays open."""
        self.text = text
        return self._drafts.submit(self)

    def follow(self, note: str) -> None:
        """Updates the note after undo or another program changed it, unless words are unsaved."""
        if self.is_saved:
            self.writing.follow(note)
            self.take_saved()

    def take_saved(self) -> None:
        """Shows the note as it was saved: behind what another program wrote meanwhile, it is longer."""
        if not self.is_saved:
            self.text = self.writing.saved
            self.show_text(self.text)

    def leave(self, text: str) -> None:
        """Saves the note, or keeps it as a draft until that can be done, and answers."""
        self.text = text
        self._drafts.leave(self)
        is_changed = not self.is_saved or self.writing.has_changed
        self.end(text if is_changed else None)

    def end(self, text: str | None) -> None:
        """Answers."""
        self.writing.is_whole = self.is_saved
        self._on_answer(text)
        self._drafts.end(self)
