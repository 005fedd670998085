"""Opens the printed pages of the article that is read, at the place where it is read."""

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QObject, QPointF, QRectF, QThreadPool
from PySide6.QtGui import QColor, QImage

from reader.core.cancellation import cancelled_by
from reader.core.errors import InvalidInput, PasswordNeeded, PostilError
from reader.core.models import Annotation, Article, Color
from reader.core.translation import _
from reader.importers.pdf.page_renderer import Picture, PrintedPages
from reader.library.database import Database
from reader.ui.overlays.password_dialog import ask_password
from reader.ui.printed.page_viewer import PageViewer, Tint
from reader.ui.reading.reading_view import ReadingView
from reader.ui.style.theme import load_theme
from reader.ui.tasks.task import WorkerTask

R = TypeVar("R")

_PDF = "application/pdf"


class Reading(Protocol):
    """The article that is read, with its annotations."""

    @property
    def article(self) -> Article | None:
        """The article."""

    @property
    def annotations(self) -> list[Annotation]:
        """Its annotations."""

    def go_to_place(self, article_id: int, place: int) -> None:
        """Goes to a place of the text."""


class _Opened(NamedTuple):
    """The pages of an article, at the one where it is read."""

    article_id: int
    pages: PrintedPages
    page: int
    tints: dict[int, list[Tint]]


class PageOpener(QObject):
    """Shows the pages of one article at a time; the process that paints them ends with the view."""

    def __init__(self, pane: ReadingView, reading: Reading, database: Database) -> None:
        super().__init__(pane)
        self._pane, self._reading, self._database = pane, reading, database
        self._opened: _Opened | None = None
        self._opening: WorkerTask[_Opened] | None = None  # the last that was started
        self._is_stopped = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # the process answers one question after another
        self._wanted = (-1, 0.0)
        self.viewer = PageViewer(pane.window())
        self.viewer.page_wanted.connect(self._paint)
        self.viewer.place_chosen.connect(self._choose)
        self.viewer.left.connect(self._leave)

    def stop(self) -> None:
        """Ends what it is at: the window closes."""
        self._is_stopped = True
        self.viewer.dismiss()

    def show(self) -> None:
        """Shows the page on which the passage is printed that the reading cursor is on."""
        if not self.viewer.is_open:
            self._open()

    def _open(self, password: str = "") -> None:
        article, page = self._reading.article, self._pane.page
        if article is None or page is None:
            return
        place, text = self._pane.anchor_offset(), page.text.text
        marked = [
            (one.start, one.end, one.color)
            for one in self._reading.annotations
            if one.start is not None and one.end is not None
        ]
        if not self.viewer.is_open:
            self.viewer.open_at(_("Opening the pages…"))

        def work() -> _Opened:
            pages = self._pages_of(article, text, password)
            try:
                return _Opened(article.id, pages, pages.page_of(place), _tints(pages, marked))
            except PostilError:
                pages.close()
                raise

        def show(opened: _Opened) -> None:
            if self._opening is opening:
                self._show(opened)
            else:  # left meanwhile
                opened.pages.close()

        def fail(error: PostilError) -> None:
            if self._opening is opening:
                self._fail(error)
                if isinstance(error, PasswordNeeded):
                    ask_password(self._pane.window(), partial(self._try, opening))

        opening = self._opening = self._start(work, show, fail)

    def _pages_of(self, article: Article, text: str, password: str) -> PrintedPages:
        with closing(self._database.queries()) as queries:
            source = queries.source(article.revision_id)
        if not source.data.startswith(b"%PDF-") and source.media_type != _PDF:
            raise InvalidInput(_("This article was not made of a PDF file."))
        return PrintedPages(source.data, text, password, source.name)

    def _try(self, opening: object, password: str) -> None:
        """Opens the pages with a password, unless they were left meanwhile."""
        if self._opening is opening:
            self._open(password)

    def _show(self, opened: _Opened) -> None:
        self._opened = opened
        self.viewer.show_pages(opened.pages.pages, opened.tints, opened.page)

    def _fail(self, error: PostilError) -> None:
        self.viewer.tell(str(error))

    def _paint(self, page: int, scale: float) -> None:
        """Paints a page in the worker; what is not wanted any more by its turn is left out."""
        opened = self._opened
        if opened is None:
            return
        self._wanted = wanted = (page, scale)

        def work() -> Picture | None:
            return opened.pages.painted(page, scale) if self._wanted == wanted else None

        def put(picture: Picture | None) -> None:
            if picture is not None and self._opened is opened:
                self.viewer.put(page, _image(picture))

        self._start(work, put, self._fail)

    def _choose(self, page: int, spot: QPointF) -> None:
        """Goes to the words under the mouse in the text."""
        opened = self._opened
        if opened is None:
            return

        def go(place: int | None) -> None:
            self.viewer.page = opened.page  # so that leaving does not go elsewhere
            self.viewer.dismiss()
            if place is not None:
                self._reading.go_to_place(opened.article_id, place)

        self._start(lambda: opened.pages.place_at(page, spot.x(), spot.y()), go, self._fail)

    def _leave(self, page: int) -> None:
        """Goes to the text of the page that was shown last, if it is another one."""
        if self._opening is not None:
            self._opening.cancel()
        self._opening = None
        opened, self._opened = self._opened, None
        if opened is None:
            return

        def work() -> int | None:
            try:
                is_another = page != opened.page
                return opened.pages.place_at(page, -1.0, -1.0) if is_another else None
            finally:
                opened.pages.close()

        def go(place: int | None) -> None:
            if place is not None:
                self._reading.go_to_place(opened.article_id, place)

        self._start(work, go, lambda _error: None)

    def _start(
        self,
        work: Callable[[], R],
        success: Callable[[R], None],
        failure: Callable[[PostilError], None],
    ) -> WorkerTask[R]:
        def run(task: WorkerTask[R]) -> R:
            with cancelled_by(lambda: self._is_stopped or task.is_cancelled):
                return work()

        task = WorkerTask(run, success, failure)
        task.start(self._pool)
        return task


def _tints(pages: PrintedPages, marked: Sequence[tuple[int, int, Color]]) -> dict[int, list[Tint]]:
    """Returns where highlights lie on each page, with their colours on paper."""
    shades = load_theme("light").highlights
    tints: dict[int, list[Tint]] = {}
    passages = pages.passages([(start, end) for start, end, _color in marked])
    for (_start, _end, color), found in zip(marked, passages, strict=True):
        for passage in found:
            places = (QRectF(b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0) for b in passage.lines)
            tints.setdefault(passage.page, []).extend(
                (one, QColor(shades[color])) for one in places
            )
    return tints


def _image(picture: Picture) -> QImage:
    """Returns pixels as an image of its own."""
    width, height, pixels = picture
    return QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888).convertToFormat(
        QImage.Format.Format_RGB32
    )
