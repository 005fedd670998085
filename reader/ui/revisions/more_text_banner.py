"""Shows a banner above an article with little or no text that offers to get more of it."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.translation import _
from reader.ui.style.banner import Banner

FETCH, IMPORT = "article.reload", "article.read_again"


class MoreTextBanner(Banner):
    """Says why there is little text, and runs the command that gets more of it at a click."""

    def __init__(self, run: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._command = FETCH
        self.button = QPushButton(self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda _checked=False: run(self._command))
        self.row.addWidget(self.button)

    def show_reason(self, reason: str, command: str) -> None:
        """Shows a reason, and a button for a command with its key."""
        self._command = command
        title = _("Fetch the page") if command == FETCH else _("Import again…")
        keys = present_keys().keys_for(command, Pane.READING)
        self.button.setText(f"{title}  {keys}".rstrip())
        self.set_text(reason)
        self.show()
