"""Shows and focuses panes and views, backs up the library, imports, begins counts, goes back one step."""

from reader.commands.command import (
    COUNT,
    EDIT,
    FILE,
    GO,
    LISTS_AND_PANES,
    SETTINGS_MENU,
    VIEW,
    Call,
    Commands,
    Need,
)
from reader.commands.context import BACKUPS, IMPORT, LIST, PANES, SIDEBAR, Pane
from reader.core.models import View
from reader.core.translation import N_, _

COMMANDS = Commands(menu=GO, writes=False)
_VIEWS = N_("Views")
_BACKUPS = N_("Backups")
BACKUP = Commands(panes=(BACKUPS,), writes=False)
IMPORTS = Commands(panes=(IMPORT,), writes=False)


@COMMANDS.add(
    "library.back_up",
    N_("Back up now"),
    "b",
    panes=(BACKUPS,),
    menu=FILE,
    submenu=_BACKUPS,
    short=N_("back up now"),
)
def back_up(call: Call) -> None:
    """Makes a backup of the library."""
    call.backups.make()


@COMMANDS.add("library.repair", N_("Repair a damaged library"), menu=FILE, submenu=_BACKUPS)
def repair(call: Call) -> None:
    """Makes the library anew of what can be read of it, if it is damaged."""
    call.backups.repair()


@BACKUP.add(
    "backups.restore", N_("Restore the backup…"), "Enter", act="restore", short=N_("restore…")
)
@BACKUP.add("backups.check", N_("Verify the backup"), "c", act="check", short=N_("verify"))
@BACKUP.add(
    "backups.open_folder",
    N_("Open the backup folder"),
    "o",
    act="open_folder",
    short=N_("open folder"),
)
@BACKUP.add("backups.delete", N_("Delete the backup…"), "Delete", act="delete", short=N_("delete…"))
@BACKUP.add("backups.change_folder", N_("Backup folder…"), "Shift+O", act="change_folder")
@COMMANDS.add(
    "library.backup_folder",
    N_("Change the backup folder…"),
    menu=EDIT,
    submenu=SETTINGS_MENU,
    act="change_folder",
)
def act_on_backup(call: Call, act: str) -> None:
    """Does something with the backup chosen on the page of backups, which is shown first."""
    is_shown = call.context.pane is BACKUPS
    if not is_shown:
        call.frontend.show_page(BACKUPS)
    if is_shown or act.endswith("folder"):  # which needs no backup to be chosen before
        call.frontend.act_on_page(act)


@IMPORTS.add(
    "import.start", N_("Import what is shown"), "Ctrl+Enter", act="start", short=N_("import")
)
@IMPORTS.add(
    "import.toggle",
    N_("Leave the row out, or take it"),
    "x",
    act="toggle",
    short=N_("leave a row out"),
)
@IMPORTS.add(
    "import.narrow",
    N_("Show only some of the rows"),
    "Shift+F",
    act="narrow",
    short=N_("only new, here, not placed"),
)
@IMPORTS.add("import.file", N_("Choose a file to import…"), "o", act="file", short=N_("file…"))
@IMPORTS.add(
    "import.folder", N_("Choose a folder to import…"), "Shift+O", act="folder", short=N_("folder…")
)
def act_on_import(call: Call, act: str) -> None:
    """Does something on the page of imports."""
    call.frontend.act_on_page(act)


@COMMANDS.add("list.filter", N_("Search"), "/", menu=EDIT, short=N_("search"))
def focus_filter(call: Call) -> None:
    """Puts the keyboard into the filter field."""
    call.panes.focus_filter()


@COMMANDS.add("view.list", N_("Show or hide the list"), "Shift+F9", menu=VIEW, pane=LIST)
@COMMANDS.add("view.sidebar", N_("Show or hide the annotations"), "F9", menu=VIEW, pane=SIDEBAR)
def toggle_panel(call: Call, pane: Pane) -> None:
    """Shows or hides an outer pane."""
    call.panes.toggle_panel(pane)


@COMMANDS.add("view.focus", N_("Focus mode"), "Shift+F11", menu=VIEW)
def toggle_focus_mode(call: Call) -> None:
    """Shows only the text, or everything again."""
    if call.panes.toggle_focus_mode():
        text = _("Focus mode: {back} or {view.focus} leaves it.")
        call.frontend.notify(call.keys.with_keys(text))


@COMMANDS.add("view.full_screen", N_("Full screen"), "F11", menu=VIEW)
def toggle_full_screen(call: Call) -> None:
    """Fills the screen, or not."""
    call.frontend.toggle_full_screen()


@COMMANDS.add("go.inbox", N_("Go to the inbox"), "g i", submenu=_VIEWS, view=View.INBOX)
@COMMANDS.add("go.later", N_("Go to Later"), "g l", submenu=_VIEWS, view=View.LATER)
@COMMANDS.add("go.archive", N_("Go to the archive"), "g a", submenu=_VIEWS, view=View.ARCHIVE)
@COMMANDS.add("go.starred", N_("Go to starred"), "g s", submenu=_VIEWS, view=View.STARRED)
@COMMANDS.add("go.trash", N_("Go to the trash"), "g x", submenu=_VIEWS, view=View.TRASH)
@COMMANDS.add("go.all", N_("Go to all articles"), "g e", submenu=_VIEWS, view=View.ALL)
def show_view(call: Call, view: View) -> None:
    """Shows the articles of a view."""
    call.frontend.show_view(view)


@COMMANDS.add("go.highlights", N_("Go to all highlights"), "g h", pane=Pane.HIGHLIGHTS)
@COMMANDS.add("go.tags", N_("Go to the tags"), "g t", pane=Pane.TAGS)
@COMMANDS.add("go.backups", N_("Library and backups"), "g b", menu=FILE, pane=Pane.BACKUPS)
@COMMANDS.add("go.import", N_("Import from another program…"), menu=FILE, pane=Pane.IMPORT)
def show_page(call: Call, pane: Pane) -> None:
    """Shows a page that takes the whole window, as it was left."""
    if call.context.pane is not pane:
        call.frontend.show_page(pane)


@COMMANDS.add("go.return", N_("Go back"), "Alt+Left", panes=PANES)
def go_back(call: Call) -> None:
    """Returns to where a jump in the text began, or to the page that was left for an article."""
    if not call.frontend.go_back():
        call.frontend.notify(_("Nothing to go back to."))


@COMMANDS.add(
    "go.forward",
    N_("Go forward"),
    "Alt+Right",
    panes=PANES,
    submenu=LISTS_AND_PANES,
    needs=Need.OPEN_ARTICLE,
)
def go_forward(call: Call) -> None:
    """Returns to where one was in the text before the last way back."""
    if not call.frontend.go_forward():
        call.frontend.notify(_("Nothing to go forward to."))


@COMMANDS.add("pane.next", N_("Next pane"), "F6", submenu=LISTS_AND_PANES, direction=1)
@COMMANDS.add(
    "pane.previous", N_("Previous pane"), "Shift+F6", submenu=LISTS_AND_PANES, direction=-1
)
def cycle_pane(call: Call, direction: int) -> None:
    """Gives the next or previous pane the keyboard."""
    call.panes.cycle_pane(direction)


@COMMANDS.add(COUNT, N_("Repeat count…"), "r", panes=PANES, submenu=LISTS_AND_PANES)
def begin_count(call: Call) -> None:
    """Waits for a number, then for a key that is to act as often."""
    call.frontend.begin_count()


@COMMANDS.add("back", N_("Cancel"), "Escape", submenu=LISTS_AND_PANES, short=N_("back"))
def release(call: Call) -> None:
    """Goes back one step."""
    call.frontend.release()


@COMMANDS.add("quit", N_("Quit"), "Ctrl+Q", menu=FILE)
def close(call: Call) -> None:
    """Closes the window."""
    call.frontend.quit()
