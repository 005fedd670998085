"""A note written in its card on the page of all annotations; what is not saved stays a draft."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt

from reader.core.models import Annotation
from reader.ui.annotations.draft_store import DraftKeeper
from reader.ui.annotations.note_drafts import draft_name
from reader.ui.highlights.highlights_view import HighlightsView

Answer = Callable[[str | None], None]


class CardNote(QObject):
    """Opens the editor of the list and answers once: the text, or None when it is left."""

    def __init__(self, view: HighlightsView, drafts: DraftKeeper) -> None:
        super().__init__(view)
        self._view, self._drafts = view, drafts
        self._on_answer: Answer | None = None
        self._draft_name = ""
        self._is_refused = False
        view.note_saved.connect(self._save)
        view.note_left.connect(self._leave)
        view.note_changed.connect(self._keep)
        view.drafted = lambda id_: f"annotation:{id_}" in drafts.drafts

    def edit(self, one: Annotation, text: str, on_answer: Answer) -> None:
        """Write a note, with the draft that was kept of it if there is one."""
        self.leave()
        self._on_answer = on_answer
        self._draft_name = draft_name(one)
        self._view.begin_edit(one.id, text, self._drafts.drafts.get(self._draft_name))

    def leave(self, *, returns_focus: bool = False) -> None:
        """Close an open editor; what was typed is kept as a draft."""
        if self._view.editing is not None:
            self._view.editor.leave(returns_focus=returns_focus)

    @property
    def written_draft(self) -> str:
        """What the draft of the note being written is kept by, else empty."""
        return self._draft_name if self._view.editing is not None else ""

    def keep_within(self, ids: Sequence[int]) -> None:
        """Close the editor when its card is not among these any more."""
        if self._view.editing is not None and self._view.editing not in set(ids):
            self.leave(returns_focus=True)

    def refuse(self, text: str) -> None:
        """The library did not take the note that was answered last: it stays a draft."""
        self._is_refused = True
        self._drafts.keep(self._draft_name, text)

    def _keep(self, text: str) -> None:
        if self._view.editing is not None:
            is_changed = self._view.editor.is_changed
            self._drafts.keep(self._draft_name, text if is_changed else None)

    def _save(self, text: str) -> None:
        # The draft is there until the library has the note: the highlight may be gone by now.
        name, self._is_refused = self._draft_name, False
        self._drafts.keep(name, text)
        self._finish(text, returns_focus=True)
        if not self._is_refused:
            self._drafts.keep(name, None)

    def _leave(self, text: str, returns_focus: bool) -> None:
        self._keep(text)
        self._finish(None, returns_focus=returns_focus)

    def _finish(self, answer: str | None, *, returns_focus: bool) -> None:
        on_answer, self._on_answer = self._on_answer, None
        self._view.end_edit()
        if returns_focus:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if on_answer is not None:
            on_answer(answer)
