"""Commands that move the reading cursor."""

from functools import partial

from reader.commands import annotations
from reader.commands.catalogue.entry import GO, LIST, READING, keys
from reader.commands.command import Call, Command, Need
from reader.core.passage import Unit
from reader.core.translation import N_


def _move(call: Call, unit: Unit, direction: int, *, extend: bool = False) -> None:
    call.frontend.move(unit, direction, extend=extend)


def _page(call: Call, direction: int) -> None:
    if not call.frontend.page(direction) and direction > 0:
        call.frontend.next_unread()


_MOVES = (
    Command(
        "article.open",
        N_("Open the article"),
        _open,
        keys("Enter", "o", panes=(LIST,)),
        GO,
        Need.ARTICLE,
        writes=False,
    ),
    Command(
        "article.next",
        N_("Next article"),
        lambda c: c.frontend.step_article(1),
        (*keys("Ctrl+PageDown"), *keys("j", "Down", panes=(LIST,))),
        GO,
        writes=False,
    ),
    Command(
        "article.previous",
        N_("Previous article"),
        lambda c: c.frontend.step_article(-1),
        (*keys("Ctrl+PageUp"), *keys("k", "Up", panes=(LIST,))),
        GO,
        writes=False,
    ),
)

VIEWS_COMMANDS = tuple(
    Command(
        f"go.{view}",
        title,
        partial(lambda c, view: c.frontend.show_view(view), view=view),
        keys(keys),
        GO,
        writes=False,
    )
    for view, (keys, title) in _REVEAL.items()
)

PANES_COMMANDS = (
    Command(
        "pane.next",
        N_("Next pane"),
        lambda c: c.frontend.cycle_pane(1),
        keys("F6"),
        GO,
        writes=False,
    ),
    Command(
        "pane.previous",
        N_("Previous pane"),
        lambda c: c.frontend.cycle_pane(-1),
        keys("Shift+F6"),
        GO,
        writes=False,
    ),
    Command(
        "back",
        N_("Back one step"),
        lambda c: c.frontend.release() and None,
        keys("Escape"),
        GO,
        writes=False,
    ),
)

_MOVES = (
    ("paragraph", 1, ("j", "Down"), N_("Next paragraph"), N_("Extend by a paragraph")),
    ("paragraph", -1, ("k", "Up"), N_("Previous paragraph"), N_("Extend back by a paragraph")),
    ("sentence", 1, (".",), N_("Next sentence"), N_("Extend by a sentence")),
    ("sentence", -1, (",",), N_("Previous sentence"), N_("Extend back by a sentence")),
)
# Shift with a sign gives another sign: what the full stop and the comma become.
_SHIFTED = {
    "j": "Shift+J",
    "k": "Shift+K",
    "Down": "Shift+Down",
    "Up": "Shift+Up",
    ".": ">",
    ",": "<",
}

READING_COMMANDS = (
    *(
        Command(
            f"cursor.{'next' if way > 0 else 'previous'}_{unit}",
            title,
            partial(_move, unit=Unit(unit), direction=way),
            keys(*keys, panes=(READING,)),
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
            keys(*(_SHIFTED[key] for key in keys), panes=(READING,)),
            GO,
            Need.OPEN_ARTICLE,
            writes=False,
        )
        for unit, way, keys, _plain, title in _MOVES
    ),
    Command(
        "cursor.start",
        N_("Start of the article"),
        lambda c: c.frontend.move_to_edge(-1),
        keys("g g", "Home", panes=(READING,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "cursor.end",
        N_("End of the article"),
        lambda c: c.frontend.move_to_edge(1),
        keys("Shift+G", "End", panes=(READING,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "page.down",
        N_("A page down; at the end, the next unread article"),
        partial(_page, direction=1),
        keys("Space", "PageDown", panes=(READING,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "page.up",
        N_("A page up"),
        partial(_page, direction=-1),
        keys("Shift+Space", "PageUp", panes=(READING,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "highlight.next",
        N_("Next highlight"),
        partial(annotations.jump, direction=1),
        keys("Alt+Down"),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "highlight.previous",
        N_("Previous highlight"),
        partial(annotations.jump, direction=-1),
        keys("Alt+Up"),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
)
