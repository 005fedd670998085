"""Implements the base of pages that fill the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from reader.commands.context import By, Context, Pane
from reader.core.errors import PostilError
from reader.core.models import Article, ChangeNotice
from reader.library.queries.queries import Queries
from reader.settings import Settings
from reader.ui.keys.status_bar import StatusBar
from reader.ui.style.box_layouts import in_column
from reader.ui.tasks.latest_query import Ask

if TYPE_CHECKING:
    from reader.commands.prompt_types import NotePrompt
    from reader.commands.reading.reading_frontend import TextCursor


class PageServices(NamedTuple):
    """What pages use of the application."""

    queries: Queries
    settings: Settings
    ask: Ask
    read_article: Callable[[], Article | None]  # returns what is open in the reading pane


class WindowPage(QWidget):
    """What takes the whole window: a body over a status bar."""

    pane: ClassVar[Pane]  # whose keys apply in it
    takes_notes: ClassVar[bool] = False  # whether edit_note lets a note be written
    context_changed = Signal()  # what the next key acts on may be another now
    noticed = Signal(str)  # something to tell the user
    failed = Signal(str)  # something did not work

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.body = in_column(spacing=0)
        self.strip = StatusBar(self)
        in_column((self.body, 1), self.strip, parent=self, spacing=0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def fail(self, error: PostilError) -> None:
        """Reports an error to the user."""
        self.failed.emit(str(error))

    def context(self) -> Context:
        """Returns what the user is looking at here; pages add what they have selected."""
        return Context(self.pane, None, (), None, None)

    def anchor(self) -> QRect | None:
        """Returns where what is acted on is in the page, for what opens beside it; None: amidst it."""
        return None

    def enter(self) -> None:
        """Reads what the page shows, and takes the keyboard: the page is being shown."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Stops what is under way: the page is being left."""

    def refresh(self, changed: ChangeNotice) -> None:
        """Updates the page after a change of the library while it is shown."""

    def release(self) -> bool:
        """Goes back one step inside the page (Escape); False when the page itself is to be left."""
        return False

    @property
    def text_cursor(self) -> "TextCursor | None":
        """The reading cursor of the page's own text, if it has one."""
        return None

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        """Makes another row current, where the page lists rows; with extend, selects up to it."""

    def select(self, how: str) -> None:
        """Selects rows, where that can be: "toggle", "range", "all" or "none"."""

    def act(self, name: str) -> None:
        """Does something with what is shown, such as "next"; a page says what it knows."""

    def cycle_focus(self, _direction: int) -> None:
        """Gives the keyboard to the next or previous part of the page."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Gives the keyboard to the field that narrows what is shown, where there is one."""

    def edit_note(self, prompt: "NotePrompt", on_answer: Callable[[str | None], None]) -> None:
        """Lets a note be written here and answers once: the text, or None if left as it was."""

    def update_strip(self) -> None:
        """Shows in ``strip`` what the next key acts on, and what the keys do."""
