"""Shows a popup card over the window: the base of the tag picker, palette and other overlays."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from reader.ui.style.box_layouts import in_column
from reader.ui.style.fade import Fade
from reader.ui.style.painting import SHADOW_REACH, paint_card
from reader.ui.style.theme import current_theme

Answer = TypeVar("Answer")

_MARGIN = 16  # pixels kept free between a card and the window's edge
_GAP = 8  # pixels between the anchor and the card


def overlay_of(widget: QWidget | None) -> "Overlay | None":
    """Returns the open overlay the widget is in: while there is one, keys are its own."""
    while widget is not None:
        if isinstance(widget, Overlay):
            return widget
        widget = widget.parentWidget()
    return None


def open_overlay(host: QWidget) -> "Overlay | None":
    """Returns the overlay that is open over the host, if any."""
    for child in host.children():
        if isinstance(child, Overlay) and child.isVisibleTo(host):
            return child
    return None


def focus_beneath(widget: QWidget) -> None:
    """Gives a widget the keyboard, if need be when the overlay that is open over it closes."""
    overlay = open_overlay(widget.window())
    if overlay is None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
    else:
        overlay._returns_to = widget


class AboveGround(QWidget):
    """A child of a host that the mouse reaches while an overlay is open, beside its card."""


class _Ground(QWidget):
    """Covers the host below the card, so that nothing beneath reacts to the mouse.

    It takes no updates: what it covers need not be repainted when it comes and goes.
    """

    pressed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUpdatesEnabled(False)
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Keeps what is below from scrolling."""
        event.accept()


class Overlay(QWidget):
    """A rounded, shadowed card over a host window; no larger than the card and its shadow.

    A click beside the card closes it, unless typed words would be lost, and nothing beneath
    reacts. Only one is open over a host; opening a second dismisses the first.
    Subclasses fill ``card`` through ``body``.
    """

    closed = Signal()

    def __init__(self, host: QWidget, width: int, name: str) -> None:
        super().__init__(host)
        from reader.ui.overlays.crossfade import Crossfade  # start-up time: before the first card

        self._host = host
        self._width = width
        self._anchor: QRect | None = None
        self._returns_to: QWidget | None = None
        self._fade = Fade(self)
        self._ground = _Ground(host)
        self._ground.pressed.connect(self._on_click_beside)
        self.destroyed.connect(self._ground.deleteLater)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._backdrop = Crossfade(self)
        self._backdrop.lifted.connect(self._be_seen_through)
        self.card = QWidget(self)
        self.body = in_column(parent=self.card, margins=(12, 12, 12, 10), spacing=8)
        self.hide()
        host.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether the card is shown."""
        return self.isVisibleTo(self._host)

    def open_card(self, anchor: QRect | None, focus: QWidget) -> None:
        """Shows the card near the anchor (in the host's coordinates; None: centred) and focuses it."""
        # The window's own, which it has also where a dialog has just been closed.
        before: QWidget | None = self._host.window().focusWidget()
        earlier = open_overlay(self._host)
        if earlier is not None and earlier is not self:
            before = earlier._returns_to
            earlier.dismiss()
        elif self.is_open:
            before = self._returns_to
        self._returns_to = before
        self._anchor = anchor
        self._ground.setGeometry(self._host.rect())
        self.place_card()
        from reader.ui.overlays.crossfade import picture_beneath  # start-up time

        beneath = picture_beneath(self._host, self.geometry())
        self._ground.show()
        self._ground.raise_()
        for child in self._host.children():
            if isinstance(child, AboveGround):
                child.raise_()
        self.show()
        self.raise_()
        self._appear(beneath)
        focus.setFocus(Qt.FocusReason.PopupFocusReason)
        if not focus.isVisible():  # nothing to choose from: the keys come here all the same
            self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _appear(self, beneath: QImage | None) -> None:
        """Fades in, if it can be over an image of what is beneath."""
        if beneath is None:
            self._fade.start()
            return
        self._backdrop.fall(beneath)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on=True)

    def _be_seen_through(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on=False)
        self.update()

    def close_card(self) -> None:
        """Hides the card and gives the focus back to who had it."""
        self._fade.stop()
        self._backdrop.lift()
        self.hide()
        self._ground.hide()
        back, self._returns_to = self._returns_to, None
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def dismiss(self) -> None:
        """Closes without choosing, as Esc and a click outside do."""
        if self.is_open:
            self.close_card()

    def is_typed_in(self) -> bool:
        """Returns whether the user has typed what would be lost; False for search words."""
        return False

    def _on_click_beside(self) -> None:
        from reader.ui.overlays.list_parts import FootLine  # start-up time

        if self.is_typed_in():
            for foot in self.card.findChildren(FootLine):
                foot.show_keys()  # which close it
        else:
            self.dismiss()

    def place_card(self) -> None:
        """Puts the card where it belongs, within the host and clear of the anchor."""
        host = self._host.rect()
        width = min(self._width, host.width() - 2 * _MARGIN)
        self.body.activate()
        wanted = (
            self.body.totalHeightForWidth(width)
            if self.body.hasHeightForWidth()
            else self.body.totalSizeHint().height()
        )
        height = min(wanted, host.height() - 2 * _MARGIN)
        if self._anchor is None:
            left = (host.width() - width) // 2
            top = min(round(host.height() * 0.14), host.height() - height - _MARGIN)
        else:
            left = self._anchor.left() + (self._anchor.width() - width) // 2
            top = self._anchor.bottom() + _GAP
            if top + height > host.height() - _MARGIN:
                above = self._anchor.top() - _GAP - height
                top = above if above >= _MARGIN else host.height() - _MARGIN - height
        left = max(_MARGIN, min(left, host.width() - width - _MARGIN))
        top = max(_MARGIN, min(top, host.height() - height - _MARGIN))
        reach = SHADOW_REACH
        self.setGeometry(left - reach, top - reach, width + 2 * reach, height + 2 * reach)
        self.card.setGeometry(reach, reach, width, height)
        self.update()

    @property
    def card_rect(self) -> QRect:
        """Where the card is, in the host's coordinates."""
        return self.card.geometry().translated(self.pos())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._host
            and event.type() == QEvent.Type.Resize
            and self.isVisibleTo(self._host)
        ):
            self._ground.setGeometry(self._host.rect())
            self.place_card()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Keeps the window's shortcuts from acting while the card is open."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Closes on Esc; lets no key through to the window beneath."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self._on_click_beside()
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Keeps what is below from scrolling."""
        event.accept()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Keeps Tab and Shift+Tab within the card, whose widgets come in the order of their making.

        Qt's focus chain leads through the whole window, and by each step PySide makes a widget the
        owner of the next: when one is deleted, the next can be used no more.
        """
        stops = [
            child
            for child in self.card.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus.value
            and child.isVisible()
            and child.isEnabled()
        ]
        now = QApplication.focusWidget()
        if not stops:
            return True
        place = stops.index(now) if now in stops else -1
        step = stops[(place + (1 if is_next else -1)) % len(stops)]
        step.setFocus(
            Qt.FocusReason.TabFocusReason if is_next else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._backdrop.lift()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._backdrop.lift()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._backdrop.picture is not None:
            painter.drawImage(QPoint(), self._backdrop.picture)
        paint_card(painter, self.card.geometry(), current_theme())
        painter.end()


class PromptCard(Overlay, Generic[Answer]):
    """A card with a prompt: it answers exactly once, with None if it was dismissed."""

    _on_answer: Callable[[Answer | None], None] | None = None

    def _begin(self, on_answer: Callable[[Answer | None], None]) -> None:
        """Begins a prompt, after dismissing the former one."""
        self.dismiss()
        self._on_answer = on_answer

    def dismiss(self) -> None:
        if self.is_open:
            self._answer(None)

    def _answer(self, value: Answer | None) -> None:
        """Closes first, as the answer may open another card."""
        on_answer, self._on_answer = self._on_answer, None
        self.close_card()
        if on_answer is not None:
            on_answer(value)
