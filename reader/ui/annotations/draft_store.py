"""Keeps drafts of notes in memory, and within two seconds on disk, so that a crash loses none."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.errors import LibraryError, NotFound, PostilError
from reader.core.models import Annotation, Color, Kind
from reader.core.translation import _
from reader.library.queries.queries import Queries
from reader.operations import annotations
from reader.operations.history import History
from reader.ui.annotations import drafts_file
from reader.ui.annotations.drafts_file import draft_name, passage_name

DRAFT_AFTER = 700  # ms of rest after which a note being written is kept on disk
DRAFT_WITHIN = 2_000  # ms after which it is kept also without a rest


class DraftStore(QObject):
    """The drafts of a library's notes, by the names that ``draft_name`` gives."""

    changed = Signal()  # other notes have a draft than before
    ended = Signal()  # a note is written no more
    rescued = Signal()  # a draft of an annotation that is gone: the article's note offers it now
    failed = Signal(str)

    def __init__(self, directory: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._directory = directory
        # What is kept of a file that could not be read whole: a person is to be told.
        self.texts, self.put_aside = drafts_file.load(directory)
        self.written: list[str] = []  # what is being written, twice while it is opened again
        self.is_refused = False  # the note answered last, by the library
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_AFTER)
        self._latest = QTimer(self, singleShot=True, interval=DRAFT_WITHIN)
        for timer in (self._timer, self._latest):
            timer.timeout.connect(self.save)

    def keep(self, name: str, text: str | None) -> None:
        """Keeps a draft, or forgets it."""
        had_draft = name in self.texts
        if text is None:
            self.texts.pop(name, None)
        else:
            self.texts[name] = text
        self._save_soon()
        if had_draft != (name in self.texts):
            self.changed.emit()

    def has_draft(self, one: Annotation) -> bool:
        """Returns whether a note of an annotation, made or not, was begun and not saved."""
        return draft_name(one) in self.texts

    def adopt(self, new: Annotation, annotation_id: int) -> None:
        """Lets the draft begun on the words of a highlight, if there is one, be that of it."""
        self._adopt(passage_name(new), annotation_id)

    def refuse(self) -> None:
        """Takes notice that the library did not take the note just answered: it stays a draft."""
        self.is_refused = True

    def end(self, name: str) -> None:
        """Takes notice that a note is written no more."""
        self.written.remove(name)
        self.ended.emit()

    def rescue(self, queries: Queries) -> None:
        """Hands the drafts of annotations that are gone to their articles' notes, with their quotes.

        Also those of articles that are not open. One that is being written waits until it is left.
        """
        of_annotations = (name for name in self.texts if name.startswith("annotation:"))
        ids = [int(name.partition(":")[2]) for name in of_annotations if name not in self.written]
        gone = queries.lost_annotations(ids) if ids else []
        names = [(f"annotation:{id_}", article_id, exact) for id_, article_id, exact in gone]
        self._hand_on(names, queries)

    def make_highlights(self, history: History, queries: Queries, color: Color) -> None:
        """Highlights the words on which notes were begun when the program ended.

        Where the library cannot be written now, the draft waits; where the words are not in the
        text any more, the article's note offers it with its quote.
        """
        for name in [name for name in self.texts if name.startswith("passage:")]:
            article_id, revision_id, start, end = map(int, name.split(":")[1:])
            where = article_id, revision_id, start, end, color, ()
            try:
                number = history.do(_("Highlight"), annotations.highlight_on, *where)
            except LibraryError:
                return
            except (PostilError, ValueError):  # ValueError: the file was changed by hand
                with suppress(NotFound):  # nothing offers a draft of what is gone for good
                    exact = queries.revision(revision_id).text[start:end]
                    self._hand_on([(name, article_id, exact)], queries)
            else:
                self._adopt(name, number)

    def _adopt(self, name: str, annotation_id: int) -> None:
        text = self.texts.get(name)
        if text is not None:
            self.keep(name, None)
            self.keep(f"annotation:{annotation_id}", text)

    def _hand_on(self, gone: Sequence[tuple[str, int, str]], queries: Queries) -> None:
        """Hands drafts (by name, of an article, on words) to the notes of their articles."""
        for old, article_id, exact in gone:
            name, draft = f"article:{article_id}", self.texts.pop(old)
            notes = [
                one.note for one in queries.annotations(article_id) if one.kind is Kind.ARTICLE_NOTE
            ]
            present = self.texts.get(name) or (notes[0] if notes else "")
            quote = "\n".join(f"> {line}" for line in exact.splitlines())
            self.texts[name] = "\n\n".join(part for part in (present, quote, draft) if part)
        if gone:
            self._save_soon()
            self.changed.emit()
            self.rescued.emit()

    def save(self) -> bool:
        """Writes the drafts down; False when there are some and they cannot be written."""
        self._timer.stop()
        self._latest.stop()
        try:
            drafts_file.save(self._directory, self.texts)
        except PostilError as error:
            if self.texts:
                self.failed.emit(str(error))
                return False
        return True

    def _save_soon(self) -> None:
        self._timer.start()
        if not self._latest.isActive():
            self._latest.start()
