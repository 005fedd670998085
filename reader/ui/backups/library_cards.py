"""Shows the library and its last backup as two cards above the table of backups."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from reader.core.file_sizes import size_text
from reader.core.models import Color
from reader.core.translation import N_, _, number_text
from reader.ui.backups import backups_page_texts
from reader.ui.backups.backup_listing import LibraryFacts
from reader.ui.backups.backup_status import Sign, State
from reader.ui.style.box_layouts import EMPTY, in_column, in_row
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.painting import paint_tick, paint_warning, sized
from reader.ui.style.theme import blend, current_theme

_HEIGHT = 136  # pixels at least
_FIGURES = (N_("articles"), N_("annotations"), N_("tags"), N_("on disk"))


class _Card(QFrame):
    """The background of a card."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pageCard")
        self.setMinimumHeight(_HEIGHT)
        self.column = in_column(parent=self, margins=(24, 20, 24, 18), spacing=6)


class LibraryCard(_Card):
    """Shows where the library is and how much it contains."""

    def __init__(self, library: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = QLabel(_("This library"), self)
        self.title.setFont(sized(self.font(), 1.0, is_bold=True))
        self.place = ElidedLabel(self)
        self.place.setText(backups_page_texts.path_text(library))
        self.place.setToolTip(str(library))
        self.figures = [QLabel(self) for _caption in _FIGURES]
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        # A label takes the side of its text, and digits have that of English.
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        for column, (figure, caption) in enumerate(zip(self.figures, _FIGURES, strict=True)):
            figure.setFont(sized(self.font(), 1.38, is_bold=True))
            figure.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
            name = ElidedLabel(self)
            name.setText(_(caption))
            name.setFont(sized(self.font(), 0.95))
            grid.addWidget(figure, 0, column)
            grid.addWidget(name, 1, column)
            grid.setColumnStretch(column, 1)
        self.column.addWidget(self.title)
        self.column.addWidget(self.place)
        self.column.addStretch(1)
        self.column.addLayout(grid)

    def show_facts(self, facts: LibraryFacts) -> None:
        """Shows how much the library contains."""
        counts = facts.counts
        numbers = ["–"] * 3
        if counts is not None:
            numbers = [number_text(n) for n in (counts.articles, counts.annotations, counts.tags)]
        for figure, text in zip(self.figures, (*numbers, size_text(facts.size)), strict=True):
            figure.setText(text)


class BackupCard(_Card):
    """Shows when the last backup was created and the state of the backups, with buttons below."""

    def __init__(self, buttons: list[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self.sign = StateSign(self)
        self.title = QLabel(self)
        self.title.setFont(sized(self.font(), 1.0, is_bold=True))
        self.text = QLabel(self)
        self.text.setObjectName("emptyAdvice")  # muted
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addLayout(in_row(self.sign, (self.title, 1), spacing=8))
        self.column.addWidget(self.text)
        self.column.addStretch(1)
        self.column.addLayout(in_row(*buttons, EMPTY, spacing=8))

    def show_state(self, state: State) -> None:
        """Shows the state."""
        self.sign.show_sign(state.sign)
        self.title.setText(state.title)
        self.text.setText(state.text)
        self.text.setToolTip(state.text)


class StateSign(QWidget):
    """Paints a sign as a shape, in a colour that goes with it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sign = Sign.OPEN
        self.setFixedSize(QSize(18, 18))

    def show_sign(self, sign: Sign) -> None:
        """Shows another shape."""
        self.sign = sign
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        rect = self.rect()
        if self.sign is Sign.BAD:
            paint_warning(painter, rect.adjusted(1, 1, -1, -1), theme)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(blend(theme.ink, theme.card, 0.5)), 1.0))
            if self.sign is Sign.GOOD:
                painter.setBrush(QColor(theme.highlights[Color.GREEN]))
            painter.drawEllipse(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))
            if self.sign is Sign.GOOD:
                paint_tick(painter, rect.adjusted(4, 4, -4, -4), QColor(theme.ink))
        painter.end()
