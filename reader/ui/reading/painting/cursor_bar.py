"""Paints the bar of the reading cursor in the margin, coloured if the text has the focus."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from reader.ui.style.theme import Theme

_WIDTH = 3  # pixels
_PANEL_FREE = 40.0  # pixels of margin at which no panel of code reaches the bar
_GAP = 22.0  # pixels from the text, where the margin has that room


def paint_bar(
    painter: QPainter,
    document: QTextDocument,
    position: int,
    lines: Sequence[QRectF],
    theme: Theme,
    *,
    has_focus: bool,
) -> None:
    """Paints it beside the lines of a passage that begins at a document position."""
    if lines:
        top = min(rect.top() for rect in lines)
        bottom = max(rect.bottom() for rect in lines)
        painter.setBrush(QColor(theme.accent if has_focus else theme.muted))
        bar = QRectF(bar_left(document, position), top, _WIDTH, bottom - top)
        painter.drawRoundedRect(bar, 1.5, 1.5)


def bar_left(document: QTextDocument, position: int) -> float:
    """Returns where the bar of a passage is that begins at a document position, across the document."""
    is_rtl = document.findBlock(position).textDirection() is Qt.LayoutDirection.RightToLeft
    margin = _text_margin(document)
    gap = min(_GAP, margin - 4)
    return document.textWidth() - margin + gap - _WIDTH if is_rtl else margin - gap


def _text_margin(document: QTextDocument) -> float:
    """Returns the pixels on both sides of the text."""
    return document.rootFrame().frameFormat().leftMargin()


def is_within_bar(document: QTextDocument, position: int, area: QRectF) -> bool:
    """Returns whether an area is no wider than the bar of a passage that begins at a document position.

    Neither text nor any other mark reaches there, at most a panel of code in a narrow pane.
    """
    left = bar_left(document, position)
    return left - 2 <= area.left() and area.right() <= left + _WIDTH + 2


def has_bar_alone(document: QTextDocument, start: int, end: int, laid_out: int | None) -> bool:
    """Returns whether nothing but the bar is beside a passage of one block, which is laid out."""
    block = document.findBlock(start)
    is_there = laid_out is None or block.blockNumber() < laid_out
    is_wide = _text_margin(document) >= _PANEL_FREE
    return is_there and is_wide and end <= block.position() + block.length()


@contextmanager
def only_the_bar_changing(pane: QTextBrowser) -> Iterator[None]:
    """Paints only the bar when the focus comes or goes, where Qt would paint the whole pane."""
    quiet: list[QWidget] = [pane]
    if not pane.textCursor().hasSelection():
        quiet.append(pane.viewport())  # whose own cursor is never to be seen
    quiet = [widget for widget in quiet if widget.updatesEnabled()]
    try:
        for widget in quiet:
            widget.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, on=True)
        yield
    finally:
        for widget in quiet:
            widget.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, on=False)
