"""Receives pages from the browser while the window is open, and adds them."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reader.core.article_source import Source
from reader.core.errors import PostilError
from reader.core.translation import N_, _
from reader.importers.limits import FILE_BYTES
from reader.receiving.bookmarklet import Key, bookmarklet, new_key
from reader.receiving.receiver import Limits, PageResult, ReceivedPage, Receiver, ReceiverFailed
from reader.settings import Settings

if TYPE_CHECKING:
    from reader.operations.adding import AddReport
    from reader.ui.receiving.bookmarklet_dialog import BookmarkletDialog

_PATIENCE = 120  # seconds that the browser waits for what becomes of a page, with its images
_TRIES = 5  # ports, if those that were thought of are taken
_TOLD = {
    "added": N_("The page is in Postil."),
    "updated": N_("The page is in Postil, as a new revision of an article."),
    "offered": N_("The page differs much from the article in Postil: decide there."),
    "duplicate": N_("Postil has the page already."),
}


class ReceivingController(QObject):
    """Runs the receiver of a window, and shows the bookmarklet."""

    _came = Signal(Source, Future)  # from the thread of a connection

    def __init__(
        self,
        window: QWidget,
        settings: Settings,
        add: "Callable[[Source, Callable[[AddReport], None]], None]",
    ) -> None:
        """``add`` adds a page, and reports the result."""
        super().__init__(window)
        self._window, self._settings, self._add = window, settings, add
        self._receiver: Receiver | None = None
        self._dialog: BookmarkletDialog | None = None
        self._lock = threading.Lock()  # of the two that follow, which threads share
        self._waiting: set[Future[PageResult]] = set()  # browsers, for what becomes of their pages
        self._is_stopped = False
        self._came.connect(self._add_page)

    def start(self) -> None:
        """Starts receiving; raises PostilError if that fails."""
        if self._receiver is not None:
            return
        key = self._key()
        if key.is_usable:
            self._receiver = self._receive(key)
        else:
            self._start_anew()

    def stop(self) -> None:
        """Stops receiving."""
        if self._dialog is not None:
            self._dialog.close()
        receiver, self._receiver = self._receiver, None
        if receiver is None:
            return
        with self._lock:
            self._is_stopped = True
            waiting = self._waiting.copy()
        for one in waiting:
            self._tell(one, _stopped())
        receiver.close()

    def renew(self) -> None:
        """Creates a new bookmarklet and revokes the old one."""
        self.stop()
        self._start_anew()

    def show_bookmarklet(self) -> None:
        """Shows the bookmarklet, and how to use it."""
        from reader.ui.receiving.bookmarklet_dialog import BookmarkletDialog  # hardly ever

        if self._dialog is None:
            self._dialog = BookmarkletDialog(self._window)
        self._dialog.show_address(bookmarklet(self._key()))

    def _key(self) -> Key:
        return Key(self._settings.number("receiver_port"), self._settings.text("receiver_secret"))

    def _start_anew(self) -> None:
        for left in reversed(range(_TRIES)):
            key = new_key()
            try:
                self._receiver = self._receive(key)
            except ReceiverFailed:
                if not left:
                    raise
            else:
                self._settings.set(receiver_port=key.port, receiver_secret=key.secret)
                return

    def _receive(self, key: Key) -> Receiver:
        self._is_stopped = False
        return Receiver(key, self._take, Limits(FILE_BYTES))

    def _take(self, page: ReceivedPage) -> PageResult:
        """Adds a page and waits for the result, in the thread of its connection."""
        # Start-up time.
        from reader.importers.web.normalization.form_input_removal import without_typed_text

        try:
            data = without_typed_text(page.data)
        except PostilError as error:
            text = _("“{address}” was not added: {reason}")
            return PageResult(text.format(address=page.address, reason=error), is_saved=False)
        source = Source(data, page.address, page.address, "text/html; charset=utf-8", page.address)
        waiting: Future[PageResult] = Future()
        with self._lock:
            if self._is_stopped:
                return _stopped()
            self._waiting.add(waiting)
        self._came.emit(source, waiting)
        try:
            return waiting.result(_PATIENCE)
        except TimeoutError:
            text = _("Postil is still working: its window shows the result.")
            return PageResult(text, is_saved=True)
        finally:
            with self._lock:
                self._waiting.discard(waiting)

    def _add_page(self, source: Source, waiting: "Future[PageResult]") -> None:
        def tell(report: "AddReport") -> None:
            text = report.error or _(_TOLD[report.status])
            self._tell(waiting, PageResult(text, is_saved=report.status != "failed"))

        self._add(source, tell)

    def _tell(self, waiting: "Future[PageResult]", told: PageResult) -> None:
        with self._lock:
            if not waiting.done():
                waiting.set_result(told)


def _stopped() -> PageResult:
    text = _("Postil stopped before the page was saved: save it again once its window is open.")
    return PageResult(text, is_saved=False)
