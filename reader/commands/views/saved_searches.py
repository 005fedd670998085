"""Saves the current search under a name; opens, renames, moves and deletes saved searches."""

from collections.abc import Generator
from typing import Any

from reader.commands.command import EDIT, Call, Commands, Need
from reader.commands.context import LIST, VIEWS
from reader.commands.prompt_types import Asking, Choice, ChoicePrompt, Prompt, TextPrompt
from reader.core.models import View
from reader.core.saved_searches import SavedSearch
from reader.core.translation import N_, _

_AskingForOne = Generator[Prompt, Any, SavedSearch | None]

COMMANDS = Commands(menu=EDIT, submenu=N_("Saved searches"))
OPENING = Commands(menu=EDIT, submenu=N_("Saved searches"), writes=False)


@COMMANDS.add("search.save", N_("Save search…"), "Ctrl+S", panes=(LIST,))
def save(call: Call) -> Asking:
    """Asks for a name of the current search, and keeps it under that."""
    from reader.operations import saved_searches  # start-up time

    query = call.frontend.articles.query.strip()
    if not query:
        text = _("There is no search to save: {list.filter} goes to the search field.")
        call.frontend.notify(call.keys.with_keys(text))
        return
    searches = call.queries.saved_searches()
    present = next((one.name for one in searches if one.query == query), query)

    def preview(text: str) -> str:
        name = saved_searches.checked_name(text)
        if any(one.name.casefold() == name.casefold() for one in searches):
            return _("replaces the saved search of this name")
        return _("saves {query}").format(query=query)

    name = yield TextPrompt(_("Save search"), preview, present, _("save"), _("a name"))
    if isinstance(name, str):
        call.history.do(_("Save search"), saved_searches.save, name, query)
        call.frontend.notify(_("Saved search “{name}”").format(name=name.strip()), can_undo=True)


@OPENING.add("search.open", N_("Open saved search…"), "g w", needs=Need.SAVED_SEARCH)
def open_chosen(call: Call) -> Asking:
    """Asks for a saved search, and shows what it finds now."""
    chosen = yield from _ask(call, _("Open saved search"))
    if chosen is not None:
        _open(call, chosen)


@OPENING.add("search.open_1", N_("Open saved search 1"), "Ctrl+1", place=1)
@OPENING.add("search.open_2", N_("Open saved search 2"), "Ctrl+2", place=2)
@OPENING.add("search.open_3", N_("Open saved search 3"), "Ctrl+3", place=3)
@OPENING.add("search.open_4", N_("Open saved search 4"), "Ctrl+4", place=4)
@OPENING.add("search.open_5", N_("Open saved search 5"), "Ctrl+5", place=5)
@OPENING.add("search.open_6", N_("Open saved search 6"), "Ctrl+6", place=6)
@OPENING.add("search.open_7", N_("Open saved search 7"), "Ctrl+7", place=7)
@OPENING.add("search.open_8", N_("Open saved search 8"), "Ctrl+8", place=8)
@OPENING.add("search.open_9", N_("Open saved search 9"), "Ctrl+9", place=9)
def open_numbered(call: Call, place: int) -> None:
    """Shows what the saved search in a place among the others finds now."""
    searches = call.queries.saved_searches()
    if place <= len(searches):
        _open(call, searches[place - 1])
    else:
        text = _("There is no saved search {n}: {search.save} saves the present search.")
        call.frontend.notify(call.keys.with_keys(text).format(n=place))


@COMMANDS.add("search.rename", N_("Rename saved search…"), needs=Need.SAVED_SEARCH)
def rename(call: Call) -> Asking:
    """Asks for another name of a saved search."""
    from reader.operations import saved_searches  # start-up time

    chosen = yield from _current(call, _("Rename saved search"))
    if chosen is None:
        return
    title = _("Rename “{name}”").format(name=chosen.name)
    name = yield TextPrompt(title, saved_searches.checked_name, chosen.name, _("rename"))
    if isinstance(name, str) and name != chosen.name:
        call.history.do(_("Rename saved search"), saved_searches.rename, chosen.id, name)


@COMMANDS.add(
    "search.up",
    N_("Move saved search up"),
    "Alt+Up",
    panes=(VIEWS,),
    needs=Need.SAVED_SEARCH,
    delta=-1,
)
@COMMANDS.add(
    "search.down",
    N_("Move saved search down"),
    "Alt+Down",
    panes=(VIEWS,),
    needs=Need.SAVED_SEARCH,
    delta=1,
)
def move(call: Call, delta: int) -> Asking:
    """Moves a saved search among the others, which changes its digit, too."""
    from reader.operations import saved_searches  # start-up time

    chosen = yield from _current(call, _("Move saved search"))
    if chosen is not None:
        call.history.do(_("Move saved search"), saved_searches.move, chosen.id, delta)


@COMMANDS.add("search.delete", N_("Delete saved search…"), needs=Need.SAVED_SEARCH)
def delete(call: Call) -> Asking:
    """Deletes a saved search; the articles stay."""
    _delete(call, (yield from _current(call, _("Delete saved search"))))


def delete_current(call: Call) -> None:
    """Deletes the saved search that is the current row of the panel."""
    _delete(call, _row(call))


def _delete(call: Call, chosen: SavedSearch | None) -> None:
    from reader.operations import saved_searches  # start-up time

    if chosen is not None:
        call.history.do(_("Delete saved search"), saved_searches.delete, chosen.id)
        text = _("Deleted the saved search “{name}”").format(name=chosen.name)
        call.frontend.notify(text, can_undo=True)


def _open(call: Call, chosen: SavedSearch) -> None:
    call.frontend.show_view(View.ALL)
    call.frontend.articles.search(chosen.query)


def _current(call: Call, title: str) -> _AskingForOne:
    """Returns the saved search that is the current row of the panel, or else one that is asked for."""
    current = _row(call) if call.context.pane is VIEWS else None
    return current if current is not None else (yield from _ask(call, title))


def _row(call: Call) -> SavedSearch | None:
    present = call.context.saved_search
    return next((one for one in call.queries.saved_searches() if one.id == present), None)


def _ask(call: Call, title: str) -> _AskingForOne:
    searches = call.queries.saved_searches()
    if not searches:
        text = _("There are no saved searches yet: {search.save} saves the search.")
        call.frontend.notify(call.keys.with_keys(text))
        return None
    answer = yield ChoicePrompt(title, [Choice(str(one.id), one.name) for one in searches])
    return next((one for one in searches if str(one.id) == answer), None)
