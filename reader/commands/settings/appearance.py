"""Sets the theme, the text and the order of the list."""

from collections.abc import Sequence

from reader.commands.command import VIEW, Call, Commands
from reader.commands.context import Pane
from reader.commands.highlights import highlights_page
from reader.commands.prompt_types import Asking, Choice, ChoicePrompt
from reader.commands.settings.preferences import choose_value
from reader.core.models import Sort
from reader.core.translation import N_, _
from reader.settings import BY_KEY

SIZES = (13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 26, 28, 32, 36, 42, 48)  # pixels
LINE_HEIGHTS = (1.0, 1.1, 1.2, 1.3, 1.35, 1.4, 1.5, 1.6, 1.8)
MEASURES = (45, 50, 55, 60, 66, 72, 80, 90, 110)  # characters a line

COMMANDS = Commands(menu=VIEW, writes=False)
_SPACING = N_("Text size and spacing")


@COMMANDS.add("view.theme", N_("Theme…"))
def theme(call: Call) -> Asking:
    """Chooses a theme."""
    yield from choose_value(call, BY_KEY["theme"])


@COMMANDS.add("view.language", N_("Language…"))
def language(call: Call) -> Asking:
    """Chooses the language of the window, from the next start on."""
    choices = [Choice(str(code), _(name)) for code, name in BY_KEY["language"].options]
    answer = yield ChoicePrompt(_("Language"), choices, call.settings.text("language"))
    if isinstance(answer, str):
        call.settings.set(language=answer)
        call.frontend.apply_settings()
        call.frontend.notify(_("The language changes when Postil is started again."))


@COMMANDS.add("list.sort", N_("Sort list by…"), "g o", short=N_("sort"))
def sort(call: Call) -> Asking:
    """Chooses the order of the list; choosing the current one turns it round."""
    if call.context.pane is Pane.HIGHLIGHTS:
        yield from highlights_page.sort(call)
        return
    titles = (
        _("Added"),
        _("Published"),
        _("Title"),
        _("Length"),
        _("Progress"),
        _("Grouped by day"),
        _("Grouped by site"),
        _("Best match"),
    )
    choices = [
        Choice(one.value, title)
        for one, title in zip(Sort, titles, strict=True)
        if one is not Sort.BEST or call.frontend.articles.is_search
    ]
    present, is_descending = call.frontend.articles.order
    answer = yield ChoicePrompt(_("Sort list by"), choices, present.value)
    if isinstance(answer, str):
        is_turned = answer == present and present is not Sort.BEST
        is_from_a = answer in (Sort.TITLE, Sort.SITE)
        call.frontend.articles.sort(Sort(answer), not is_descending if is_turned else not is_from_a)


@COMMANDS.add("view.next_theme", N_("Next theme"), "Ctrl+Shift+L")
def next_theme(call: Call) -> None:
    """Goes round light, sepia, dark and high contrast."""
    names = ("light", "sepia", "dark", "contrast")
    present = call.settings.text("theme")
    # From "system", which may be light or dark, to what differs from both.
    following = names[(names.index(present) + 1) % len(names)] if present in names else "sepia"
    call.settings.set(theme=following)
    call.frontend.apply_settings()
    name = dict(BY_KEY["theme"].options)[following]
    call.frontend.notify(_("{setting}: {value}").format(setting=_("Theme"), value=_(name)))


@COMMANDS.add("text.larger", N_("Larger text"), "Ctrl+=", "Ctrl++", submenu=_SPACING, direction=1)
@COMMANDS.add("text.smaller", N_("Smaller text"), "Ctrl+-", submenu=_SPACING, direction=-1)
@COMMANDS.add("text.normal", N_("Normal text size"), "Ctrl+0", submenu=_SPACING, direction=0)
def text_size(call: Call, direction: int) -> None:
    """Sets the text larger (1), smaller (-1) or as it was (0)."""
    size = _stepped(SIZES, call.settings.number("text_size"), direction, 19)
    call.settings.set(text_size=round(size))
    call.frontend.apply_settings()


@COMMANDS.add("text.wider", N_("Longer lines"), "Ctrl+Alt+=", submenu=_SPACING, direction=1)
@COMMANDS.add("text.narrower", N_("Shorter lines"), "Ctrl+Alt+-", submenu=_SPACING, direction=-1)
def measure(call: Call, direction: int) -> None:
    """Sets longer (1) or shorter (-1) lines."""
    count = round(_stepped(MEASURES, call.settings.number("measure"), direction, 66))
    call.settings.set(measure=count)
    call.frontend.apply_settings()


@COMMANDS.add("text.looser", N_("More line spacing"), "Alt+=", submenu=_SPACING, direction=1)
@COMMANDS.add("text.tighter", N_("Less line spacing"), "Alt+-", submenu=_SPACING, direction=-1)
def line_height(call: Call, direction: int) -> None:
    """Sets the lines further apart (1) or closer (-1)."""
    height = _stepped(LINE_HEIGHTS, call.settings.fraction("line_height"), direction, 1.35)
    call.settings.set(line_height=height)
    call.frontend.apply_settings()


def _stepped(steps: Sequence[float], present: float, direction: int, default: float) -> float:
    """Returns the next larger or smaller step; the default for direction 0."""
    if direction == 0:
        return default
    if direction > 0:
        return min((step for step in steps if step > present + 1e-6), default=steps[-1])
    return max((step for step in steps if step < present - 1e-6), default=steps[0])
