"""An article's page laid out and painted: the text, its pictures, and the highlights on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from reader.commands.key_table import with_keys
from reader.core.blocks import CanonicalText
from reader.core.models import Annotation
from reader.core.position_map import PositionMap
from reader.core.translation import _
from reader.ui.document_builder import (
    BuiltDocument,
    DocumentBuilder,
    Header,
    image_format,
    set_margins,
)
from reader.ui.text_geometry import range_rects
from reader.ui.text_painter import PaintedHighlight, TextPainter, layer
from reader.ui.theme import current_theme
from reader.ui.typography import Typography, margin_for

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


class PageView(QTextBrowser):
    """Shows one page. It asks nothing of the network or the disk: pictures are handed to it."""

    scrolled = Signal()
    link_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._annotations: Sequence[Annotation] = ()
        self._highlights: list[PaintedHighlight] = []
        self._target: int | None = None
        self._found: Sequence[tuple[int, int]] = ()
        self._found_tints: list[tuple[int, int, str]] = []
        self._typography = Typography()
        self._built: BuiltDocument | None = None
        self._margin = margin_for(self.width())
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
        self.anchorClicked.connect(lambda url: self.link_activated.emit(url.toString()))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.scrolled.emit())
        self._restyle()

    @property
    def page(self) -> Page | None:
        """The page shown, if any."""
        return self._page

    def set_page(self, page: Page | None, annotations: Sequence[Annotation]) -> None:
        """Lay out a page with its annotations, or show nothing."""
        self._page = page
        self._decoded.clear()
        self._annotations = annotations
        self._target, self._found = None, ()
        self._rebuild()

    def set_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Paint these annotations from now on."""
        self._annotations = annotations
        self._place_highlights()
        self.viewport().update()

    def set_found(self, spans: Sequence[tuple[int, int]]) -> None:
        """Tint these places of the text: where words that are sought stand."""
        self._found = spans
        self._place_found()
        self.viewport().update()

    def _place_found(self) -> None:
        color = current_theme().selection
        to_document = self._built.positions.range_to_document if self._built else None
        self._found_tints = [(*to_document(*s), color) for s in self._found] if to_document else []

    def set_target(self, annotation_id: int | None) -> None:
        """Outline the highlight that keys act on."""
        if annotation_id != self._target:
            self._target = annotation_id
            self.viewport().update()

    def set_typography(self, typography: Typography) -> None:
        """Set the text anew; what was at the top of the pane stays there."""
        if typography != self._typography:
            self._typography = typography
            self._set_column()
            self._rebuild_in_place()

    def painted_passage(self) -> tuple[int, int] | None:
        """The document positions of the passage to be tinted, if there is a cursor."""
        return None

    @property
    def positions(self) -> PositionMap | None:
        """The map between the text and the document shown."""
        return self._built.positions if self._built else None

    def first_offset_on_screen(self) -> int:
        """The offset of the text at the top of the pane."""
        if self._built is None:
            return 0
        top = self.cursorForPosition(QPoint(self._margin + 2, 2)).position()
        return self._built.positions.to_text(top)

    def last_offset_on_screen(self) -> int:
        """The offset of the text at the bottom of the pane."""
        if self._built is None:
            return 0
        area = self.viewport().rect()
        bottom = self.cursorForPosition(
            QPoint(area.right() - self._margin, area.bottom())
        ).position()
        return self._built.positions.to_text(bottom)

    def target_range(self) -> tuple[int, int] | None:
        """The document positions of the highlight that keys act on, if it is shown."""
        one = next((h for h in self._highlights if h.annotation_id == self._target), None)
        return (one.start, one.end) if one else None

    def is_marked(self, start: int, end: int) -> bool:
        """Whether a highlight lies over any of the document between two positions."""
        return any(one.start < end and start < one.end for one in self._highlights)

    def highlight_rects(self, annotation_id: int) -> list[QRectF]:
        """Where a highlight is painted, in document coordinates."""
        one = next((h for h in self._highlights if h.annotation_id == annotation_id), None)
        return range_rects(self.document(), one.start, one.end) if one else []

    # -- building ------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        old = self._built
        if self._page is None:
            self._built = None
            self._place_highlights()
            self.setDocument(QTextDocument(self))
            _drop(old)
            return
        builder = DocumentBuilder(current_theme(), self._typography)
        self._set_column()
        built = builder.build(
            self._page.text,
            self._page.header,
            self._page.images,
            self._text_width(),
            self._margin,
            self,
        )
        self._built = built
        self.setDocument(built.document)
        _drop(old)
        self._place_highlights()
        self._place_found()

    def _rebuild_in_place(self) -> None:
        if self._built is None:
            return
        self._stay_while(self._rebuild)

    def _stay_while(self, change: Callable[[], None]) -> None:
        """Lay the text out anew, and keep the line that is read where it is on screen."""
        bar = self.verticalScrollBar()
        if bar.value() == 0:
            change()
            return
        anchor = self.anchor_offset()
        height = self._top_of(anchor) - bar.value()
        change()
        height = min(height, self.viewport().height() - 3.0 * self._typography.size)
        bar.setValue(round(self._top_of(anchor) - height))

    def anchor_offset(self) -> int:
        """The offset whose line stays where it is when the text is set anew."""
        return self.first_offset_on_screen()

    def _top_of(self, offset: int) -> float:
        """How far down the document the line of an offset is, in pixels."""
        if self._built is None:
            return 0.0
        position = self._built.positions.to_document(offset)
        rects = range_rects(self.document(), position, position + 1)
        return rects[0].top() if rects else 0.0

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

    def _restyle(self) -> None:
        theme = current_theme()
        palette = self.palette()
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, QColor(theme.paper))
        palette.setColor(QPalette.ColorRole.Text, QColor(theme.ink))
        # What is selected is the passage, and TextPainter tints that.
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.ink))
        self.setPalette(palette)
        self.setAutoFillBackground(True)

    # -- the column ----------------------------------------------------------------------------

    def _text_width(self) -> int:
        return max(80, self.viewport().width() - 2 * self._margin)

    def _set_column(self) -> None:
        """Centre a column of the measure: the width of the text does not follow the window's."""
        bar = self.verticalScrollBar()
        room = self.width() - (bar.sizeHint().width() if not bar.isHidden() else 0)
        margin = margin_for(room)
        if margin != self._margin:
            self._margin = margin
            if self._built is not None:
                set_margins(self._built.document, margin)
        side = max(0, (room - self._typography.column_width() - 2 * self._margin) // 2)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._built is None or not self.isVisible():
            self._resize(event)
        else:
            self._stay_while(lambda: self._resize(event))

    def _resize(self, event: QResizeEvent) -> None:
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

    # -- Qt ------------------------------------------------------------------------------------

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Answer only with pictures of the page shown; everything else is an empty picture."""
        src = name.toString()
        if self._page is not None and src in self._page.images:
            if src not in self._decoded:
                self._decoded[src] = self._fitted(self._page.load_image(src))
            return self._decoded[src]
        return QImage(1, 1, QImage.Format.Format_ARGB32)

    def _fitted(self, image: QImage) -> QImage:
        """The picture scaled down smoothly to the column: Qt would drop pixels as it paints."""
        width = round(self._text_width() * self.devicePixelRatioF())
        if image.width() <= width:
            return image
        return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)

    def _paint_nothing(self) -> None:
        """What the pane says while it shows no article."""
        painter = QPainter(self.viewport())
        painter.setPen(QColor(current_theme().muted))
        text = with_keys(_("Choose an article in the list, or press {add.files} to add some."))
        room = self.viewport().rect().adjusted(40, 0, -40, 0)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, text)
        painter.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._built is None:
            self._paint_nothing()
        else:
            painter = QPainter(self.viewport())
            try:
                self._paint_decorations(painter, event, self._built)
            finally:
                painter.end()  # Qt dies of a painter that outlives its event
        super().paintEvent(event)

    def _paint_decorations(
        self, painter: QPainter, event: QPaintEvent, built: BuiltDocument
    ) -> None:
        top = self.verticalScrollBar().value()
        painter.translate(0, -top)
        TextPainter(current_theme(), self._typography, has_focus=self.hasFocus()).paint(
            painter,
            self.document(),
            QRectF(event.rect()).translated(0, top),
            [*built.tints, *self._found_tints],
            self._highlights,
            self.painted_passage(),
            self._target,
        )

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            self.wheelEvent(event)  # the margins beside the column scroll too
            return True
        return super().event(event)

    def take_theme(self) -> None:
        """Set the page anew in the present theme."""
        self._restyle()
        self._rebuild_in_place()


def _drop(built: BuiltDocument | None) -> None:
    """Let go of a document that is no longer shown: setDocument leaves it to us."""
    if built is not None:
        built.document.deleteLater()
