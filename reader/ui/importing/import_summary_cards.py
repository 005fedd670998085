"""Shows four cards that summarize an import; a click on one filters the rows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QWidget

from reader.core.text.shortening import shorten
from reader.core.translation import _, counted_text, number_text
from reader.operations.importing.plan import Fate, ImportCounts
from reader.ui.style.box_layouts import in_column, in_row
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.painting import sized
from reader.ui.style.theme import current_theme

_HEIGHT = 96  # pixels at least
_LONGEST = 90  # characters of a line on a number: a reason may be long


class ImportCard(QFrame):
    """Shows a number, what it counts, and a line about it."""

    clicked = Signal()

    def __init__(self, parent: QWidget, *, is_main: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("pageCard")
        self.setMinimumHeight(_HEIGHT)
        self._is_main = is_main
        self.number = QLabel(self)
        self.number.setFont(sized(self.font(), 1.7, is_bold=True))
        self.caption = ElidedLabel(self)
        self.text = QLabel(self)
        self.text.setObjectName("emptyAdvice")  # muted
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setMinimumWidth(1)  # a file's name may be one long word
        head = in_row(self.number, (self.caption, 1), spacing=8)
        in_column(head, self.text, parent=self, margins=(20, 12, 16, 12), spacing=2)

    def tell(self, count: int, caption: str, text: str) -> None:
        """Shows a number and the words for it."""
        self.number.setText(number_text(count))
        self.caption.setText(caption)
        self.text.setText(shorten(text, _LONGEST))
        self.text.setToolTip(text)
        self.setAccessibleName(f"{count:,} {caption}, {text}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the border of what will be done."""
        super().paintEvent(event)
        if self._is_main:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current_theme().accent), 2.0))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 9.0, 9.0)
            painter.end()


class ImportCards(QWidget):
    """Shows the counts: new, already in the library, without a position, not readable."""

    chosen = Signal(object)  # a Fate, or None for all

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.new = ImportCard(self, is_main=True)
        self.here, self.unplaced, self.unreadable = (ImportCard(self) for _card in range(3))
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(16)
        fates = ((self.new, Fate.NEW), (self.here, Fate.HERE), (self.unplaced, Fate.UNPLACED))
        for card, fate in fates:
            card.clicked.connect(lambda fate=fate: self.chosen.emit(fate))
        for card in (self.new, self.here, self.unplaced, self.unreadable):
            self.row.addWidget(card, 1)

    def show_counts(self, counts: ImportCounts, reason: str) -> None:
        """Shows the count of each kind; reason: why the first unreadable entry cannot be read."""
        has_highlights = bool(counts.highlights)
        if has_highlights:
            articles = _("in {new} new and {known} known articles").format(
                new=number_text(counts.new_articles), known=number_text(counts.known_articles)
            )
            self.new.tell(counts.new, _("new"), articles)
            self.here.tell(counts.here, _("already here"), _("the same words in the same article"))
        else:
            bare = counted_text(
                "{n} without its text", "{n} without their texts", counts.without_text
            )
            self.new.tell(
                counts.new_articles, _("new articles"), bare if counts.without_text else ""
            )
            self.here.tell(counts.known_articles, _("already here"), _("the same address or title"))
        self.unplaced.tell(
            counts.unplaced,
            _("new ones without a position"),
            _("kept with their words, to review later"),
        )
        read = reason or _("every row was understood")
        self.unreadable.tell(counts.unreadable, _("not readable"), read)
