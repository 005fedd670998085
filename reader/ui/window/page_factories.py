"""How each page that takes the whole window is made, when it is first asked for."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reader.commands.context import Pane
from reader.ui.pages.window_page import WindowPage
from reader.ui.window.window_pages import WindowPages

if TYPE_CHECKING:
    from reader.ui.tags.tags_page import TagsPage
    from reader.ui.window.main_window import MainWindow


def page_makers(window: "MainWindow") -> Mapping[Pane, Callable[[QWidget], WindowPage]]:
    """The makers of a window's pages; each imports its page itself, for start-up's sake."""

    def review(parent: QWidget) -> WindowPage:
        from reader.ui.revisions.review_page import ReviewPage  # start-up time

        return ReviewPage(window, parent)

    def revisions(parent: QWidget) -> WindowPage:
        from reader.ui.revisions.revisions_page import RevisionsPage  # start-up time

        return RevisionsPage(window, parent)

    def make_tags_page(parent: QWidget) -> WindowPage:
        from reader.ui.tags.tags_page import TagsPage  # start-up time

        page = TagsPage(window.app, parent)
        page.sort_asked.connect(lambda: window.run("tags.sort"))
        page.opened.connect(lambda: window.run("tags.show"))
        return page

    def make_highlights_page(parent: QWidget) -> WindowPage:
        # Start-up time.
        from reader.ui.highlights.highlights_controller import HighlightsDesk
        from reader.ui.highlights.highlights_page import HighlightsPage

        return HighlightsPage(HighlightsDesk(window), parent)

    return {
        Pane.TAGS: make_tags_page,
        Pane.HIGHLIGHTS: make_highlights_page,
        Pane.REVIEW: review,
        Pane.REVISIONS: revisions,
    }


def tags_page(pages: WindowPages) -> "TagsPage":
    """The page of tags, made if need be."""
    from reader.ui.tags.tags_page import TagsPage  # start-up time

    page = pages.made(Pane.TAGS)
    assert isinstance(page, TagsPage)
    return page
