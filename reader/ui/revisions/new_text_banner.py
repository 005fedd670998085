"""Shows a banner above the text that offers a new revision of the article."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.models import RevisionFacts
from reader.core.translation import _
from reader.operations.add_report_texts import offered_text
from reader.ui.style.banner import Banner


class NewTextBanner(Banner):
    """Shows what would be lost, and has a button, with its key, for each answer."""

    def __init__(self, run: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("offer")
        for name, text in (
            ("go.revisions", _("Show")),
            ("offer.accept", _("Accept")),
            ("offer.decline", _("Decline")),
        ):
            keys = present_keys().keys_for(name, Pane.READING)
            button = QPushButton(f"{text}  {keys}".rstrip(), self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, name=name: run(name))
            self.row.addWidget(button)

    def show_offer(self, present: RevisionFacts, offered: RevisionFacts) -> None:
        """Shows what is offered, and why it was not simply taken."""
        why = offered_text(offered.lost, offered.highlights, present.length, offered.length)
        self.set_text(_("A new revision of this article was imported. {why}").format(why=why))
