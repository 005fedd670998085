"""Opens the links, footnotes and images of the passage at the reading cursor."""

from collections.abc import Sequence

from reader.commands.command import GO, Call, Commands, Need
from reader.commands.context import READING
from reader.commands.prompt_types import Asking, Choice, ChoicePrompt
from reader.core.text.blocks import Image
from reader.core.text.reading.footnotes import Footnote
from reader.core.text.reading.openable_items import Openable
from reader.core.text.shortening import shorten
from reader.core.translation import N_, _

COMMANDS = Commands(
    panes=(READING,),
    menu=GO,
    submenu=N_("In the text"),
    needs=Need.OPEN_ARTICLE,
    writes=False,
)
_TITLE = 90  # characters of a row


@COMMANDS.add("text.open", N_("Open the footnote, image or link here"), "o", short=N_("open"))
def open_here(call: Call) -> Asking:
    """Opens what the passage contains; goes to the note if one is shown in place."""
    shown = call.frontend.text.opener.shown_note
    if shown is not None:
        call.frontend.text.opener.close()
        call.frontend.text.go_to_link(shown.call.href)
        return
    found = call.frontend.text.opener.openables()
    if not found:
        call.frontend.notify(_("There is no footnote, image or link in this passage."))
        return
    yield from open_one_of(call, found)


def open_one_of(call: Call, found: Sequence[Openable]) -> Asking:
    """Opens a footnote, image or link; asks which where there are several."""
    chosen: str | None = "0"
    if len(found) > 1:
        choices = [Choice(str(n), *_told(call, one)) for n, one in enumerate(found)]
        chosen = yield ChoicePrompt(_("Open"), choices)
    if chosen is not None:
        call.frontend.text.opener.open(found[int(chosen)])


def _told(call: Call, one: Openable) -> tuple[str, str]:
    """Returns what a row says of a footnote, image or link: its words, and what it is."""
    if isinstance(one, Footnote):
        label = f"{one.label}  " if one.label else ""
        return shorten(label + one.words, _TITLE), _("footnote")
    if isinstance(one, Image):
        return shorten(one.alt, _TITLE) or _("Image"), _("image")
    words = call.frontend.text.words_of((one.start, one.end))
    if not words:  # an image is in the link
        return shorten(one.href, _TITLE), ""
    return shorten(words, _TITLE), one.href if not one.href.startswith("#") else ""
