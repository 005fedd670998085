"""Defines the protocols by which commands use the window, one small protocol for each part.

A pane or controller keeps the protocol of what it does; a test keeps the same with lists.
"""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from reader.commands.context import By, Pane
from reader.commands.prompt_types import Answer, Prompt
from reader.commands.reading.reading_frontend import (
    Printing,
    Reading,
    ReadingText,
    Speech,
    TextCursor,
)
from reader.commands.settings.settings_frontend import SettingsFrontend
from reader.commands.views.views_frontend import FeedPanel
from reader.core.article_source import Source, WebAddress
from reader.core.errors import PostilError
from reader.core.models import Annotation, AnnotationSort, Sort, TagSort, View
from reader.library.queries.queries import Queries
from reader.operations.history import History

R = TypeVar("R")
Action = tuple[str, Callable[[], None]]  # what a button says, and what it does


class RowList(Protocol):
    """The rows of the pane with the keys."""

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        """Makes another row current; with extend, select up to it."""


class RowSelection(Protocol):
    """The rows that commands act on together."""

    def select(self, how: str) -> None:
        """Selects: "toggle" the current row, the "range" up to it, "all" or "none"."""


class ArticleList(Protocol):
    """The list of articles, whichever pane has the keys."""

    def step(self, delta: int) -> None:
        """Shows the next or previous article."""

    def open(self, open_id: int | None) -> None:
        """Gives what is current the keyboard, else the open article, at the first place of a search."""

    def select_returned(self, article_ids: Collection[int]) -> None:
        """Makes the first of these articles current, where none is."""

    def show_next_unread(self) -> bool:
        """Shows the next unread article; False when there is none."""

    @property
    def order(self) -> tuple[Sort, bool]:
        """How the list is sorted, and whether in descending order."""

    @property
    def is_search(self) -> bool:
        """Whether the list is searched for words, so that it can be sorted by match."""

    @property
    def query(self) -> str:
        """What is in the search field."""

    def search(self, query: str) -> None:
        """Writes a saved search into the field, and shows what it finds among all articles."""

    def sort(self, sort: Sort, is_descending: bool) -> None:
        """Shows the list in another order."""


class NoteDrafts(Protocol):
    """What is typed in notes, or was and could not be saved yet."""

    def adopt(self, new: Annotation, annotation_id: int) -> None:
        """Moves an unfinished note on the words of a highlight to the created highlight."""


class TagList(Protocol):
    """The page of tags."""

    def sort(self, sort: TagSort) -> None:
        """Shows the tags in another order."""

    def show_tag(self, name: str) -> None:
        """Makes a tag the current one, under its new name."""


class HighlightList(Protocol):
    """The page of all annotations of the library."""

    @property
    def query(self) -> str:
        """What the page is narrowed to."""

    @property
    def listed_ids(self) -> Sequence[int]:
        """Every annotation that the page lists, in its order."""

    def narrow(self, query: str) -> None:
        """Lists the annotations that a query finds."""

    def sort(self, sort: AnnotationSort) -> None:
        """Shows the annotations in another order."""


class BackgroundTasks(Protocol):
    """Work on files in the background, with progress and a summary."""

    def add(self, items: Sequence[Path | Source | WebAddress]) -> None:
        """Adds files, sources or the pages at addresses."""

    def read_again(
        self, articles: Sequence[tuple[int, str]], path: Path | None, *, is_fetched: bool = False
    ) -> None:
        """Reads articles (id and title) in again, one of them from a file, or from their addresses."""

    def export(
        self, ids: Sequence[int], path: Path, kind: str, *, is_of_annotations: bool = False
    ) -> None:
        """Writes articles, or annotations, in a format, named by its id."""

    def copy(self, ids: Sequence[int], kind: str, *, is_of_annotations: bool = False) -> None:
        """Copies articles, or annotations, to the clipboard in a format, named by its id."""


class Backups(Protocol):
    """Backups of the library, and its repair."""

    def make(self) -> None:
        """Makes one, with progress and a way to stop."""

    def repair(self) -> None:
        """Rebuilds the library from everything that can be read, if it is damaged."""

    def make_first(self, act: Callable[[], None]) -> None:
        """Makes one, then acts; where none can be made, says so and does not act."""


class PageReceiving(Protocol):
    """The receiving of pages from the browser, by a bookmarklet."""

    def start(self) -> None:
        """Begins to receive; raises PostilError when that cannot be done."""

    def stop(self) -> None:
        """Receives no more."""

    def renew(self) -> None:
        """Creates a new bookmarklet, after which the old one is refused."""

    def show_bookmarklet(self) -> None:
        """Shows the bookmarklet, and how to use it."""


class LongWork(Protocol):
    """Long work on the library, beside which the window goes on."""

    def run_query(
        self, label: str, query: Callable[[Queries], R], success: Callable[[R], None]
    ) -> None:
        """Asks the library in a worker and goes on with the answer; a PostilError is reported."""

    def run_operation(
        self, label: str, operation: Callable[[History], R], success: Callable[[R], None]
    ) -> None:
        """Changes the library in a worker and goes on with the answer; a PostilError is reported.

        The label says what is under way. What writes next waits for it.
        """

    def run_change(
        self,
        label: str,
        count: int,
        operation: Callable[[History], R],
        success: Callable[[R], None],
    ) -> None:
        """Changes so many rows of the library: at once where they are few, else in a worker."""


class PaneFocus(Protocol):
    """The panes: which has the keyboard, and which are shown."""

    def focus_pane(self, pane: Pane) -> None:
        """Gives a pane the keyboard."""

    def cycle_pane(self, direction: int) -> None:
        """Gives the next or previous pane the keyboard."""

    def focus_filter(self) -> None:
        """Moves the focus to the filter field."""

    def toggle_panel(self, pane: Pane) -> None:
        """Shows or hides the list or the annotations."""

    def toggle_contents(self) -> bool:
        """Shows or hides the headings beside the text; False where they have no room."""

    def go_to_section(self) -> None:
        """Goes to the section that is current in the contents."""

    def toggle_focus_mode(self) -> bool:
        """Shows only the text, or everything again; True when only the text is shown."""

    def leave_focus_mode(self) -> None:
        """Shows again what the focus mode has hidden, if it is on."""


class Frontend(SettingsFrontend, Protocol):
    """The window, as commands see it."""

    # -- its parts -----------------------------------------------------------------------------

    @property
    def list(self) -> RowList:
        """The rows of the pane with the keys."""

    @property
    def selection(self) -> RowSelection:
        """The rows that are selected on the page that is shown, else in the article list."""

    @property
    def cursor(self) -> TextCursor:
        """The reading cursor of the page that is shown, else of the reading pane."""

    @property
    def text(self) -> ReadingText:
        """The reading pane."""

    @property
    def reading(self) -> Reading:
        """The article in the reading pane."""

    @property
    def panes(self) -> PaneFocus:
        """The panes."""

    @property
    def articles(self) -> ArticleList:
        """The article list."""

    @property
    def notes(self) -> NoteDrafts:
        """The drafts of notes."""

    @property
    def tags(self) -> TagList:
        """The page of tags, shown or not."""

    @property
    def highlights(self) -> HighlightList:
        """The page of all annotations, shown or not."""

    @property
    def work(self) -> BackgroundTasks:
        """Work in the background."""

    @property
    def backups(self) -> Backups:
        """Backups of the library."""

    @property
    def feeds(self) -> FeedPanel:
        """The panel of views, and the feeds in it."""

    @property
    def receiving(self) -> PageReceiving:
        """The receiving of pages from the browser."""

    @property
    def printing(self) -> Printing:
        """The preview of what is printed."""

    @property
    def speech(self) -> Speech:
        """The voice that reads aloud."""

    @property
    def queue(self) -> LongWork:
        """Long work on the library."""

    # -- asking and telling --------------------------------------------------------------------

    def ask(self, prompt: Prompt, on_answer: Callable[[Answer], None]) -> None:
        """Asks; the answer comes later, None when the user turned away."""

    def drop_typing(self) -> None:
        """Ignores what is typed until a rest: it is meant for a field that did not open."""

    def notify(self, text: str, *, can_undo: bool = False, answer: Action | None = None) -> None:
        """Shows a short notification with a button: to take it back with can_undo, or the answer's."""

    def fail(self, what: str | PostilError) -> None:
        """Reports an error."""

    def find(self, direction: int) -> None:
        """Asks for words to find in the article (0), or goes to the next or previous place."""

    def refresh_strip(self) -> None:
        """Updates the status bar, which shows what the next key acts on."""

    # -- going somewhere -----------------------------------------------------------------------

    def show_view(self, view: View) -> None:
        """Shows the articles of a view."""

    def show_articles(self, query: str) -> None:
        """Shows in the list all articles that a query matches."""

    def show_article(self, article_id: int) -> None:
        """Opens an article, in the view that contains it."""

    def open_annotation(self, annotation_id: int) -> None:
        """Leaves the page for the words of an annotation in its article."""

    def go_forward(self) -> bool:
        """Returns to where one was before the last way back in the text; False when there was none."""

    def go_back(self) -> bool:
        """Returns to where a jump in the text began, else to the page that was left for an article.

        False when there is neither.
        """

    def release(self) -> bool:
        """Closes what is open or gives up what is selected; False if nothing was."""

    def show_page(self, pane: Pane) -> None:
        """Shows a page over the panes."""

    def review_annotation(self, annotation_id: int) -> None:
        """Shows the page of what needs review, on this highlight, also if someone has looked."""

    def close_page(self) -> None:
        """Shows the panes again."""

    def act_on_page(self, name: str) -> None:
        """Asks the page that is shown to do something with what it shows, such as "place"."""

    # -- the window ----------------------------------------------------------------------------

    def begin_count(self) -> None:
        """Waits for a number, then for a key that is to act as often."""

    def open_menus(self) -> None:
        """Opens the first menu of the menu bar, whose other menus follow by arrow key."""

    def toggle_full_screen(self) -> None:
        """Fills the screen, or not."""

    def show_palette(self) -> None:
        """Shows every command."""

    def show_keys(self) -> None:
        """Shows every key."""

    def show_about(self) -> None:
        """Shows versions and the paths in use."""

    def open_link(self, address: str) -> None:
        """Opens an address outside, when it is a web or mail address."""

    def copy_text(self, text: str, html: str = "") -> None:
        """Copies text to the clipboard, also as HTML if that is given."""

    def clipboard(self) -> Source | Sequence[Path | WebAddress] | None:
        """Returns what is on the clipboard: text or HTML, files or addresses, or None."""

    def quit(self) -> None:
        """Closes the window."""
