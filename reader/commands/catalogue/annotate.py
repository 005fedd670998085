"""Commands on the passage under the reading cursor, or on the highlight there."""

from functools import partial

from reader.commands import highlights
from reader.commands.catalogue.entry import SLOT_TITLES
from reader.commands.command import ANNOTATE, Command, Need, on
from reader.commands.context import READING, TEXT
from reader.core.models import Color
from reader.core.translation import N_

_COLOR_TITLES = (
    N_("Highlight in yellow"),
    N_("Highlight in green"),
    N_("Highlight in blue"),
    N_("Highlight in pink"),
    N_("Highlight in purple"),
    N_("Highlight in orange"),
    N_("Highlight in red"),
    N_("Highlight in grey"),
)
ANNOTATE_COMMANDS = (
    Command(
        "highlight",
        N_("Highlight"),
        highlights.highlight,
        on("h", panes=TEXT),
        ANNOTATE,
        Need.TARGET,
    ),
    Command(
        "highlight.note",
        N_("Note…"),
        highlights.note,
        on("n", panes=TEXT),
        ANNOTATE,
        Need.TARGET,
    ),
    Command(
        "highlight.open_note",
        N_("Open the note of the highlight here"),
        highlights.open_note,
        on("Enter", panes=(READING,)),
        ANNOTATE,
        Need.TARGET,
    ),
    Command(
        "highlight.tag", N_("Tag…"), highlights.tag, on("t", panes=TEXT), ANNOTATE, Need.TARGET
    ),
    *(
        Command(
            f"highlight.slot_{digit}",
            SLOT_TITLES[digit - 1],
            partial(highlights.slot_tag, digit=digit),
            on(str(digit), panes=TEXT),
            ANNOTATE,
            Need.TARGET,
        )
        for digit in range(1, 10)
    ),
    Command(
        "highlight.clear_slots",
        N_("Take the key tags off"),
        highlights.clear_slot_tags,
        on("0", panes=TEXT),
        ANNOTATE,
        Need.HIGHLIGHT,
    ),
    *(
        Command(
            f"highlight.{color}",
            title,
            partial(highlights.color, chosen=color),
            on(f"Alt+{number}", f"c {number}", panes=TEXT),
            ANNOTATE,
            Need.TARGET,
        )
        for number, (color, title) in enumerate(zip(Color, _COLOR_TITLES, strict=True), 1)
    ),
    Command(
        "highlight.delete",
        N_("Delete the highlight"),
        highlights.delete,
        on("d", "Delete", panes=TEXT),
        ANNOTATE,
        Need.HIGHLIGHT,
    ),
)
