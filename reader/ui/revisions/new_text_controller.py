"""Offers new texts of the open article above its text: a new revision, or the page of a feed's entry."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reader.core.models import Article
from reader.core.translation import _
from reader.core.web_addresses import web_address
from reader.library.queries.queries import Queries

if TYPE_CHECKING:
    from reader.ui.revisions.more_text_banner import MoreTextBanner
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
        self.more_banner: MoreTextBanner | None = None

    def has_offer(self) -> bool:
        """Returns whether the notice is shown."""
        return self.banner is not None and not self.banner.isHidden()

    def show_article(self, article: Article | None) -> None:
        """Shows the notice if a text of the article is offered, or if more of it can be got."""
        offered = self._queries.offer(article.id) if article is not None else None
        self._show_more(None if offered else article)
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

    def _show_more(self, article: Article | None) -> None:
        """Shows how to get more of an article of which there is little or nothing."""
        reason = self._why_short(article) if article is not None else ""
        if article is None or not reason:
            if self.more_banner is not None:
                self.more_banner.hide()
            return
        from reader.ui.revisions.more_text_banner import FETCH, IMPORT, MoreTextBanner  # start-up

        if self.more_banner is None:
            self.more_banner = MoreTextBanner(self.command_chosen.emit, self._parent)
            self.banner_made.emit(self.more_banner)
        self.more_banner.show_reason(reason, FETCH if web_address(article.url) else IMPORT)

    def _why_short(self, article: Article) -> str:
        """Returns why an article has no text, or a few words only; empty if it has more."""
        if not article.word_count and not self._queries.revision(article.revision_id).text:
            return _("This article has no text yet.")
        if not article.url or article.word_count >= _SHORT:
            return ""
        # Start-up time.
        from reader.operations.feeds.feed_provenance import feed_of_revision

        feed = feed_of_revision(self._queries, article.id, article.revision_id)
        return _("This is what the feed contains of the article.") if feed else ""
