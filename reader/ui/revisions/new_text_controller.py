"""Offers new texts of the open article above its text: a new revision, or the page of a feed's entry."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reader.core.models import Article
from reader.library.queries.queries import Queries

if TYPE_CHECKING:
    from reader.ui.revisions.feed_text_banner import FeedTextBanner
    from reader.ui.revisions.new_text_banner import NewTextBanner

_SHORT = 150  # words of a feed's text, below which it may be a part of the page only


class NewTextController(QObject):
    """Keeps the notice above the text on the article that is open."""

    command_chosen = Signal(str)  # an answer to the offer
    banner_made = Signal(QWidget)  # to be put above the text, once

    def __init__(self, queries: Queries, parent: QWidget) -> None:
        super().__init__(parent)
        self._queries, self._parent = queries, parent
        self.banner: NewTextBanner | None = None
        self.feed_banner: FeedTextBanner | None = None

    def has_offer(self) -> bool:
        """Returns whether the notice is shown."""
        return self.banner is not None and not self.banner.isHidden()

    def show_article(self, article: Article | None) -> None:
        """Shows the notice if a text of the article is offered, or may be fetched."""
        offered = self._queries.offer(article.id) if article is not None else None
        is_short = article is not None and offered is None and self._is_short(article)
        if is_short and self.feed_banner is None:
            from reader.ui.revisions.feed_text_banner import FeedTextBanner  # start-up time

            self.feed_banner = FeedTextBanner(self.command_chosen.emit, self._parent)
            self.banner_made.emit(self.feed_banner)
        if self.feed_banner is not None:
            self.feed_banner.setVisible(is_short)
        if offered is None or article is None:
            if self.banner is not None:
                self.banner.hide()
            return
        facts = self._queries.revision_facts(article.id)
        present = next(one for one in facts if one.is_current)
        if self.banner is None:
            from reader.ui.revisions.new_text_banner import NewTextBanner  # start-up time

            self.banner = NewTextBanner(self.command_chosen.emit, self._parent)
            self.banner_made.emit(self.banner)
        self.banner.show_offer(present, offered)
        self.banner.show()

    def _is_short(self, article: Article) -> bool:
        """Returns whether the text is that of a feed, and has few words."""
        if not article.url or article.word_count >= _SHORT:
            return False
        # Start-up time.
        from reader.operations.feeds.feed_provenance import feed_of_revision

        return feed_of_revision(self._queries, article.id, article.revision_id) is not None
