"""Shows and focuses panes, views and pages, goes back, starts counts, and quits."""

from reader.commands.command import (
    BACKUPS_MENU,
    COUNT,
    EDIT,
    FILE,
    GO,
    LISTS_AND_PANES,
    VIEW,
    Call,
    Commands,
    Need,
)
from reader.commands.context import LIST, PANES, SIDEBAR, Pane
from reader.core.models import View
from reader.core.translation import N_, _

COMMANDS = Commands(menu=GO, writes=False)
_VIEWS = N_("Views")


@COMMANDS.add("list.filter", N_("Search"), "/", menu=EDIT, short=N_("search"))
def focus_filter(call: Call) -> None:
    """Moves the focus to the filter field."""
    call.frontend.panes.focus_filter()


@COMMANDS.add("view.list", N_("Show the article list"), "Shift+F9", menu=VIEW, pane=LIST)
@COMMANDS.add("view.sidebar", N_("Show the annotations"), "F9", menu=VIEW, pane=SIDEBAR)
def toggle_panel(call: Call, pane: Pane) -> None:
    """Shows or hides an outer pane."""
    call.frontend.panes.toggle_panel(pane)


@COMMANDS.add("view.focus", N_("Focus mode"), "Shift+F11", menu=VIEW)
def toggle_focus_mode(call: Call) -> None:
    """Shows only the text, or everything again."""
    if call.frontend.panes.toggle_focus_mode():
        text = _("Focus mode: {back} or {view.focus} leaves it.")
        leave = _("Leave focus mode"), call.frontend.panes.leave_focus_mode
        call.frontend.notify(call.keys.with_keys(text), answer=leave)


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
@COMMANDS.add(
    "go.backups",
    N_("Library and backups"),
    "g b",
    menu=FILE,
    submenu=BACKUPS_MENU,
    pane=Pane.BACKUPS,
)
@COMMANDS.add("go.import", N_("Import from another program…"), menu=FILE, pane=Pane.IMPORT)
def show_page(call: Call, pane: Pane) -> None:
    """Shows a page that takes the whole window, as it was left."""
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
    call.frontend.panes.cycle_pane(direction)


@COMMANDS.add("go.menus", N_("Open the menus"), "F10", submenu=LISTS_AND_PANES)
def open_menus(call: Call) -> None:
    """Opens the first menu of the menu bar."""
    call.frontend.open_menus()


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
