"""Describes the context of a command: the focused pane, the selection and the target."""

from enum import StrEnum
from typing import Literal, NamedTuple


class Pane(StrEnum):
    """The parts of the window a key may belong to."""

    LIST = "list"
    READING = "reading"
    SIDEBAR = "sidebar"
    CONTENTS = "contents"  # the headings beside the text
    VIEWS = "views"  # the panel of views, feeds and tags
    # Pages that take the whole window.
    HIGHLIGHTS = "highlights"  # every annotation of the library
    TAGS = "tags"  # every tag of the library
    REVIEW = "review"  # annotations of an article that need a look after its text changed
    REVISIONS = "revisions"  # the earlier texts of an article, and what changed between them
    BACKUPS = "backups"  # the library and its backups
    PREFERENCES = "preferences"  # the settings
    IMPORT = "import"  # what comes from another program


LIST, READING, SIDEBAR = Pane.LIST, Pane.READING, Pane.SIDEBAR
HIGHLIGHTS, TAGS, REVIEW, REVISIONS = Pane.HIGHLIGHTS, Pane.TAGS, Pane.REVIEW, Pane.REVISIONS
BACKUPS, VIEWS, PREFERENCES = Pane.BACKUPS, Pane.VIEWS, Pane.PREFERENCES
CONTENTS = Pane.CONTENTS
IMPORT = Pane.IMPORT
TEXT = (READING, SIDEBAR)
PANES = (LIST, *TEXT)  # everywhere but on the pages that take the whole window
By = Literal["row", "page", "edge"]  # how far a key moves in a list


class Target(NamedTuple):
    """What the next key acts on in the reading pane: a highlight, or a passage not yet marked."""

    article_id: int
    start: int
    end: int
    annotation_id: int | None  # the highlight of just this passage, or the one the cursor is on
    name: str  # "sentence", "paragraph", "selection", "highlight", …


class Context(NamedTuple):
    """What the user is looking at when a command is asked for.

    What is selected on a page is the current row when nothing is.
    """

    pane: Pane
    article_id: int | None  # open in the reading pane
    selected: tuple[int, ...]  # articles selected in the list (the current one when none)
    target: Target | None
    annotation_id: int | None  # the card that has the focus in the sidebar
    annotations: tuple[int, ...] = ()  # selected on a page of annotations
    tags: tuple[str, ...] = ()  # selected on the page of tags
    feeds: tuple[int, ...] = ()  # the current one in the panel of views, or those in its folder
    folder: tuple[str, ...] = ()  # the names of the folders, if a folder is the current one
    saved_search: int | None = None  # the current one in the panel of views
    revision_id: int | None = None  # chosen on the page of an article's texts
    has_address: bool = True  # the article, on the web; so are several, of which that is not asked
    is_trashed: bool = True  # likewise
    has_text: bool = True  # the open article
    # Asked only when a menu or the palette opens; where not, the command itself tells.
    can_undo: bool = True
    can_redo: bool = True
    can_merge: bool = True
    can_split: bool = True
    has_pdf: bool = True  # the article was made of a PDF file; several likewise
    has_link: bool = True  # the note of the target
    has_trash: bool = True  # something is in the trash
    has_saved_search: bool = True  # any
    is_offered: bool = True  # a new revision of the open article

    @property
    def articles(self) -> tuple[int, ...]:
        """The articles that commands act on: those selected in the list, elsewhere the open one."""
        if self.pane is Pane.LIST or self.article_id is None:
            return self.selected
        return (self.article_id,)
