"""Defines commands: their record, their requirements, and the call they receive when they run."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reader.commands.context import Context, Pane
from reader.commands.keys.effective_keys import EffectiveKeys
from reader.commands.tags.remembered_tags import RememberedTags
from reader.core.translation import N_, _
from reader.library.queries.queries import Queries
from reader.operations.history import History
from reader.settings import Settings

if TYPE_CHECKING:  # start-up time: a protocol takes as long as a small module, so do prompts
    from reader.commands.frontend import Frontend
    from reader.commands.prompt_types import Asking

# The menus in their order; commands with an empty name are only in the palette.
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
WEB_PAGES = N_("Web pages")  # a submenu of two modules
BACKUPS_MENU = N_("Backups")  # likewise
TEXT_OF_ARTICLE = N_("Text of the article")
LISTS_AND_PANES = N_("Lists and panes")
TAGS_OF_HIGHLIGHT = N_("Tag")
COLOR_OF_HIGHLIGHT = N_("Colour")
OUTPUT_MENU = N_("Export and speech settings")
SETTINGS_MENU = N_("Settings")  # a submenu of two modules
SHAPE_OF_HIGHLIGHT = N_("Adjust")
QUICK_IN_TEXT = N_("Make it a quick tag in the text")
QUICK_FOR_ARTICLES = N_("Make it a quick tag for articles")
Function = TypeVar("Function", bound="Callable[..., Asking | None]")
COUNT = "count"  # the command that begins a count, which the resolver knows


class Need(StrEnum):
    """What a command requires, such as a passage or a selection."""

    NOTHING = "nothing"
    ARTICLE = "article"  # one open, or some selected
    OPEN_ARTICLE = "open article"
    TARGET = "target"  # a passage or a highlight
    HIGHLIGHT = "highlight"  # a highlight, not only a passage
    ANNOTATIONS = "annotations"  # some selected on a page of annotations
    ALL_HIGHLIGHTS = "all highlights"  # some selected on the page of all of them
    REVIEWED = "reviewed"  # the one that is looked at on the review page
    REVISION = "revision"  # one chosen on the page of an article's texts
    ADDRESS = "address"  # an article that has an address on the web
    PDF = "pdf"  # an article that was made of a PDF file
    TRASHED = "trashed"  # an article in the trash
    TAGS = "tags"  # some selected on the page of tags
    FEEDS = "feeds"  # one chosen in the panel of views, or a folder of some
    NAMED_ROW = "named row"  # a feed, a folder or a saved search chosen in the panel of views
    UNDOABLE = "undoable"  # a change that can be undone
    REDOABLE = "redoable"  # one that was undone
    MERGEABLE = "mergeable"  # highlights that overlap or touch
    DIVISIBLE = "divisible"  # a highlight around the passage, or overlapping ones
    LINK = "link"  # a link in the note of a highlight
    TRASH = "trash"  # anything in the trash
    OFFER = "offer"  # a new revision that the open article may take
    SAVED_SEARCH = "saved search"  # any
    ROW = "row"  # something listed in the pane with the keys, where that can be determined


@dataclass(frozen=True, slots=True)
class Call:
    """What a command receives: the library, the window, the context, and the keys."""

    queries: Queries
    history: History
    settings: Settings
    frontend: "Frontend"
    context: Context
    keys: EffectiveKeys  # the active keys, for messages that name a key
    count: int = 1  # how often: the number typed before the key
    session: RememberedTags = field(default_factory=RememberedTags)

    def at_present(self) -> "Call":
        """Returns the call with the current context, which may have changed while the call waited."""
        target = self.context.target
        if target is None:
            return self
        places = {id_: place for id_, *place in self.queries.annotation_places(target.article_id)}
        if target.annotation_id in places:
            return self
        if target.annotation_id is not None and self.context.pane is not Pane.READING:
            return self  # a card, which may have no place in the text
        made = [id_ for id_, place in places.items() if place == [target.start, target.end]]
        target = target._replace(annotation_id=max(made, default=None))
        return replace(self, context=self.context._replace(target=target))


class Keys(NamedTuple):
    """A key sequence and the panes it works in; no panes: everywhere."""

    keys: str
    panes: tuple[Pane, ...] = ()


def on(*keys: "str | tuple[Keys, ...]", panes: tuple[Pane, ...] = ()) -> tuple[Keys, ...]:
    """Returns key sequences that apply in some panes, or everywhere, and those of other panes."""
    found = ((Keys(one, panes),) if isinstance(one, str) else one for one in keys)
    return tuple(chain.from_iterable(found))


# The functions of the modules that are imported, by the ids of their commands.
FUNCTIONS: "dict[str, Callable[[Call], Asking | None]]" = {}


class Command(NamedTuple):
    """One command of the user."""

    id: str
    text: str  # the title, marked for translation; {n} stands for the number
    module: str  # of its function, which is imported when it is first asked for
    keys: tuple[Keys, ...] = ()
    menu: str = ""  # which menu it is in
    submenu: str = (
        ""  # and in which submenu of it, marked for translation; it is where its first is
    )
    needs: Need = Need.NOTHING
    writes: bool = True  # False: also works on a read-only library
    is_under_cursor: bool = False  # acts on the highlight under the cursor when on no other
    cancels_running: bool = False  # stops work under way instead of waiting for it
    number: int = 0  # of a digit
    short: str = ""  # what its key does, in a word or two, marked for translation
    setting: str = ""  # the key of the setting that it turns on and off, which menus show

    @property
    def title(self) -> str:
        """The title in the language of the user."""
        return _(self.text).format(n=self.number)

    @property
    def label(self) -> str:
        """What its key does, in a word or two of the language of the user."""
        return _(self.short) if self.short else self.title

    @property
    def run(self) -> "Callable[[Call], Asking | None]":
        """The function that does it."""
        if self.id not in FUNCTIONS:
            import_module(self.module)
        return FUNCTIONS[self.id]

    @property
    def may_ask(self) -> bool:
        """Whether it may show a prompt, whose field gets the keys typed after its own."""
        from inspect import isgeneratorfunction  # start-up time: rarely asked

        return isgeneratorfunction(self.run)


class Commands(list[Command]):
    """The commands of one module, each declared beside its function.

    What most of them share (panes of their keys, menu, needs, writes) is declared once.
    """

    def __init__(
        self,
        *,
        panes: tuple[Pane, ...] = (),
        menu: str = "",
        submenu: str = "",
        needs: Need = Need.NOTHING,
        writes: bool = True,
    ) -> None:
        super().__init__()
        self._panes, self._menu, self._submenu = panes, menu, submenu
        self._needs, self._writes = needs, writes

    def add(
        self,
        id_: str,
        text: str,
        *keys: str | tuple[Keys, ...],
        panes: tuple[Pane, ...] | None = None,
        menu: str | None = None,
        submenu: str | None = None,
        needs: Need | None = None,
        writes: bool | None = None,
        is_under_cursor: bool = False,
        cancels_running: bool = False,
        number: int = 0,
        short: str = "",
        setting: str = "",
        **bound: object,
    ) -> Callable[[Function], Function]:
        """Declares a command that runs the decorated function, with some arguments bound.

        Decorators apply from the last to the first; the commands of one function keep their order.
        """
        at, here = len(self), self._panes if panes is None else panes

        def declare(function: Function) -> Function:
            FUNCTIONS[id_] = partial(function, **bound) if bound else function
            command = Command(
                id_,
                text,
                function.__module__,
                on(*keys, panes=here),
                self._menu if menu is None else menu,
                self._submenu if submenu is None else submenu,
                self._needs if needs is None else needs,
                self._writes if writes is None else writes,
                is_under_cursor,
                cancels_running,
                number,
                short,
                setting,
            )
            self.insert(at, command)
            return function

        return declare
