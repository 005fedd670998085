"""Shows the differences between two texts: deleted words struck out, inserted ones underlined."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextBrowser, QWidget

from reader.core.anchoring.text_diff import DiffKind, DiffParagraph
from reader.core.models import Color
from reader.core.translation import _, counted_text
from reader.ui.reading.layout.text_geometry import block_rect
from reader.ui.revisions.page_texts import spoken_change
from reader.ui.style.painting import fill_rounded
from reader.ui.style.reading_typography import Typography, margin_for
from reader.ui.style.theme import current_theme

_NEIGHBOURS = 1  # paragraphs shown before and after a change
_MOST_SHOWN = 1_500  # paragraphs that are set; what is more is only counted
_LONGEST = 4_000  # characters of a paragraph that are shown


class DiffView(QTextBrowser):
    """Shows the parts of a comparison; what is the same is folded, and one change is current."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("What changed"))
        self._typography = Typography()
        self._shown: QTextDocument | None = None
        self._places: list[int] = []  # the block of each change
        self.changed_parts: list[DiffParagraph] = []  # what each change is
        self._current = -1

    @property
    def current(self) -> int:
        """The change one is at, from 0; -1 when there is none."""
        return self._current

    def spoken(self) -> str:
        """Returns the announcement of the current change; empty when there is none."""
        if self._current < 0:
            return ""
        return spoken_change(
            self.changed_parts[self._current], self._current + 1, len(self.changed_parts)
        )

    def set_typography(self, typography: Typography) -> None:
        """Sets what is shown next in a face and size."""
        self._typography = typography

    def show_parts(self, parts: Sequence[DiffParagraph]) -> None:
        """Shows a comparison from its first change on."""
        palette = self.palette()
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, QColor(current_theme().paper))
        self.setPalette(palette)
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self._typography.reading_font())
        document.setDocumentMargin(margin_for(self.width()))
        self._places, self.changed_parts = [], []
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        self._write(cursor, parts)
        cursor.endEditBlock()
        self.setDocument(document)
        if self._shown is not None:
            self._shown.deleteLater()  # setDocument leaves to us what is ours
        self._shown = document
        self._set_column()
        self._current = -1
        self.verticalScrollBar().setValue(0)
        self.step(1)

    def step(self, way: int) -> bool:
        """Goes to the next (1) or previous (-1) change; False when there is no further one."""
        at = self._current + way
        if not 0 <= at < len(self._places):
            return False
        self._current = at
        rect = block_rect(self.document().findBlockByNumber(self._places[at]))
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() + 20 <= rect.top() <= bar.value() + height * 0.7:
            bar.setValue(round(rect.top() - height * 0.25))
        self.viewport().update()
        return True

    def _write(self, cursor: QTextCursor, parts: Sequence[DiffParagraph]) -> None:
        shown = set()
        for number, part in enumerate(parts):
            if not part.is_same:
                shown |= set(range(number - _NEIGHBOURS, number + _NEIGHBOURS + 1))
        self._is_first = True
        number, written = 0, 0
        while number < len(parts) and written < _MOST_SHOWN:
            if number in shown:
                self._write_part(cursor, parts[number])
                written += 1
                number += 1
                continue
            folded = number
            while number < len(parts) and number not in shown:
                number += 1
            self._write_fold(cursor, number - folded)
        left = sum(not part.is_same for part in parts[number:])
        if left:
            text = counted_text("… and {n} more change", "… and {n} more changes", left)
            self._write_told(cursor, text)
        elif not shown:
            self._write_told(cursor, _("Both texts read the same."))

    def _write_fold(self, cursor: QTextCursor, count: int) -> None:
        text = counted_text("⋯  {n} paragraph is the same", "⋯  {n} paragraphs are the same", count)
        self._write_told(cursor, text)

    def _write_told(self, cursor: QTextCursor, text: str) -> None:
        form = QTextCharFormat()
        font = QFont(QApplication.font())
        form.setFont(font)
        form.setForeground(QColor(current_theme().muted))
        self._begin(cursor)
        cursor.insertText(text, form)

    def _write_part(self, cursor: QTextCursor, part: DiffParagraph) -> None:
        self._begin(cursor)
        if not part.is_same:
            self._places.append(cursor.blockNumber())
            self.changed_parts.append(part)
        theme = current_theme()
        for piece in part.pieces:
            form = QTextCharFormat()
            form.setForeground(QColor(theme.muted if part.is_same else theme.ink))
            if piece.change is DiffKind.DELETED:
                form.setFontStrikeOut(True)
                form.setBackground(QColor(theme.highlights[Color.RED]))
            elif piece.change is DiffKind.INSERTED:
                form.setFontUnderline(True)
                form.setBackground(QColor(theme.highlights[Color.GREEN]))
            text = piece.text if len(piece.text) <= _LONGEST else f"{piece.text[:_LONGEST]}…"
            cursor.insertText(text.replace("\n", " "), form)

    def _begin(self, cursor: QTextCursor) -> None:
        block = QTextBlockFormat()
        block.setBottomMargin(self._typography.size * 0.8)
        block.setLineHeight(
            100 * self._typography.line_height,
            QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
        )
        if self._is_first:
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block, QTextCharFormat())
        self._is_first = False

    def _set_column(self) -> None:
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        margin = margin_for(self.width())
        side = max(0, (room - self._typography.column_width() - 2 * margin) // 2)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)

    def resizeEvent(self, event: object) -> None:
        self._set_column()
        super().resizeEvent(event)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the text, and a bar beside the current change."""
        super().paintEvent(event)
        if self._current < 0:
            return
        rect = block_rect(self.document().findBlockByNumber(self._places[self._current]))
        painter = QPainter(self.viewport())
        try:
            top = rect.top() - self.verticalScrollBar().value()
            left = max(2.0, rect.left() - 16)
            height = rect.height() - self._typography.size * 0.8
            bar = QRectF(left, top, 3, max(8.0, height))
            fill_rounded(painter, bar, current_theme().accent, 1.5)
        finally:
            painter.end()  # Qt dies of a painter that outlives its event
