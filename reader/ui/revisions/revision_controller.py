"""Shows above the text that another text of the open article is offered."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reader.core.models import Article
from reader.library.queries.library_queries import Queries

if TYPE_CHECKING:
    from reader.ui.revisions.new_text_banner import NewTextBanner


class RevisionController(QObject):
    """Keeps the notice above the text on the article that is open."""

    command_chosen = Signal(str)  # an answer to the offer
    notice_made = Signal(QWidget)  # to be put above the text, once

    def __init__(self, queries: Queries, parent: QWidget) -> None:
        super().__init__(parent)
        self._queries, self._parent = queries, parent
        self.notice: NewTextBanner | None = None

    def follow(self, article: Article | None) -> None:
        """Shows the notice if a text of the article is offered."""
        offered = self._queries.offer(article.id) if article is not None else None
        if offered is None or article is None:
            if self.notice is not None:
                self.notice.hide()
            return
        facts = self._queries.revision_facts(article.id)
        present = next(one for one in facts if one.is_current)
        if self.notice is None:
            from reader.ui.revisions.new_text_banner import NewTextBanner  # start-up time

            self.notice = NewTextBanner(self.command_chosen.emit, self._parent)
            self.notice_made.emit(self.notice)
        self.notice.tell(present, offered)
        self.notice.show()
