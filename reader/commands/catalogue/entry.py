"""What the entries of the catalogue share: menus, panes, and how keys are written."""

from reader.commands.command import Keys, Pane
from reader.core.translation import N_

LIST, READING, SIDEBAR = Pane.LIST, Pane.READING, Pane.SIDEBAR
TEXT = (READING, SIDEBAR)
PANES = (LIST, READING, SIDEBAR)  # everywhere but on the pages that take the whole window
HIGHLIGHTS, TAGS, REVIEW, REVISIONS = Pane.HIGHLIGHTS, Pane.TAGS, Pane.REVIEW, Pane.REVISIONS

COUNT = "count"  # the command that begins a count, which the resolver knows

# The menus in their order; the empty name holds what is only in the palette.
MENUS = (
    N_("File"),
    N_("Edit"),
    N_("View"),
    N_("Go"),
    N_("Article"),
    N_("Annotate"),
    N_("Tags"),
    N_("Help"),
)
FILE, EDIT, VIEW, GO, ARTICLE, ANNOTATE, TAG_MENU, HELP = MENUS


SLOT_TITLES = (
    N_("Tag with key 1"),
    N_("Tag with key 2"),
    N_("Tag with key 3"),
    N_("Tag with key 4"),
    N_("Tag with key 5"),
    N_("Tag with key 6"),
    N_("Tag with key 7"),
    N_("Tag with key 8"),
    N_("Tag with key 9"),
)
ARTICLE_SLOT_TITLES = (
    N_("Tag the article with key 1"),
    N_("Tag the article with key 2"),
    N_("Tag the article with key 3"),
    N_("Tag the article with key 4"),
    N_("Tag the article with key 5"),
    N_("Tag the article with key 6"),
    N_("Tag the article with key 7"),
    N_("Tag the article with key 8"),
    N_("Tag the article with key 9"),
)


def on(*sequences: str, panes: tuple[Pane, ...] = ()) -> tuple[Keys, ...]:
    """Key sequences that hold in some panes, or everywhere."""
    return tuple(Keys(one, panes) for one in sequences)
