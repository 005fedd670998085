"""Opens links in external programs: web and email addresses only."""

import re
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from reader.core.translation import _

# QUrl writes %2D as a hyphen, which is a sign beside the words of a text fragment, and none in them.
_OUTER_HYPHENS = re.compile(r"(?<=[=,])(%2D)+|(%2D)+(?=[,&]|$)", re.IGNORECASE)


def refusal(address: str) -> str:
    """Returns why an address is not opened, in one sentence; empty when it may be.

    Web addresses need a host, mail addresses a recipient; white space or control characters in
    one, and every other scheme (file, smb, javascript, data, …), are refused.
    """
    if any(character.isspace() or not character.isprintable() for character in address):
        return _("This link is not opened: its address contains hidden characters.")
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    scheme = url.scheme().lower()
    if url.isValid() and scheme in ("http", "https") and url.host():
        return ""
    if url.isValid() and scheme == "mailto" and "@" in url.path():
        return ""
    if not scheme and address.startswith("#"):
        return _("This link leads to a place within the article that was not kept.")
    shown = address if len(address) <= 80 else address[:79] + "…"
    text = _("This link is not opened: {address} is not a web or email address.")
    return text.format(address=shown)


def open_outside(address: str) -> str:
    """Passes an address to the browser or mail program; answers why not, empty when it was opened."""
    reason = refusal(address)
    if reason:
        return reason
    page, mark, words = address.partition(":~:")
    if not QDesktopServices.openUrl(QUrl(page + mark + _OUTER_HYPHENS.sub("", words))):
        return _("No program is set up to open {address}.").format(address=address)
    return ""


def open_folder(folder: Path) -> str:
    """Shows a folder in the program for that; answers why not, empty when it was shown."""
    if not folder.is_dir():
        return _("There is no folder {folder} yet: nothing was written to it.").format(
            folder=folder
        )
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        return _("No program is set up to open {address}.").format(address=folder)
    return ""
