"""Words what is damaged in the files of an export."""

from reader.core.errors import ImportFailed
from reader.core.translation import _, number_text
from reader.importers.programs.records import Unreadable


def damaged(name: str) -> ImportFailed:
    """Returns the error about a file that is damaged as a whole."""
    return ImportFailed(_("“{name}” is damaged: save it again.").format(name=name))


def damaged_from(name: str, line: int) -> Unreadable:
    """Returns what is said of a file that is read up to a line, counted from 1."""
    message = _("“{name}” is damaged from line {n} on; the lines before it were read.")
    return Unreadable(message.format(name=name, n=number_text(line)))
