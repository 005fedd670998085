"""What a command is, what it is told, and what it may ask.

A command that must ask something is a generator: it yields a prompt and is sent the answer, so it
needs neither callbacks nor a nested event loop, and a test is a list of answers.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.commands.session_state import Habits
from reader.core.dataclass import dataclass
from reader.core.models import Tag
from reader.library.queries.library_queries import Queries
from reader.operations.history import History
from reader.settings import Settings

if TYPE_CHECKING:
    from reader.commands.frontend import Frontend
    from reader.core.tags.tag_suggestions import Suggestion


class Pane(StrEnum):
    """The parts of the window a key may belong to."""

    LIST = "list"
    READING = "reading"
    SIDEBAR = "sidebar"
    # Pages that take the whole window.
    HIGHLIGHTS = "highlights"  # every annotation of the library
    TAGS = "tags"  # every tag of the library
    REVIEW = "review"  # annotations of an article that need a look after its text changed
    REVISIONS = "revisions"  # the earlier texts of an article, and what changed between them


@dataclass(frozen=True, slots=True)
class Target:
    """What the next key acts on in the reading pane: a highlight, or a passage not yet marked."""

    article_id: int
    start: int
    end: int
    annotation_id: int | None  # the highlight of just this passage, or the one the cursor is on
    name: str  # "sentence", "paragraph", "selection", "highlight", …


@dataclass(frozen=True, slots=True)
class Context:
    """What a person is looking at when a command is asked for."""

    pane: Pane
    article_id: int | None  # open in the reading pane
    selected: tuple[int, ...]  # articles selected in the list (the current one when none)
    target: Target | None
    annotation_id: int | None  # the card that has the focus in the sidebar
    annotations: tuple[
        int, ...
    ] = ()  # selected on a page of annotations (the current one when none)
    tags: tuple[str, ...] = ()  # selected on the page of tags (the current one when none)
    revision_id: int | None = None  # chosen on the page of an article's texts


@dataclass(frozen=True, slots=True)
class TagPrompt:
    """Ask which tags go on and off; the answer is a TagChoice, or None."""

    title: str
    tags: Sequence[Tag]
    present: tuple[str, ...]  # on every one of the targets
    partly: tuple[str, ...] = ()  # on some of the targets only
    is_ready: bool = False  # Enter alone takes the present ones: an empty TagChoice
    suggest: "Callable[[], tuple[Suggestion, ...]]" = tuple  # the likeliest first; takes a while


@dataclass(frozen=True, slots=True)
class TagChoice:
    """The answer to a TagPrompt."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    slots: tuple[tuple[int, str], ...] = ()  # digits bound to tags in passing


@dataclass(frozen=True, slots=True)
class TagNamePrompt:
    """Ask for the name of one tag: typed, or chosen from ``tags``; the answer is it, or None.

    ``preview`` says what a name would do before it is done; a PostilError it raises says why the
    name will not do. ``text`` stands in the field to begin with.
    """

    title: str
    preview: Callable[[str], str]
    text: str = ""
    tags: Sequence[Tag] = ()
    verb: str = ""  # what Enter does, beside the key
    is_new_allowed: bool = True  # False: one of the tags
    top: str = ""  # a first row that answers "", such as "to the top"


@dataclass(frozen=True, slots=True)
class NotePrompt:
    """Ask for a note, edited in the sidebar's card; the answer is the text, or None to leave it."""

    title: str
    text: str
    annotation_id: int | None  # whose card; None: a note on the article
    article_id: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a ChoicePrompt."""

    value: str
    title: str
    detail: str = ""
    color: str = ""  # a Color, shown as a swatch


@dataclass(frozen=True, slots=True)
class ChoicePrompt:
    """Ask for one of several; the answer is a value, or None."""

    title: str
    choices: Sequence[Choice]
    current: str = ""


@dataclass(frozen=True, slots=True)
class OpenFilesPrompt:
    """Ask for files to add; the answer is a tuple of paths, or None."""

    title: str
    suffix: str = ""  # the kind of file, such as ".json"; empty: articles
    start: str = ""  # the folder or file that is shown first


@dataclass(frozen=True, slots=True)
class SavePrompt:
    """Ask where to write; the answer is a path, or None."""

    title: str
    name: str
    is_folder: bool


Prompt = TagPrompt | TagNamePrompt | NotePrompt | ChoicePrompt | OpenFilesPrompt | SavePrompt
Answer = TagChoice | str | Path | tuple[Path, ...] | None
Asking = Generator[Prompt, Any, None]


class Need(StrEnum):
    """What must be there for a command to mean anything."""

    NOTHING = "nothing"
    ARTICLE = "article"  # one open, or some selected
    OPEN_ARTICLE = "open article"
    TARGET = "target"  # a passage or a highlight
    HIGHLIGHT = "highlight"  # a highlight, not only a passage
    ANNOTATIONS = "annotations"  # some selected on a page of annotations
    TAGS = "tags"  # some selected on the page of tags


@dataclass(frozen=True, slots=True)
class Call:
    """What a command is given: the doors to the library, the window, and what was looked at."""

    queries: Queries
    history: History
    settings: Settings
    frontend: "Frontend"
    context: Context
    count: int = 1  # how often: the number typed before the key
    habits: Habits = field(default_factory=Habits)


@dataclass(frozen=True, slots=True)
class Keys:
    """A key sequence and the panes it works in; no panes: everywhere."""

    keys: str
    panes: tuple[Pane, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can ask for."""

    id: str
    title: str  # marked for translation, shown through _()
    run: Callable[[Call], Asking | None]
    keys: tuple[Keys, ...] = ()
    menu: str = ""  # which menu it stands in
    needs: Need = Need.NOTHING
    writes: bool = True  # False: also works on a library that can only be read
