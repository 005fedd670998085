"""Checks the library after the start and each text when it is opened; rebuilds a damaged search index."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from reader.core.errors import LibraryCorrupt, PostilError
from reader.core.models import Article
from reader.core.translation import _
from reader.services import Services
from reader.ui.style.announcement import announce
from reader.ui.tasks.task import WorkerTask, query_work
from reader.ui.tasks.task_queue import TaskQueue

if TYPE_CHECKING:
    from reader.ui.style.banner import Banner


class DamageController(QObject):
    """Keeps a notice above the text of an article that is damaged, and has the search index rebuilt."""

    found = Signal()  # the library is damaged; its ``damage`` says so
    _index_outdated = Signal()  # from any thread
    banner_made = Signal(QWidget)  # to be put above the text, once

    def __init__(
        self,
        parent: QWidget,
        app: Services,
        start: Callable[[WorkerTask[Any]], None],
        queue: TaskQueue,
    ) -> None:
        """``start`` starts a task that closing the window stops."""
        super().__init__(parent)
        self._queue = queue
        self._index_outdated.connect(self._rebuild_index, Qt.ConnectionType.QueuedConnection)
        app.database.on_outdated_index = self._index_outdated.emit
        self._parent, self._app, self._start = parent, app, start
        self._revision: int | None = None  # the text that is shown
        self.banner: Banner | None = None  # made for the first damage

    def begin(self, read_article: Callable[[], Article | None]) -> None:
        """Checks the whole library, then the text of the article that is open."""
        check = self._app.database.check

        def show() -> None:
            self.show_article(read_article())

        def fail(error: PostilError) -> None:
            self._fail(error)
            show()

        # One after the other: two threads at the start would take twice the memory.
        self._start(WorkerTask(lambda _task: check(), lambda _whole: show(), fail))

    def show_article(self, article: Article | None) -> None:
        """Looks whether the text of an article is damaged."""
        revision = article.revision_id if article is not None else None
        if revision == self._revision:
            return
        self._revision = revision
        if self.banner is not None:
            self.banner.hide()
        if revision is None:
            return

        def tell(damage: str) -> None:
            if damage and revision == self._revision:
                self._show(damage)
            if self._app.database.damage:
                self.found.emit()

        work = query_work(self._app.database, lambda queries: queries.text_damage(revision))
        self._start(WorkerTask(work, tell, self._fail))

    def _rebuild_index(self) -> None:
        """Rebuilds the search index in a worker: of a large library that takes many seconds."""
        title = _("Rebuild the search index")
        counts = self._app.queries.counts()

        def rebuild() -> None:
            self._queue.run_operation(
                title,
                lambda history: history.rebuild_index(),
                lambda _none: None,
                counts.all + counts.trash,
            )

        if self._queue.is_idle:
            rebuild()
        else:
            self._queue.queue(title, rebuild)

    def _show(self, damage: str) -> None:
        if self.banner is None:
            from reader.ui.style.banner import Banner  # start-up time: hardly ever

            self.banner = Banner(self._parent)
            self.banner.setObjectName("damage")
            self.banner_made.emit(self.banner)
        self.banner.set_text(damage)
        self.banner.show()
        announce(self.banner, damage, is_urgent=True)

    def _fail(self, error: PostilError) -> None:
        if isinstance(error, LibraryCorrupt):  # what else fails is said when the user needs it
            self.found.emit()
