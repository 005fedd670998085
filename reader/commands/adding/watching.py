"""Watches a folder, whose new files are added automatically, or stops watching."""

from pathlib import Path

from reader.commands.command import FILE, Call, Commands
from reader.commands.prompt_types import Asking, Choice, ChoicePrompt, SavePrompt
from reader.core.translation import N_, _, ngettext, number_text

COMMANDS = Commands(menu=FILE, writes=False)


@COMMANDS.add("folder.watch", N_("Watch a folder for new articles…"))
def watch(call: Call) -> Asking:
    """Chooses the folder to watch, or stops watching."""
    from reader.operations import watched_folder  # start-up time: hardly ever

    watched = call.settings.watched_folder()
    if watched is not None:
        choices = (
            Choice("keep", _("Keep watching it")),
            Choice("other", _("Watch another folder…")),
            Choice("end", _("Stop watching")),
        )
        title = _("New files in {folder} are added").format(folder=watched)
        answer = yield ChoicePrompt(title, choices, "keep")
        if answer == "end":
            _end(call)
            call.frontend.notify(_("The folder is no longer watched."))
        if answer != "other":
            return
    title = _("Watch a folder for new articles")
    folder = yield SavePrompt(title, "", is_folder=True, start=str(watched or ""))
    if not isinstance(folder, Path):
        return
    is_all_new = False
    if count := len(watched_folder.present_files(folder)):
        text = ngettext(
            "{folder} contains {n} file that can be added",
            "{folder} contains {n} files that can be added",
            count,
        )
        ways = (
            Choice("new", _("Add new files only")),
            Choice("all", _("Add these, too")),
        )
        answer = yield ChoicePrompt(
            text.format(folder=folder.name, n=number_text(count)), ways, "new"
        )
        if answer not in ("new", "all"):
            return
        is_all_new = answer == "all"
    _end(call)  # else what was taken from the former folder might still be noted
    watched_folder.begin(folder, call.settings.watched_record(), is_all_new=is_all_new)
    call.settings.set(watched_folder=str(folder))
    call.frontend.apply_settings()
    text = _("New files in {folder} are added from now on; the files stay where they are.")
    call.frontend.notify(text.format(folder=folder))


def _end(call: Call) -> None:
    call.settings.set(watched_folder="")
    call.frontend.apply_settings()
