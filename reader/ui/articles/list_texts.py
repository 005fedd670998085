"""Formats the counts of the article list, and why it is empty."""

from collections.abc import Mapping

from reader.core.models import Counts, View
from reader.core.query.query_parser import parse
from reader.core.query.query_tree import names_a_place
from reader.core.translation import N_, _, ngettext, number_text

EMPTY_VIEWS: Mapping[View, tuple[str, str]] = {
    View.INBOX: (
        N_("Nothing in the inbox"),
        N_("{add.files} adds files, {add.clipboard} what you copied; or drop files here."),
    ),
    View.LATER: (
        N_("Nothing in Later"),
        N_("{article.later} moves an article here until you have time."),
    ),
    View.ARCHIVE: (
        N_("The archive is empty"),
        N_(
            "{article.archive} moves an article here when you are done with it; searches still find it."
        ),
    ),
    View.STARRED: (
        N_("No starred articles"),
        N_("{article.star} stars an article that you want to come back to."),
    ),
    View.TRASH: (
        N_("The trash is empty"),
        N_("{article.trash} moves an article here; nothing is lost until you empty the trash."),
    ),
    View.ALL: (
        N_("No articles yet"),
        N_("{add.files} adds files, {add.clipboard} what you copied; or drop files here."),
    ),
}
EMPTY_SCOPE = (N_("No article here yet"), N_("{go.inbox} goes to the inbox."))


def empty_text(
    view: View, query: str, scope: str, elsewhere: int, near: str = ""
) -> tuple[str, str]:
    """Returns why nothing is listed, and what to press; near is a query that may have been meant."""
    if not query:
        title, advice = EMPTY_SCOPE if scope else EMPTY_VIEWS[view]
        return _(title), _(advice)
    if elsewhere:
        title = _("Nothing here matches “{query}”").format(query=query)
        return title, _("Results from elsewhere are listed below.")
    advice = _("Esc clears the search.")
    if near:
        meant = _("Did you mean “{query}”? Tab in the field searches for it.").format(query=near)
        advice = f"{meant}\n{advice}"
    return _("Nothing matches “{query}”").format(query=query), advice


def searched_count(view: View, query: str, counts: Counts | None) -> int | None:
    """Returns how many articles of a view are searched; None if there is no search."""
    if not query or counts is None:
        return None
    if view is View.ALL or (view is not View.TRASH and names_a_place(parse(query))):
        return counts.all
    return int(getattr(counts, view.value))


def count_text(count: int, total: int | None, elsewhere: int, selected: int) -> str:
    """Returns how much is listed, of how much, and what was found elsewhere; or what is selected."""
    if selected:  # alone, as both do not fit below a narrow list
        return _("{n} of {total} selected").format(
            n=number_text(selected), total=number_text(count)
        )
    if total is None:
        text = ngettext("{n} article", "{n} articles", count)
    elif elsewhere:
        text = _("{n} of {total} here, {elsewhere} elsewhere")
    else:
        text = ngettext("{n} of {total} article", "{n} of {total} articles", total)
    return text.format(
        n=number_text(count),
        total=number_text(total or 0),
        elsewhere=number_text(elsewhere),
    )
