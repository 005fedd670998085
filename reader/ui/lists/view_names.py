"""Names the views of the library."""

from collections.abc import Mapping

from reader.core.models import View
from reader.core.translation import N_, _

VIEW_NAMES: Mapping[View, str] = {
    View.INBOX: N_("Inbox"),
    View.LATER: N_("Later"),
    View.ARCHIVE: N_("Archive"),
    View.STARRED: N_("Starred"),
    View.TRASH: N_("Trash"),
    View.ALL: N_("All"),
}


def view_name(view: View) -> str:
    """Returns the name of a view in the user's language."""
    return _(VIEW_NAMES[view])
