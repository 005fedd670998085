"""Moves and selects in the focused list: articles, cards, tags, highlights, revisions, backups, views."""

from reader.commands.command import EDIT, GO, LISTS_AND_PANES, Call, Commands, Need, on
from reader.commands.context import (
    BACKUPS,
    CONTENTS,
    HIGHLIGHTS,
    IMPORT,
    LIST,
    PREFERENCES,
    REVIEW,
    REVISIONS,
    SIDEBAR,
    TAGS,
    VIEWS,
    By,
)
from reader.core.translation import N_

_LISTS = (LIST, SIDEBAR, TAGS, HIGHLIGHTS, BACKUPS, VIEWS, CONTENTS, IMPORT)
_SELECTED = (LIST, TAGS, HIGHLIGHTS)
_HOME, _END = (on(key, panes=(HIGHLIGHTS, BACKUPS, IMPORT)) for key in ("Home", "End"))
_FAR = 1_000_000_000  # rows: it stops at the end

COMMANDS = Commands(
    panes=(*_LISTS, REVIEW, REVISIONS, PREFERENCES),
    menu=GO,
    submenu=LISTS_AND_PANES,
    needs=Need.ROW,
    writes=False,
)
EDGES = Commands(panes=_LISTS, menu=GO, submenu=LISTS_AND_PANES, needs=Need.ROW, writes=False)
PAGING = Commands(panes=(HIGHLIGHTS, REVISIONS, BACKUPS, IMPORT), writes=False)
SELECTING = Commands(panes=_SELECTED, menu=EDIT, submenu=N_("Select"), needs=Need.ROW, writes=False)


@COMMANDS.add(
    "list.next", N_("Next in the list"), "j", "Down", on("s", "Right", panes=(REVIEW,)), delta=1
)
@COMMANDS.add(
    "list.previous", N_("Previous in the list"), "k", "Up", on("Left", panes=(REVIEW,)), delta=-1
)
@SELECTING.add("list.extend_next", N_("Select down"), "Shift+J", "Shift+Down", delta=1, extend=True)
@SELECTING.add(
    "list.extend_previous", N_("Select up"), "Shift+K", "Shift+Up", delta=-1, extend=True
)
@PAGING.add(
    "list.page_down",
    N_("Page down in the list"),
    "Space",
    "PageDown",
    delta=1,
    by="page",
)
@PAGING.add(
    "list.page_up",
    N_("Page up in the list"),
    "Shift+Space",
    "PageUp",
    delta=-1,
    by="page",
)
def step(call: Call, delta: int, by: By = "row", *, extend: bool = False) -> None:
    """Makes another row current, so many on as was typed before the key."""
    call.frontend.list.step(delta * call.count, by, extend=extend)


@EDGES.add("list.first", N_("First in the list"), "g g", _HOME, delta=-_FAR)
@EDGES.add("list.last", N_("Last in the list"), "Shift+G", _END, delta=_FAR)
def go_to_edge(call: Call, delta: int) -> None:
    """Makes the first or the last row current."""
    call.frontend.list.step(delta, "edge")


@SELECTING.add(
    "list.select",
    N_("Toggle selection"),
    "x",
    on("x", panes=(REVIEW,)),
    on("Space", panes=(TAGS,)),
    how="toggle",
    short=N_("select"),
)
@SELECTING.add("list.select_range", N_("Extend selection to the row"), "Shift+X", how="range")
@SELECTING.add("list.select_all", N_("Select all"), "* a", "Ctrl+A", how="all")
@SELECTING.add("list.select_none", N_("Clear selection"), "* n", needs=Need.NOTHING, how="none")
def select(call: Call, how: str) -> None:
    """Selects rows, or lets them go."""
    call.frontend.selection.select(how)
