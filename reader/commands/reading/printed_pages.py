"""Goes to printed pages: to their start in the text, and to their image."""

import sys

from reader.commands.command import VIEW, Call, Commands, Need
from reader.commands.context import READING
from reader.commands.prompt_types import Asking, TextPrompt
from reader.core.errors import InvalidInput
from reader.core.text.reading.page_and_chapter_labels import page_label
from reader.core.text.reading.reading_cursor import Passages, Unit
from reader.core.translation import N_, _

COMMANDS = Commands(
    panes=(READING,),
    menu=VIEW,
    submenu=N_("Printed pages"),
    needs=Need.OPEN_ARTICLE,
    writes=False,
)


@COMMANDS.add(
    "text.printed_page",
    N_("Show the printed page"),
    "Alt+P",
    needs=Need.PDF,
    short=N_("printed page"),
)
def show_printed_page(call: Call) -> None:
    """Shows the page of the PDF file on which the passage is printed, with its highlights."""
    call.frontend.text.show_printed_page(is_beside=False)


@COMMANDS.add(
    "text.page_beside",
    N_("Show text and printed page"),
    "Alt+Shift+P",
    needs=Need.PDF,
    short=N_("text and page"),
)
def show_page_beside(call: Call) -> None:
    """Shows the text and, beside it, the page on which the passage is printed; each follows the other."""
    call.frontend.text.show_printed_page(is_beside=True)


@COMMANDS.add(
    "text.go_to_page",
    N_("Go to a printed page…"),
    "g p",
    short=N_("go to page"),
)
def go_to_page(call: Call) -> Asking:
    """Goes to what begins on a printed page, by its label."""
    pages = call.frontend.text.printed_pages
    if not pages:
        call.frontend.notify(_("This text does not know the pages it was printed on."))
        return
    starts = [at for _label, at in pages]
    numbers = {pages[n][0].casefold(): n for n in reversed(range(len(pages)))}
    first, last = pages[0][0], pages[-1][0]

    def preview(typed: str) -> str:
        wanted = typed.strip().casefold()
        if wanted and wanted not in numbers:
            text = _("There is no page {label}; they are {first} to {last}.")
            raise InvalidInput(text.format(label=typed.strip(), first=first, last=last))
        return _("{first} to {last}").format(first=first, last=last)

    at = call.frontend.text.anchor_offset()
    present = page_label(pages, at, at)
    hint = _("now on page {label}").format(label=present) if present else ""
    answer = yield TextPrompt(_("Go to page"), preview, "", _("go"), hint)
    if isinstance(answer, str) and (wanted := answer.strip().casefold()) in numbers:
        number = numbers[wanted]
        start, end = [*starts, sys.maxsize][number : number + 2]
        passages = call.frontend.text.whole_passages
        place = (start,) if passages is None else _first_on(passages, start, end)
        call.frontend.text.jump_to(*place)


def _first_on(passages: Passages, start: int, end: int) -> tuple[int, Unit]:
    """Returns where the first sentence begins on a page, else its first word."""
    for unit in (Unit.SENTENCE, Unit.WORD):
        passage = passages.at(start, unit)
        if passage is not None and passage.start < start:
            passage = passages.move(passage, unit, 1)
        if passage is not None and start <= passage.start < end:
            return passage.start, unit
    return start, Unit.SENTENCE
