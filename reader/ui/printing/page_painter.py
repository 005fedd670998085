"""Paints a page of an article: text and notes, running title, page number."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
)

from reader.core.models import Color
from reader.core.translation import _
from reader.ui.printing.article_pages import MARGIN, SIZE, ArticlePages
from reader.ui.printing.page_breaks import Placement
from reader.ui.reading.layout.text_geometry import line_rects, visible_blocks
from reader.ui.style.theme import blend

_SLACK = 2.0  # pixels that letters may reach beyond their line
_BESIDE = 60.0  # pixels beside the column, where bars and panels reach
_RULE = 90.0  # pixels of the rule above the notes
_ONCE, _TWICE = (0.0,), (-1.2, 1.2)
_PEN = Qt.PenStyle

# Each colour has a line of its own, so that they can be distinguished in black and white.
_LINES: dict[Color, tuple[Qt.PenStyle, float, tuple[float, ...]]] = {
    Color.YELLOW: (_PEN.SolidLine, 1.0, _ONCE),
    Color.GREEN: (_PEN.DashLine, 1.2, _ONCE),
    Color.BLUE: (_PEN.DotLine, 1.4, _ONCE),
    Color.PINK: (_PEN.DashDotLine, 1.2, _ONCE),
    Color.PURPLE: (_PEN.DashDotDotLine, 1.2, _ONCE),
    Color.ORANGE: (_PEN.SolidLine, 0.8, _TWICE),
    Color.RED: (_PEN.SolidLine, 2.2, _ONCE),
    Color.GREY: (_PEN.DotLine, 0.8, _TWICE),
}


def paint_page(painter: QPainter, pages: ArticlePages, number: int, scale: float = 1.0) -> None:
    """Paints a page whose corner is the painter's origin; ``scale`` is for each pixel of its size."""
    content = pages.pages[number]
    painter.save()
    painter.scale(scale, scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_margins(painter, pages, number)
    painter.translate(0, MARGIN)
    if content.notes:
        painter.setPen(QPen(QColor(pages.theme.line), 0.8))
        y = content.notes[0].y - SIZE * 0.4
        is_rtl = pages.pieces[content.notes[0].piece].is_rtl
        start = pages.size.width() - _RULE if is_rtl else 0.0
        painter.drawLine(QPointF(start, y), QPointF(start + _RULE, y))
    for placement in (*content.text, *content.notes):
        _paint_piece(painter, pages, placement)
    painter.restore()


def _paint_margins(painter: QPainter, pages: ArticlePages, number: int) -> None:
    width, height = pages.size.width(), pages.size.height()
    font = QFont(pages.note_font)
    font.setPixelSize(round(SIZE * 0.68))
    painter.setFont(font)
    painter.setPen(QColor(pages.theme.muted))
    if number:  # the first page begins with the title itself
        title = " ".join(pages.title.split())
        shown = QFontMetricsF(font).elidedText(title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(0, 0, width, SIZE), Qt.AlignmentFlag.AlignHCenter, shown)
    told = _("{n} / {count}").format(n=number + 1, count=len(pages.pages))
    foot = QRectF(0, height - SIZE, width, SIZE)
    painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, told)


def _paint_piece(painter: QPainter, pages: ArticlePages, placement: Placement) -> None:
    piece = pages.pieces[placement.piece]
    top, height = placement.top, placement.bottom - placement.top
    width = pages.size.width()
    painter.save()
    painter.translate(0, placement.y - top)
    if piece.label and top < SIZE * 0.5:
        _paint_label(painter, pages, piece.label, width, is_rtl=piece.is_rtl)
    painter.translate(piece.left, 0)
    around = QRectF(-_BESIDE, top - _SLACK, width + 2 * _BESIDE, height + 2 * _SLACK)
    painter.setClipRect(around)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, QColor(pages.theme.ink))
    # Within the lines: what only touches them is on another page, and would be in the file too.
    context.clip = QRectF(-_BESIDE, top + 1, width + 2 * _BESIDE, max(height - 2, 1))
    if placement.piece == 0:
        pages.paint_behind(painter, context.clip)
        for line in _lines_below(pages, context.clip):
            _paint_line(painter, *line, pages)
    # Asked for here: PySide takes a layout asked for before a table was looked at for deleted.
    piece.document.documentLayout().draw(painter, context)
    painter.restore()


def _paint_label(
    painter: QPainter, pages: ArticlePages, label: str, width: float, *, is_rtl: bool
) -> None:
    font = QFont(pages.note_font)
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(QColor(pages.theme.ink))
    metrics = QFontMetricsF(font)
    x = width - metrics.horizontalAdvance(label) if is_rtl else 0.0
    painter.drawText(QPointF(x, metrics.ascent()), label)


def _lines_below(pages: ArticlePages, area: QRectF) -> Iterator[tuple[QRectF, Color]]:
    """Returns the positions of highlights in a part of the text, line by line, with their colours."""
    for block in visible_blocks(pages.built.document, area.top(), area.bottom()):
        start, end = block.position(), block.position() + block.length()
        for one in pages.highlights.between(start, end):
            for rect in line_rects(block, max(one.start, start), min(one.end, end)):
                if rect.bottom() > area.top() and rect.top() < area.bottom():
                    yield rect.adjusted(0, 0, 0, -3.0 * one.depth), one.color


def _paint_line(painter: QPainter, rect: QRectF, color: Color, pages: ArticlePages) -> None:
    style, width, offsets = _LINES[color]
    tint = blend(pages.theme.ink, pages.theme.highlights[color], 0.45)
    painter.setPen(QPen(QColor(tint), width, style, Qt.PenCapStyle.FlatCap))
    for offset in offsets:
        y = rect.bottom() - 1 + offset
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
