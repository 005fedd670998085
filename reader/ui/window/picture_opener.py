"""Shows images of the text in full size over the window."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, QThreadPool
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu

from reader.core.errors import PostilError
from reader.ui.overlays.picture_viewer import Picture, PictureViewer
from reader.ui.reading.layout.page_content import Page
from reader.ui.reading.reading_view import ReadingView
from reader.ui.tasks.notices import Action
from reader.ui.tasks.task import WorkerTask


class PictureOpener(QObject):
    """Passes the images of the page that is read to a viewer."""

    def __init__(self, pane: ReadingView, actions: Callable[[Page, str], Sequence[Action]]) -> None:
        """``actions`` returns what a right click offers for an image."""
        super().__init__(pane)
        self._pane, self._actions = pane, actions
        self._viewer = PictureViewer(pane.window())
        self._viewer.menu_wanted.connect(self._open_menu)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # an image may take hundreds of megabytes

    def show(self, src: str) -> None:
        """Shows an image of the page, and lets one go on to the others."""
        page = self._pane.page
        if page is None or src not in page.images:
            return
        images = {one.src: one.alt for block in page.text.blocks for one in block.images}
        pictures = [
            Picture(one, alt, page.images[one]) for one, alt in images.items() if one in page.images
        ]
        index = next(number for number, one in enumerate(pictures) if one.src == src)
        self._viewer.show_pictures(pictures, index, partial(self._load, page))

    def _open_menu(self, src: str, spot: QPoint) -> None:
        """Opens a menu at a spot of the screen: what can be done with the image that is shown."""
        page = self._pane.page
        if page is None:
            return
        menu = QMenu(self._viewer)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, act in self._actions(page, src):
            menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())
        menu.popup(spot)

    def _load(self, page: Page, one: Picture) -> QImage:
        """Returns an image as it is in the text, if it was seen; it gets sharp once it is decoded."""
        decode = page.load_whole or page.load_image
        show = partial(self._viewer.show_full_resolution, one.src)
        WorkerTask(lambda _task: decode(one.src), show, _leave_as_it_is).start(self._pool)
        return self._pane.decoded_picture(one.src)


def _leave_as_it_is(_error: PostilError) -> None:
    """Keeps the coarser image."""
