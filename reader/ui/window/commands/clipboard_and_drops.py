"""Reads pasted and dropped data, and copies text to the clipboard."""

import atexit
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from reader.core.article_source import Source, WebAddress
from reader.core.web_addresses import listed_addresses, typed_address, web_address

if TYPE_CHECKING:
    from reader.ui.overlays.drop_hint import DropHint


def read_mime(data: QMimeData | None, name: str) -> Source | list[Path | WebAddress] | None:
    """Returns files and addresses, HTML or text; None when there is none of these.

    ``name`` is in reports.
    """
    if data is None:  # an empty clipboard, as some systems have it
        return None
    files: list[Path | WebAddress]
    names = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    files = [file for name in names for file in _files_of(Path(name))]
    # As text an address is as it was copied; as a list of links it is as Qt writes it.
    addresses = listed_addresses(data.text()) if data.hasText() else ()
    if not addresses:
        links = [bytes(url.toEncoded().data()).decode("ascii") for url in data.urls()]
        addresses = tuple(filter(web_address, links))
    if found := files + [WebAddress(one) for one in addresses]:
        return found
    if data.hasText() and (typed := typed_address(data.text())):
        return [WebAddress(typed)]
    if data.hasHtml() and data.html().strip():
        return Source(data.html().encode("utf-8"), name, name, "text/html")
    if data.hasText() and data.text().strip():
        return Source(data.text().encode("utf-8"), name, name, "text/plain")
    return None


def _files_of(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    from reader.operations.adding import files_in  # start-up time

    return files_in(path) or [path]


class DropTarget:
    """Takes what is dropped on a window, and shows meanwhile that it would be added."""

    def __init__(
        self, window: QWidget, add: Callable[[Sequence[Path | WebAddress | Source]], None]
    ) -> None:
        self._window, self._add = window, add
        self._hint: DropHint | None = None
        window.setAcceptDrops(True)

    def enter(self, event: QDragEnterEvent) -> None:
        """Accepts what may be something that can be added; it is not read yet."""
        data = event.mimeData()
        if not (data.hasUrls() or data.hasHtml() or data.hasText()):
            return
        _accept_copy(event)
        if self._hint is None:
            from reader.ui.overlays.drop_hint import DropHint  # start-up time

            self._hint = DropHint(self._window)
        self._hint.appear()

    def leave(self) -> None:
        """Forgets what was dragged elsewhere."""
        if self._hint is not None:
            self._hint.hide()

    def drop(self, event: QDropEvent) -> None:
        """Adds what was dropped."""
        self.leave()
        found = read_mime(event.mimeData(), "drop")
        if found:
            self._add([found] if isinstance(found, Source) else found)
        _accept_copy(event)


def _accept_copy(event: QDropEvent) -> None:
    """Accepts what is dragged as a copy: the program it comes from would delete what is moved."""
    copy = Qt.DropAction.CopyAction
    event.setDropAction(copy if event.possibleActions() & copy else event.proposedAction())
    event.accept()


def put_on_clipboard(text: str, html: str = "") -> None:
    """Copies text to the clipboard, and as HTML for programs that set type, if that is given."""
    if not html:
        QGuiApplication.clipboard().setText(text)
        return
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    atexit.register(_leave_text, text, html)


def _leave_text(text: str, html: str) -> None:
    """Leaves text of Qt's own making behind: data made here may not outlive Python."""
    if QGuiApplication.instance() is not None:
        clipboard = QGuiApplication.clipboard()
        if clipboard.mimeData().html() == html:
            clipboard.setText(text)
