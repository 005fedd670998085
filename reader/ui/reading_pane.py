"""The reading pane: an article's text, the reading cursor in it, and the highlights on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from reader.core.blocks import CanonicalText
from reader.core.models import Annotation
from reader.core.passage import Passage, Passages, Unit
from reader.core.position_map import PositionMap
from reader.core.segmentation import snap
from reader.core.translation import _
from reader.ui.document_builder import BuiltDocument, DocumentBuilder, Header, image_format
from reader.ui.text_geometry import range_rects
from reader.ui.text_painter import PaintedHighlight, TextPainter, layer
from reader.ui.theme import current_theme
from reader.ui.typography import MARGIN, Typography

LoadImage = Callable[[str], QImage]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the pane needs of an article."""

    article_id: int
    header: Header
    text: CanonicalText
    language: str
    images: Mapping[str, QSize]  # by src
    load_image: LoadImage


class ReadingPane(QTextBrowser):
    """Shows one page. It asks nothing of the network or the disk: pictures are handed to it."""

    passage_changed = Signal()
    scrolled = Signal()
    link_activated = Signal(str)
    highlight_activated = Signal(int)  # annotation id, by a click

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._passages: Passages | None = None
        self._passage: Passage | None = None
        self._annotations: Sequence[Annotation] = ()
        self._highlights: list[PaintedHighlight] = []
        self._target: int | None = None
        self._typography = Typography()
        self._built: BuiltDocument | None = None
        self._decoded: dict[str, QImage] = {}
        self._pressed: QPointF | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setSearchPaths([])
        self.setUndoRedoEnabled(False)
        self.setReadOnly(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Reading pane"))
        self.setObjectName("reading")
        self.anchorClicked.connect(lambda url: self.link_activated.emit(url.toString()))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.scrolled.emit())
        self._restyle()

    # -- what is shown -----------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page shown, if any."""
        return self._page

    @property
    def passages(self) -> Passages | None:
        """The paragraphs and sentences of the page shown."""
        return self._passages

    def show_page(self, page: Page, annotations: Sequence[Annotation], position: int = 0) -> None:
        """Show a page with its annotations and put the cursor at an offset of its text."""
        self._page = page
        self._passages = Passages(page.text, page.language)
        self._decoded.clear()
        self._annotations = annotations
        self._target = None
        self._passage = self._passages.at(position)
        self._rebuild()
        if position and self._passage:
            self._scroll_to(*self._document_range(self._passage), is_jump=True)
        else:
            self.verticalScrollBar().setValue(0)
        self.passage_changed.emit()

    def clear_page(self) -> None:
        """Show nothing."""
        self._page = self._passages = self._passage = None
        self._annotations, self._highlights = (), []
        old, self._built = self._built, None
        self.setDocument(QTextDocument(self))
        if old is not None:
            old.document.deleteLater()
        self.passage_changed.emit()

    def set_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Paint these annotations from now on."""
        self._annotations = annotations
        self._place_highlights()
        self.viewport().update()

    def set_target(self, annotation_id: int | None) -> None:
        """Outline the highlight that keys act on."""
        if annotation_id != self._target:
            self._target = annotation_id
            self.viewport().update()

    def set_typography(self, typography: Typography) -> None:
        """Set the text anew; what was at the top of the pane stays there."""
        if typography == self._typography:
            return
        self._typography = typography
        self._set_column()
        self._rebuild_in_place()

    # -- the reading cursor --------------------------------------------------------------------

    @property
    def passage(self) -> Passage | None:
        """Where the reading cursor is."""
        return self._passage

    def set_passage(self, passage: Passage | None, *, is_jump: bool = False) -> None:
        """Move the reading cursor and keep it on screen."""
        self._drop_selection()
        self._passage = passage
        if passage is not None:
            self._scroll_to(*self._document_range(passage), is_jump=is_jump)
        self.viewport().update()
        self.passage_changed.emit()

    def move_cursor(self, unit: Unit, direction: int, *, extend: bool = False) -> None:
        """Move or extend the reading cursor; one that was scrolled away begins on screen."""
        if self._passages is None:
            return
        if self._passage is None or not (extend or self._is_on_screen(self._passage)):
            self.set_passage(self._first_on_screen(unit))
        elif extend:
            self.set_passage(self._passages.extend(self._passage, unit, direction))
        else:
            self.set_passage(self._passages.move(self._passage, unit, direction))

    def turn_page(self, direction: int) -> bool:
        """Scroll by a page (1 or -1) and take the cursor along; False at the end of the text."""
        bar = self.verticalScrollBar()
        before = bar.value()
        step = max(40, self.viewport().height() - round(self._typography.size * 3))
        bar.setValue(before + direction * step)
        if bar.value() == before:
            return False
        if self._passage is None or not self._is_on_screen(self._passage):
            self._passage = self._first_on_screen(Unit.SENTENCE)
            self.viewport().update()
            self.passage_changed.emit()
        return True

    def progress(self) -> float:
        """How far the text has been read, 0 to 1: by the scroll bar, or by the cursor if none."""
        bar = self.verticalScrollBar()
        if bar.maximum() > 0:
            return bar.value() / bar.maximum()
        if self._page is None or self._passage is None or not self._page.text.text:
            return 0.0
        return self._passage.end / len(self._page.text.text)

    def passage_rect(self) -> QRectF:
        """Where the passage is, in coordinates of this widget; empty when there is none."""
        if self._passage is None:
            return QRectF()
        rects = range_rects(self.document(), *self._document_range(self._passage))
        found = QRectF()
        for rect in rects:
            found = found.united(rect)
        origin = self.viewport().geometry().topLeft()
        return found.translated(origin.x(), origin.y() - self.verticalScrollBar().value())

    @property
    def positions(self) -> PositionMap | None:
        """The map between the text and the document shown."""
        return self._built.positions if self._built else None

    def first_offset_on_screen(self) -> int:
        """The offset of the text at the top of the pane."""
        if self._built is None:
            return 0
        top = self.cursorForPosition(QPoint(MARGIN + 2, 2)).position()
        return self._built.positions.to_text(top)

    def highlight_rects(self, annotation_id: int) -> list[QRectF]:
        """Where a highlight is painted, in document coordinates."""
        one = next((h for h in self._highlights if h.annotation_id == annotation_id), None)
        return range_rects(self.document(), one.start, one.end) if one else []

    # -- building ------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        if self._page is None:
            return
        builder = DocumentBuilder(current_theme(), self._typography)
        self._set_column()
        built = builder.build(
            self._page.text, self._page.header, self._page.images, self._text_width(), self
        )
        old, self._built = self._built, built
        self.setDocument(built.document)
        if old is not None:
            old.document.deleteLater()
        self._place_highlights()

    def _rebuild_in_place(self) -> None:
        if self._built is None:
            return
        anchor = self.first_offset_on_screen()
        at_top = self.verticalScrollBar().value() == 0
        self._rebuild()
        if not at_top:
            position = self._built.positions.to_document(anchor)
            rects = range_rects(self.document(), position, position + 1)
            if rects:
                self.verticalScrollBar().setValue(round(rects[0].top()) - 8)

    def _place_highlights(self) -> None:
        if self._built is None:
            self._highlights = []
            return
        to_document = self._built.positions.range_to_document
        spans = [
            (one.id, *to_document(one.start, one.end), one.color, bool(one.note))
            for one in self._annotations
            if one.start is not None and one.end is not None
        ]
        self._highlights = layer(spans)

    def _document_range(self, passage: Passage) -> tuple[int, int]:
        if self._built is None:
            return 0, 0
        return self._built.positions.range_to_document(passage.start, passage.end)

    def _restyle(self) -> None:
        theme = current_theme()
        palette = self.palette()
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, QColor(theme.paper))
        palette.setColor(QPalette.ColorRole.Text, QColor(theme.ink))
        palette.setColor(QPalette.ColorRole.Highlight, QColor(theme.selection))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.ink))
        self.setPalette(palette)
        self.setAutoFillBackground(True)

    # -- the column ----------------------------------------------------------------------------

    def _text_width(self) -> int:
        return max(80, self.viewport().width() - 2 * MARGIN)

    def _set_column(self) -> None:
        """Centre a column of the measure: the width of the text does not follow the window's."""
        bar = self.verticalScrollBar()
        room = self.width() - (bar.sizeHint().width() if not bar.isHidden() else 0)
        side = max(0, (room - self._typography.column_width() - 2 * MARGIN) // 2)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_column()
        super().resizeEvent(event)
        if self._built is not None and self._built.images:
            self._scale_images(self._built)

    def _scale_images(self, built: BuiltDocument) -> None:
        cursor = QTextCursor(built.document)
        for position, wide, high in built.images:
            cursor.setPosition(position)
            cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
            present = cursor.charFormat().toImageFormat()
            form = image_format(present.name(), wide, high, self._text_width())
            if form.width() != present.width():
                cursor.setCharFormat(form)

    # -- scrolling -----------------------------------------------------------------------------

    def _scroll_to(self, start: int, end: int, *, is_jump: bool) -> None:
        rects = range_rects(self.document(), start, end)
        if not rects:
            return
        top, bottom = rects[0].top(), rects[-1].bottom()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        margin = min(90.0, height * 0.15)
        value = bar.value()
        if is_jump and not (value + margin <= top and bottom <= value + height - margin):
            bar.setValue(round(top - height * 0.3))
        elif top - margin < value or bottom - top > height - 2 * margin:
            bar.setValue(round(top - margin))
        elif bottom + margin > value + height:
            bar.setValue(round(bottom + margin - height))

    def _is_on_screen(self, passage: Passage) -> bool:
        rects = range_rects(self.document(), *self._document_range(passage))
        value = self.verticalScrollBar().value()
        height = self.viewport().height()
        return any(rect.bottom() > value and rect.top() < value + height for rect in rects)

    def _first_on_screen(self, unit: Unit) -> Passage | None:
        """The first sentence or paragraph that begins in the part shown."""
        if self._passages is None or self._built is None:
            return None
        passage = self._passages.at(self.first_offset_on_screen(), unit)
        if passage is None:
            return None
        top = self.verticalScrollBar().value()
        rects = range_rects(self.document(), *self._document_range(passage))
        if rects and rects[0].top() < top:
            following = self._passages.move(passage, unit, 1)
            return following if self._is_on_screen(following) else passage
        return passage

    # -- the mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        event.accept()
        if event.button() is not Qt.MouseButton.LeftButton or self._built is None:
            return
        cursor = self.textCursor()
        if cursor.hasSelection():
            self._take_selection(cursor)
        elif self._pressed is not None and not self.anchorAt(event.position().toPoint()):
            self._click(self.cursorForPosition(event.position().toPoint()).position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.textCursor().hasSelection():
            self._take_selection(self.textCursor())

    def _take_selection(self, cursor: QTextCursor) -> None:
        assert self._built is not None
        assert self._page is not None
        text, to_text = self._page.text.text, self._built.positions.to_text
        start, end = to_text(cursor.selectionStart()), to_text(cursor.selectionEnd())
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            self._passage = Passage(*snap(text, start, end), Unit.SELECTION)
            self.viewport().update()
            self.passage_changed.emit()

    def _click(self, position: int) -> None:
        assert self._built is not None
        hit = [h for h in self._highlights if h.start <= position < h.end]
        if hit:
            self.highlight_activated.emit(min(hit, key=lambda h: h.end - h.start).annotation_id)
        elif self._passages is not None:
            self._passage = self._passages.at(self._built.positions.to_text(position))
            self.viewport().update()
            self.passage_changed.emit()

    def _drop_selection(self) -> None:
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self.setTextCursor(cursor)

    # -- Qt ------------------------------------------------------------------------------------

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Answer only with pictures of the page shown; everything else is an empty picture."""
        src = name.toString()
        if self._page is not None and src in self._page.images:
            if src not in self._decoded:
                self._decoded[src] = self._page.load_image(src)
            return self._decoded[src]
        return QImage(1, 1, QImage.Format.Format_ARGB32)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._built is not None:
            painter = QPainter(self.viewport())
            top = self.verticalScrollBar().value()
            painter.translate(0, -top)
            visible = QRectF(event.rect()).translated(0, top)
            passage = self._document_range(self._passage) if self._passage else None
            TextPainter(current_theme(), self._typography).paint(
                painter,
                self.document(),
                visible,
                self._built.tints,
                self._highlights,
                passage,
                self._target,
            )
            painter.end()
        super().paintEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            self.wheelEvent(event)  # the margins beside the column scroll too
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._restyle()
            self._rebuild_in_place()
