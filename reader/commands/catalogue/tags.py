"""Commands of the page of all tags."""

from functools import partial

from reader.commands import tag_management
from reader.commands.command import GO, TAG_MENU, Command, Need, on
from reader.commands.context import TAGS
from reader.core.tags.tag_names import ARTICLES, TEXT
from reader.core.translation import N_

_PAGE = (TAGS,)
_KEY_TITLES = (
    N_("Let 1 stand for the tag in the text"),
    N_("Let 2 stand for the tag in the text"),
    N_("Let 3 stand for the tag in the text"),
    N_("Let 4 stand for the tag in the text"),
    N_("Let 5 stand for the tag in the text"),
    N_("Let 6 stand for the tag in the text"),
    N_("Let 7 stand for the tag in the text"),
    N_("Let 8 stand for the tag in the text"),
    N_("Let 9 stand for the tag in the text"),
)
_LIST_KEY_TITLES = (
    N_("Let 1 stand for the tag on articles"),
    N_("Let 2 stand for the tag on articles"),
    N_("Let 3 stand for the tag on articles"),
    N_("Let 4 stand for the tag on articles"),
    N_("Let 5 stand for the tag on articles"),
    N_("Let 6 stand for the tag on articles"),
    N_("Let 7 stand for the tag on articles"),
    N_("Let 8 stand for the tag on articles"),
    N_("Let 9 stand for the tag on articles"),
)
_SELECTING = (
    ("toggle", N_("Select the tag, or not"), ("x", "Space")),
    ("range", N_("Select up to the tag"), ("Shift+X",)),
    ("all", N_("Select all tags"), ("* a", "Ctrl+A")),
    ("none", N_("Select one tag only"), ("* n",)),
)

TAGS_COMMANDS = (
    Command("go.tags", N_("Go to the tags"), tag_management.show_page, on("g t"), GO, writes=False),
    Command(
        "tags.next",
        N_("Next tag"),
        partial(tag_management.step, direction=1),
        on("j", "Down", panes=_PAGE),
        TAG_MENU,
        Need.TAGS,
        writes=False,
    ),
    Command(
        "tags.previous",
        N_("Previous tag"),
        partial(tag_management.step, direction=-1),
        on("k", "Up", panes=_PAGE),
        TAG_MENU,
        Need.TAGS,
        writes=False,
    ),
    Command(
        "tags.show",
        N_("Show what carries the tag"),
        tag_management.show,
        on("Enter", "o", panes=_PAGE),
        TAG_MENU,
        Need.TAGS,
        writes=False,
    ),
    Command(
        "tags.new", N_("New tag…"), tag_management.new, on("Ctrl+N", "+", panes=_PAGE), TAG_MENU
    ),
    Command(
        "tags.rename",
        N_("Rename the tag…"),
        tag_management.rename,
        on("r", "F2", panes=_PAGE),
        TAG_MENU,
        Need.TAGS,
    ),
    Command(
        "tags.merge",
        N_("Merge the tag into another…"),
        tag_management.merge,
        on("m", panes=_PAGE),
        TAG_MENU,
        Need.TAGS,
    ),
    Command(
        "tags.nest",
        N_("Nest the tag under another…"),
        tag_management.nest,
        on("n", panes=_PAGE),
        TAG_MENU,
        Need.TAGS,
    ),
    Command(
        "tags.recolor",
        N_("Let a colour stand for the tag…"),
        tag_management.recolor,
        on("c", panes=_PAGE),
        TAG_MENU,
        Need.TAGS,
    ),
    Command(
        "tags.delete",
        N_("Delete the tag"),
        tag_management.delete,
        on("d", "Delete", panes=_PAGE),
        TAG_MENU,
        Need.TAGS,
    ),
    Command(
        "tags.delete_unused", N_("Delete unused tags"), tag_management.delete_unused, (), TAG_MENU
    ),
    Command(
        "tags.sort",
        N_("Order of the tags…"),
        tag_management.sort,
        on("s", panes=_PAGE),
        TAG_MENU,
        writes=False,
    ),
    *(
        Command(
            f"tags.select_{how}",
            title,
            partial(lambda c, how: c.frontend.select_tags(how), how=how),
            on(*keys, panes=_PAGE),
            TAG_MENU,
            Need.TAGS if how != "none" else Need.NOTHING,
            writes=False,
        )
        for how, title, keys in _SELECTING
    ),
    *(
        Command(
            f"tags.key_{digit}",
            _KEY_TITLES[digit - 1],
            partial(tag_management.toggle_slot, digit=digit, place=TEXT),
            on(str(digit), panes=_PAGE),
            "",
            Need.TAGS,
        )
        for digit in range(1, 10)
    ),
    *(
        Command(
            f"tags.list_key_{digit}",
            _LIST_KEY_TITLES[digit - 1],
            partial(tag_management.toggle_slot, digit=digit, place=ARTICLES),
            on(f"Alt+{digit}", panes=_PAGE),
            "",
            Need.TAGS,
        )
        for digit in range(1, 10)
    ),
)
