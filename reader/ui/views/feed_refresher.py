"""Refreshes feeds in the background, when they are due or the user asks for it.

A worker fetches and writes; the window gets one notice a second of all changes, so that it handles
many small transactions at once.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from reader.core.errors import PostilError
from reader.core.feeds import Feed, due
from reader.core.models import ChangeNotice, joined
from reader.operations.history import History
from reader.services import Services
from reader.ui.tasks.task import Failure, WorkerTask

if TYPE_CHECKING:
    from reader.fetching.client import Fetched
    from reader.operations.feeds.feed_fetching import FoundFeed
    from reader.operations.feeds.refreshing import RefreshReport

TURN = 60_000  # ms between looks whether it is a feed's turn
_TOLD_EVERY = 1_000  # ms
_MINUTE = 60_000  # ms


class FeedRefresher(QObject):
    """Refreshes feeds, one refresh at a time."""

    progressed = Signal(int, int)  # feeds done, feeds in all
    ended = Signal(object)  # RefreshReport, or None where it failed as a whole
    failed = Signal(str)  # why it failed as a whole: one sentence

    def __init__(self, app: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._refreshing: WorkerTask[RefreshReport] | None = None
        self._tasks: list[WorkerTask[RefreshReport] | WorkerTask[FoundFeed]] = []
        self._waiting: list[tuple[int, ...]] = []  # feeds that were asked for meanwhile
        self._fetched: dict[str, Fetched] = {}  # what addresses of those answered already
        self._heard: list[ChangeNotice] = []  # by the worker, not told yet
        self._teller = QTimer(self, interval=_TOLD_EVERY)
        self._teller.timeout.connect(self._tell)
        self._turn = QTimer(self, interval=TURN)
        self._turn.timeout.connect(self.read_due)

    @property
    def is_reading(self) -> bool:
        """Whether a refresh is under way."""
        return self._refreshing is not None

    def begin(self) -> None:
        """Refreshes due feeds now, and from now on."""
        if not self._turn.isActive():
            self._turn.start()
            self.read_due()

    def read_due(self) -> None:
        """Refreshes due feeds, unless automatic refreshing is turned off."""
        minutes = self._app.settings.number("feed_minutes")
        if minutes and not self.is_reading and not self._app.database.is_read_only:
            now = time.time_ns() // 1_000_000
            if feeds := due(self._app.queries.feeds(is_counted=False), minutes * _MINUTE, now):
                self._start(feeds)

    def read(self, ids: Sequence[int], found: "FoundFeed | None" = None) -> None:
        """Refreshes some feeds now, or after the running refresh.

        found: one of them that was just fetched, which is not fetched again.
        """
        if found is not None:
            self._fetched[found.address] = found.fetched
        if self.is_reading:
            self._waiting.append(tuple(ids))
        elif feeds := self._app.queries.feeds(ids, is_counted=False):
            self._start(feeds)

    def cancel(self) -> None:
        """Stops refreshing; stored entries stay."""
        self._waiting.clear()
        self._fetched.clear()
        if self._refreshing is not None:
            self._refreshing.cancel()

    def find(
        self, address: str, success: "Callable[[FoundFeed], None]", failure: Failure
    ) -> "WorkerTask[FoundFeed]":
        """Finds the feed at an address."""
        options = self._app.settings.fetch_options(is_feed=True)

        def work(task: "WorkerTask[FoundFeed]") -> "FoundFeed":
            # Start-up time: SQLAlchemy, parsers and the network, which the worker waits for.
            from reader.operations.feeds.feed_fetching import FeedFetcher

            with closing(FeedFetcher(options, lambda: task.is_cancelled)) as fetcher:
                return fetcher.find(address)

        task = WorkerTask(work, success, failure)
        self._run(task)
        return task

    def stop(self) -> None:
        """Stops the running refresh and waits for its end, because the window closes."""
        self._turn.stop()
        self._teller.stop()
        self._waiting.clear()
        for task in self._tasks:
            task.cancel()
        self._pool.waitForDone(10_000)
        for task in self._tasks:
            task.drop()
        self._tasks.clear()

    def _start(self, feeds: Sequence[Feed]) -> None:
        database, options = self._app.database, self._app.settings.fetch_options(is_feed=True)
        heard, settings = self._heard, self._app.settings
        answers = ((feed.address, self._fetched.pop(feed.address, None)) for feed in feeds)
        fetched = {address: answer for address, answer in answers if answer is not None}

        def open_article() -> int:
            return settings.number("article")

        def work(task: "WorkerTask[RefreshReport]") -> "RefreshReport":
            from reader.operations.feeds.refreshing import refresh  # start-up time: as above

            quiet = History(database)
            quiet.subscribe(heard.append)
            with closing(database.queries()) as queries:
                return refresh(
                    feeds,
                    queries,
                    quiet,
                    options,
                    lambda: task.is_cancelled,
                    lambda done, total: task.progressed.emit(done, total),
                    open_article,
                    fetched,
                )

        def succeed(report: "RefreshReport") -> None:
            self.ended.emit(report)

        def fail(error: PostilError) -> None:
            self.failed.emit(str(error))
            self.ended.emit(None)

        self._refreshing = task = WorkerTask(work, succeed, fail)
        task.progressed.connect(self.progressed)
        task.ended.connect(self._end)
        self.progressed.emit(0, len(feeds))
        self._teller.start()
        self._run(task)

    def _run(self, task: "WorkerTask[RefreshReport] | WorkerTask[FoundFeed]") -> None:
        self._tasks.append(task)
        task.ended.connect(lambda: self._tasks.remove(task))
        task.start(self._pool)

    def _end(self) -> None:
        self._refreshing = None
        self._teller.stop()
        self._tell()
        if self._waiting:
            ids = [id_ for several in self._waiting for id_ in several]
            self._waiting.clear()
            self.read(ids)

    def _tell(self) -> None:
        """Notifies the window of everything written since the last time, as one change."""
        heard = self._heard.copy()
        del self._heard[: len(heard)]  # the worker may have added to them meanwhile
        if not heard:
            return
        self._app.history.tell(joined(heard))
