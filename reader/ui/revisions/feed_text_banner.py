"""Shows a banner above a short text of a feed that offers to fetch the page."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.translation import _
from reader.ui.style.banner import Banner


class FeedTextBanner(Banner):
    """Says that the text is all that the feed contains, and fetches the page at a click."""

    def __init__(self, run: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.set_text(_("This is what the feed contains of the article."))
        keys = present_keys().keys_for("article.reload", Pane.READING)
        self.button = QPushButton(f"{_('Fetch the page')}  {keys}".rstrip(), self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda _checked=False: run("article.reload"))
        self.row.addWidget(self.button)
