"""Keeps the notes that are being written on disk, so that a crash loses none."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from reader.commands.key_table import with_keys
from reader.core.errors import PostilError
from reader.core.translation import _
from reader.ui import drafts

if TYPE_CHECKING:
    from reader.ui.main_window import MainWindow

DRAFT_AFTER = 700  # ms of rest after which a note being written is kept on disk


class DraftKeeper(QObject):
    """The drafts of a window's sidebar, in a file of the library's folder."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER)
        self._timer.timeout.connect(self.save)
        sidebar = window.sidebar
        sidebar.set_drafts(drafts.load(window.app.directory))
        sidebar.drafts_changed.connect(self._timer.start)
        # Queued: the command that took the highlight away has its say first.
        sidebar.draft_rescued.connect(self._tell_rescue, Qt.ConnectionType.QueuedConnection)

    def keep(self, name: str, text: str | None) -> None:
        """Keep the draft of an "annotation:ID" or "article:ID" written elsewhere, or forget it."""
        sidebar = self._window.sidebar
        drafts = {key: value for key, value in sidebar.drafts.items() if key != name}
        sidebar.set_drafts(drafts if text is None else {**drafts, name: text})
        self._timer.start()

    def save(self) -> bool:
        """Write the drafts down; False when there are some and they cannot be written."""
        self._timer.stop()
        sidebar = self._window.sidebar
        try:
            drafts.save(self._window.app.directory, sidebar.drafts)
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
