"""Moves and selects in the list that has the keys: articles, cards, tags, highlights, texts."""

from reader.commands.command import EDIT, GO, Call, Commands, Need, on
from reader.commands.context import HIGHLIGHTS, LIST, REVIEW, REVISIONS, SIDEBAR, TAGS
from reader.commands.frontend import By
from reader.core.translation import N_

_LISTS = (LIST, SIDEBAR, TAGS, HIGHLIGHTS)
_PAGES = (HIGHLIGHTS, REVISIONS)
_STEPPED = (*_LISTS, REVIEW, REVISIONS)
_SELECTED = (LIST, TAGS, HIGHLIGHTS)
_FAR = 1_000_000_000  # rows: the end holds

COMMANDS = Commands(panes=_LISTS, needs=Need.ROW, writes=False)
_HERE = (HIGHLIGHTS,)


@COMMANDS.add(
    "list.next",
    N_("Next in the list"),
    on("j", "Down", panes=_STEPPED),
    on("s", "Right", panes=(REVIEW,)),
    menu=GO,
    delta=1,
)
@COMMANDS.add(
    "list.previous",
    N_("Previous in the list"),
    on("k", "Up", panes=_STEPPED),
    on("Left", panes=(REVIEW,)),
    menu=GO,
    delta=-1,
)
@COMMANDS.add(
    "list.extend_next",
    N_("Select down"),
    "Shift+J",
    "Shift+Down",
    panes=_HERE,
    delta=1,
    extend=True,
)
@COMMANDS.add(
    "list.extend_previous",
    N_("Select up"),
    "Shift+K",
    "Shift+Up",
    panes=_HERE,
    delta=-1,
    extend=True,
)
@COMMANDS.add(
    "list.page_down",
    N_("A page down, among highlights or texts"),
    "Space",
    "PageDown",
    panes=_PAGES,
    delta=1,
    by="page",
)
@COMMANDS.add(
    "list.page_up",
    N_("A page up, among highlights or texts"),
    "Shift+Space",
    "PageUp",
    panes=_PAGES,
    delta=-1,
    by="page",
)
def step(call: Call, delta: int, by: By = "row", *, extend: bool = False) -> None:
    """Makes another row current, so many on as was typed before the key."""
    call.list.step(delta * call.count, by, extend=extend)


@COMMANDS.add(
    "list.first", N_("First in the list"), "g g", on("Home", panes=_HERE), menu=GO, delta=-_FAR
)
@COMMANDS.add(
    "list.last", N_("Last in the list"), "Shift+G", on("End", panes=_HERE), menu=GO, delta=_FAR
)
def go_to_edge(call: Call, delta: int) -> None:
    """Makes the first or the last row current."""
    call.list.step(delta, "edge")


@COMMANDS.add(
    "list.select",
    N_("Select the row, or not"),
    on("x", panes=(*_SELECTED, REVIEW)),
    on("Space", panes=(TAGS,)),
    menu=EDIT,
    how="toggle",
)
@COMMANDS.add(
    "list.select_range",
    N_("Select up to the row"),
    "Shift+X",
    panes=_SELECTED,
    menu=EDIT,
    how="range",
)
@COMMANDS.add(
    "list.select_all", N_("Select all rows"), "* a", "Ctrl+A", panes=_SELECTED, menu=EDIT, how="all"
)
@COMMANDS.add(
    "list.select_none",
    N_("Select no row"),
    "* n",
    panes=_SELECTED,
    menu=EDIT,
    needs=Need.NOTHING,
    how="none",
)
def select(call: Call, how: str) -> None:
    """Selects rows, or lets them go."""
    call.selection.select(how)
