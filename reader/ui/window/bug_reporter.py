"""Reports internal errors in a notification and logs each once."""

import re
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    QUrl,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices, QGuiApplication

from reader.core.errors import PostilError
from reader.core.translation import _
from reader.ui.window.toasts import Toasts

_MOST = 100  # bugs and messages of Qt that are logged until the window is closed


class BugReporter(QObject):
    """Takes what nobody handled, on whatever thread, and what Qt warns of."""

    _found = Signal(str)  # the kind of error; told on the main thread
    _failed = Signal(str)  # an error that says why in a sentence, likewise

    def __init__(self, folder: Path, toasts: Toasts) -> None:
        """``folder`` is where the log is written."""
        super().__init__(toasts)
        self._folder, self._toasts = folder, toasts
        self._turn = threading.RLock()
        self._seen: set[str] = set()
        self._reports: list[str] = []
        self._found.connect(self._show)
        self._failed.connect(self._tell)

    def install(self) -> None:
        """Begins to take what Python and Qt report."""
        self._hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self.report
        threading.excepthook = self._report_thread
        self._handler = qInstallMessageHandler(self.log_message)

    def remove(self) -> None:
        """Lets Python and Qt report as they did before."""
        sys.excepthook, threading.excepthook = self._hooks
        qInstallMessageHandler(self._handler)

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Replaces sys.excepthook, which Qt calls on the threads of its pools too."""
        from reader.core import error_log  # start-up time: only for a bug

        text = error_log.traceback_text(error.with_traceback(trace))
        is_new = self._log(text, text)
        if isinstance(error, PostilError):  # as of a disk that fails: no bug, and told each time
            self._failed.emit(str(error))
        elif is_new:
            self._reports.append(text)
            self._found.emit(kind.__name__)

    def log_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Replaces Qt's message handler: logs messages with the Python code they came from."""
        import traceback  # start-up time: only for what is wrong

        from reader.core import error_log  # start-up time: only for what is wrong

        text = f"{kind.name}: {context.category}: {error_log.message_text(message)}"
        code = "".join(traceback.format_stack(limit=12)[:-1])
        self._log(re.sub(r"0x[0-9a-f]+|\d+", "0", text), text, code)

    def _report_thread(self, found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None and found.exc_type is not SystemExit:
            self.report(found.exc_type, found.exc_value, found.exc_traceback)

    def _log(self, name: str, text: str, code: str = "") -> bool:
        """Logs what has not been yet; returns whether it was new. The terminal does not get the code."""
        with self._turn:
            if name in self._seen or len(self._seen) >= _MOST:
                return False
            self._seen.add(name)
            import logging  # start-up time: only for what is wrong

            from reader.core import error_log  # start-up time: only for what is wrong

            error_log.write(self._folder, f"{text}\n{code}" if code else text)
            logging.getLogger("postil").error("unexpected: %s", text)  # for who reads the terminal
        return True

    def _tell(self, text: str) -> None:
        self._toasts.show(text, kind="error")

    def _show(self, kind: str) -> None:
        from reader.core import error_log  # start-up time: only for a bug

        text = _(
            "There was an internal error in Postil ({error}): check whether your last action "
            "was done. A report, without any of your text, is in {path}."
        ).format(error=kind, path=self._folder / error_log.NAME)
        self._toasts.show(
            text,
            (_("Open the log folder"), self._open_folder),
            kind="page",
            more=[(_("Copy"), self._copy)],
        )

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _copy(self) -> None:
        from reader.core import error_log  # start-up time: only for a bug

        text = "\n".join([error_log.heading(), *self._reports])
        QGuiApplication.clipboard().setText(text)
