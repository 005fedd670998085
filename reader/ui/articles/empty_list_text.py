"""Words what the list says of a view that holds no article, and what to press."""

from collections.abc import Mapping

from reader.core.models import View
from reader.core.translation import N_

EMPTY_VIEWS: Mapping[View, tuple[str, str]] = {
    View.INBOX: (
        N_("Nothing in the inbox"),
        N_("{add.files} adds files, {add.clipboard} what you copied; or drop files here."),
    ),
    View.LATER: (
        N_("Nothing kept for later"),
        N_("Press {article.later} on an article to put it aside until you have time."),
    ),
    View.ARCHIVE: (
        N_("The archive is empty"),
        N_("Press {article.archive} on an article you are done with; it stays findable here."),
    ),
    View.STARRED: (
        N_("No stars yet"),
        N_("Press {article.star} on an article you want to come back to."),
    ),
    View.TRASH: (
        N_("The trash is empty"),
        N_("{article.trash} moves an article here, and nothing is lost until you empty it."),
    ),
    View.ALL: (
        N_("No articles yet"),
        N_("{add.files} adds files, {add.clipboard} what you copied; or drop files here."),
    ),
}
EMPTY_SCOPE = (N_("No article here yet"), N_("{go.inbox} goes to the inbox."))
