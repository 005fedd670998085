"""Stores which article is open and its reading progress, and marks it as read."""

from PySide6.QtCore import QObject, QTimer

from reader.commands.reading.recent_articles import remember
from reader.core.errors import PostilError
from reader.core.models import Article
from reader.services import Services
from reader.ui.reading.reading_cursor_view import CursorView

READ_AFTER = 2_000  # ms on an article after which it counts as read
SAVE_AFTER = 1_500  # ms of rest after which the reading position is kept


class ReadingProgress(QObject):
    """Stores the reading position of one pane's article: bookkeeping that undo does not cover."""

    def __init__(self, app: Services, pane: CursorView) -> None:
        super().__init__(pane)
        self._app, self._pane = app, pane
        self._article: Article | None = None
        self._is_moved = False  # since the position was kept last
        self._save_timer = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._save_timer.timeout.connect(self.save)
        self._open_timer = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._open_timer.timeout.connect(lambda: app.settings.set())
        self._read_timer = QTimer(self, singleShot=True, interval=READ_AFTER)
        self._read_timer.timeout.connect(self._mark_read)

    def begin(self, article: Article) -> None:
        """Follows an article that was just opened."""
        self.follow(article)
        self.rest()
        if not article.is_read:
            self._read_timer.start()

    def follow(self, article: Article | None) -> None:
        """Updates the article from the library; None if none is shown any more."""
        self._article = article
        # Not written at once: a disk may let one wait, while one goes on in the list.
        self._app.settings.remember("article", article.id if article is not None else 0)
        self._open_timer.start()

    def rest(self) -> None:
        """Counts what was moved as showing the article, which is not reading, however little it is."""
        self._is_moved = False
        self._save_timer.stop()

    def leave(self) -> None:
        """Stores the reading position, and does not mark the article read any more."""
        self.save()
        self._read_timer.stop()
        self._open_timer.stop()

    def touch(self) -> None:
        """Notes that the user moves in the text."""
        self._is_moved = True
        self._save_timer.start()

    def save(self) -> None:
        """Stores the reading position of the article; quietly nothing when the library cannot be written."""
        self._save_timer.stop()
        if self._article is None or not self._is_moved or self._app.database.is_read_only:
            return
        self._is_moved = False
        remember(self._app.settings, self._article.id)
        self._pane.furthest = furthest = self._pane.share_read()
        position = self._pane.lasting_place()
        if (position, furthest) == (self._article.position, self._article.progress):
            return
        from reader.operations import articles  # start-up time: nothing is written before

        try:
            self._app.database.refuse_if_busy()  # bookkeeping is not worth waiting for
            self._app.history.write(
                articles.remember_position, self._article.id, position, furthest
            )
        except PostilError:
            self._is_moved = True  # the next move tries again; nothing of the user's is at stake

    def _mark_read(self) -> None:
        if self._article is None or self._article.is_read or self._app.database.is_read_only:
            return
        if not (self._pane.hasFocus() or self._is_moved):
            self._read_timer.start()  # on show in passing: the list has the keys
            return
        from reader.operations import articles  # start-up time: nothing is written before

        try:
            self._app.database.refuse_if_busy()
            self._app.history.write(articles.set_read, [self._article.id], True)
            remember(self._app.settings, self._article.id)
            if self._pane.progress() == 1.0:  # all of it is on screen
                self.touch()
        except PostilError:
            self._read_timer.start()
