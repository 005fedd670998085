"""Shows a page of a PDF file as it is printed, with the highlights and the reading cursor on it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from reader.core.models import Annotation
from reader.core.text.segmentation.span_editing import Span
from reader.core.translation import _
from reader.importers.pdf.page_elements import Box
from reader.importers.pdf.page_hit_testing import PrintedLetters
from reader.importers.pdf.page_renderer import Picture, PrintedPage
from reader.ui.keys.chords import chords_of
from reader.ui.printed_pages.page_mouse import PageMouse
from reader.ui.reading.painting.target_outline import stroke_lines
from reader.ui.reading.text_surface import TextSurface
from reader.ui.style.theme import blend, current_theme, load_theme
from reader.ui.style.zoom_gestures import pinch_factor, wheel_factor

_STEP = 1.25  # by which a key zooms
_LEAST, _MOST = 0.1, 8.0  # pixels of the screen for a point of the page
AIR = 18  # pixels around a page that is shown whole
_ZOOMS = {
    "Ctrl+=": _STEP,
    "Ctrl++": _STEP,
    "+": _STEP,
    "=": _STEP,
    "Ctrl+-": 1 / _STEP,
    "-": 1 / _STEP,
}
_FIT = "Ctrl+0"


class Marks(NamedTuple):
    """The highlights and passages of the text that a page shows."""

    annotations: Sequence[Annotation] = ()
    target: int | None = None  # the highlight that keys act on
    passage: Span | None = None  # where the reading cursor is
    is_selected: bool = False  # it was selected


class PageViewer(QGraphicsView):
    """Shows one page, on which words are highlighted as in the text: by mouse and by keys."""

    page_wanted = Signal(int, float)  # to be painted, so many pixels for a point
    scrolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Sequence[PrintedPage] = ()
        self.page = 0
        self.letters: PrintedLetters | None = None  # of the page, once they are known
        self._marks = Marks()
        self._resized: tuple[int, Span] | None = None  # a highlight while its end is dragged
        self._fits_width = False
        self._is_fitted = True
        self.picture: Picture | None = None  # of the page, once it is painted
        self._image: QImage | None = None  # made of its pixels, in the same memory
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setAccessibleName(_("Printed page"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.mouse = PageMouse(self, self.letter_at, self.offset_at)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self.scrolled.emit())
        self.surface = TextSurface(
            self,
            self.scrolled,
            self.edge_lines,
            self.offset_at,
            self.passage_rect,
            self.preview_resized,
        )

    @property
    def magnification(self) -> float:
        """The number of screen pixels for a point of the page."""
        return self.transform().m11()

    # -- what is shown ---------------------------------------------------------------------------

    def show_pages(self, pages: Sequence[PrintedPage]) -> None:
        """Sets the pages of a document, or none; `show_page` shows one of them."""
        self._pages, self.letters, self._marks = pages, None, Marks()
        self._is_fitted, self._fits_width = True, False
        self.picture = self._image = None

    def show_page(self, page: int) -> None:
        """Shows another page, from its top; `put` gives it its image."""
        self.page, self.letters, self._marks = page, None, Marks()
        one = self._pages[page]
        self.picture = self._image = None
        self._scene.setSceneRect(0, 0, one.width, one.height)
        self._keep_fitted()
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())
        self.scrolled.emit()
        self._ask_for_page()

    def put(self, picture: Picture) -> None:
        """Shows the image of the page."""
        width, height, pixels, _place = picture
        image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32)
        if image.isNull() or not self._pages:
            return
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture, self._image = picture, image
        self.viewport().update()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paints the page: pixel by pixel where it was painted for this size, else scaled meanwhile."""
        theme = current_theme()  # asked for now, as it may have changed
        around = QColor(blend(theme.side, theme.line, 0.55))
        if not self._pages:
            painter.fillRect(rect, around)
            return
        one, image = self._pages[self.page], self._image
        place = self.viewportTransform().mapRect(QRectF(0, 0, one.width, one.height))
        painter.save()
        painter.resetTransform()
        painter.save()
        screen = self.viewport().rect()
        # The page covers what is beneath it, which takes as long to paint as the page.
        painter.setClipRegion(QRegion(screen) - QRegion(place.toRect().adjusted(1, 1, -1, -1)))
        painter.fillRect(screen, around)
        painter.restore()
        if image is None:
            painter.fillRect(place, Qt.GlobalColor.white)
        elif abs(image.deviceIndependentSize().width() - place.width()) < 1:
            painter.drawImage(place.topLeft().toPoint(), image)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, image)
        painter.restore()

    def put_letters(self, letters: PrintedLetters) -> None:
        """Sets the positions of the text's letters on the page."""
        self.letters = letters
        self.viewport().update()

    def show_marks(self, marks: Marks) -> None:
        """Shows what is marked in the text."""
        if marks.passage != self._marks.passage:
            self._bring_in_sight(marks.passage)
        self._marks = marks
        self.viewport().update()

    def preview_resized(self, one: Annotation, span: Span) -> None:
        """Shows a highlight with other ends while they are dragged."""
        self._resized = one.id, span
        self.viewport().update()

    def _spans(self) -> list[tuple[Span, QColor, bool]]:
        """Returns what is highlighted, longer spans first: where, the colour, whether keys act on it."""
        shades, found = load_theme("light").highlights, []
        for one in self._marks.annotations:
            if one.start is not None and one.end is not None:
                span = one.start, one.end
                if self._resized is not None and self._resized[0] == one.id:
                    span = self._resized[1]
                found.append((span, QColor(shades[one.color]), one.id == self._marks.target))
        return sorted(found, key=lambda one: one[0][0] - one[0][1])

    def drawForeground(self, painter: QPainter, _rect: QRectF | QPoint) -> None:
        """Paints highlights and cursor so that they appear below the letters."""
        letters, marks = self.letters, self._marks
        if letters is None:
            return
        light = load_theme("light")
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        targets = []
        spans = self._spans()
        if marks.passage is not None and marks.target is None:
            spans.insert(0, (marks.passage, QColor(light.selection), False))
        for span, color, is_target in spans:
            rects = self._rects(letters.lines(*span))
            for rect in rects:
                painter.fillRect(rect, color)
            if is_target:
                targets.append((rects, QPen(QColor(light.accent), 1.5)))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if marks.passage is not None and marks.target is None and marks.is_selected:
            color = QColor(light.ink)
            color.setAlphaF(0.75)
            targets.append((self._rects(letters.lines(*marks.passage)), QPen(color, 1.5)))
        for rects, pen in targets:
            stroke_lines(painter, [rect.adjusted(-2, -2, 2, 2) for rect in rects], pen)
        painter.restore()

    def _rects(self, boxes: Sequence[Box]) -> list[QRectF]:
        """Returns where boxes of the page are in the viewport."""
        to_screen = self.viewportTransform()
        return [to_screen.mapRect(QRectF(b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0)) for b in boxes]

    # -- where words are -------------------------------------------------------------------------

    def spot_on_page(self, spot: QPoint) -> tuple[float, float]:
        """Returns where on the page a spot of the viewport is."""
        place = self.viewportTransform().inverted()[0].map(QPointF(spot))
        return place.x(), place.y()

    def letter_at(self, spot: QPoint) -> int | None:
        """Returns the text offset of the letter printed nearest to a point."""
        return self.letters.place_at(*self.spot_on_page(spot)) if self.letters else None

    def offset_at(self, spot: QPoint) -> int | None:
        """Returns the place between two letters at a spot of the viewport."""
        return self.letters.edge_at(*self.spot_on_page(spot)) if self.letters else None

    def edge_lines(self, span: Span) -> tuple[QRectF | None, QRectF | None]:
        """Returns the first and the last line of a span, in coordinates of this widget."""
        rects = self._rects(self.letters.lines(*span)) if self.letters else []
        origin = QPointF(self.viewport().geometry().topLeft())
        return (
            (rects[0].translated(origin), rects[-1].translated(origin)) if rects else (None, None)
        )

    def passage_rect(self) -> QRectF:
        """Returns where the passage is, in coordinates of this widget; empty when it is not here."""
        passage = self._marks.passage
        first, last = self.edge_lines(passage) if passage is not None else (None, None)
        return first.united(last) if first is not None and last is not None else QRectF()

    def _bring_in_sight(self, passage: Span | None) -> None:
        if passage is None or self.letters is None or self.mouse.is_dragging:
            return
        boxes = self.letters.lines(*passage)
        if boxes:
            first = boxes[0]
            self.ensureVisible(QRectF(first.x0, first.y0, 1, first.y1 - first.y0), 0, 24)

    # -- zooming and turning -------------------------------------------------------------------

    def _fitting(self) -> float:
        one, room = self._pages[self.page], self.size()
        wide = (room.width() - 2 * AIR) / one.width
        return wide if self._fits_width else min(wide, (room.height() - 2 * AIR) / one.height)

    def _keep_fitted(self) -> None:
        if self._is_fitted and self._pages:
            self._set_scale(self._fitting())

    def fit(self) -> None:
        """Shows the whole page; its whole width where the page is shown whole."""
        if self._pages:
            self._fits_width = self._is_fitted and not self._fits_width
            self._is_fitted = True
            self._keep_fitted()
            self._ask_for_page()

    def zoom(self, factor: float) -> None:
        """Enlarges the page by a factor; what is in the middle stays there."""
        if self._pages:
            self._is_fitted = False
            self._set_scale(self.magnification * factor)
            self._ask_for_page()

    def _set_scale(self, scale: float) -> None:
        scale = min(max(_LEAST, scale), _MOST)
        kept = self.mapToScene(self.viewport().rect().center())
        self.resetTransform()
        self.scale(scale, scale)
        self.centerOn(kept)
        self.scrolled.emit()

    def _ask_for_page(self) -> None:
        self.page_wanted.emit(self.page, self.magnification * self.devicePixelRatioF())

    def turn(self, direction: int) -> bool:
        """Scrolls down or up by a screen; False at the end of the page."""
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + direction * bar.pageStep())
        return bar.value() != before

    # -- Qt ------------------------------------------------------------------------------------

    def keeps_key(self, chord: str) -> bool:
        """Returns whether a chord zooms the page, and is no command's."""
        return chord in _ZOOMS or chord == _FIT

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zooms; all other keys are those of commands."""
        for chord in chords_of(event):
            if chord in _ZOOMS:
                self.zoom(_ZOOMS[chord])
                return
            if chord == _FIT:
                self.fit()
                return
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; with Ctrl, zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(wheel_factor(event))
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Zooms where two fingers pinch."""
        factor = pinch_factor(event)
        if factor == 1:
            return super().viewportEvent(event)
        self.zoom(factor)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pages:
            before = self.magnification
            self._keep_fitted()
            if self.magnification != before:
                self._ask_for_page()
