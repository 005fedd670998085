"""Offers new revisions of the open article above its text."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reader.core.models import Article
from reader.library.queries.queries import Queries

if TYPE_CHECKING:
    from reader.ui.revisions.new_text_banner import NewTextBanner


class NewTextController(QObject):
    """Keeps the notice above the text on the article that is open."""

    command_chosen = Signal(str)  # an answer to the offer
    banner_made = Signal(QWidget)  # to be put above the text, once

    def __init__(self, queries: Queries, parent: QWidget) -> None:
        super().__init__(parent)
        self._queries, self._parent = queries, parent
        self.banner: NewTextBanner | None = None

    def has_offer(self) -> bool:
        """Returns whether the notice is shown."""
        return self.banner is not None and not self.banner.isHidden()

    def show_article(self, article: Article | None) -> None:
        """Shows the notice if a text of the article is offered."""
        offered = self._queries.offer(article.id) if article is not None else None
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
