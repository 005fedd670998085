"""Shows a handle at each end of a highlight, which resizes it when dragged."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from reader.core.models import Annotation
from reader.core.text.segmentation.span_editing import Edge, Span, move_character, move_word
from reader.ui.reading.moving.mouse_selection import is_by_character
from reader.ui.reading.text_surface import TextSurface
from reader.ui.style.theme import current_theme

_KNOB, _CATCH, _STEM = 12, 24, 8  # pixels: across, and what can be caught


class ResizeHandle(QWidget):
    """A stem as high as the line, with a knob above at the start and below at the end."""

    dragged = Signal(QPoint, bool)  # to a place on the screen; whether by character
    dropped = Signal()

    def __init__(self, pane: QWidget, edge: Edge) -> None:
        super().__init__(pane)
        self.edge = edge
        self._grip = QPoint()  # from the pointer to the middle of the line
        self._y = 0  # of the pointer on the screen
        self._is_held = False
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.hide()

    def put(self, x: float, line: QRectF, area: QRect) -> None:
        """Moves to an end of a line, if that is in the visible part of the pane."""
        above = _CATCH - (_CATCH - _KNOB) // 2 if self.edge is Edge.START else 0
        height = round(line.height()) + _CATCH - (_CATCH - _KNOB) // 2
        rect = QRect(round(x) - _CATCH // 2, round(line.top()) - above, _CATCH, height)
        self.setGeometry(rect)
        knob = self._knob().toRect().adjusted(-6, -6, 6, 6) & self.rect()
        stem = QRect((_CATCH - _STEM) // 2, 0, _STEM, height)
        self.setMask(QRegion(knob) | QRegion(stem))
        self.setVisible(
            area.intersects(rect) and area.contains(QPointF(x, line.center().y()).toPoint())
        )

    def _knob(self) -> QRectF:
        top = 6.0 if self.edge is Edge.START else self.height() - 6.0 - _KNOB
        return QRectF((self.width() - _KNOB) / 2, top, _KNOB, _KNOB)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, knob = current_theme(), self._knob()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, down = self.width() / 2, self.edge is Edge.START
        painter.setPen(QPen(QColor(theme.accent), 2.0))
        painter.drawLine(
            QPointF(middle, knob.center().y()), QPointF(middle, self.height() if down else 0.0)
        )
        painter.setPen(QPen(QColor(theme.paper), 2.0))
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(knob.adjusted(1, 1, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._is_held = True
            line = self.height() - _CATCH + (_CATCH - _KNOB) // 2  # how high the line is
            y = self.height() - line // 2 if self.edge is Edge.START else line // 2
            self._grip = QPoint(self.width() // 2, y) - event.position().toPoint()
            self._y = event.globalPosition().toPoint().y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_held:
            place = event.globalPosition().toPoint()
            self._let_catch_up(place.y())
            self.dragged.emit(place + self._grip, is_by_character(event))

    def _let_catch_up(self, y: int) -> None:
        """Corrects the pointer when it moves from the knob onto the line, so that it points at this line."""
        grip, moved = self._grip.y(), y - self._y
        if grip * moved > 0:
            self._grip.setY(grip - moved if abs(moved) < abs(grip) else 0)
        self._y = y

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._is_held:
            self._is_held = False
            self.dropped.emit()


class ResizeHandles(QObject):
    """The two handles of one highlight, shown while the reading cursor is on it."""

    def __init__(
        self,
        surface: TextSurface,
        text: Callable[[], str],
        run: Callable[[str, int], None],
    ) -> None:
        """``text`` is that of the article; ``run`` is given a command that moves an end, and how often."""
        pane = surface.widget
        super().__init__(pane)
        self._surface, self._text, self._run = surface, text, run
        self._one: Annotation | None = None
        self._dragged: tuple[Edge, Span, int, bool] | None = None  # what it comes to, so far
        self._handles = [ResizeHandle(pane, edge) for edge in Edge]
        for handle in self._handles:
            handle.dragged.connect(
                lambda place, fine, edge=handle.edge: self._drag(edge, place, by_character=fine)
            )
            handle.dropped.connect(self._drop)
        surface.scrolled.connect(self.put)
        pane.verticalScrollBar().rangeChanged.connect(self._put_soon)  # the text is set again
        pane.viewport().installEventFilter(self)

    @property
    def shown_id(self) -> int | None:
        """The highlight whose ends are shown."""
        return self._one.id if self._one else None

    def show(self, one: Annotation | None) -> None:
        """Shows the ends of a highlight, or none."""
        if self._dragged is None:
            self._one = one if one is not None and one.start is not None else None
            self.put()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follows the column of the text when the pane has another width."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._put_soon()
        return False

    def _put_soon(self) -> None:
        if self._one is not None:
            QTimer.singleShot(0, self, self.put)  # the text is laid out by then

    def put(self) -> None:
        """Puts the handles where the ends are now."""
        one = self._one
        if one is None:
            for handle in self._handles:
                handle.hide()
            return
        span = self._dragged[1] if self._dragged else (one.start or 0, one.end or 0)
        area = self._surface.widget.viewport().geometry()
        for handle, line in zip(self._handles, self._surface.edge_lines(span), strict=True):
            is_start = handle.edge is Edge.START
            if line is None:
                handle.hide()
            else:
                handle.put(line.left() if is_start else line.right(), line, area)
                handle.raise_()

    def _drag(self, edge: Edge, place: QPoint, *, by_character: bool) -> None:
        """Previews the resized highlight; it is changed when the handle is released."""
        surface, one = self._surface, self._one
        if one is None or one.start is None or one.end is None:
            return
        offset = surface.offset_at(surface.widget.viewport().mapFromGlobal(place))
        if offset is None:
            return
        here = one.start, one.end
        span, steps = nearest(self._text(), here, edge, offset, by_character=by_character)
        self._dragged = edge, span, steps, by_character
        surface.preview_resized(one, span)
        self.put()

    def _drop(self) -> None:
        """Moves the end by running the command of its keys as often as necessary."""
        one, dragged = self._one, self._dragged
        if one is None or dragged is None:
            return
        edge, _span, steps, by_character = dragged
        self._dragged = None
        self._surface.preview_resized(one, (one.start or 0, one.end or 0))  # as it is until then
        self.put()
        if steps:
            side = "right" if steps > 0 else "left"
            self._run(f"highlight.{edge}_{side}{'_fine' * by_character}", abs(steps))


def nearest(
    text: str, span: Span, edge: Edge, offset: int, *, by_character: bool
) -> tuple[Span, int]:
    """Returns the span with an edge at the stop nearest to an offset, and how many stops that is."""
    move, side = (move_character if by_character else move_word), list(Edge).index(edge)
    direction = 1 if offset > span[side] else -1
    steps = 0
    while span[side] != offset:
        further = move(text, span, edge, direction)
        if further == span or abs(further[side] - offset) > abs(span[side] - offset):
            break
        span, steps = further, steps + direction
    return span, steps
