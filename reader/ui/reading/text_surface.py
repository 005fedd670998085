"""Defines the interface of views that show an article's words, as text or as a printed page."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF, SignalInstance
from PySide6.QtWidgets import QAbstractScrollArea

from reader.core.models import Annotation
from reader.core.text.segmentation.span_editing import Span


class TextSurface(NamedTuple):
    """A widget, and where the words of the text are in it."""

    widget: QAbstractScrollArea
    scrolled: SignalInstance
    # The first and the last line of a span, in coordinates of the widget; None where off screen.
    edge_lines: Callable[[Span], tuple[QRectF | None, QRectF | None]]
    offset_at: Callable[[QPoint], int | None]  # between two letters, at a spot of the viewport
    passage_rect: Callable[[], QRectF]  # of the reading cursor, likewise; empty where off screen
    preview_resized: Callable[[Annotation, Span], None]  # shows a highlight with other ends
