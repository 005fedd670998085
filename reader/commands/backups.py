"""Backs up and repairs the library, and acts on the backups that are listed."""

from reader.commands.command import BACKUPS_MENU, EDIT, FILE, SETTINGS_MENU, Call, Commands
from reader.commands.context import BACKUPS
from reader.core.translation import N_

COMMANDS = Commands(menu=FILE, submenu=BACKUPS_MENU, writes=False)
PAGE = Commands(panes=(BACKUPS,), writes=False)


@COMMANDS.add(
    "library.back_up",
    N_("Back up now"),
    "b",
    panes=(BACKUPS,),
    short=N_("back up now"),
)
def back_up(call: Call) -> None:
    """Creates a backup of the library."""
    call.frontend.backups.make()


@COMMANDS.add("library.repair", N_("Repair a damaged library"))
def repair(call: Call) -> None:
    """Rebuilds the library from everything that can be read, if it is damaged."""
    call.frontend.backups.repair()


@PAGE.add(
    "backups.restore", N_("Restore the backup…"), "Enter", act="restore", short=N_("restore…")
)
@PAGE.add("backups.check", N_("Verify the backup"), "c", act="check", short=N_("verify"))
@PAGE.add(
    "backups.open_folder",
    N_("Open the backup folder"),
    "o",
    act="open_folder",
    short=N_("open folder"),
)
@PAGE.add("backups.delete", N_("Delete the backup…"), "Delete", act="delete", short=N_("delete…"))
@PAGE.add("backups.change_folder", N_("Backup folder…"), "Shift+O", act="change_folder")
@COMMANDS.add(
    "library.backup_folder",
    N_("Change the backup folder…"),
    menu=EDIT,
    submenu=SETTINGS_MENU,
    act="change_folder",
)
def act_on_backup(call: Call, act: str) -> None:
    """Shows the page of backups, and acts on the backup that is selected there."""
    is_shown = call.context.pane is BACKUPS
    if not is_shown:
        call.frontend.show_page(BACKUPS)
    if is_shown or act.endswith("folder"):  # which needs no backup to be chosen before
        call.frontend.act_on_page(act)
