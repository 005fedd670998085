"""Outlines the highlight that keys act on, and a passage on a highlight.

The tint of the reading cursor is faint and below the highlights. If a highlight hides it, on a
selection and on a single word, a hairline shows where the cursor is. The highlight that keys act on
is framed as a whole, to distinguish it from others it overlaps.
"""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from reader.core.text.reading.reading_cursor import Unit
from reader.ui.reading.layout.text_geometry import line_rects, visible_blocks
from reader.ui.reading.reading_cursor_view import CursorView
from reader.ui.style.theme import current_theme


def paint_outlines(painter: QPainter, pane: CursorView, visible: QRectF) -> None:
    """Paints the visible outlines, in coordinates of the viewport."""
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
        if passage.unit in (Unit.WORD, Unit.SELECTION) or pane.is_marked(*span):
            color = QColor(theme.ink)
            is_selected = passage.unit is Unit.SELECTION
            color.setAlphaF(0.75 if is_selected else 0.55)
            _stroke(painter, pane, visible, span, QPen(color, 1.5 if is_selected else 1.0))
    painter.restore()


def _stroke(
    painter: QPainter,
    pane: CursorView,
    visible: QRectF,
    span: tuple[int, int],
    pen: QPen,
) -> None:
    rects = []
    first = pane.document().findBlock(span[0])
    if span[1] <= first.position() + first.length():
        blocks = iter((first,))
    else:
        blocks = visible_blocks(pane.document(), visible.top(), visible.bottom())
    for block in blocks:
        if block.position() < span[1] and block.position() + block.length() > span[0]:
            rects += [rect.adjusted(-2.5, -2.5, 2.5, 2.5) for rect in line_rects(block, *span)]
    stroke_lines(painter, rects, pen)


def stroke_lines(painter: QPainter, rects: Sequence[QRectF], pen: QPen) -> None:
    """Outlines lines; adjacent ones as one."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    if len({rect.top() for rect in rects}) < len(rects):  # a line in parts, of mixed scripts
        painter.drawPath(_united(rects))
        return
    for stack in stacks(rects):
        if len(stack) == 1:
            painter.drawRoundedRect(stack[0], 2.5, 2.5)
        else:
            painter.drawPolygon(frame(stack))


def _united(rects: Sequence[QRectF]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for rect in rects:
        path.addRoundedRect(rect, 2.5, 2.5)
    return path.simplified()


def stacks(rects: Sequence[QRectF]) -> list[list[QRectF]]:
    """Groups lines from top to bottom: adjacent ones with little space between are together."""
    found: list[list[QRectF]] = []
    for rect in rects:
        if found and _is_below(found[-1][-1], rect):
            found[-1].append(rect)
        else:
            found.append([rect])
    return found


def _is_below(above: QRectF, rect: QRectF) -> bool:
    is_next = above.top() < rect.top() < above.bottom() + rect.height() / 2
    return is_next and above.left() < rect.right() and rect.left() < above.right()


def frame(stack: Sequence[QRectF]) -> QPolygonF:
    """Returns the outline of lines that belong together: a passage of several is framed as one."""
    left, right = [stack[0].topLeft()], [stack[0].topRight()]
    for above, below in pairwise(stack):
        # Where one reaches farther than the other, it has its whole height.
        y = below.top() if below.right() > above.right() else above.bottom()
        right += [QPointF(above.right(), y), QPointF(below.right(), y)]
        y = below.top() if below.left() < above.left() else above.bottom()
        left += [QPointF(above.left(), y), QPointF(below.left(), y)]
    right.append(stack[-1].bottomRight())
    left.append(stack[-1].bottomLeft())
    return QPolygonF([*right, *reversed(left)])
