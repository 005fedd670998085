"""Commands of the article list, and on whole articles."""

from functools import partial

from reader.commands import articles, highlights
from reader.commands.catalogue.entry import ARTICLE_SLOT_TITLES
from reader.commands.command import ARTICLE, GO, Call, Command, Need, on
from reader.commands.context import LIST, PANES, READING
from reader.core.models import State, View
from reader.core.translation import N_


def _open(call: Call) -> None:
    call.frontend.focus_pane(READING)


_REVEAL = {
    View.INBOX: ("g i", N_("Go to the inbox")),
    View.LATER: ("g l", N_("Go to later")),
    View.ARCHIVE: ("g a", N_("Go to the archive")),
    View.STARRED: ("g s", N_("Go to starred")),
    View.TRASH: ("g x", N_("Go to the trash")),
    View.ALL: ("g e", N_("Go to everything")),
}
LIST_MOVES_COMMANDS = (
    Command(
        "article.open",
        N_("Open the article"),
        _open,
        on("Enter", "o", panes=(LIST,)),
        GO,
        Need.ARTICLE,
        writes=False,
    ),
    Command(
        "article.next",
        N_("Next article"),
        lambda c: c.frontend.step_article(c.count),
        (*on("Ctrl+PageDown"), *on("j", "Down", panes=(LIST,))),
        GO,
        writes=False,
    ),
    Command(
        "article.previous",
        N_("Previous article"),
        lambda c: c.frontend.step_article(-c.count),
        (*on("Ctrl+PageUp"), *on("k", "Up", panes=(LIST,))),
        GO,
        writes=False,
    ),
)

VIEWS_COMMANDS = tuple(
    Command(
        f"go.{view}",
        title,
        partial(lambda c, view: c.frontend.show_view(view), view=view),
        on(keys),
        GO,
        writes=False,
    )
    for view, (keys, title) in _REVEAL.items()
)

ARTICLE_COMMANDS = (
    Command(
        "article.archive",
        N_("Archive"),
        partial(articles.move, state=State.ARCHIVE),
        on("e", panes=PANES),
        ARTICLE,
        Need.ARTICLE,
    ),
    Command(
        "article.inbox",
        N_("Move to the inbox"),
        partial(articles.move, state=State.INBOX),
        on("i", panes=PANES),
        ARTICLE,
        Need.ARTICLE,
    ),
    Command(
        "article.later",
        N_("Keep for later"),
        partial(articles.move, state=State.LATER),
        on("l", panes=PANES),
        ARTICLE,
        Need.ARTICLE,
    ),
    Command("article.star", N_("Star"), articles.star, on("s", panes=PANES), ARTICLE, Need.ARTICLE),
    Command(
        "article.read",
        N_("Mark as read or unread"),
        articles.toggle_read,
        on("m", panes=PANES),
        ARTICLE,
        Need.ARTICLE,
    ),
    Command(
        "article.tag",
        N_("Tag the article…"),
        articles.tag,
        (*on("Shift+T", panes=PANES), *on("t", panes=(LIST,))),
        ARTICLE,
        Need.ARTICLE,
    ),
    Command(
        "article.note",
        N_("Note on the article…"),
        highlights.article_note,
        (*on("Shift+N", panes=PANES), *on("n", panes=(LIST,))),
        ARTICLE,
        Need.OPEN_ARTICLE,
    ),
    *(
        Command(
            f"article.slot_{digit}",
            ARTICLE_SLOT_TITLES[digit - 1],
            partial(articles.slot_tag, digit=digit),
            on(str(digit), panes=(LIST,)),
            "",
            Need.ARTICLE,
        )
        for digit in range(1, 10)
    ),
    Command(
        "article.clear_slots",
        N_("Take the key tags off the article"),
        articles.clear_slot_tags,
        on("0", panes=(LIST,)),
        "",
        Need.ARTICLE,
    ),
    Command(
        "article.trash",
        N_("Move to the trash"),
        articles.trash,
        on("Delete", "#", panes=(LIST,)),
        ARTICLE,
        Need.ARTICLE,
    ),
    Command(
        "article.restore",
        N_("Take out of the trash"),
        articles.restore,
        on("u", panes=(LIST,)),
        ARTICLE,
        Need.ARTICLE,
    ),
)
