"""Thin outlines over the text: of the highlight that keys act on, and of a passage on a highlight.

The tint of the reading cursor lies below the highlights. Where it is hidden by one, and on a single
word, a hairline says where the cursor is; the highlight that is acted on is framed whole, so that
it stands out from others it overlaps.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from reader.core.passage import Unit
from reader.ui.text_geometry import line_rects, visible_blocks
from reader.ui.theme import current_theme

if TYPE_CHECKING:
    from reader.ui.reading_pane import ReadingPane


def paint_outlines(painter: QPainter, pane: "ReadingPane", visible: QRectF) -> None:
    """Paint over the part of the pane that is to be seen, in coordinates of its viewport."""
    passage = pane.passage
    if passage is None:
        return
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = pane.verticalScrollBar().value()
    painter.translate(0, -top)
    visible = visible.translated(0, top)
    target = pane.target_range()
    if target is not None:
        pen = QPen(QColor(theme.accent), 1.5)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        _stroke(painter, pane, visible, target, pen)
    else:
        span = pane.document_range(passage.span)
        if passage.unit is Unit.WORD or pane.is_marked(*span):
            color = QColor(theme.ink)
            color.setAlphaF(0.55)
            _stroke(painter, pane, visible, span, QPen(color, 1.0))
    painter.restore()


def _stroke(
    painter: QPainter,
    pane: "ReadingPane",
    visible: QRectF,
    span: tuple[int, int],
    pen: QPen,
) -> None:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for block in visible_blocks(pane.document(), visible.top(), visible.bottom()):
        if block.position() < span[1] and block.position() + block.length() > span[0]:
            for rect in line_rects(block, *span):
                # Lines touch, so that a passage of several is framed as one.
                path.addRoundedRect(rect.adjusted(-2.5, -2.5, 2.5, 2.5), 2.5, 2.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(path.simplified())
