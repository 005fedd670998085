"""Commands to the first and the last row of a list, by the keys that lead to the ends of a text."""

from reader.commands.command import GO, TAG_MENU, Command, Need, on
from reader.commands.context import LIST, SIDEBAR, TAGS
from reader.core.translation import N_

_FAR = 1_000_000_000  # rows: the end holds

EDGES_COMMANDS = (
    Command(
        "article.first",
        N_("First article"),
        lambda c: c.frontend.step_article(-_FAR),
        on("g g", panes=(LIST,)),
        GO,
        writes=False,
    ),
    Command(
        "article.last",
        N_("Last article"),
        lambda c: c.frontend.step_article(_FAR),
        on("Shift+G", panes=(LIST,)),
        GO,
        writes=False,
    ),
    Command(
        "card.first",
        N_("First card"),
        lambda c: c.frontend.step_card(-_FAR),
        on("g g", panes=(SIDEBAR,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "card.last",
        N_("Last card"),
        lambda c: c.frontend.step_card(_FAR),
        on("Shift+G", panes=(SIDEBAR,)),
        GO,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "tags.first",
        N_("First tag"),
        lambda c: c.frontend.step_tag(-_FAR),
        on("g g", panes=(TAGS,)),
        TAG_MENU,
        Need.TAGS,
        writes=False,
    ),
    Command(
        "tags.last",
        N_("Last tag"),
        lambda c: c.frontend.step_tag(_FAR),
        on("Shift+G", panes=(TAGS,)),
        TAG_MENU,
        Need.TAGS,
        writes=False,
    ),
)
