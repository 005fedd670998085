"""Commands on the window as a whole: history, views, text and theme."""

from collections.abc import Callable, Sequence

from reader.commands import annotations
from reader.commands.command import Call
from reader.commands.context import Pane
from reader.commands.highlights import shorten
from reader.commands.prompts import Asking, Choice, ChoicePrompt
from reader.core.models import Sort, Step
from reader.core.translation import _, ngettext

THEMES = ("system", "light", "dark", "sepia", "contrast")
SIZES = (13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 26, 28, 32, 36, 42, 48)  # pixels
LINE_HEIGHTS = (1.0, 1.1, 1.2, 1.3, 1.35, 1.4, 1.5, 1.6, 1.8)
MEASURES = (45, 50, 55, 60, 66, 72, 80, 90, 110)  # characters a line


def undo(call: Call) -> None:
    """Take the last change back: at once, or off the main thread where it may take long."""
    tell = _teller(call, _("Nothing to undo."), _("Undone: {label}"))
    if call.queries.is_undo_long():
        call.frontend.write_aside(_("Undoing"), lambda history: history.undo(), tell)
    else:
        tell(call.history.undo())


def redo(call: Call) -> None:
    """Do again what was undone last, as ``undo`` does."""
    tell = _teller(call, _("Nothing to redo."), _("Done again: {label}"))
    if call.queries.is_redo_long():
        call.frontend.write_aside(_("Doing it again"), lambda history: history.redo(), tell)
    else:
        tell(call.history.redo())


def _teller(call: Call, nothing: str, done: str) -> Callable[[Step | None], None]:
    """Says which step was taken back or done again, and where, or that there was none."""

    def tell(step: Step | None) -> None:
        if step is None:
            call.frontend.notify(nothing)
        else:
            call.frontend.notify(done.format(label=step.label) + _elsewhere(call, step))

    return tell


def _elsewhere(call: Call, step: Step) -> str:
    """Where a step acted when that is not what one is looking at; empty if it is."""
    context = call.context
    seen = context.selected if context.pane is Pane.LIST else (context.article_id,)
    if not step.articles.isdisjoint(seen):
        return ""
    found = call.queries.articles(sorted(step.articles))
    if len(found) == 1:
        return " · " + _("in “{title}”").format(title=shorten(found[0].title, 40))
    if not found:
        return ""
    return " · " + ngettext("in {n} article", "in {n} articles", len(found)).format(n=len(found))


def theme(call: Call) -> Asking:
    """Choose a theme."""
    titles = (_("Follow the system"), _("Light"), _("Dark"), _("Sepia"), _("High contrast"))
    choices = [Choice(name, title) for name, title in zip(THEMES, titles, strict=True)]
    answer = yield ChoicePrompt(_("Theme"), choices, call.settings.text("theme"))
    if isinstance(answer, str):
        call.settings.set(theme=answer)
        call.frontend.apply_settings()


def sort(call: Call) -> Asking:
    """Choose the order of the list; choosing the present one turns it round."""
    if call.context.pane is Pane.HIGHLIGHTS:
        yield from annotations.sort(call)
        return
    titles = (_("Added"), _("Published"), _("Title"), _("Length"), _("Progress"))
    choices = [Choice(one.value, title) for one, title in zip(Sort, titles, strict=True)]
    present = call.settings.text("sort")
    answer = yield ChoicePrompt(_("Order of the list"), choices, present)
    if isinstance(answer, str):
        is_turned = answer == present
        is_descending = answer != Sort.TITLE
        if is_turned:
            is_descending = not call.settings.is_on("is_descending")
        call.frontend.sort_articles(Sort(answer), is_descending=is_descending)


def next_theme(call: Call) -> None:
    """Go round light, sepia and dark."""
    names = ("light", "sepia", "dark")
    present = call.settings.text("theme")
    # From "system", which may be light or dark, to what differs from both.
    following = names[(names.index(present) + 1) % len(names)] if present in names else "sepia"
    call.settings.set(theme=following)
    call.frontend.apply_settings()


def text_size(call: Call, direction: int) -> None:
    """Set the text larger (1), smaller (-1) or as it was (0)."""
    size = _stepped(SIZES, call.settings.number("text_size"), direction, 19)
    call.settings.set(text_size=round(size))
    call.frontend.apply_settings()


def line_height(call: Call, direction: int) -> None:
    """Set the lines further apart (1) or closer (-1)."""
    height = _stepped(LINE_HEIGHTS, call.settings.fraction("line_height"), direction, 1.35)
    call.settings.set(line_height=height)
    call.frontend.apply_settings()


def measure(call: Call, direction: int) -> None:
    """Set longer (1) or shorter (-1) lines."""
    count = round(_stepped(MEASURES, call.settings.number("measure"), direction, 66))
    call.settings.set(measure=count)
    call.frontend.apply_settings()


def _stepped(steps: Sequence[float], present: float, direction: int, default: float) -> float:
    """The next larger or smaller step; the default for direction 0."""
    if direction == 0:
        return default
    if direction > 0:
        return min((step for step in steps if step > present + 1e-6), default=steps[-1])
    return max((step for step in steps if step < present - 1e-6), default=steps[0])
