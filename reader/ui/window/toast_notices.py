"""Shows notices as toasts, with a button to undo what they tell of."""

from collections.abc import Callable

from reader.commands.active_keymap import present_keys
from reader.core.translation import _
from reader.ui.window.toasts import Action, ProgressToast, Toast, Toasts

# Does the work of a kind ("toast") after the next paint, where there is much to paint.
Defer = Callable[[str, Callable[[], object]], None]


class ToastNotices:
    """Keeps the Notices protocol with the toasts of a window."""

    def __init__(self, toasts: Toasts, defer: Defer, undo: Callable[[], None]) -> None:
        self._toasts, self._defer, self._undo = toasts, defer, undo

    def show(self, text: str) -> Toast:
        return self._toasts.show(text)

    def notify(self, text: str, *, can_undo: bool = False) -> None:
        action = self._undoing() if can_undo else None
        self._defer("toast", lambda: self._toasts.replace(text, action))

    def fail(self, text: str, *, can_undo: bool = False) -> None:
        self._toasts.show(text, self._undoing() if can_undo else None, kind="error")

    def show_progress(
        self, text: str, on_cancel: Callable[[], None] | None = None
    ) -> ProgressToast:
        return self._toasts.show_progress(text, on_cancel)

    def _undoing(self) -> Action:
        return _("{keys} undoes").format(keys=present_keys().key_of("undo")), self._undo
