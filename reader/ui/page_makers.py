"""How each page that takes the whole window is made, when it is first asked for."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reader.commands.command import Pane
from reader.ui.window_pages import WindowPage

if TYPE_CHECKING:
    from reader.ui.main_window import MainWindow


def page_makers(window: "MainWindow") -> Mapping[Pane, Callable[[QWidget], WindowPage]]:
    """The makers of a window's pages; each imports its page itself, for start-up's sake."""

    def highlights(parent: QWidget) -> WindowPage:
        # Start-up time.
        from reader.ui.highlights_desk import HighlightsDesk
        from reader.ui.highlights_page import HighlightsPage

        return HighlightsPage(HighlightsDesk(window), parent)

    return {Pane.HIGHLIGHTS: highlights}
