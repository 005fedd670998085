"""Saves notes while they are written, and stores drafts of notes that cannot be saved yet."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.errors import LibraryError, LibraryGone, NotFound, PostilError
from reader.core.models import Annotation, Color, Kind
from reader.core.text.shortening import shorten
from reader.core.translation import _, ngettext, number_text
from reader.core.unique_ids import act_key
from reader.library import note_drafts
from reader.library.note_drafts import Draft, draft_name, passage_name
from reader.services import Services

if TYPE_CHECKING:
    from reader.operations.note_writing import NoteWriting
    from reader.ui.tasks.task_queue import TaskQueue

SAVE_AFTER = 700  # ms of rest after which a note being written is saved
SAVE_WITHIN = 2_000  # ms after which it is saved also without a rest, or tried again


class Session(Protocol):
    """A note that is being written."""

    one: Annotation  # with the id 0 if it was not made yet
    text: str  # as it was typed
    writing: "NoteWriting"

    @property
    def names(self) -> tuple[str, ...]:
        """What its draft is kept by: last what it is kept by now."""

    @property
    def is_saved(self) -> bool:
        """Whether the library has what was typed."""

    def take_saved(self) -> None:
        """Shows the note as it was saved."""


class DraftStore(QObject):
    """The notes that are being written, and the drafts of a library by the names of ``draft_name``.

    A note is saved into the library, which takes some milliseconds. Where it would have to wait for
    another program, or cannot be written, what was typed is stored as a draft and tried again.
    """

    changed = Signal()  # other notes have a draft than before
    adopted = Signal()  # a note that is written is that of a highlight that was made meanwhile
    ended = Signal()  # a note is written no more
    saved = Signal(str)  # notes that had to wait are in the library: says so
    found = Signal(str, int)  # the same of those an earlier window left, and one of the annotations
    rescued = Signal()  # a draft of an annotation that is gone: the article's note offers it now
    failed = Signal(str)
    settled = Signal(str)  # what failed is saved now: the text that was reported

    def __init__(self, app: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        # What is kept of a file that could not be read whole: the user is to be told.
        self.drafts, self.put_aside = note_drafts.load(app.directory)
        self._on_disk = dict(self.drafts)
        self.queue: TaskQueue | None = None  # of what the window writes
        self._sessions: list[Session] = []
        self._writings: dict[str, NoteWriting] = {}  # of drafts that were left since the start
        self._found = set(self.drafts)  # names of drafts that an earlier window left
        self._found_key = ""  # of the step that saves what an earlier window left
        self._unmade: dict[str, Annotation] = {}  # what drafts that were left since are on
        self._told = set[str]()  # why notes were not saved, since one was
        self._unsettled = set[str]()  # reports of failures that may end
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._latest = QTimer(self, singleShot=True, interval=SAVE_WITHIN)
        for timer in (self._timer, self._latest):
            timer.timeout.connect(self.flush)
        self.strays_aside = self._put_strays_aside()

    def _put_strays_aside(self) -> Path | None:
        """Sets drafts aside that are of nothing in this library, as of that before a restore.

        They would become drafts of what gets the same number next. Returns where they are kept.
        """
        if not self.drafts or self._app.database.is_read_only:
            return None
        with suppress(PostilError):  # a damaged library, a full disk: they stay where they are
            names = self._app.queries.strays(self.drafts)
            strays = {name: self.drafts[name] for name in names}
            if strays:
                aside = note_drafts.put_aside(self._app.directory, strays)
                for name in names:
                    del self.drafts[name]
                self.write_down()
                return aside
        return None

    # -- notes that are being written ----------------------------------------------------------------

    @property
    def written(self) -> set[str]:
        """What is being written: the names of drafts that are not to be touched."""
        return {name for session in self._sessions for name in session.names}

    def begin(self, session: Session) -> str | None:
        """Begins saving a note while it is written; returns its unsaved earlier text."""
        self._sessions.append(session)
        name = session.names[-1]
        self._writings.pop(name, None)
        draft = self.drafts.get(name)
        if draft is None:
            return None
        return note_drafts.merged(session.writing.saved, draft)

    def end(self, session: Session) -> None:
        """Ends saving a note, as it is no longer edited."""
        self._sessions.remove(session)
        self.ended.emit()

    def save_soon(self) -> None:
        """Saves what is being written after a rest, and without one after a while."""
        self._timer.start()
        if not self._latest.isActive():
            self._latest.start()

    def submit(self, session: Session) -> bool:
        """Saves a note that is done; False if the library cannot be written now.

        While this window writes what takes long, it waits as a draft.
        """
        if self.queue is not None and not self.queue.is_idle:
            if not session.is_saved:
                return self.leave(session)
            self.queue.finish()  # no draft would make the highlight of an empty note
        is_done = self._save(session, even_empty=True, is_last=True)
        self.write_down()
        return is_done

    def leave(self, session: Session) -> bool:
        """Saves a note that is left; what cannot be saved waits as a draft. False if that is not on disk."""
        name = session.names[-1]
        if not self._save(session, is_last=True) and name in self.drafts:
            self._writings[name] = session.writing
            if not session.writing.id:
                self._unmade[name] = session.one
        return self.write_down()

    def flush(self) -> bool:
        """Saves what is typed and what waits; False when something is neither saved nor on disk."""
        self._timer.stop()
        self._latest.stop()
        for session in tuple(self._sessions):
            if session.text.strip():  # else what is there stays until the note is left
                self._save(session)
        self._save_waiting()
        return self.write_down()

    def _save(self, session: Session, *, even_empty: bool = False, is_last: bool = False) -> bool:
        try:
            if not session.is_saved or (even_empty and not session.writing.id):
                self._refuse_to_wait(is_asked=is_last)
                session.writing.save(session.text, even_empty=even_empty)
        except PostilError as error:
            if not session.is_saved:
                self._keep(session.names[-1], Draft(session.text, session.writing.saved))
            self._tell(error)
            if isinstance(error, LibraryError):
                return False
            if is_last:
                self._give_up(session.names[-1])
            return True  # trying again does not help
        session.take_saved()
        for name in session.names:
            self._keep(name, None)
        self._settle()
        return True

    def _refuse_to_wait(self, *, is_asked: bool = False) -> None:
        """Raises LibraryError where a write would have to wait, or is known to be in vain."""
        if self.queue is not None and not self.queue.is_idle:
            raise _Busy
        self._app.database.refuse_if_busy()
        if not is_asked and (loss := self._app.database.loss()):
            raise LibraryGone(loss)

    def _tell(self, error: PostilError) -> None:
        """Reports once why a note is not saved."""
        reason = str(error)
        if isinstance(error, _Busy) or reason in self._told:
            return
        self._told.add(reason)
        if isinstance(error, LibraryError) and self.write_down():
            text = _("{reason}; the note is kept as a draft until it can be saved.")
            reason = text.format(reason=reason.removesuffix("."))
        if isinstance(error, LibraryError) and not isinstance(error, LibraryGone):
            self._unsettled.add(reason)  # that of LibraryGone names files
        self.failed.emit(reason)

    def _settle(self) -> None:
        """Takes reports back after a note was saved, unless others wait."""
        self._told.clear()
        while self._unsettled and not self.drafts:
            self.settled.emit(self._unsettled.pop())

    # -- drafts --------------------------------------------------------------------------------------

    def has_draft(self, one: Annotation) -> bool:
        """Returns whether words of an annotation's note wait to be saved."""
        return draft_name(one) in self.drafts and draft_name(one) not in self.written

    def unmade(self, article_id: int) -> list[Annotation]:
        """Returns the highlights of an article that are to be made with notes that wait to be saved.

        Their ids are below 0: they are only to be shown.
        """
        return [
            replace(one, id=-number)
            for number, (name, one) in enumerate(self._unmade.items(), 1)
            if one.article_id == article_id
            if one.kind is Kind.HIGHLIGHT and name in self.drafts and name not in self.written
        ]

    def adopt(self, new: Annotation, annotation_id: int) -> None:
        """Lets the note begun on the words of a highlight, be it written or a draft, be that of it."""
        name = passage_name(new)
        sessions = [session for session in self._sessions if session.names[-1] == name]
        for session in sessions:
            session.writing.take_up(annotation_id)
        draft = self.drafts.get(name)
        if draft is not None:
            self._keep(name, None)
            name = f"annotation:{annotation_id}"
            self._keep(name, draft)
            if not sessions:
                from reader.operations import note_writing  # start-up time: at the first note

                writing = note_writing.on_annotation(self._app.history, annotation_id, "")
                self._writings[name] = writing
            self.write_down()
        if sessions:
            self.adopted.emit()

    def save_found(self) -> None:
        """Saves the drafts that an earlier window left, as one step."""
        from reader.operations import note_writing  # start-up time: at the first note

        self._found_key = self._found_key or act_key()
        color = Color(self._app.settings.text("color"))
        for name in [name for name in self.drafts if name in self._found]:
            self._writings[name] = note_writing.of_draft(
                self._app.history, name, self.drafts[name], color, self._found_key
            )
        self._save_waiting()
        self.write_down()

    def throw_away_found(self) -> None:
        """Undoes the step that saved what an earlier window left; redo restores it."""
        try:
            self._refuse_to_wait()
            if not self._app.history.take_back(self._found_key):
                text = _("Other changes came after it: Undo reverts them one by one, then this.")
                self.failed.emit(text)
        except LibraryError as error:
            self.failed.emit(str(error))

    def _save_waiting(self) -> None:
        """Saves the drafts of notes that are not being written, as far as that can be done."""
        saved: dict[str, NoteWriting] = {}
        for name in [name for name in self._writings if name not in self.written]:
            writing = self._writings[name]
            try:
                self._refuse_to_wait()
                writing.save(self.drafts[name].text)
            except LibraryError as error:
                self._tell(error)
                break
            except (PostilError, ValueError):  # ValueError: the file was changed by hand
                del self._writings[name]
                self._give_up(name)
            else:
                self._keep(name, None)
                self._settle()
                saved[name] = writing
        found = [writing for name, writing in saved.items() if name in self._found]
        if found:
            text = ngettext(
                "A note was not saved yet when Postil ended; it is now: “{words}”",
                "{n} notes were not saved yet when Postil ended; they are now: “{words}” …",
                len(found),
            )
            self.found.emit(
                text.format(n=number_text(len(found)), words=shorten(found[0].saved, 60)),
                found[0].id,
            )
        elif saved:
            self.saved.emit(_("Note saved"))

    def _give_up(self, name: str) -> None:
        """Hands a draft on words that are not in the text any more to the note of the article.

        Those of annotations follow by ``rescue``.
        """
        kind, *numbers = name.split(":")
        if kind == "passage":
            article_id, revision_id, start, end = map(int, numbers)
            with suppress(NotFound):  # nothing offers a draft of what is gone for good
                exact = self._app.queries.revision(revision_id).text[start:end]
                self._hand_on([(name, article_id, exact)])

    def rescue(self) -> None:
        """Passes the drafts of annotations that are gone to their articles' notes, with their quotes.

        Also those of articles that are not open. One that is being written waits until it is left.
        """
        written = self.written
        of_annotations = (name for name in self.drafts if name.startswith("annotation:"))
        ids = [int(name.partition(":")[2]) for name in of_annotations if name not in written]
        gone = self._app.queries.lost_annotations(ids) if ids else []
        self._hand_on([(f"annotation:{id_}", article_id, exact) for id_, article_id, exact in gone])

    def _hand_on(self, gone: Sequence[tuple[str, int, str]]) -> None:
        """Passes drafts (by name, of an article, on words) to the notes of their articles."""
        for old, article_id, exact in gone:
            name, draft = f"article:{article_id}", self.drafts.pop(old)
            self._writings.pop(old, None)
            notes = [
                one.note
                for one in self._app.queries.annotations(article_id)
                if one.kind is Kind.ARTICLE_NOTE
            ]
            note = notes[0] if notes else ""
            present = self.drafts.get(name, Draft(note, note))
            quote = "\n".join(f"> {line}" for line in exact.splitlines())
            parts = (present.text, quote, draft.text)
            self.drafts[name] = Draft("\n\n".join(part for part in parts if part), present.known)
        if gone:
            self.write_down()
            self.changed.emit()
            self.rescued.emit()

    def _keep(self, name: str, draft: Draft | None) -> None:
        """Keeps a draft, or forgets it; ``write_down`` follows."""
        had_draft = name in self.drafts
        if draft is None:
            self.drafts.pop(name, None)
            self._writings.pop(name, None)
        else:
            self.drafts[name] = draft
        if had_draft != (name in self.drafts):
            self.changed.emit()

    def write_down(self) -> bool:
        """Writes the drafts to disk if they are others; False if that cannot be done."""
        if self._writings or any(one.text.strip() and not one.is_saved for one in self._sessions):
            self._latest.start()  # to try again
        if self.drafts == self._on_disk:
            return True
        try:
            note_drafts.save(self._app.directory, self.drafts)
        except PostilError as error:
            if self.drafts:
                self._unsettled.add(str(error))
                self.failed.emit(str(error))
                return False
        self._on_disk = dict(self.drafts)
        return True


class _Busy(LibraryError):
    """Another write of this window is running: nothing to report."""
