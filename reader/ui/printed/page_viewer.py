"""Shows a page of a PDF file as it is printed, over the window, with the highlights on it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QLabel, QWidget

from reader.core.translation import _
from reader.importers.pdf.page_renderer import PrintedPage
from reader.ui.overlays.list_parts import FootLine
from reader.ui.overlays.overlay import Overlay
from reader.ui.style.announcement import announce
from reader.ui.style.painting import SHADOW_REACH
from reader.ui.style.theme import current_theme

_MARGIN = 24  # pixels of the window around the card
_STEP = 1.25  # by which a key zooms
_LEAST, _MOST = 0.1, 8.0  # pixels of the screen for a point of the page
_SCROLL = 80  # pixels an arrow scrolls by

#: The places of a highlight on a page, and its colour.
Tint = tuple[QRectF, QColor]


class _View(QGraphicsView):
    """The page; what its keys do is the card's to say."""

    resized = Signal()
    pressed = Signal(QPointF)  # a double click, on the page

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setAccessibleName(_("Printed page"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(self.mapToScene(event.position().toPoint()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class PageViewer(Overlay):
    """A card over all of the window with one page of a document."""

    page_wanted = Signal(int, float)  # to be painted, so many pixels for a point
    place_chosen = Signal(int, QPointF)  # a double click, on which page and where
    left = Signal(int)  # closed, at which page

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, width=0, name=_("Printed page"))
        self._pages: Sequence[PrintedPage] = ()
        self._tints: Mapping[int, Sequence[Tint]] = {}
        self.page = 0
        self._fit: Callable[[], float] | None = self._fitting_page
        self._scene = QGraphicsScene(self)
        self.heading = QLabel(self.card)
        self.view = _View(self.card)
        self.view.setScene(self._scene)
        self.view.resized.connect(self._keep_fitted)
        self.view.pressed.connect(lambda spot: self.place_chosen.emit(self.page, spot))
        self.foot = FootLine(self.card)
        self._acts = self._acts_of_keys()
        for part, stretch in ((self.heading, 0), (self.view, 1), (self.foot, 0)):
            self.body.addWidget(part, stretch)

    @property
    def scale(self) -> float:
        """How many pixels of the screen a point of the page takes."""
        return self.view.transform().m11()

    def open_at(self, text: str) -> None:
        """Shows the card with a sentence in place of a page."""
        self._pages, self._tints = (), {}
        self._scene.clear()
        self.view.setBackgroundBrush(QColor(current_theme().side))
        self.foot.set_key_labels(
            (
                ("PgDn PgUp", _("next, previous page")),
                ("+ −", _("zoom")),
                ("0 W", _("whole page, its width")),
                ("← ↓ ↑ →", _("scroll")),
                ("Esc", _("back to the text")),
            )
        )
        self.tell(text)
        self.open_card(None, self.view)

    def tell(self, text: str) -> None:
        """Shows a sentence above the page."""
        self.heading.setText(text)

    def show_pages(
        self, pages: Sequence[PrintedPage], tints: Mapping[int, Sequence[Tint]], page: int
    ) -> None:
        """Shows one page of a document."""
        self._pages, self._tints = pages, tints
        self._fit = self._fitting_page
        self.show_page(page)

    def show_page(self, page: int) -> None:
        """Shows another page, from its top."""
        if not self._pages:
            return
        self.page = min(max(0, page), len(self._pages) - 1)
        one = self._pages[self.page]
        self._scene.clear()
        self._scene.setSceneRect(0, 0, one.width, one.height)
        self._scene.addRect(0, 0, one.width, one.height, Qt.PenStyle.NoPen, Qt.GlobalColor.white)
        text = _("Page {label} · {n} of {total}")
        self.tell(text.format(label=one.label, n=self.page + 1, total=len(self._pages)))
        self._keep_fitted()
        self.view.verticalScrollBar().setValue(self.view.verticalScrollBar().minimum())
        announce(self, self.heading.text())
        self._ask_for_page()

    def put(self, page: int, image: QImage) -> None:
        """Shows how a page looks, if it is still the one shown; highlights lie under the letters."""
        if not self.is_open or page != self.page or not self._pages or image.isNull():
            return
        factor = image.width() / self._pages[page].width
        painter = QPainter(image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for place, color in self._tints.get(page, ()):
            spot = QRectF(place.topLeft() * factor, place.size() * factor)
            painter.fillRect(spot, color)
        painter.end()
        self._scene.clear()
        item = self._scene.addPixmap(QPixmap.fromImage(image))
        item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        item.setScale(1 / factor)

    # -- zooming and turning -------------------------------------------------------------------

    def _fitting_page(self) -> float:
        one, room = self._pages[self.page], self.view.viewport().rect()
        return min((room.width() - 16) / one.width, (room.height() - 16) / one.height)

    def _fitting_width(self) -> float:
        return (self.view.viewport().width() - 16) / self._pages[self.page].width

    def _keep_fitted(self) -> None:
        if self._fit is not None and self._pages:
            self._set_scale(self._fit())

    def _set_fit(self, fit: Callable[[], float]) -> None:
        self._fit = fit
        self._keep_fitted()
        self._ask_for_page()

    def zoom(self, factor: float) -> None:
        """Makes the page so much larger; what is in the middle stays there."""
        if self._pages:
            self._fit = None
            self._set_scale(self.scale * factor)
            self._ask_for_page()

    def _set_scale(self, scale: float) -> None:
        scale = min(max(_LEAST, scale), _MOST)
        kept = self.view.mapToScene(self.view.viewport().rect().center())
        self.view.resetTransform()
        self.view.scale(scale, scale)
        self.view.centerOn(kept)

    def _ask_for_page(self) -> None:
        if self._pages:
            self.page_wanted.emit(self.page, self.scale * self.devicePixelRatioF())

    def _turn(self, direction: int) -> None:
        """Scrolls by a screen; at the end of the page goes to the next one."""
        bar = self.view.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + direction * bar.pageStep())
        if bar.value() == before:
            self.show_page(self.page + direction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turns pages, zooms, scrolls, or goes back to the text."""
        act = self._acts.get(Qt.Key(event.key()))
        if act is not None:
            act()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _acts_of_keys(self) -> dict[Qt.Key, Callable[[], None]]:
        key = Qt.Key
        across, down = self.view.horizontalScrollBar(), self.view.verticalScrollBar()
        acts: dict[tuple[Qt.Key, ...], Callable[[], None]] = {
            (key.Key_Plus, key.Key_Equal): lambda: self.zoom(_STEP),
            (key.Key_Minus, key.Key_Underscore): lambda: self.zoom(1 / _STEP),
            (key.Key_0,): lambda: self._set_fit(self._fitting_page),
            (key.Key_W,): lambda: self._set_fit(self._fitting_width),
            (key.Key_Left, key.Key_H): lambda: across.setValue(across.value() - _SCROLL),
            (key.Key_Right, key.Key_L): lambda: across.setValue(across.value() + _SCROLL),
            (key.Key_Up, key.Key_K): lambda: down.setValue(down.value() - _SCROLL),
            (key.Key_Down, key.Key_J): lambda: down.setValue(down.value() + _SCROLL),
            (key.Key_PageDown, key.Key_Space): lambda: self._turn(1),
            (key.Key_PageUp,): lambda: self._turn(-1),
            (key.Key_N,): lambda: self.show_page(self.page + 1),
            (key.Key_P,): lambda: self.show_page(self.page - 1),
            (key.Key_Home,): lambda: self.show_page(0),
            (key.Key_End,): lambda: self.show_page(len(self._pages) - 1),
            (key.Key_Q, key.Key_Return, key.Key_Enter): self.dismiss,
        }
        return {one: act for keys, act in acts.items() for one in keys}

    def close_card(self) -> None:
        super().close_card()
        self._scene.clear()  # a page is large
        self.left.emit(self.page)

    def place_card(self) -> None:
        """Fills the host, but for a margin."""
        reach = SHADOW_REACH
        area = self._host.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        self.setGeometry(area.adjusted(-reach, -reach, reach, reach))
        self.card.setGeometry(reach, reach, area.width(), area.height())
        self.update()
