"""Offers, in a banner above the text, another text of the article that was read in."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from reader.commands.active_keymap import present_keys
from reader.commands.context import Pane
from reader.core.models import RevisionFacts
from reader.core.translation import _
from reader.operations.adding import offered_text
from reader.ui.style.theme import current_theme


class NewTextBanner(QWidget):
    """Says what would be lost, and has a button, with its key, for each answer."""

    def __init__(self, run: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("offer")
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 14, 8)
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        for name, text in (
            ("go.revisions", _("Show")),
            ("offer.accept", _("Use it")),
            ("offer.decline", _("Leave it")),
        ):
            keys = present_keys().keys_for(name, Pane.READING)
            button = QPushButton(f"{text}  {keys}".rstrip(), self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, name=name: run(name))
            row.addWidget(button)

    def show_offer(self, present: RevisionFacts, offered: RevisionFacts) -> None:
        """Says what is offered, and why it was not simply taken."""
        why = offered_text(offered.lost, offered.highlights, present.length, offered.length)
        text = _("A new text of this article was read in. {why}").format(why=why)
        self.label.setText(text)
        self.setAccessibleName(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints a card with a hairline below."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.card))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.line))
        painter.fillRect(0, 0, 3, self.height() - 1, QColor(theme.accent))
        painter.end()
