"""Commands that move the reading cursor."""

from functools import partial

from reader.commands import highlights
from reader.commands.command import GO, Call, Command, Need, on
from reader.commands.context import LIST, PANES, READING, SIDEBAR
from reader.core.text.reading_cursor import Unit
from reader.core.translation import N_


def _move(call: Call, unit: Unit, direction: int, *, extend: bool = False) -> None:
    call.frontend.move(unit, direction * call.count, extend=extend)


def _grow(call: Call, direction: int) -> None:
    call.frontend.grow(direction * call.count)


def _page(call: Call, direction: int) -> None:
    if not call.frontend.page(direction) and direction > 0:
        call.frontend.next_unread()


_MOVES = (
    ("paragraph", 1, ("j", "Down"), N_("Next paragraph"), N_("Extend by a paragraph")),
    ("paragraph", -1, ("k", "Up"), N_("Previous paragraph"), N_("Extend back by a paragraph")),
    ("sentence", 1, (".",), N_("Next sentence"), N_("Extend by a sentence")),
    ("sentence", -1, (",",), N_("Previous sentence"), N_("Extend back by a sentence")),
    ("word", 1, ("w",), N_("Next word"), N_("Extend by a word")),
    ("word", -1, ("b",), N_("Previous word"), N_("Extend back by a word")),
)
# Shift with a sign gives another sign: what the full stop and the comma become.
_SHIFTED = {
    "j": "Shift+J",
    "k": "Shift+K",
    "Down": "Shift+Down",
    "Up": "Shift+Up",
    ".": ">",
    ",": "<",
    "w": "Shift+W",
    "b": "Shift+B",
}

READING_COMMANDS = (
    *(
        Command(
            f"cursor.{'next' if way > 0 else 'previous'}_{unit}",
            title,
            partial(_move, unit=Unit(unit), direction=way),
            on(*keys, panes=(READING,)),
            GO,
            Need.OPEN_ARTICLE,
            writes=False,
        )
        for unit, way, keys, title, _extend in _MOVES
    ),
    *(
        Command(
            f"cursor.extend_{'next' if way > 0 else 'previous'}_{unit}",
            title,
            partial(_move, unit=Unit(unit), direction=way, extend=True),
            on(*(_SHIFTED[key] for key in keys), panes=(READING,)),
            GO,
            Need.OPEN_ARTICLE,
            writes=False,
        )
        for unit, way, keys, _plain, title in _MOVES
    ),
    Command(
        "cursor.grow",
        N_("Grow the passage: word, sentence, paragraph, section"),
        partial(_grow, direction=1),
        on("Ctrl+Up", panes=(READING,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "cursor.shrink",
        N_("Shrink the passage"),
        partial(_grow, direction=-1),
        on("Ctrl+Down", panes=(READING,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "cursor.next_section",
        N_("Next section"),
        partial(_move, unit=Unit.SECTION, direction=1),
        on("Alt+PageDown", panes=(READING,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "cursor.previous_section",
        N_("Previous section"),
        partial(_move, unit=Unit.SECTION, direction=-1),
        on("Alt+PageUp", panes=(READING,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "cursor.hints",
        N_("Go to a sentence on screen by its letters"),
        lambda c: c.frontend.hint(),
        on("f", panes=(READING,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "cursor.caret",
        N_("Caret mode: select by character"),
        lambda c: c.frontend.toggle_caret(),
        on("v", "F7", panes=(READING,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "cursor.start",
        N_("Start of the article"),
        lambda c: c.frontend.move_to_edge(-1),
        on("g g", "Home", panes=(READING,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "cursor.end",
        N_("End of the article"),
        lambda c: c.frontend.move_to_edge(1),
        on("Shift+G", "End", panes=(READING,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "page.down",
        N_("A page down; at the end, the next unread article"),
        partial(_page, direction=1),
        (*on("Space", panes=(READING, LIST)), *on("PageDown", panes=(READING,))),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "page.up",
        N_("A page up"),
        partial(_page, direction=-1),
        (*on("Shift+Space", panes=(READING, LIST)), *on("PageUp", panes=(READING,))),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "highlight.next",
        N_("Next highlight"),
        partial(highlights.jump, direction=1),
        on("Alt+Down", panes=PANES),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "highlight.previous",
        N_("Previous highlight"),
        partial(highlights.jump, direction=-1),
        on("Alt+Up", panes=PANES),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "card.next",
        N_("Next card"),
        lambda c: c.frontend.step_card(c.count),
        on("j", "Down", panes=(SIDEBAR,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "card.previous",
        N_("Previous card"),
        lambda c: c.frontend.step_card(-c.count),
        on("k", "Up", panes=(SIDEBAR,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "card.show",
        N_("Show the card's words in the text"),
        highlights.show_in_text,
        on("Enter", panes=(SIDEBAR,)),
        GO,
        Need.HIGHLIGHT,
        writes=False,
    ),
)
