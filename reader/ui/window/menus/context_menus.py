"""Shows the context menus of the list, the text and the annotations pane."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea, QMenu

from reader.commands.catalogue import BY_ID
from reader.commands.command import COLOR_OF_HIGHLIGHT, SHAPE_OF_HIGHLIGHT, TAGS_OF_HIGHLIGHT
from reader.commands.context import Pane
from reader.core.text.reading.openable_items import link_around
from reader.core.translation import _
from reader.ui.reading.layout.page_content import Page
from reader.ui.tasks.notices import Action
from reader.ui.window.commands.frontend import WindowFrontend
from reader.ui.window.layout.panes import Panes
from reader.ui.window.menus.command_menus import Run, State, context_menu, menu_text

LIST_MENU = (
    *("article.open", "article.open_original", "article.copy_address", ""),
    *("article.details", "article.edit", "article.reload", "article.tag", "article.note", ""),
    *("article.star", "article.read", "article.archive", "article.later", "article.inbox", ""),
    *("export", "article.trash"),
)
TRASH_MENU = ("article.open", "article.open_original", "", "article.restore", "article.inbox")
_HIGHLIGHT = ("highlight.note", TAGS_OF_HIGHLIGHT, COLOR_OF_HIGHLIGHT)
TEXT_MENU = (
    *("highlight", *_HIGHLIGHT, "", "passage.copy", "passage.cite", ""),
    *("text.find", "article.tag", "article.note"),
)
HIGHLIGHT_MENU = (
    *(*_HIGHLIGHT, SHAPE_OF_HIGHLIGHT, "", "passage.copy", "passage.cite", ""),
    "highlight.delete",
)
CARD_MENU = (
    *("card.show", *_HIGHLIGHT, "card.open_link", "", "passage.copy", "passage.cite", ""),
    "highlight.delete",
)


class ClickedActions:
    """What can be done with a link or an image that is clicked on."""

    def __init__(self, frontend: WindowFrontend) -> None:
        self._frontend = frontend

    def of_link(self, address: str) -> Sequence[Action]:
        """Returns what can be done with a link."""
        frontend = self._frontend
        return (
            (_("Open the link"), partial(frontend.open_link, address)),
            (_("Copy its address"), partial(frontend.copy_text, address)),
        )

    def of_image(self, page: Page, src: str) -> Sequence[Action]:
        """Returns what can be done with an image of a page; with its address if it has one."""
        frontend, sha256 = self._frontend, src.partition(":")[2]
        actions = [
            (_("Copy the image"), partial(self._copy_image, page, src)),
            (_("Save the image…"), partial(self._save_image, page, src)),
        ]
        if address := frontend.app.queries.picture_address(page.article_id, sha256):
            copy = partial(frontend.copy_text, address)
            actions.append((_("Copy the address of the image"), copy))
        return actions

    def _copy_image(self, page: Page, src: str) -> None:
        """Copies an image with all its pixels to the clipboard, once a worker has decoded them."""
        decode, copy = page.load_whole or page.load_image, QGuiApplication.clipboard().setImage
        self._frontend.work.ask(lambda _queries: decode(src), copy, self._frontend.fail)

    def _save_image(self, page: Page, src: str) -> None:
        """Asks where to write an image, and writes it there as it was added."""
        # Start-up time: exporters.
        from reader.commands.prompt_types import Answer, SavePrompt
        from reader.exporters.atomic_writing import failure, replace
        from reader.exporters.files.file_names import PICTURE_SUFFIXES, safe_name
        from reader.ui.style.external_links import open_folder

        frontend = self._frontend
        asset = frontend.app.queries.asset(src.partition(":")[2])
        if asset is None:
            return
        said = (one.alt for block in page.text.blocks for one in block.images if one.src == src)
        title = next(filter(None, said), page.header.title)

        def write(path: Answer) -> None:
            if isinstance(path, Path):  # by a worker: a disk may be slow
                frontend.work.ask(lambda _queries: save(path), tell, self._frontend.fail)

        def save(path: Path) -> Path:
            try:
                replace(path, [asset.data])
            except OSError as error:
                raise failure(path, error) from error
            return path

        def tell(path: Path) -> None:
            text = _("The image was saved to {path}").format(path=path)
            frontend.notify(text, answer=(_("Show in folder"), lambda: show(path.parent)))

        def show(folder: Path) -> None:
            if reason := open_folder(folder):
                frontend.fail(reason)

        name = safe_name(title, set(), PICTURE_SUFFIXES.get(asset.media_type, ""))
        frontend.ask(SavePrompt(_("Save the image"), name, is_folder=False), write)


def _put_above(menu: QMenu, actions: Sequence[Action]) -> None:
    """Puts actions above the other rows of a menu."""
    menu.aboutToShow.emit()  # fills it
    first = menu.actions()[0]
    for text, act in actions:
        action = QAction(text, menu)
        action.triggered.connect(lambda _checked=False, act=act: act())
        menu.insertAction(first, action)
    menu.insertSeparator(first)


def connect_context_menus(panes: Panes, state: State, run: Run, clicked: ClickedActions) -> None:
    """Lets a right click in each pane open its menu."""

    def open_menu(widget: QAbstractScrollArea, spot: QPoint) -> None:
        address = image = ""
        text, page = panes.reading_pane, panes.reading_pane.page
        if widget is text and text.pages_in_place is None:
            address, image = text.anchorAt(spot), text.image_at(spot)
            text.point_at(spot)
        elif widget is panes.sidebar.list:
            address = panes.sidebar.list.link_at(spot.toPointF())
        pane = panes.pane_of(widget) or Pane.READING
        panes.focus_pane(pane)
        menu = context_menu(widget.window(), _rows(pane, state), state, run)
        if image and page is not None:
            show = _("Show in full size"), partial(text.picture_activated.emit, image)
            _put_above(menu, (show, *clicked.of_image(page, image)))
            address = address or link_around(page.text, image)
        if address and not address.startswith("#"):
            _put_above(menu, clicked.of_link(address))
        if pane is Pane.READING and panes.is_focus_mode:
            menu.aboutToShow.emit()  # fills it
            menu.addSeparator()
            leave = menu.addAction(menu_text(BY_ID["view.focus"], pane, _("Leave focus mode")))
            leave.triggered.connect(panes.leave_focus_mode)
        menu.popup(widget.viewport().mapToGlobal(spot))

    for widget in (panes.reading_pane, panes.list_pane.list, panes.sidebar.list):
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(partial(open_menu, widget))

    def offer_found(spot: QPoint) -> None:
        context_menu(panes.list_pane.window(), _rows(Pane.LIST, state), state, run).popup(spot)

    panes.list_pane.menu_requested.connect(offer_found)


def _rows(pane: Pane, state: State) -> tuple[str, ...]:
    """Returns the rows of the menu of what is clicked on."""
    now = state()
    if pane is Pane.LIST:
        is_trashed = bool(now.context.selected) and now.context.is_trashed
        return TRASH_MENU if is_trashed else LIST_MENU
    if pane is Pane.SIDEBAR:
        return CARD_MENU
    return HIGHLIGHT_MENU if now.marked is not None else TEXT_MENU
