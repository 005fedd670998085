"""Shows the guide, the changes and the licences, and opens the website."""

import re

from reader import paths
from reader.commands.command import HELP, Call, Commands
from reader.commands.prompt_types import Asking, DocumentPrompt
from reader.core.errors import LibraryError
from reader.core.translation import N_, _

WEBSITE = "https://postil.org"
COMMANDS = Commands(menu=HELP, writes=False)
_PICTURE = r"(?m)^!\[[^\]]*\]\([^)]*\)\n*"  # start-up time: compiled when it is wanted


@COMMANDS.add("help.guide", N_("User guide"), name="guide.md", title=N_("User guide"))
@COMMANDS.add("help.changes", N_("What's new"), name="CHANGELOG.md", title=N_("What's new"))
def show_document(_call: Call, name: str, title: str) -> Asking:
    """Shows a document, without its images."""
    yield DocumentPrompt(_(title), re.sub(_PICTURE, "", _read(name)))


@COMMANDS.add("help.licences", N_("Licences"))
def show_licences(_call: Call) -> Asking:
    """Shows the licences of Postil and of the face that comes with it."""
    face = paths.resource("fonts/OFL.txt").read_text(encoding="utf-8")
    yield DocumentPrompt(
        _("Licences"), f"{_read('LICENSE')}\n\n\nLiterata\n\n{face}", is_plain=True
    )


@COMMANDS.add("help.website", N_("Website"))
def open_website(call: Call) -> None:
    """Opens the website in the browser."""
    call.frontend.open_link(WEBSITE)


def _read(name: str) -> str:
    path = paths.document(name)
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        text = _("{path} cannot be read: {reason}. Install Postil again.")
        raise LibraryError(text.format(path=path, reason=error.strerror or error)) from error
