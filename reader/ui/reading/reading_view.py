"""Moves the reading cursor of a page with keys, mouse, caret and hints."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from reader.core.models import Annotation
from reader.core.text.reading.openable_items import has_link
from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.core.text.segmentation.span_editing import Span
from reader.ui.reading.layout.text_geometry import line_rects
from reader.ui.reading.moving.mouse_selection import MouseSelection
from reader.ui.reading.painting.target_outline import paint_outlines
from reader.ui.reading.reading_cursor_view import CursorView
from reader.ui.reading.text_surface import TextSurface

if TYPE_CHECKING:
    from reader.ui.reading.link_and_footnote_opener import InPlaceOpener
    from reader.ui.reading.moving.caret_mode import CaretMode
    from reader.ui.reading.moving.sentence_hint_labels import HintLabels


class ShownPages(Protocol):
    """The printed pages that are shown in place of the text, or beside it."""

    @property
    def is_shown(self) -> bool:
        """Whether they are."""

    @property
    def is_beside(self) -> bool:
        """Whether they are beside the text."""

    @property
    def has_keyboard(self) -> bool:
        """Whether keys that scroll are for them."""

    def toggle(self, *, is_beside: bool) -> None:
        """Shows the page on which the passage is printed, or the text alone again."""

    def leave(self) -> None:
        """Shows the text again."""

    def turn(self, direction: int) -> bool:
        """Scrolls by a screen, or goes to the next page; False at the end of all."""

    def scroll(self, direction: int) -> bool:
        """Scrolls to the side; False where all of it is on screen."""


_HISTORY = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}


class ReadingView(CursorView):
    """A page whose reading cursor follows keys, the mouse, the caret and hints."""

    mode_changed = Signal()  # hints or the caret came or went
    highlight_activated = Signal(int)  # annotation id, by a click
    history_wanted = Signal(int)  # back (-1) or forward, by a button of the mouse
    toolbar_wanted = Signal(bool)  # for the passage; whether it is to have the keyboard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mouse = MouseSelection(self, self._click, lambda: self.toolbar_wanted.emit(False))
        self._caret: CaretMode | None = None
        self._hints: HintLabels | None = None
        self._opener: InPlaceOpener | None = None
        self.pages: Callable[[], ShownPages] | None = None  # made when they are first asked for
        self._pages: ShownPages | None = None
        self.highlighted.connect(self._hover)
        self._mouse_at = QPoint()  # in the viewport
        self._can_click = False  # on what the mouse is on, without its being a link
        self._shape = self.viewport().cursor()  # of the mouse, elsewhere

    @property
    def printed_pages(self) -> Sequence[tuple[str, int]]:
        """The labels of the printed pages, and where in the text each begins."""
        return self.page.text.pages if self.page is not None else ()

    def show_printed_page(self, *, is_beside: bool) -> None:
        """Shows the page on which the passage is printed, in place of the text or beside it, or the text alone."""
        if self._pages is None and self.pages is not None:
            self._pages = self.pages()
        if self._pages is not None:
            self._pages.toggle(is_beside=is_beside)

    @property
    def pages_in_place(self) -> ShownPages | None:
        """The printed pages while they are shown in place of the text."""
        pages = self._pages
        return pages if pages is not None and pages.is_shown and not pages.is_beside else None

    @property
    def _scrolled_pages(self) -> ShownPages | None:
        """The printed pages while keys scroll them and not the text."""
        return self._pages if self._pages is not None and self._pages.has_keyboard else None

    def show_text(self) -> bool:
        """Shows the text where a printed page is in its place; False where none is."""
        pages = self.pages_in_place
        if pages is not None:
            pages.leave()
        return pages is not None

    def turn_page(self, direction: int) -> bool:
        pages = self._scrolled_pages
        return pages.turn(direction) if pages is not None else super().turn_page(direction)

    def scroll_table(self, direction: int) -> bool:
        pages = self._scrolled_pages
        return pages.scroll(direction) if pages is not None else super().scroll_table(direction)

    def move_cursor(self, unit: Unit, steps: int, *, extend: bool = False) -> None:
        """Moves or extend the reading cursor by units, back when negative.

        One that was scrolled away begins on screen.
        """
        passages, passage = self._passages, self._passage
        if passages is None or not steps:
            return
        if self._caret is not None and self._caret.is_on:
            self._caret.move_by_unit(unit, steps, extend=extend)
            return
        if passage is None or not (extend or self.is_on_screen(passage)):
            passage = self._first_on_screen(unit)
            steps -= 1 if steps > 0 else -1
        if passage is not None:
            act = passages.extend if extend else passages.move
            passage = passages.repeat(act, passage, unit, steps)
        self.set_passage(passage)

    # -- modes ---------------------------------------------------------------------------------

    @property
    def caret(self) -> "CaretMode":
        """The caret, made when it is first asked for."""
        if self._caret is None:
            from reader.ui.reading.moving.caret_mode import CaretMode  # start-up time

            self._caret = CaretMode(self, self._follow_caret)
        return self._caret

    def _follow_caret(self) -> None:
        if self.is_caret_mode:
            self.show_text()
        self.mode_changed.emit()

    @property
    def is_caret_mode(self) -> bool:
        """Whether arrows move a caret and letters act on what it selects."""
        return self._caret is not None and self._caret.is_on

    @property
    def hints(self) -> "HintLabels | None":
        """The labels on the sentences while they are shown."""
        return self._hints if self._hints is not None and self._hints.is_shown else None

    def show_hints(self) -> None:
        """Labels every sentence on screen; its letters put the cursor on it."""
        self.show_text()
        if self._hints is None:
            from reader.ui.reading.moving.sentence_hint_labels import HintLabels  # start-up time

            self._hints = HintLabels(self)
            self._hints.closed.connect(self.mode_changed)
        self._hints.show_labels()
        self.mode_changed.emit()

    def show_toolbar(self) -> None:
        """Shows the toolbar of the passage, and gives it the keyboard."""
        self.toolbar_wanted.emit(True)

    @property
    def surface(self) -> TextSurface:
        """The positions of the words, for what is shown over them."""
        return TextSurface(
            self,
            self.scrolled,
            self._edge_lines,
            self._offset_between,
            self.passage_rect,
            self.preview_resized,
        )

    def _edge_lines(self, span: Span) -> tuple[QRectF | None, QRectF | None]:
        if self._built is None or self.is_laying_out:
            return None, None
        document, (start, end) = self.document(), self.document_range(span)
        origin = self.viewport().geometry().topLeft() - QPoint(0, self.verticalScrollBar().value())
        first = next(line_rects(document.findBlock(start), start, end), None)
        last = next(reversed(list(line_rects(document.findBlock(end - 1), start, end))), None)
        return (
            first.translated(QPointF(origin)) if first else None,
            last.translated(QPointF(origin)) if last else None,
        )

    def _offset_between(self, spot: QPoint) -> int | None:
        return self._built.positions.to_text(self.position_at(spot)) if self._built else None

    def preview_resized(self, one: Annotation, span: Span) -> None:
        """Paints a highlight with other ends while they are dragged."""
        if self._built is not None:
            places = self._built.positions.range_to_document(*span)
            shown = (one.id, *places, one.color, bool(one.note))
            for damaged in self._highlights.change([one.id], [shown]):
                self._update_range(*damaged)

    # -- what can be opened ----------------------------------------------------------------------

    @property
    def opener(self) -> "InPlaceOpener":
        """What opens footnotes, images and links; made when it is first asked for."""
        if self._opener is None:
            from reader.ui.reading.link_and_footnote_opener import InPlaceOpener  # start-up time

            self._opener = InPlaceOpener(self)
            self._opener.changed.connect(self.mode_changed)
        return self._opener

    def follow_link(self, address: str) -> None:
        spot = self._mouse.pressed_at
        if spot is None or self.positions is None or not address.startswith("#"):
            super().follow_link(address)
        elif not self.opener.follow(address, spot):
            self.go_to_link(address, self.positions.to_text(self.position_at(spot)))

    @property
    def shows_note(self) -> bool:
        """Whether a footnote is shown in place."""
        return self._opener is not None and self._opener.shown_note is not None

    @property
    def has_footnote(self) -> bool:
        """Whether the passage calls a footnote."""
        page, passage = self._page, self._passage
        if page is None or passage is None or not page.text.places:
            return False
        footnotes = self.opener.footnotes
        return footnotes is not None and footnotes.is_called_between(*passage.span)

    @property
    def has_link(self) -> bool:
        """Whether the passage contains a link."""
        page, passage = self._page, self._passage
        return page is not None and passage is not None and has_link(page.text, passage.span)

    def close_note(self) -> bool:
        """Closes the footnote that is shown in place; False when there is none."""
        return self._opener is not None and self._opener.close()

    def _hover(self, address: QUrl) -> None:
        if self._opener is not None or address.toString().startswith("#"):
            self.opener.hover(address.toString(), self._mouse_at)

    def keeps_key(self, chord: str) -> bool:
        """Returns whether a chord is the caret's, not a command's."""
        return self._caret is not None and self._caret.keeps(chord)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._caret is None or not self._caret.press(event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        is_blank = self._built is None or self.is_laying_out
        if is_blank or self._passage is None or self._is_bar_alone(event):
            return
        painter = QPainter(self.viewport())
        try:
            paint_outlines(painter, self, QRectF(event.rect()))
            if self._caret is not None:
                self._caret.paint(painter)
            if self._opener is not None:
                self._opener.paint(painter, event.rect())
        finally:
            painter.end()  # Qt dies of a painter that outlives its event

    # -- the mouse -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.close_note()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if direction := _HISTORY.get(event.button()):
            self.history_wanted.emit(direction)
            return
        if self._opener is not None:
            self._opener.press(event.position().toPoint())
        self._mouse.press(event)
        super().mousePressEvent(self.in_layout(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse_at = event.position().toPoint()
        super().mouseMoveEvent(self.in_layout(event))
        if not event.buttons():
            self._point_at(event.position().toPoint())
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self.in_layout(event))
        event.accept()
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() in _HISTORY:  # pressed again, soon after
            self.mousePressEvent(event)
            return
        super().mouseDoubleClickEvent(self.in_layout(event))
        self._mouse.double_click(event)

    def image_at(self, spot: QPoint) -> str:
        """Returns the address of the image at a spot of the viewport; empty where there is none."""
        if self._built is None or not self._built.images or self._layout.is_running:
            return ""  # Qt would lay out all of the text to tell
        spot = self._wide.in_layout(spot)
        place = QPointF(spot.x(), spot.y() + self.verticalScrollBar().value())
        found: str = self.document().documentLayout().imageAt(place)
        return found

    def decoded_picture(self, src: str) -> QImage:
        """Returns an image as it was last painted, scaled down; none if it was not seen yet."""
        return self._decoded.get(src, QImage())

    def _point_at(self, spot: QPoint) -> None:
        """Shows by the mouse's shape that an image, or the mark of a note, can be clicked on."""
        viewport = self.viewport()
        can_click = bool(self.image_at(spot)) or self.marked_note_at(spot) is not None
        if can_click != self._can_click:
            self._can_click = can_click
            if can_click:
                self._shape = viewport.cursor()
                viewport.setCursor(Qt.CursorShape.PointingHandCursor)
            else:
                viewport.setCursor(self._shape)

    def _click(self, position: int) -> None:
        spot = self._mouse.pressed_at
        if spot is not None and (src := self.image_at(spot)) and not self.is_caret_mode:
            self.picture_activated.emit(src)
            return
        marked = self.marked_note_at(spot) if spot is not None else None
        if marked is not None and not self.is_caret_mode:
            self.highlight_activated.emit(marked)
            self.toolbar_wanted.emit(False)
            return
        self.click(position)
        if self._highlights.at(position) and not self.is_caret_mode:
            self.toolbar_wanted.emit(False)

    def point_at(self, spot: QPoint) -> None:
        """Puts the cursor where the mouse is, unless what is selected is there.

        A menu that is opened by key has the spot of Qt's own cursor, and the passage stays.
        """
        if spot == self.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).toRect().center():
            return
        passage, position = self._passage, self.position_at(spot)
        if passage is not None and passage.unit is Unit.SELECTION:
            start, end = self.document_range(passage.span)
            if start <= position < end:
                return
        self.click(position)

    def click(self, position: int) -> None:
        """Puts the cursor on the sentence at a document position, or on the highlight there."""
        if self._built is None or self._passages is None:
            return
        hit = self._highlights.at(position)
        offset = self._built.positions.to_text(position)
        if hit and not self.is_caret_mode:
            self.highlight_activated.emit(min(hit, key=lambda h: h.end - h.start).annotation_id)
        elif self.is_caret_mode:
            self.caret.go_to(offset)
        else:
            self.take_passage(self._passages.at(offset))

    # -- telling -------------------------------------------------------------------------------

    def text_cursor_ends(self, passage: Passage) -> tuple[int, int]:
        if self._caret is not None and self._caret.is_on:
            return self._caret.document_ends()
        return super().text_cursor_ends(passage)

    def _tell(self) -> None:
        if self._caret is not None:
            self._caret.follow(self._passage)
            if self._caret.is_on:
                self.viewport().update()
        super()._tell()
