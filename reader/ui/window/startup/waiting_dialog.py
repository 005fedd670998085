"""Shows a dialog with *Cancel* while a worker runs before there is a window."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QThreadPool
from PySide6.QtWidgets import QProgressDialog, QWidget

from reader.core.errors import LibraryError, PostilError
from reader.core.translation import _
from reader.ui.tasks.task import WorkerTask

R = TypeVar("R")

_SOON = 300  # ms after which it is said what is waited for


def wait_for(
    parent: QWidget | None,
    label: str,
    function: Callable[[WorkerTask[R]], R],
    *,
    can_stop: bool = True,
) -> R:
    """Returns what a function returns in a worker; a dialog says what it is at when it takes long.

    It offers to stop it, if that can be done. Raises the LibraryError that the function raises.
    """
    results: list[R] = []
    failures: list[PostilError] = []
    task = WorkerTask(function, results.append, failures.append)
    dialog = QProgressDialog(label, _("Cancel"), 0, 0, parent)
    dialog.setWindowTitle("Postil")
    dialog.setMinimumDuration(_SOON)
    dialog.canceled.connect(task.cancel)
    if not can_stop:
        dialog.setCancelButton(None)

    def show(done: int, total: int) -> None:
        dialog.setMaximum(total)
        dialog.setValue(min(done, max(0, total - 1)))  # the last step would close it

    task.progressed.connect(show)
    loop = QEventLoop()
    task.ended.connect(loop.quit)
    task.start(QThreadPool.globalInstance())
    loop.exec()
    dialog.close()
    if failures:
        raise LibraryError(str(failures[0]))
    return results[0]
