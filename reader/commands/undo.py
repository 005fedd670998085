"""Undoes and redoes steps, in a worker if that may take long."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.commands.command import EDIT, Call, Commands, Need
from reader.commands.context import PREFERENCES, Pane
from reader.core.models import Step
from reader.core.text.shortening import shorten
from reader.core.translation import N_, _, counted_text

if TYPE_CHECKING:
    from reader.library.queries.queries import Queries

COMMANDS = Commands(menu=EDIT)


@COMMANDS.add(
    "undo",
    N_("Undo"),
    "Ctrl+Z",
    "z",
    needs=Need.UNDOABLE,
    cancels_running=True,
    short=N_("undo"),
)
def undo(call: Call) -> None:
    """Takes the last change back: at once, or off the main thread where it may take long.

    In Preferences it is the last change of a setting.
    """
    if call.context.pane is PREFERENCES:
        call.frontend.act_on_page("undo")
        return
    tell = _teller(call, _("Nothing to undo."), _("Undone: {label}"))
    if call.queries.is_undo_long():
        call.frontend.queue.run_operation(_("Undoing"), lambda history: history.undo(), tell)
    else:
        tell(call.history.undo())


@COMMANDS.add("redo", N_("Redo"), "Ctrl+Shift+Z", "Ctrl+Y", "Shift+Z", needs=Need.REDOABLE)
def redo(call: Call) -> None:
    """Does again what was undone last, as ``undo`` does."""
    tell = _teller(call, _("Nothing to redo."), _("Redone: {label}"))
    if call.queries.is_redo_long():
        call.frontend.queue.run_operation(_("Redoing"), lambda history: history.redo(), tell)
    else:
        tell(call.history.redo())


def _teller(call: Call, nothing: str, done: str) -> Callable[[Step | None], None]:
    """Shows which step was undone or redone, and where, or that there was none."""

    def tell(step: Step | None) -> None:
        if step is None:
            call.frontend.notify(nothing)
        else:
            if call.context.pane is Pane.LIST or call.context.article_id is None:
                call.frontend.articles.select_returned(step.articles)
            call.frontend.notify(done.format(label=step.label) + _elsewhere(call, step))

    return tell


def _elsewhere(call: Call, step: Step) -> str:
    """Returns where a step acted when that is not what one is looking at; empty if it is."""
    context = call.context
    seen = context.selected if context.pane is Pane.LIST else (context.article_id,)
    if not step.articles.isdisjoint(seen):
        return ""
    return articles_text(call.queries, step)


def articles_text(queries: "Queries", step: Step) -> str:
    """Returns on which articles a step acted, as the end of a line; empty if there are none any more."""
    found = queries.existing_articles(sorted(step.articles))
    if len(found) == 1:
        title = shorten(queries.article(found[0]).title, 40)
        is_named = step.label == _("Add “{title}”").format(title=title)
        return "" if is_named else " · " + _("in “{title}”").format(title=title)
    if not found:
        return ""
    return " · " + counted_text("in {n} article", "in {n} articles", len(found))
