"""Shows notifications at the foot of the window: results, errors, progress."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QWidget

from reader.commands.keys.active_keymap import present_keys
from reader.core.errors import PostilError
from reader.core.translation import _
from reader.ui.overlays.passage_card import PassageCard
from reader.ui.overlays.toast import REACH, Kind, ProgressToast, Toast
from reader.ui.tasks.notices import Action

Defer = Callable[[str, Callable[[], object]], object]

_MOST = 3  # toasts at once
_GOING: tuple[Kind, ...] = ("info", "error", "page", "progress")  # which makes room first
_GAP = 8  # pixels between toasts, and between one and a card
_ABOVE = 44  # pixels kept free at the window's foot, for the strip


class Toasts(QObject):
    """At most three toasts above the status bar of a host window, the newest highest: its Notices.

    ``defer`` does work of a kind after the next paint, where there is much to paint.
    """

    def __init__(self, host: QWidget, defer: Defer, undo: Callable[[], None]) -> None:
        super().__init__(host)
        self._host, self._defer, self._undo = host, defer, undo
        self._toasts: list[Toast] = []
        host.installEventFilter(self)

    @property
    def shown(self) -> tuple[Toast, ...]:
        """The toasts on screen, the oldest first."""
        return tuple(self._toasts)

    def show(
        self,
        text: str,
        action: Action | None = None,
        kind: Kind = "info",
        *,
        more: Sequence[Action] = (),
    ) -> Toast:
        """Shows one line; action is (label, what to call). The same line again is not doubled.

        ``more`` is what else can be done.
        """
        for toast in self._toasts:
            if toast.kind == kind != "progress" and toast.text == text:
                toast.set_text(text, action, more)
                toast.appear()
                self.place()
                return toast
        self._make_room()
        toast = Toast(self._host, text, action, kind)
        toast.set_text(text, action, more)
        toast.closed.connect(lambda: self._forget(toast))
        toast.left.connect(self.place)
        self._toasts.append(toast)
        self.place()
        toast.appear()
        return toast

    def notify(self, text: str, *, can_undo: bool = False, actions: Sequence[Action] = ()) -> None:
        """Shows one line in place of the one before it, with a button that undoes what it tells of."""
        action = self._undoing() if can_undo else None
        self._defer("toast", lambda: self.replace(text, action, actions))

    def fail(
        self, what: str | PostilError, *, can_undo: bool = False, actions: Sequence[Action] = ()
    ) -> None:
        """Reports an error."""
        self.show(str(what), self._undoing() if can_undo else None, kind="error", more=actions)

    def _undoing(self) -> Action:
        return _("Undo ({keys})").format(keys=present_keys().key_of("undo")), self._undo

    def replace(
        self, text: str, action: Action | None = None, more: Sequence[Action] = ()
    ) -> Toast:
        """Shows one line in place of what was said in passing before it."""
        for toast in [one for one in self._toasts if one.kind == "info"]:
            toast.dismiss()
        return self.show(text, action, more=more)

    def show_progress(
        self, text: str, on_cancel: Callable[[], None] | None = None
    ) -> ProgressToast:
        """Shows that a task is running; Cancel is offered when it can be."""
        action = (_("Cancel"), on_cancel) if on_cancel is not None else None
        toast = self.show(text, action, "progress")
        toast.bar.setRange(0, 0)
        return ProgressToast(toast, text)

    def withdraw(self, text: str) -> None:
        """Takes away the line that is no longer so."""
        for toast in [one for one in self._toasts if one.text == text]:
            toast.dismiss()

    def dismiss_all(self) -> bool:
        """Takes all away but what counts; False when there was none to take."""
        going = [toast for toast in self._toasts if toast.kind != "progress"]
        for toast in going:
            toast.dismiss()
        return bool(going)

    def holds_keyboard(self) -> bool:
        """Returns whether Escape is meant for a toast: an error, lines to be read, or one with the focus."""
        focus = self._host.focusWidget()
        return any(
            toast.kind in ("error", "page") or (focus is not None and toast.isAncestorOf(focus))
            for toast in self._toasts
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Stacks the toasts at the host's foot, centred, and above a card of the text.

        One that the mouse is on stays where it is, as a click is meant for what was there.
        """
        host = self._host.rect()
        bottom = host.height() - _ABOVE + REACH
        for toast in self._toasts:
            width = toast.width_for(host.width() - 8)
            layout = toast.column
            layout.activate()
            height = (
                layout.totalHeightForWidth(width)
                if layout.hasHeightForWidth()
                else layout.totalSizeHint().height()
            )
            if toast.underMouse():
                bottom = min(bottom, toast.geometry().bottom() + 1)
            place = QRect((host.width() - width) // 2, bottom - height, width, height)
            place.moveBottom(self._bottom_above_cards(place))
            toast.setGeometry(place)
            bottom = place.bottom() + 1
            bottom -= height - 2 * REACH + _GAP

    def _bottom_above_cards(self, place: QRect) -> int:
        """Returns where a toast ends that would cover a footnote or note shown in the text."""
        inner = place.adjusted(REACH, REACH, -REACH, -REACH)
        for card in self._host.findChildren(PassageCard):
            covered = card.card_rect.translated(card.mapTo(self._host, QPoint()))
            if card.isVisible() and covered.intersects(inner) and covered.top() > place.height():
                return covered.top() - _GAP + REACH
        return place.bottom()

    def _make_room(self) -> None:
        while len(self._toasts) >= _MOST:
            min(self._toasts, key=lambda toast: _GOING.index(toast.kind)).dismiss()

    def _forget(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
        self.place()
