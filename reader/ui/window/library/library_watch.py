"""Refreshes the window when the library changes, by this program or by another."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.models import ChangeNotice
from reader.services import Services
from reader.ui.articles.article_list_controller import ArticleListController
from reader.ui.reading.reading_controller import ReadingController
from reader.ui.window.layout.window_pages import WindowPages

CHECK_EVERY = 1_500  # ms between looks whether another program wrote to the library


class LibraryWatch(QObject):
    """Passes each change to the list, the text and the page that is shown."""

    lost = Signal(str)  # the library was removed, replaced or damaged: what happened and what to do

    def __init__(
        self,
        app: Services,
        articles: ArticleListController,
        reading: ReadingController,
        pages: WindowPages,
        on_annotations_changed: Callable[[], None],
    ) -> None:
        super().__init__(pages)
        self._queries, self._database = app.queries, app.database
        self._loss = ""  # what was said last of a library that is not in its place, or damaged
        self._articles, self._reading, self._pages = articles, reading, pages
        self._on_annotations_changed = on_annotations_changed
        # Whether a worker is writing, whose changes are notified to the window.
        self.is_told: Callable[[], bool] = lambda: False
        self._unsubscribe = app.history.subscribe(self._refresh)
        self._version = app.queries.data_version()
        self.timer = QTimer(self)
        self.timer.setInterval(CHECK_EVERY)
        self.timer.timeout.connect(self.check)

    def stop(self) -> None:
        """Stops watching, because the window closes."""
        self.timer.stop()
        self._unsubscribe()

    def _refresh(self, changed: ChangeNotice) -> None:
        self._version = self._queries.data_version()
        self._articles.refresh(changed)
        self._reading.refresh(changed)
        self._pages.refresh(changed)
        if changed.concerns("annotation"):
            self._on_annotations_changed()

    def check(self) -> None:
        """Reads everything again if another program wrote to the library; reports if it is gone."""
        loss = self._database.loss() or self._database.damage
        if loss != self._loss:
            self._loss = loss
            if loss:
                self.lost.emit(loss)
        if loss:
            return  # nothing of another program's can be seen, or relied on
        version = self._queries.data_version()
        if version == self._version or self.is_told():
            return
        self._version = version
        self._articles.load()
        self._articles.pane.refresh(None)
        self._pages.refresh(ChangeNotice({"annotation": (0,)}, frozenset()))
        article = self._reading.article
        if article is not None:
            rows = {"article": (article.id,), "annotation": (0,)}
            self._reading.refresh(ChangeNotice(rows, frozenset({article.id})))
        self._on_annotations_changed()
