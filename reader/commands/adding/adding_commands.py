"""Adds articles from files, the clipboard and the web, and sets what is fetched with a page."""

from collections.abc import Sequence
from pathlib import Path

from reader.commands.command import FILE, WEB_PAGES, Call, Commands
from reader.commands.prompt_types import (
    Asking,
    Choice,
    ChoicePrompt,
    OpenFilesPrompt,
    SavePrompt,
    TextPrompt,
)
from reader.core.article_source import WebAddress
from reader.core.errors import InvalidInput
from reader.core.text.shortening import shorten
from reader.core.translation import N_, _
from reader.core.web_addresses import typed_address

FILES = Commands(menu=FILE)
FETCHING = Commands(menu=FILE, submenu=WEB_PAGES, writes=False)


@FILES.add("add.files", N_("Add files…"), "Ctrl+O", short=N_("add files"))
def add_files(call: Call) -> Asking:
    """Chooses files to add."""
    paths = yield OpenFilesPrompt(_("Add articles"), start=call.settings.text("folder"))
    if paths:
        call.frontend.work.add(paths)


@FILES.add("add.folder", N_("Add a folder…"))
def add_folder(call: Call) -> Asking:
    """Chooses a folder, whose files are added."""
    from reader.operations.adding import files_in  # start-up time

    start = call.settings.text("folder")
    folder = yield SavePrompt(_("Add articles"), "", is_folder=True, start=start)
    if isinstance(folder, Path):
        call.frontend.work.add(files_in(folder) or [folder])


@FILES.add("add.clipboard", N_("Add from the clipboard"), "Ctrl+V", short=N_("paste"))
def paste(call: Call) -> None:
    """Adds what is on the clipboard: files, HTML or text."""
    found = call.frontend.clipboard()
    if found is None:
        call.frontend.notify(_("The clipboard has no text to add as an article."))
    elif isinstance(found, Sequence):
        call.frontend.work.add(found)
    else:
        call.frontend.work.add([found])


@FILES.add("add.address", N_("Add an address…"), "Ctrl+L", short=N_("add an address"))
def add_address(call: Call) -> Asking:
    """Fetches the page at an address."""

    def preview(text: str) -> str:
        address = typed_address(text)
        if not address:
            raise InvalidInput(_("An address begins with https:// or http://."))
        return _("Fetch {address}").format(address=shorten(address, 120))

    title, hint = _("Add the page at an address"), "https://"
    prompt = TextPrompt(title, preview, copied_address(call), _("fetch"), hint)
    answer = yield prompt
    if isinstance(answer, str):
        call.frontend.work.add([WebAddress(typed_address(answer))])


def copied_address(call: Call) -> str:
    """Returns the web address that is on the clipboard, or an empty text."""
    found = call.frontend.clipboard()
    copied = found[0] if isinstance(found, Sequence) else None
    return copied.address if isinstance(copied, WebAddress) else ""


@FETCHING.add("fetch.pictures", N_("Images of fetched pages…"))
def choose_pictures(call: Call) -> Asking:
    """Chooses which images are fetched with a page."""
    choices = (
        Choice("all", _("All images of the article")),
        Choice("site", _("Only those of the page's own site")),
        Choice("none", _("None"), _("their descriptions are shown instead")),
    )
    title = _("Images of fetched pages")
    answer = yield ChoicePrompt(title, choices, call.settings.text("pictures"))
    if isinstance(answer, str):
        call.settings.set(pictures=answer)


@FETCHING.add(
    "fetch.local_network", N_("Fetch from your own network too"), setting="is_local_network_allowed"
)
def toggle_local_network(call: Call) -> None:
    """Lets addresses of this machine and its network be fetched, or not."""
    is_allowed = not call.settings.is_on("is_local_network_allowed")
    call.settings.set(is_local_network_allowed=is_allowed)
    if is_allowed:
        call.frontend.notify(_("Addresses on this machine and its network are fetched, too."))
    else:
        call.frontend.notify(_("Only addresses on the public internet are fetched."))
