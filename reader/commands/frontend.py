"""What a command may ask of the window; a test keeps the same protocol with a list of answers."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from reader.commands.annotations_page import HighlightsWindow
from reader.commands.context import Context, Pane
from reader.commands.prompts import Answer, Prompt
from reader.core.models import Color, Sort, Source, TagSort, View
from reader.core.text.reading_cursor import Unit

if TYPE_CHECKING:
    from reader.library.queries.library_queries import Queries
    from reader.operations.history import History

R = TypeVar("R")


class Frontend(HighlightsWindow, Protocol):
    """The window, as commands see it."""

    def context(self) -> Context:
        """What is being looked at."""

    def ask(self, prompt: Prompt, on_answer: Callable[[Answer], None]) -> None:
        """Ask; the answer comes later, None when the person turned away."""

    def keep_draft(self, annotation_id: int | None, text: str) -> None:
        """Keep a note that could not be saved, to offer it when it is opened again.

        annotation_id is None for the note on the article that is open.
        """

    def has_draft(self, annotation_id: int) -> bool:
        """Whether a note of the annotation was begun and not saved."""

    def refresh_strip(self) -> None:
        """Say anew in the strip what the next key acts on."""

    def notify(self, text: str, *, can_undo: bool = False) -> None:
        """Say something in passing; with can_undo, offer to take it back."""

    def fail(self, text: str) -> None:
        """Say that something did not work."""

    # the article list
    def show_view(self, view: View) -> None:
        """Show the articles of a view."""

    def step_article(self, delta: int) -> None:
        """Show the next or previous article of the list."""

    def next_unread(self) -> bool:
        """Show the next unread article; False when there is none."""

    def select_articles(self, how: str) -> None:
        """Select in the list: "toggle", "range", "all" or "none"."""

    def sort_articles(self, sort: Sort, *, is_descending: bool) -> None:
        """Show the list in another order."""

    def show_article(self, article_id: int) -> None:
        """Open an article, in the view that holds it."""

    # the reading pane
    def move(self, unit: Unit, direction: int, *, extend: bool) -> None:
        """Move the reading cursor by so many units, back when negative."""

    def grow(self, steps: int) -> None:
        """Grow the passage by so many steps of the unit ladder, or shrink it when negative."""

    def hint(self) -> None:
        """Label every sentence on screen, to go to one by its letters."""

    def toggle_caret(self) -> None:
        """Show a caret that selects by character, or take it away."""

    def select_passage(self, start: int, end: int) -> None:
        """Put the reading cursor on text[start:end]."""

    def move_to_edge(self, direction: int) -> None:
        """Move the reading cursor to the start or the end."""

    def page(self, direction: int) -> bool:
        """Scroll by a page; False at the end."""

    def go_to_annotation(self, annotation_id: int) -> None:
        """Put the reading cursor on a highlight."""

    def find(self, direction: int) -> None:
        """Ask for words to find in the article (0), or go to the next or previous place."""

    def step_card(self, delta: int) -> None:
        """Make the next or previous card of the sidebar current."""

    def passage_text(self) -> str:
        """The words the reading cursor is on."""

    def preview(
        self, article_id: int, start: int, end: int, color: Color
    ) -> AbstractContextManager[None]:
        """Paint a highlight while it is being kept; it is gone again when the block is left."""

    def release(self) -> bool:
        """Go back one step: close what is open, give up what is selected; False if nothing was."""

    # pages that take the whole window
    def show_page(self, pane: Pane) -> None:
        """Show a page over the panes."""

    def review_annotation(self, annotation_id: int) -> None:
        """Show the page of what needs a look, on this highlight, also if someone has looked."""

    def close_page(self) -> None:
        """Show the panes again."""

    def act_on_page(self, name: str) -> None:
        """Ask the page that is shown to do something with what it shows, such as "next"."""

    def step_tag(self, delta: int) -> None:
        """Make another tag of the page of tags current."""

    def select_tags(self, how: str) -> None:
        """Select on the page of tags: "toggle", "range", "all" or "none"."""

    def sort_tags(self, sort: TagSort) -> None:
        """Show the page of tags in another order."""

    def show_tag(self, name: str) -> None:
        """Make a tag the current one on its page, under its new name."""

    # long work
    def in_parts(
        self, label: str, part: Callable[[], bool], then: Callable[[], None], total: int = 0
    ) -> None:
        """Call ``part`` while it answers True, then ``then``; between parts the window goes on.

        The first part is done at once; ``total`` is how many there are, if known. A PostilError is
        told, and ends it.
        """

    def show_articles(self, query: str) -> None:
        """Show in the list all articles that a query matches."""

    # the window
    def begin_count(self) -> None:
        """Wait for a number, then for a key that is to act as often."""

    def focus_pane(self, pane: Pane) -> None:
        """Give a pane the keyboard."""

    def cycle_pane(self, direction: int) -> None:
        """Give the next or previous pane the keyboard."""

    def focus_filter(self) -> None:
        """Put the keyboard into the filter field."""

    def toggle_panel(self, pane: Pane) -> None:
        """Show or hide the list or the annotations."""

    def toggle_full_screen(self) -> None:
        """Fill the screen, or not."""

    def toggle_focus_mode(self) -> None:
        """Show only the text, or everything again."""

    def apply_settings(self) -> None:
        """Take up theme, typography and keys from the settings."""

    def show_palette(self) -> None:
        """Show every command."""

    def show_keys(self) -> None:
        """Show every key."""

    def show_about(self) -> None:
        """Show versions and the paths in use."""

    def open_link(self, address: str) -> None:
        """Open an address outside, when it is a web or mail address."""

    def copy_text(self, text: str, html: str = "") -> None:
        """Put text on the clipboard, also as HTML if that is given."""

    def clipboard(self) -> Source | Sequence[Path] | None:
        """What is on the clipboard: text or HTML, files, or nothing that can be read."""

    def add(self, items: Sequence[Path | Source]) -> None:
        """Add files or sources in the background, with progress and a summary."""

    def read_aside(
        self, label: str, read: Callable[["Queries"], R], then: Callable[[R], None]
    ) -> None:
        """Ask the library off the main thread, and go on with the answer; a PostilError is told."""

    def write_aside(
        self, label: str, write: Callable[["History"], R], then: Callable[[R], None]
    ) -> None:
        """Change the library off the main thread, and go on with the answer; a PostilError is told.

        The label says what is under way. What writes next waits for it.
        """

    def read_again(self, articles: Sequence[tuple[int, str]], path: Path | None) -> None:
        """Read articles (id and title) in again in the background, one of them from a file."""

    def export(self, article_ids: Sequence[int], path: Path, kind: str) -> None:
        """Write articles ("markdown" into a folder, "json" into a file) in the background."""

    def quit(self) -> None:
        """Close the window."""
