"""Commands of the window: files, editing, views of the text, and help."""

from functools import partial

from reader.commands import articles, general, highlights, keymap_commands
from reader.commands.command import COUNT, EDIT, FILE, GO, HELP, VIEW, Call, Command, Need, on
from reader.commands.context import LIST, PANES, SIDEBAR, TEXT
from reader.core.translation import N_


def _back(call: Call) -> None:
    call.frontend.release()


FILE_COMMANDS = (
    Command("add.files", N_("Add files…"), articles.add_files, on("Ctrl+O"), FILE),
    Command("add.clipboard", N_("Add from the clipboard"), articles.paste, on("Ctrl+V"), FILE),
    Command("export", N_("Export…"), articles.export, on("Ctrl+E"), FILE, writes=False),
    Command("trash.empty", N_("Empty the trash…"), articles.empty_trash, (), FILE),
    Command("quit", N_("Quit"), lambda c: c.frontend.quit(), on("Ctrl+Q"), FILE, writes=False),
)

EDIT_COMMANDS = (
    Command("undo", N_("Undo"), general.undo, on("Ctrl+Z", "z"), EDIT),
    Command("redo", N_("Redo"), general.redo, on("Ctrl+Shift+Z", "Ctrl+Y", "Shift+Z"), EDIT),
    Command(
        "passage.copy",
        N_("Copy the passage"),
        highlights.copy,
        on("Ctrl+C", panes=TEXT),
        EDIT,
        Need.TARGET,
        writes=False,
    ),
    Command(
        "passage.cite",
        N_("Copy the passage with its source"),
        highlights.copy_with_citation,
        on("y", panes=TEXT),
        EDIT,
        Need.TARGET,
        writes=False,
    ),
    Command(
        "list.filter",
        N_("Filter the list"),
        lambda c: c.frontend.focus_filter(),
        on("/"),
        EDIT,
        writes=False,
    ),
    Command(
        "text.find",
        N_("Find in the article"),
        lambda c: c.frontend.find(0),
        on("Ctrl+F"),
        EDIT,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "text.find_next",
        N_("Find the next place"),
        lambda c: c.frontend.find(1),
        on("F3"),
        EDIT,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "text.find_previous",
        N_("Find the previous place"),
        lambda c: c.frontend.find(-1),
        on("Shift+F3"),
        EDIT,
        Need.OPEN_ARTICLE,
        writes=False,
    ),
    Command(
        "list.select",
        N_("Select the article, or not"),
        lambda c: c.frontend.select_articles("toggle"),
        on("x", panes=(LIST,)),
        EDIT,
        writes=False,
    ),
    Command(
        "list.select_range",
        N_("Select up to the article"),
        lambda c: c.frontend.select_articles("range"),
        on("Shift+X", panes=(LIST,)),
        EDIT,
        writes=False,
    ),
    Command(
        "list.select_all",
        N_("Select all articles"),
        lambda c: c.frontend.select_articles("all"),
        on("* a", "Ctrl+A", panes=(LIST,)),
        EDIT,
        writes=False,
    ),
    Command(
        "list.select_none",
        N_("Select one article only"),
        lambda c: c.frontend.select_articles("none"),
        on("* n", panes=(LIST,)),
        EDIT,
        writes=False,
    ),
)

VIEW_COMMANDS = (
    Command(
        "view.list",
        N_("Show or hide the list"),
        lambda c: c.frontend.toggle_panel(LIST),
        on("Shift+F9"),
        VIEW,
        writes=False,
    ),
    Command(
        "view.sidebar",
        N_("Show or hide the annotations"),
        lambda c: c.frontend.toggle_panel(SIDEBAR),
        on("F9"),
        VIEW,
        writes=False,
    ),
    Command(
        "view.focus",
        N_("Only the text"),
        lambda c: c.frontend.toggle_focus_mode(),
        on("Shift+F11"),
        VIEW,
        writes=False,
    ),
    Command(
        "view.full_screen",
        N_("Full screen"),
        lambda c: c.frontend.toggle_full_screen(),
        on("F11"),
        VIEW,
        writes=False,
    ),
    Command("view.theme", N_("Theme…"), general.theme, (), VIEW, writes=False),
    Command(
        "list.sort",
        N_("Order of the list…"),
        general.sort,
        on("g o"),
        VIEW,
        writes=False,
    ),
    Command(
        "view.next_theme",
        N_("Next theme"),
        general.next_theme,
        on("Ctrl+Shift+L"),
        VIEW,
        writes=False,
    ),
    Command(
        "text.larger",
        N_("Larger text"),
        partial(general.text_size, direction=1),
        on("Ctrl+=", "Ctrl++"),
        VIEW,
        writes=False,
    ),
    Command(
        "text.smaller",
        N_("Smaller text"),
        partial(general.text_size, direction=-1),
        on("Ctrl+-"),
        VIEW,
        writes=False,
    ),
    Command(
        "text.normal",
        N_("Normal text size"),
        partial(general.text_size, direction=0),
        on("Ctrl+0"),
        VIEW,
        writes=False,
    ),
    Command(
        "text.wider",
        N_("Longer lines"),
        partial(general.measure, direction=1),
        on("Ctrl+Alt+="),
        VIEW,
        writes=False,
    ),
    Command(
        "text.narrower",
        N_("Shorter lines"),
        partial(general.measure, direction=-1),
        on("Ctrl+Alt+-"),
        VIEW,
        writes=False,
    ),
    Command(
        "text.looser",
        N_("Lines further apart"),
        partial(general.line_height, direction=1),
        on("Alt+="),
        VIEW,
        writes=False,
    ),
    Command(
        "text.tighter",
        N_("Lines closer together"),
        partial(general.line_height, direction=-1),
        on("Alt+-"),
        VIEW,
        writes=False,
    ),
)

PANES_COMMANDS = (
    Command(
        "pane.next",
        N_("Next pane"),
        lambda c: c.frontend.cycle_pane(1),
        on("F6"),
        GO,
        writes=False,
    ),
    Command(
        "pane.previous",
        N_("Previous pane"),
        lambda c: c.frontend.cycle_pane(-1),
        on("Shift+F6"),
        GO,
        writes=False,
    ),
    Command(
        COUNT,
        N_("Several times: a number, then a key…"),
        lambda c: c.frontend.begin_count(),
        on("r", panes=PANES),
        GO,
        writes=False,
    ),
    Command(
        "back",
        N_("Back one step"),
        _back,
        on("Escape"),
        GO,
        writes=False,
    ),
)

HELP_COMMANDS = (
    Command(
        "help.palette",
        N_("All commands…"),
        lambda c: c.frontend.show_palette(),
        on("Ctrl+K"),
        HELP,
        writes=False,
    ),
    Command(
        "help.keys",
        N_("All keys"),
        lambda c: c.frontend.show_keys(),
        on("?", "F1"),
        HELP,
        writes=False,
    ),
    Command(
        "keys.preset", N_("Set of keys…"), keymap_commands.choose_preset, (), HELP, writes=False
    ),
    Command("keys.export", N_("Export the keys…"), keymap_commands.export, (), HELP, writes=False),
    Command("keys.import", N_("Import keys…"), keymap_commands.import_keys, (), HELP, writes=False),
    Command("keys.reset", N_("Reset all keys"), keymap_commands.reset, (), HELP, writes=False),
    Command(
        "help.about", N_("About Postil"), lambda c: c.frontend.show_about(), (), HELP, writes=False
    ),
)
