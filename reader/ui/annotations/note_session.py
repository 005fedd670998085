"""Manages the note that is being written: its draft, its saving, and what it belongs to."""

from collections.abc import Callable

from reader.core.models import Annotation
from reader.ui.annotations.draft_store import DraftStore
from reader.ui.annotations.drafts_file import draft_name

Answer = Callable[[str | None], None]


class NoteSession:
    """Keeps the draft of a note while it is written, and answers once: the text, or None if left."""

    def __init__(self, drafts: DraftStore, one: Annotation, text: str, on_answer: Answer) -> None:
        self._drafts, self._on_answer = drafts, on_answer
        self.annotation_id, self._name = one.id, draft_name(one)
        self.text = text  # as the library has it
        drafts.written.append(self._name)

    @property
    def draft(self) -> str | None:
        """What was typed before and not saved."""
        return self._drafts.texts.get(self._name)

    def type(self, text: str) -> None:
        """Keeps what stands in the editor as the draft, unless it is the note as it was."""
        self._drafts.keep(self._name, None if text == self.text else text)

    def save(self, text: str) -> None:
        """Answers the text; the draft is there until the library has the note."""
        self._drafts.keep(self._name, text)
        self._drafts.is_refused = False
        self._on_answer(text)
        if not self._drafts.is_refused:
            self._drafts.keep(self._name, None)
        self._drafts.end(self._name)

    def leave(self, text: str) -> None:
        """Answers None; what was typed stays a draft."""
        self.type(text)
        self._on_answer(None)
        self._drafts.end(self._name)
