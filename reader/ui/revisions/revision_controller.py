"""What is to be known of an article's other texts while it is read: an offer, and what needs a look."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from reader.ui.revisions.new_text_banner import OfferNotice
    from reader.ui.window.main_window import MainWindow


class RevisionDesk(QObject):
    """Keeps the notice above the text and the count in the sidebar on the article that is open."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.notice: OfferNotice | None = None
        window.reading.article_changed.connect(self.follow)
        window.sidebar.review_requested.connect(lambda: window.run("go.review"))

    def follow(self) -> None:
        """Show the notice if a text of the article is offered; the article may be none."""
        article = self._window.reading.article
        queries = self._window.app.queries
        offered = queries.offer(article.id) if article is not None else None
        if offered is None or article is None:
            if self.notice is not None:
                self.notice.hide()
            return
        facts = queries.revision_facts(article.id)
        present = next(one for one in facts if one.is_current)
        if self.notice is None:
            from reader.ui.revisions.new_text_banner import OfferNotice  # start-up time

            self.notice = OfferNotice(self._window.run, self._window)
            self._window.put_above_text(self.notice)
        self.notice.tell(present, offered)
        self.notice.show()
