"""Reports in notifications what happened to notes that were not saved as usual."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from reader.commands.keys.active_keymap import present_keys
from reader.core.errors import PostilError
from reader.core.translation import _
from reader.ui.annotations.note_autosave import DraftStore
from reader.ui.window.commands.frontend import WindowFrontend
from reader.ui.window.toasts import Toasts


class NoteReports(QObject):
    """Reports notes that were saved late, found, rescued or set aside."""

    def __init__(
        self, drafts: DraftStore, frontend: WindowFrontend, toasts: Toasts, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._drafts, self._frontend, self._toasts = drafts, frontend, toasts
        drafts.failed.connect(lambda text: frontend.fail(text))
        drafts.ended.connect(drafts.rescue)
        drafts.saved.connect(lambda text: frontend.notify(text, can_undo=True))
        drafts.settled.connect(toasts.withdraw)
        drafts.found.connect(self._offer_found)
        # Queued: the command that took the highlight away has its say first.
        drafts.rescued.connect(self._report_rescue, Qt.ConnectionType.QueuedConnection)

    def report_set_aside(self) -> None:
        """Reports files with drafts that could not be read, or belong to no note."""
        if self._drafts.put_aside is not None:
            text = _("Not all of the drafts of notes could be read: the file is kept as {path}.")
            self._toasts.show(text.format(path=self._drafts.put_aside), kind="page")
        if self._drafts.strays_aside is not None:
            text = _(
                "A note that was not saved yet is on words that this library does not contain, "
                "as after a restore or a permanent deletion: it is kept in {path}."
            )
            self._toasts.show(text.format(path=self._drafts.strays_aside), kind="page")

    def _offer_found(self, text: str, annotation_id: int) -> None:
        """Shows which note an earlier window left, until the user has seen it or discards it."""
        action = _("Discard"), self._drafts.throw_away_found
        show = _("Show"), lambda: self._show_annotation(annotation_id)
        self._toasts.show(text, action, kind="page", more=[show])

    def _show_annotation(self, annotation_id: int) -> None:
        try:
            self._frontend.open_annotation(annotation_id)
        except PostilError as error:  # deleted since
            self._frontend.fail(error)

    def _report_rescue(self) -> None:
        text = _("The unfinished note is kept: {article.note} offers it with its quote.")
        self._toasts.show(present_keys().with_keys(text))
