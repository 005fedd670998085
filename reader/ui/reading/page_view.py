"""Lays out an article's page: its text and images, in a column."""

from collections.abc import Callable, Generator

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from reader.core.generators import at_once
from reader.core.text.document_positions import PositionMap
from reader.core.translation import _
from reader.ui.reading.layout.document_builder import BuiltDocument, DocumentBuilder, set_margins
from reader.ui.reading.layout.image_scaling import fitted, scale_images
from reader.ui.reading.layout.page_content import Page
from reader.ui.reading.layout.progressive_layout import LONG, POINTER_EVENTS, ProgressiveLayout
from reader.ui.reading.layout.text_geometry import (
    PageDocument,
    behind_gap,
    block_rect,
    block_span,
    on_line,
    range_rects,
)
from reader.ui.reading.painting.cursor_bar import is_within_bar
from reader.ui.reading.painting.empty_page import apply_colors, paint_invitation, paint_placeholder
from reader.ui.reading.tables.wide_tables import WideTables
from reader.ui.style.own_viewport import take_viewport
from reader.ui.style.reading_typography import Typography, margin_for
from reader.ui.style.theme import current_theme

Steps = Generator[None, None, None]

_OUTLINE = 8  # pixels by which what frames a passage goes beyond its lines, at most


class PageView(QTextBrowser):
    """Shows one page. It asks nothing of the network or the disk: images are handed to it."""

    scrolled = Signal()
    text_shown = Signal()  # a long text is on screen where it is read
    link_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        take_viewport(self)
        self._page: Page | None = None
        self._typography = Typography()
        self._built: BuiltDocument | None = None
        self._own_document: QTextDocument | None = None  # else that which Qt made
        self._margin = margin_for(self.width())
        self._layout = ProgressiveLayout(self, lambda: self.positions, self.put_at)
        self._layout.text_shown.connect(self.text_shown)
        self._wide = WideTables(self, lambda: self._layout.blocks_laid_out)
        self._wide.scrolled.connect(self.scrolled)
        self.scrolled.connect(self._wide.place_bars)
        self._decoded: dict[str, QImage] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setSearchPaths([])
        self.setUndoRedoEnabled(False)
        self.setReadOnly(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Reading pane"))
        self.setObjectName("reading")
        self.anchorClicked.connect(lambda url: self.follow_link(url.toString()))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.scrolled.emit())
        apply_colors(self)

    def follow_link(self, address: str) -> None:
        """Emits a link that was clicked on."""
        self.link_activated.emit(address)

    @property
    def page(self) -> Page | None:
        """The page shown, if any."""
        return self._page

    def set_page(self, page: Page | None) -> None:
        """Lays out a page, or shows nothing."""
        self._page = page
        self._decoded.clear()
        self._rebuild()

    def _update_range(self, start: int, end: int) -> None:
        """Paints the lines of a part of the document again, as far as they are to be seen."""
        self.viewport().update(self._lines_of(start, end))

    def _lines_of(self, start: int, end: int) -> QRect:
        """Returns where in the viewport the lines of a part of the document are; empty if off screen."""
        if start >= end or self._layout.shows_placeholder:
            return QRect()
        top, area = self.verticalScrollBar().value(), self.viewport().rect()
        above, below = block_span(self.document(), start, end)
        return area & QRect(
            0, int(above - top) - _OUTLINE, area.width(), int(below - above) + 2 * _OUTLINE + 1
        )

    def set_typography(self, typography: Typography) -> None:
        """Sets the text again; what was at the top of the pane stays there."""
        if typography != self._typography:
            self._typography = typography
            self._set_column()
            self._rebuild_in_place()

    @property
    def typography(self) -> Typography:
        """How the text is set."""
        return self._typography

    def painted_passage(self) -> tuple[int, int] | None:
        """Returns the document positions of the passage to be tinted, if there is a cursor."""
        return None

    @property
    def positions(self) -> PositionMap | None:
        """The map between the text and the document shown."""
        return self._built.positions if self._built else None

    def first_offset_on_screen(self) -> int:
        """Returns the offset of the text at the top of the pane."""
        return self._offset_at(QPoint(self._margin + 2, 2))

    def last_offset_on_screen(self) -> int:
        """Returns the offset of the text at the bottom of the pane."""
        area = self.viewport().rect()
        return self._offset_at(QPoint(area.right() - self._margin, area.bottom()))

    def _offset_at(self, spot: QPoint) -> int:
        if self._layout.shows_placeholder:
            return self._layout.anchor
        if self._built is None:
            return 0
        return self._built.positions.to_text(self.position_at(spot))

    def position_at(self, spot: QPoint) -> int:
        """Returns the document position at a spot of the viewport."""
        height = spot.y() + self.verticalScrollBar().value()
        behind = behind_gap(self.document(), height, self._layout.blocks_laid_out)
        if behind is not None:
            return behind
        return self.cursorForPosition(self._on_line(self._wide.in_layout(spot))).position()

    def in_layout(self, event: QMouseEvent) -> QMouseEvent:
        """Returns an event of the mouse as Qt's own layout is to hear of it."""
        spot = event.position().toPoint()
        place = self._wide.in_layout(spot)
        if event.buttons() or event.button() is not Qt.MouseButton.NoButton:
            place = self._on_line(place)
        if place == spot:
            return event
        return QMouseEvent(
            event.type(), event.position() + QPointF(place - spot), event.globalPosition(),
            event.button(), event.buttons(), event.modifiers(), event.pointingDevice(),
        )  # fmt: skip

    def _on_line(self, spot: QPoint) -> QPoint:
        """Returns a spot of the layout, moved into the nearest line where it is between two."""
        height = spot.y() + self.verticalScrollBar().value()
        moved = on_line(self.cursorForPosition(spot).block(), height)
        return spot + QPoint(0, round(moved - height))

    def anchorAt(self, spot: QPoint) -> str:
        """Returns the address of the link at a spot of the viewport."""
        return super().anchorAt(self._wide.in_layout(spot))

    def scroll_table(self, direction: int) -> bool:
        """Scrolls the first table on screen that is wider than the column; False without one."""
        return self._wide.step(direction)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls a wide table to the side, else the text."""
        delta = event.angleDelta()
        is_shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        across = delta.x() or (delta.y() if is_shifted else 0)
        if not self._wide.wheel(event.position().toPoint(), -across):
            super().wheelEvent(event)

    # -- building ------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        self._layout.stop()
        if self._page is None:
            self._built = None
            self._wide.adopt(None)
            self._place_highlights()
            self._replace_document(QTextDocument(self))
            return
        at_once(self._build_steps())

    def _build_steps(self, whole: Page | None = None) -> Generator[None, None, None]:
        """Builds the document of the page shown, or of the whole that takes the place of its part."""
        page = whole or self._page
        assert page is not None
        builder = DocumentBuilder(current_theme(), self._typography)
        self._set_column()
        document = PageDocument(self)
        try:
            built = yield from builder.build_steps(
                page.text, page.header, page.images, self._text_width(), self._margin, document
            )
        except BaseException:  # stopped on the way, as when something else is opened
            document.deleteLater()
            raise
        if whole is not None:
            self._layout.cover(*self._anchored())
            self._page = whole
        self._built = built
        self._wide.adopt(built)
        self._wide.fit(self._text_width(), self._margin)
        if self._layout.shows_placeholder:
            self.verticalScrollBar().setValue(0)  # else Qt lays out all that is above, here and now
        self._replace_document(built.document)
        self._place_highlights()

    def _replace_document(self, document: QTextDocument) -> None:
        """Shows another document, and throws away the one before, which Qt leaves to us.

        Without a size it is laid out once, for the width of the pane. Else Qt would lay it out
        before as well, which takes a tenth of an opening and 21 of 1,802 million instructions of a start.
        """
        old, self._own_document = self._own_document, document
        document.setPageSize(QSizeF(0, 0))
        self.setDocument(document)
        if old is not None:
            old.deleteLater()

    def _rebuild_in_place(self) -> None:
        if self._page is not None and self._is_long:
            self._layout.begin(*self._anchored(), self._build_steps())
        elif self._built is not None:
            self._stay_while(self._rebuild)

    @property
    def is_laying_out(self) -> bool:
        """Whether a long text is not on screen yet, so that places on the screen say nothing."""
        return self._layout.shows_placeholder

    @property
    def is_whole(self) -> bool:
        """Whether all of the text is there, not only the part that is read."""
        return self._page is None or self._page.part is None

    @property
    def _is_long(self) -> bool:
        return self._page is not None and self.is_whole and len(self._page.text.text) >= LONG

    def _anchored(self) -> tuple[int, float]:
        """Returns the offset whose line is to stay where it is, and how far down the pane that is."""
        if self._layout.shows_placeholder:
            return self._layout.anchor, self._layout.height
        anchor = self.anchor_offset()
        return anchor, self._top_of(anchor) - self.verticalScrollBar().value()

    def put_at(self, anchor: int, height: float) -> None:
        """Scrolls so that the line of an offset is so many pixels down the pane."""
        height = min(height, self.viewport().height() - 3.0 * self._typography.size)
        self.verticalScrollBar().setValue(round(self._top_of(anchor) - height))

    def _stay_while(self, change: Callable[[], None]) -> None:
        """Lays the text out again, and keeps the line that is read where it is on screen."""
        bar = self.verticalScrollBar()
        if bar.value() == 0:
            change()
            return
        anchor, height = self._anchored()
        change()
        self.put_at(anchor, height)

    def anchor_offset(self) -> int:
        """Returns the offset whose line stays where it is when the text is set again."""
        return self.first_offset_on_screen()

    def _top_of(self, offset: int) -> float:
        """Returns how far down the document the line of an offset is, in pixels."""
        if self._built is None:
            return 0.0
        position = self._built.positions.to_document(offset)
        rects = range_rects(self.document(), position, position + 1)
        if rects:
            return rects[0].top()
        return block_rect(self.document().findBlock(position)).top()  # scrolled off screen

    # -- the column ----------------------------------------------------------------------------

    def _text_width(self) -> int:
        return max(80, self.viewport().width() - 2 * self._margin)

    def _set_column(self) -> None:
        """Centres a column of the measure: the width of the text does not follow the window's."""
        bar = self.verticalScrollBar()
        room = self.width() - (bar.sizeHint().width() if not bar.isHidden() else 0)
        margin = margin_for(room)
        if margin != self._margin:
            self._margin = margin
            if self._built is not None and not self._is_long:  # Qt would lay all of it out at once
                set_margins(self._built.document, margin)
        side = max(0, (room - self._typography.column_width() - 2 * self._margin) // 2)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self.width():
            return  # hidden between others: laid out when it is shown again
        if self._built is None or not self.isVisible():
            self._resize(event)
        elif self._is_long and event.size().width() != event.oldSize().width():
            # Of a size that was set while it was hidden Qt would tell again for each image of it.
            self.viewport().setAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent, False)
            anchored = self._anchored()
            if not self._layout.shows_placeholder:
                self._layout.begin(*anchored)
            self.verticalScrollBar().setValue(0)
            margin = self._margin
            self._resize(event)
            if self._margin != margin:
                self._layout.begin(*anchored, self._build_steps())
            else:
                self._layout.lay_out_again()
        else:
            self._stay_while(lambda: self._resize(event))

    def _resize(self, event: QResizeEvent) -> None:
        self._set_column()
        super().resizeEvent(event)
        if self._built is not None and self._built.images:
            scale_images(self._built, self._text_width())
        self._wide.fit(self._text_width(), self._margin)

    def _place_highlights(self) -> None:
        """Updates the highlights after the document was replaced."""

    def _paint_decorations(
        self, painter: QPainter, event: QPaintEvent, built: BuiltDocument
    ) -> None:
        """Paints what is behind the text."""

    # -- Qt ------------------------------------------------------------------------------------

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Answers only with images of the page shown; everything else is an empty image."""
        src = name.toString()
        if self._page is not None and src in self._page.images:
            if src not in self._decoded:
                width = round(self._text_width() * self.devicePixelRatioF())
                self._decoded[src] = fitted(self._page.load_image(src), width)
            return self._decoded[src]
        return QImage(1, 1, QImage.Format.Format_ARGB32)

    def viewportEvent(self, event: QEvent) -> bool:
        """Leaves an image of the text alone: what is clicked there is not where it seems."""
        if self._layout.shows_placeholder and event.type() in POINTER_EVENTS:
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._layout.shows_placeholder:
            paint_placeholder(self, self._layout.picture)
            return
        if self._built is None:
            paint_invitation(self)
        else:
            painter = QPainter(self.viewport())
            try:
                self._paint_decorations(painter, event, self._built)
            finally:
                painter.end()  # Qt dies of a painter that outlives its event
        self._wide.place_bars()
        if not self._is_bar_alone(event) and not self._wide.paint_text(event.rect()):
            super().paintEvent(event)

    def _is_bar_alone(self, event: QPaintEvent) -> bool:
        passage = self.painted_passage() if self._built is not None else None
        area = QRectF(event.rect())
        return passage is not None and is_within_bar(self.document(), passage[0], area)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            self.wheelEvent(event)  # the margins beside the column scroll too
            return True
        return super().event(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Leaves the text: Qt would go to a link first, and scroll to it, wherever one reads."""
        return QTextEdit.focusNextPrevChild(self, is_next)

    def update_theme(self) -> None:
        """Sets the page again in the current theme."""
        apply_colors(self)
        self._rebuild_in_place()
