"""Turns saving pages from the browser on and off, and shows or renews its bookmarklet."""

from reader.commands.command import FILE, WEB_PAGES, Call, Commands
from reader.core.translation import N_, _

_TITLE = N_("Save pages from the browser")
COMMANDS = Commands(menu=FILE, submenu=WEB_PAGES, writes=False)


@COMMANDS.add("browser.receive", _TITLE, setting="is_receiving_on")
def toggle(call: Call) -> None:
    """Lets pages be saved from the browser, and shows how; or not."""
    if call.settings.is_on("is_receiving_on"):
        call.settings.set(is_receiving_on=False)
        call.frontend.receiving.stop()
        call.frontend.notify(_("Saving pages from the browser is off."))
        return
    call.frontend.receiving.start()
    call.settings.set(is_receiving_on=True)
    call.frontend.receiving.show_bookmarklet()


@COMMANDS.add("browser.bookmarklet", N_("Show the bookmarklet that saves pages…"))
def show_bookmarklet(call: Call) -> None:
    """Shows the bookmarklet, and how to use it."""
    if _is_on(call):
        call.frontend.receiving.show_bookmarklet()


@COMMANDS.add("browser.new_bookmarklet", N_("Create a new bookmarklet, and disable the old one…"))
def renew_bookmarklet(call: Call) -> None:
    """Creates a bookmarklet with a new secret, and shows it."""
    if _is_on(call):
        call.frontend.receiving.renew()
        call.frontend.receiving.show_bookmarklet()


def _is_on(call: Call) -> bool:
    """Returns whether pages are saved from the browser; says how to begin if not."""
    is_on = call.settings.is_on("is_receiving_on")
    if not is_on:
        text = _("First turn on “{command}”: {menu} › {submenu}, or {help.palette}.")
        names = {"command": _TITLE, "menu": FILE, "submenu": WEB_PAGES}
        for name, words in names.items():
            text = text.replace(f"{{{name}}}", _(words))
        call.frontend.notify(call.keys.with_keys(text))
    return is_on
