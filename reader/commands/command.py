"""What a command is, what it needs, and what it is given when it runs."""

from collections.abc import Callable
from dataclasses import field
from enum import StrEnum

from reader.commands.context import Context, Pane
from reader.commands.frontend import Frontend
from reader.commands.key_table import KeyTable
from reader.commands.prompts import Asking
from reader.commands.session_state import SessionState
from reader.core.dataclass import dataclass
from reader.core.translation import N_
from reader.library.queries.library_queries import Queries
from reader.operations.history import History
from reader.settings import Settings

# The menus in their order; the empty name holds what is only in the palette.
MENUS = (
    N_("File"),
    N_("Edit"),
    N_("View"),
    N_("Go"),
    N_("Article"),
    N_("Annotate"),
    N_("Tags"),
    N_("Help"),
)
FILE, EDIT, VIEW, GO, ARTICLE, ANNOTATE, TAG_MENU, HELP = MENUS
COUNT = "count"  # the command that begins a count, which the resolver knows


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
    """What a command is given: the library, the window, what was looked at, and the keys."""

    queries: Queries
    history: History
    settings: Settings
    frontend: Frontend
    context: Context
    keys: KeyTable  # in force, for what a command says
    count: int = 1  # how often: the number typed before the key
    session: SessionState = field(default_factory=SessionState)


@dataclass(frozen=True, slots=True)
class Keys:
    """A key sequence and the panes it works in; no panes: everywhere."""

    keys: str
    panes: tuple[Pane, ...] = ()


def on(*sequences: str, panes: tuple[Pane, ...] = ()) -> tuple[Keys, ...]:
    """Returns key sequences that hold in some panes, or everywhere."""
    return tuple(Keys(one, panes) for one in sequences)


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
