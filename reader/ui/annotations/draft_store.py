"""Keeps the notes that are being written on disk, so that a crash loses none."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from reader.commands.active_keymap import with_keys
from reader.core.errors import PostilError
from reader.core.models import Kind
from reader.core.translation import _
from reader.ui.annotations import note_drafts

if TYPE_CHECKING:
    from reader.ui.window.main_window import MainWindow

DRAFT_AFTER = 700  # ms of rest after which a note being written is kept on disk


class DraftKeeper(QObject):
    """The drafts of a window's sidebar, in a file of the library's folder."""

    rescued = Signal()  # a draft of an annotation that is gone: the article's note offers it now

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER)
        self._timer.timeout.connect(self._rest)
        sidebar = window.sidebar
        sidebar.set_drafts(note_drafts.load(window.app.directory))
        sidebar.drafts_changed.connect(self._timer.start)
        # Queued: the command that took the highlight away has its say first.
        self.rescued.connect(self._tell_rescue, Qt.ConnectionType.QueuedConnection)

    @property
    def drafts(self) -> Mapping[str, str]:
        """Notes begun and not saved, by "annotation:ID" or "article:ID"."""
        return self._window.sidebar.drafts

    def keep(self, name: str, text: str | None) -> None:
        """Keep the draft of an "annotation:ID" or "article:ID" written elsewhere, or forget it."""
        sidebar = self._window.sidebar
        note_drafts = {key: value for key, value in sidebar.drafts.items() if key != name}
        sidebar.set_drafts(note_drafts if text is None else {**note_drafts, name: text})
        self._timer.start()

    def rescue(self) -> None:
        """Hand the drafts of annotations that are gone to their articles' notes, with their quotes.

        Also those of articles that are not open. One that is being written waits until it is left.
        """
        sidebar, page = self._window.sidebar, self._window.pages.page
        written = {
            sidebar.written_draft,
            page.writing.written_draft if page and page.writing else "",
        }
        of_annotations = (name for name in sidebar.drafts if name.startswith("annotation:"))
        ids = [int(name.partition(":")[2]) for name in of_annotations if name not in written]
        queries = self._window.app.queries
        gone = queries.lost_annotations(ids) if ids else []
        kept = dict(sidebar.drafts)
        for id_, article_id, exact in gone:
            name, draft = f"article:{article_id}", kept.pop(f"annotation:{id_}")
            notes = [
                one.note for one in queries.annotations(article_id) if one.kind is Kind.ARTICLE_NOTE
            ]
            present = kept.get(name) or (notes[0] if notes else "")
            quote = "\n".join(f"> {line}" for line in exact.splitlines())
            kept[name] = "\n\n".join(part for part in (present, quote, draft) if part)
        if gone:
            sidebar.set_drafts(kept)
            self._timer.start()
            self.rescued.emit()

    def _rest(self) -> None:
        self.rescue()
        self.save()

    def save(self) -> bool:
        """Write the drafts down; False when there are some and they cannot be written."""
        self._timer.stop()
        sidebar = self._window.sidebar
        try:
            note_drafts.save(self._window.app.directory, sidebar.drafts)
        except PostilError as error:
            if sidebar.drafts:
                self._window.frontend.fail(str(error))
                return False
        return True

    def _tell_rescue(self) -> None:
        text = with_keys(
            _("The note you had begun is kept: {article.note} offers it with its quote.")
        )
        self._window.toasts.show(text)
