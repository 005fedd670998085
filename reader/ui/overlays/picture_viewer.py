"""Shows an image of the text as large as the window, with zoom and scrolling."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QLabel, QScrollBar, QWidget

from reader.core.translation import _
from reader.ui.overlays.list_parts import FootLine
from reader.ui.overlays.overlay import Overlay
from reader.ui.style.announcement import announce
from reader.ui.style.painting import SHADOW_REACH
from reader.ui.style.theme import current_theme
from reader.ui.style.zoom_gestures import pinch_factor, wheel_factor

_MARGIN = 32  # pixels of the window around the card, which leave the menu bar free
_STEP = 1.25  # by which a key zooms
_MOST = 16.0  # pixels of the screen for one of the image
_SCROLL = 80  # pixels an arrow scrolls by
_CLICK = 6  # pixels the mouse may move in a click


class Picture(NamedTuple):
    """An image, and what it is said to show."""

    src: str
    caption: str
    size: QSize


class _View(QGraphicsView):
    """The image; what its keys do is the card's to say."""

    def __init__(self, viewer: "PictureViewer") -> None:
        super().__init__(viewer.card)
        self._viewer = viewer
        self._pressed = QPointF()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setAccessibleName(_("Image"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms, as in every viewer of images; what is under the mouse stays there."""
        self._viewer.zoom(wheel_factor(event), event.position().toPoint())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Zooms where two fingers pinch."""
        factor = pinch_factor(event)
        if factor == 1:
            return super().viewportEvent(event)
        self._viewer.zoom(factor)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Closes at a click beside the image; a click on it shows it whole or pixel by pixel."""
        super().mouseReleaseEvent(event)
        is_click = (event.position() - self._pressed).manhattanLength() < _CLICK
        if is_click and event.button() is Qt.MouseButton.LeftButton:
            self._viewer.click(self.itemAt(event.position().toPoint()) is not None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._viewer.menu_wanted.emit(self._viewer.src, event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._viewer.keep_fitted()


class PictureViewer(Overlay):
    """A card over all of the window with one image of several."""

    menu_wanted = Signal(str, QPoint)  # for an image, at a spot of the screen

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, width=0, name=_("Image"))
        self._pictures: Sequence[Picture] = ()
        self._index = 0
        self._load: Callable[[Picture], QImage] = lambda _one: QImage()
        self._is_fitted = True
        self._scene = QGraphicsScene(self)
        self.view = _View(self)
        self.view.setScene(self._scene)
        self.caption = QLabel(self.card)
        self.caption.setWordWrap(True)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.foot = FootLine(self.card)
        self._acts = self._acts_of_keys()
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.caption)
        self.body.addWidget(self.foot)

    @property
    def src(self) -> str:
        """The address of the image shown."""
        return self._pictures[self._index].src if self._pictures else ""

    @property
    def scale(self) -> float:
        """How many pixels of the screen one of the image takes."""
        return self.view.transform().m11()

    def show_pictures(
        self, pictures: Sequence[Picture], index: int, load: Callable[[Picture], QImage]
    ) -> None:
        """Shows one of several images; ``load`` answers with one at once, coarser if need be."""
        self._pictures, self._load = pictures, load
        self.view.setBackgroundBrush(QColor(current_theme().card))
        several = (("N P", _("next, previous")),) if len(pictures) > 1 else ()
        self.foot.set_key_labels(
            (
                ("+ −", _("zoom")),
                ("0", _("all of it")),
                ("1", _("full size")),
                ("← ↓ ↑ →", _("scroll")),
                *several,
                ("Esc", _("back to the text")),
            )
        )
        self.open_card(None, self.view)
        self._show(index)

    def _show(self, index: int) -> None:
        self._index = index
        one = self._pictures[index]
        self.caption.setText(one.caption)
        self.caption.setVisible(bool(one.caption))
        self.view.setAccessibleDescription(one.caption)
        self.body.activate()
        self._is_fitted = True
        self._put(self._load(one), one.size)
        announce(self, one.caption or _("Image"))

    def show_full_resolution(self, src: str, image: QImage) -> None:
        """Shows the image with all its pixels, if it is still the one shown."""
        if self.is_open and src == self.src and not image.isNull():
            self._put(image, self._pictures[self._index].size)

    def _put(self, image: QImage, size: QSize) -> None:
        """Shows an image in the size that the image has, whichever its own is."""
        self._scene.clear()
        item = self._scene.addPixmap(QPixmap.fromImage(image))
        item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        if image.width():
            item.setScale(max(1, size.width()) / image.width())
        self._scene.setSceneRect(QRectF(item.sceneBoundingRect()))
        self.keep_fitted()

    # -- zooming ---------------------------------------------------------------------------------

    def _fitting(self) -> float:
        """Returns the scale in which all of it is to be seen, no larger than it is."""
        whole, room = self._scene.sceneRect(), self.view.viewport().rect()
        if whole.isEmpty():
            return 1.0
        return min(1.0, (room.width() - 2) / whole.width(), (room.height() - 2) / whole.height())

    def keep_fitted(self) -> None:
        """Shows all of the image while nobody zoomed."""
        if self._is_fitted:
            self._set_scale(self._fitting())

    def zoom(self, factor: float, spot: QPoint | None = None) -> None:
        """Makes the image so much larger; what is at a spot, or in the middle, stays there."""
        self._is_fitted = False
        scale = max(min(self._fitting(), 1.0), min(_MOST, self.scale * factor))
        self._set_scale(scale, spot)

    def _set_scale(self, scale: float, spot: QPoint | None = None) -> None:
        middle = self.view.viewport().rect().center()
        kept = self.view.mapToScene(spot or middle)
        self.view.setTransform(QTransform.fromScale(scale, scale))
        away = QPointF(middle - (spot or middle)) / scale
        self.view.centerOn(kept + away)

    def click(self, is_on_picture: bool) -> None:
        """Shows the image whole or in full size; closes at a click beside it."""
        if not is_on_picture:
            self.dismiss()
        else:
            self._toggle_fit()

    def _toggle_fit(self) -> None:
        if self._is_fitted and self._fitting() < 1.0:
            self._show_pixels()
        else:
            self._fit()

    def _fit(self) -> None:
        self._is_fitted = True
        self.keep_fitted()

    def _show_pixels(self) -> None:
        self._is_fitted = False
        self._set_scale(1.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zooms, scrolls, shows the next or previous image, or goes back to the text."""
        act = self._acts.get(Qt.Key(event.key()))
        if act is not None:
            act()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _acts_of_keys(self) -> dict[Qt.Key, Callable[[], None]]:
        key, across, down = Qt.Key, self.view.horizontalScrollBar(), self.view.verticalScrollBar()
        page = down.pageStep

        def scroll(bar: QScrollBar, pixels: Callable[[], int]) -> Callable[[], None]:
            return lambda: bar.setValue(bar.value() + pixels())

        acts: dict[tuple[Qt.Key, ...], Callable[[], None]] = {
            (key.Key_Plus, key.Key_Equal): lambda: self.zoom(_STEP),
            (key.Key_Minus, key.Key_Underscore): lambda: self.zoom(1 / _STEP),
            (key.Key_0,): self._fit,
            (key.Key_1,): self._show_pixels,
            (key.Key_Return, key.Key_Enter): self._toggle_fit,
            (key.Key_Left, key.Key_H): scroll(across, lambda: -_SCROLL),
            (key.Key_Right, key.Key_L): scroll(across, lambda: _SCROLL),
            (key.Key_Up, key.Key_K): scroll(down, lambda: -_SCROLL),
            (key.Key_Down, key.Key_J): scroll(down, lambda: _SCROLL),
            (key.Key_PageUp,): scroll(down, lambda: -page()),
            (key.Key_PageDown, key.Key_Space): scroll(down, page),
            (key.Key_Home,): lambda: down.setValue(down.minimum()),
            (key.Key_End,): lambda: down.setValue(down.maximum()),
            (key.Key_N,): lambda: self._step(1),
            (key.Key_P,): lambda: self._step(-1),
            (key.Key_O, key.Key_Q): self.dismiss,
        }
        return {one: act for keys, act in acts.items() for one in keys}

    def _step(self, direction: int) -> None:
        self._show((self._index + direction) % len(self._pictures))

    def close_card(self) -> None:
        super().close_card()
        self._scene.clear()  # images are large

    def place_card(self) -> None:
        """Fills the host, but for a margin."""
        reach = SHADOW_REACH
        area = self._host.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        self.setGeometry(area.adjusted(-reach, -reach, reach, reach))
        self.card.setGeometry(reach, reach, area.width(), area.height())
        self.update()
