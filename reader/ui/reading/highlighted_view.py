"""Shows an article's page with its highlights and search hits."""

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reader.core.models import Annotation, Color
from reader.ui.reading.finding.search_match_tints import TintedRanges
from reader.ui.reading.layout.document_builder import BuiltDocument
from reader.ui.reading.layout.page_content import Page
from reader.ui.reading.page_view import PageView
from reader.ui.reading.painting.decoration_painter import DecorationPainter
from reader.ui.reading.painting.highlight_layers import HighlightLayers, Span, spans_of
from reader.ui.reading.painting.note_mark import is_on_note_mark
from reader.ui.reading.text_accessibility import describe_browsers, set_highlight_formats
from reader.ui.style.theme import current_theme


class HighlightedView(PageView):
    """A page with highlights, of which one may be the target of keys."""

    annotations_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._annotations: Sequence[Annotation] = ()
        self._highlights = HighlightLayers()
        self._target: int | None = None
        self._found: Sequence[tuple[int, int]] = ()
        super().__init__(parent)
        describe_browsers()

    @property
    def annotations(self) -> Sequence[Annotation]:
        """The annotations of the page shown."""
        return self._annotations

    def show_with(self, page: Page | None, annotations: Sequence[Annotation]) -> None:
        """Lays out a page with its annotations, or shows nothing."""
        self._annotations = annotations
        self._target, self._found = None, ()
        self.set_page(page)

    def set_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Paints these annotations from now on."""
        self._annotations = annotations
        self._place_highlights()
        self.viewport().update()
        self.annotations_changed.emit()

    def change_annotations(
        self, annotations: Sequence[Annotation], ids: Collection[int], fresh: Iterable[Annotation]
    ) -> None:
        """Paints these annotations from now on, of which only some ids are not as they were."""
        self._annotations = annotations
        for start, end in self._highlights.change(ids, self._spans(fresh)):
            self._tell_highlights(start, end)
            self._update_range(start, end)
        self.annotations_changed.emit()

    def lay_over(self, number: int, span: tuple[int, int], color: Color) -> None:
        """Paints a highlight that is no annotation's, here and now: not in the next turn."""
        if self._built is not None:
            places = self._built.positions.range_to_document(*span)
            for damaged in self._highlights.change((), [(number, *places, color, False)]):
                self.viewport().repaint(self._lines_of(*damaged))

    def take_away(self, number: int) -> None:
        """Paints a highlight no more."""
        for damaged in self._highlights.change([number], ()):
            self._update_range(*damaged)

    def set_found(self, spans: Sequence[tuple[int, int]]) -> None:
        """Tints these places of the text: where search terms are."""
        self._found = spans
        self.viewport().update()

    def set_target(self, annotation_id: int | None) -> None:
        """Outlines the highlight that keys act on."""
        if annotation_id != self._target:
            before, self._target = self._target, annotation_id
            for number in (before, annotation_id):
                one = self._highlights.get(number) if number is not None else None
                if one is not None:
                    self._update_range(one.start, one.end)

    def target_range(self) -> tuple[int, int] | None:
        """Returns the document positions of the highlight that keys act on, if it is shown."""
        one = self._highlights.get(self._target) if self._target is not None else None
        return (one.start, one.end) if one else None

    def is_marked(self, start: int, end: int) -> bool:
        """Returns whether a highlight covers any of the document between two positions."""
        return any(
            one.start < end and start < one.end for one in self._highlights.between(start, end)
        )

    def marked_note_at(self, spot: QPoint) -> int | None:
        """Returns the annotation whose note is marked in the margin at a spot of the viewport, if any."""
        if self._built is None or self._layout.is_running or not len(self._highlights):
            return None
        document = self.document()
        margin = document.rootFrame().frameFormat().leftMargin()
        if margin <= spot.x() <= document.textWidth() - margin:
            return None
        line = [self.position_at(QPoint(x, spot.y())) for x in (0, self.viewport().width())]
        place = QPointF(spot.x(), spot.y() + self.verticalScrollBar().value())
        for one in reversed(self._highlights.between(min(line), max(line))):
            if one.has_note and is_on_note_mark(document, one.start, place):
                return one.annotation_id
        return None

    def _place_highlights(self) -> None:
        self._highlights = HighlightLayers(self._spans(self._annotations))
        self._tell_highlights(0, self.document().characterCount() - 1)

    def _tell_highlights(self, start: int, end: int) -> None:
        if QAccessible.isActive() and self._built is not None and not self._is_long:
            set_highlight_formats(self._built.document, start, end, self._highlights)

    def _spans(self, annotations: Iterable[Annotation]) -> list[Span]:
        return spans_of(annotations, self._built.positions) if self._built is not None else []

    def _paint_decorations(
        self, painter: QPainter, event: QPaintEvent, built: BuiltDocument
    ) -> None:
        top = self.verticalScrollBar().value()
        painter.translate(0, -top)
        DecorationPainter(current_theme(), self._typography, has_focus=self.hasFocus()).paint(
            painter,
            self.document(),
            QRectF(event.rect()).translated(0, top),
            TintedRanges(built.tints, self._found, built.positions),
            self._highlights,
            self.painted_passage(),
            self._target,
            self._layout.blocks_laid_out,
            built.readings,
        )
