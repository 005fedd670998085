"""Paints decorations behind and beside the text: highlights, the reading cursor, bars and panels.

Nothing of this is written into the document, so marks may overlap and cost no layout.
"""

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextTable,
)

from reader.ui.reading.finding.search_match_tints import TintedRanges
from reader.ui.reading.layout.document_formats import CODE_PANEL, MARKER, QUOTE_DEPTH, RULE
from reader.ui.reading.layout.text_geometry import block_rect, line_rects, visible_blocks
from reader.ui.reading.painting.cursor_bar import has_bar_alone, is_within_bar, paint_bar
from reader.ui.reading.painting.highlight_layers import HighlightLayers, PaintedHighlight
from reader.ui.reading.painting.note_mark import paint_note_mark
from reader.ui.reading.painting.ruby_readings import Reading, paint_readings
from reader.ui.style.reading_typography import Typography
from reader.ui.style.theme import Theme, blend, found_share

STEP = 3.0  # pixels by which a highlight over another leaves the lower one to be seen


class DecorationPainter:
    """Paints the decorations of the part of a document that is to be seen."""

    def __init__(self, theme: Theme, typography: Typography, *, has_focus: bool = True) -> None:
        self._theme = theme
        self._has_focus = has_focus  # whether the keys act on the passage
        self._type = typography

    def paint(
        self,
        painter: QPainter,
        document: QTextDocument,
        visible: QRectF,
        tints: TintedRanges,
        highlights: HighlightLayers,
        passage: tuple[int, int] | None,
        target: int | None,
        laid_out: int | None = None,
        readings: Sequence[Reading] = (),
    ) -> None:
        """Paints below the text. ``visible`` is in document coordinates, as is the painter.

        Of the places of search terms, the one that is the passage stands out.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        is_bar = passage is not None and is_within_bar(document, passage[0], visible)
        if is_bar and passage is not None and has_bar_alone(document, *passage, laid_out):
            lines = [list(line_rects(document.findBlock(passage[0]), *passage))]
            self._paint_bar(painter, document, passage[0], lines)
            return
        below = visible.bottom() + (self._type.size if readings else 0)  # they are above a block
        blocks = list(visible_blocks(document, visible.top(), below, laid_out))
        if not blocks:
            return
        first, last = blocks[0].position(), blocks[-1].position() + blocks[-1].length()
        self._paint_panels(painter, blocks)
        start, end = passage or (0, 0)
        lines = [list(line_rects(b, start, end)) for b in _overlapping(blocks, start, end)]
        if not is_bar:
            self._paint_tint(painter, lines)
            for start, end, color in tints.between(first, last):
                self._paint_word_tint(painter, blocks, start, end, QColor(color))
            shown = highlights.between(first, last)
            self._paint_highlights(painter, document, blocks, shown, target)
            for place in tints.found_between(first, last):
                self._paint_found(painter, blocks, place, is_current=place == passage)
            for block in blocks:
                self._paint_furniture(painter, block)
            if readings:
                font, muted = self._type.reading_font(), QColor(self._theme.muted)
                paint_readings(painter, document, blocks, readings, font, muted)
        if passage is not None:
            self._paint_bar(painter, document, passage[0], lines)

    def _paint_bar(
        self,
        painter: QPainter,
        document: QTextDocument,
        position: int,
        lines: Sequence[Sequence[QRectF]],
    ) -> None:
        flat = [rect for rects in lines for rect in rects]
        paint_bar(painter, document, position, flat, self._theme, has_focus=self._has_focus)

    def _paint_panels(self, painter: QPainter, blocks: Sequence[QTextBlock]) -> None:
        pad = self._type.size * 0.75
        for block in blocks:
            if block.blockFormat().property(CODE_PANEL):
                box = block_text_rect(block).adjusted(-pad, -pad * 0.8, pad, pad * 0.8)
                painter.setBrush(QColor(self._theme.code))
                painter.drawRoundedRect(box, 6, 6)

    def _paint_tint(self, painter: QPainter, lines: Sequence[Sequence[QRectF]]) -> None:
        """Paints the ground of the passage, whose lines are given block by block."""
        tint = QColor(self._theme.selection)
        tint.setAlphaF(0.75 if self._theme.is_dark else 0.5)
        painter.setBrush(tint)
        for rects in lines:
            for rect, following in zip_longest(rects, rects[1:]):
                # down to the next line, so that a passage of several lines is one field
                bottom = rect.bottom() + 1
                if following is not None and following.top() > rect.bottom():
                    bottom = following.top() - 1
                painter.drawRect(
                    rect.adjusted(-3, -1, 3, 0) | QRectF(rect.left(), bottom - 1, 1, 1)
                )

    def _paint_word_tint(
        self, painter: QPainter, blocks: Sequence[QTextBlock], start: int, end: int, color: QColor
    ) -> None:
        painter.setBrush(color)
        for block in _overlapping(blocks, start, end):
            for rect in line_rects(block, start, end):
                painter.drawRoundedRect(rect.adjusted(-2, 0, 2, 0), 3, 3)

    def _paint_highlights(
        self,
        painter: QPainter,
        document: QTextDocument,
        blocks: Sequence[QTextBlock],
        shown: Sequence[PaintedHighlight],
        target: int | None,
    ) -> None:
        for one in shown:
            self._paint_highlight(painter, blocks, one, is_target=one.annotation_id == target)
            if one.has_note:
                paint_note_mark(painter, document, one.start, QColor(self._theme.accent))
        for one in overlapping(shown):
            self._paint_ends(painter, document, one)

    def _paint_highlight(
        self,
        painter: QPainter,
        blocks: Sequence[QTextBlock],
        one: PaintedHighlight,
        *,
        is_target: bool,
    ) -> None:
        color = QColor(self._theme.highlights[one.color])
        for block in _overlapping(blocks, one.start, one.end):
            for rect in line_rects(block, one.start, one.end):
                painter.setBrush(color)
                painter.drawRect(rect.adjusted(0, 0, 0, -STEP * one.depth))
                if is_target:
                    painter.setBrush(QColor(self._theme.accent))
                    painter.drawRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2))

    def _paint_ends(
        self, painter: QPainter, document: QTextDocument, one: PaintedHighlight
    ) -> None:
        """Hairlines where a highlight that overlaps another begins and ends."""
        tint = self._theme.highlights[one.color]
        painter.setBrush(QColor(blend(self._theme.ink, tint, 0.5)))
        ends = ((one.start, one.start + 1, True), (one.end - 1, one.end, False))
        for start, end, is_start in ends:
            block = document.findBlock(start)
            is_rtl = block.textDirection() is Qt.LayoutDirection.RightToLeft
            for rect in line_rects(block, start, end):
                x = rect.left() if is_start is not is_rtl else rect.right() - 1.5
                painter.drawRect(QRectF(x, rect.top(), 1.5, rect.height()))

    def _paint_found(
        self,
        painter: QPainter,
        blocks: Sequence[QTextBlock],
        place: tuple[int, int],
        *,
        is_current: bool,
    ) -> None:
        """Paints a place of search terms, over the highlights: quiet, the current one clear."""
        color = QColor(self._theme.accent)
        if is_current:
            painter.setPen(QPen(color, 1.5))
        color.setAlphaF(found_share(self._theme, is_current=is_current))
        painter.setBrush(color)
        for block in _overlapping(blocks, *place):
            for rect in line_rects(block, *place):
                painter.drawRoundedRect(rect.adjusted(-2, 0, 2, 0), 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)

    def _paint_furniture(self, painter: QPainter, block: QTextBlock) -> None:
        form = block.blockFormat()
        quote, marker = form.property(QUOTE_DEPTH), form.property(MARKER)
        is_rtl = block.textDirection() is Qt.LayoutDirection.RightToLeft
        if quote:
            self._paint_quote(painter, block, int(quote), is_rtl=is_rtl)
        if marker:
            self._paint_marker(painter, block, str(marker), is_rtl=is_rtl)
        table = QTextCursor(block).currentTable()
        if table is not None:
            self._paint_hairline(painter, table, block)
        if form.property(RULE):
            box = block_rect(block)
            left, width = box.left(), box.width()
            if not table and QTextCursor(block.previous()).currentTable():
                left = _column(block.document())[0]  # Qt puts what is empty to the right of a table
                left += form.leftMargin()
            painter.setBrush(QColor(self._theme.line))
            painter.drawRect(QRectF(left, round(box.center().y()), width, 1))

    def _paint_hairline(self, painter: QPainter, table: QTextTable, block: QTextBlock) -> None:
        """Paints the line above each row of a table but the first, drawn with the row's first block."""
        cell = table.cellAt(block.position())
        is_first_block = cell.firstCursorPosition().block() == block
        if cell.row() == 0 or cell.column() != 0 or not is_first_block:
            return
        # Asked for a frame, Qt would first lay out the whole document. A table is as wide as the text.
        left, width = _column(table.document())
        y = block_rect(block).top() - table.format().toTableFormat().cellPadding()
        painter.setBrush(QColor(self._theme.muted if cell.row() == 1 else self._theme.line))
        painter.drawRect(QRectF(left, round(y), width, 1))

    def _paint_quote(
        self, painter: QPainter, block: QTextBlock, depth: int, *, is_rtl: bool
    ) -> None:
        box = block_text_rect(block)
        following = block.next()
        bottom = box.bottom()
        if following.isValid() and following.blockFormat().property(QUOTE_DEPTH):
            bottom = block_text_rect(following).top()
        step = self._type.size * 1.5
        painter.setBrush(QColor(self._theme.accent))
        for level in range(depth):
            offset = step * (depth - level) - 5
            x = box.right() + offset - 3 if is_rtl else box.left() - offset
            painter.drawRect(QRectF(x, box.top(), 3, bottom - box.top()))

    def _paint_marker(
        self, painter: QPainter, block: QTextBlock, marker: str, *, is_rtl: bool
    ) -> None:
        layout = block.layout()
        if not layout.lineCount():
            return
        line = layout.lineAt(0)
        font = QFont(self._type.reading_font())
        width = QFontMetricsF(font).horizontalAdvance(marker)
        gap = self._type.size * 0.45
        box = block_text_rect(block)
        baseline = block_rect(block).top() + line.y() + line.ascent()
        x = box.right() + gap if is_rtl else box.left() - gap - width
        painter.setFont(font)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(QPointF(x, baseline), marker)
        painter.setPen(Qt.PenStyle.NoPen)


def overlapping(highlights: Sequence[PaintedHighlight]) -> list[PaintedHighlight]:
    """Returns those that share words with another."""
    found: dict[int, PaintedHighlight] = {}
    furthest: PaintedHighlight | None = None  # of those that begin earlier
    for one in sorted(highlights, key=lambda h: h.start):
        if furthest is not None and one.start < furthest.end:
            found[furthest.annotation_id] = furthest
            found[one.annotation_id] = one
        if furthest is None or one.end > furthest.end:
            furthest = one
    return list(found.values())


def block_text_rect(block: QTextBlock) -> QRectF:
    """Returns the rectangle of a block's lines as wide as its column, without the margins around it."""
    layout = block.layout()
    box = block_rect(block)
    count = layout.lineCount()
    if not count:
        return box
    first, last = layout.lineAt(0), layout.lineAt(count - 1)
    top = box.top() + first.y()
    bottom = box.top() + last.y() + last.ascent() + last.descent()
    return QRectF(box.left() + first.x(), top, first.width(), bottom - top)


def _column(document: QTextDocument) -> tuple[float, float]:
    """Returns where the text begins across the document, and how wide it is."""
    root = document.rootFrame().frameFormat()
    left = root.leftMargin()
    return left, document.textWidth() - left - root.rightMargin()


def _overlapping(blocks: Sequence[QTextBlock], start: int, end: int) -> list[QTextBlock]:
    return [b for b in blocks if b.position() < end and b.position() + b.length() > start]
