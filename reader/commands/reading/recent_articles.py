"""Opens recently read articles, and remembers them."""

from collections.abc import Sequence

from reader.commands.command import FILE, Call, Commands
from reader.core.models import Article
from reader.core.translation import N_, _
from reader.library.queries.queries import Queries
from reader.settings import Settings

MOST = 9  # that are offered, each with a digit
COMMANDS = Commands(menu=FILE, submenu=N_("Open recent"), writes=False)


def open_recent(call: Call, place: int) -> None:
    """Opens one of the recently read articles at its reading position."""
    found = recent_articles(call.queries, call.settings, call.context.article_id)
    if place > len(found):
        call.frontend.notify(_("No article was read that long ago."))
        return
    article_id = found[place - 1].id
    call.frontend.show_article(article_id)
    call.frontend.articles.open(article_id)


for _place in range(1, MOST + 1):
    COMMANDS.add(
        f"recent.open_{_place}",
        N_("Open recent article {n}"),
        f"g {_place}",
        number=_place,
        place=_place,
    )(open_recent)


def recent_articles(
    queries: Queries, settings: Settings, open_article: int | None
) -> Sequence[Article]:
    """Returns the articles that were read last, the latest first, without the one that is open."""
    ids = [int(one) for one in settings.text("recent_articles").split() if one.isdecimal()]
    found = queries.articles([one for one in ids if one != open_article])
    return [one for one in found if one.deleted_at is None][:MOST]


def remember(settings: Settings, article_id: int) -> None:
    """Remembers that an article was read. More are stored than shown, as some may be deleted."""
    others = [one for one in settings.text("recent_articles").split() if one != str(article_id)]
    settings.set(recent_articles=" ".join([str(article_id), *others][: 2 * MOST]))
