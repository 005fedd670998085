"""Acts on the page that previews an import from another program."""

from reader.commands.command import Call, Commands
from reader.commands.context import IMPORT
from reader.core.translation import N_

COMMANDS = Commands(panes=(IMPORT,), writes=False)


@COMMANDS.add(
    "import.choose",
    N_("Choose the files of the program…"),
    "Enter",
    act="choose",
    short=N_("files of this program…"),
)
@COMMANDS.add(
    "import.start", N_("Import what is shown"), "Ctrl+Enter", act="start", short=N_("import")
)
@COMMANDS.add(
    "import.toggle",
    N_("Exclude or include the row"),
    "x",
    act="toggle",
    short=N_("exclude the row"),
)
@COMMANDS.add(
    "import.narrow",
    N_("Show only some of the rows"),
    "Shift+F",
    act="narrow",
    short=N_("only new, already here, no position"),
)
@COMMANDS.add("import.file", N_("Choose a file to import…"), "o", act="file", short=N_("any file…"))
@COMMANDS.add(
    "import.folder",
    N_("Choose a folder to import…"),
    "Shift+O",
    act="folder",
    short=N_("any folder…"),
)
def act_on_import(call: Call, act: str) -> None:
    """Does something on the page of imports."""
    call.frontend.act_on_page(act)
