"""Prints the keys of the commands for docs/keys.md and README.md."""

import re
from collections.abc import Iterable, Sequence

from reader.commands.command import MENUS, Command
from reader.commands.context import PANES, Pane
from reader.commands.declared_commands import DECLARED
from reader.core.keys.keymap import format_keys

BEGIN, END = "<!-- keys: printed by `make docs` -->", "<!-- /keys -->"

_BY_ID = {command.id: command for command in DECLARED}
_PANES = {
    Pane.LIST: "list",
    Pane.READING: "text",
    Pane.SIDEBAR: "annotations",
    Pane.HIGHLIGHTS: "all highlights",
    Pane.TAGS: "all tags",
    Pane.REVIEW: "review",
    Pane.REVISIONS: "revisions",
    Pane.BACKUPS: "backups",
    Pane.PREFERENCES: "Preferences",
    Pane.IMPORT: "import",
    Pane.VIEWS: "views",
    Pane.CONTENTS: "contents",
}
_PANE_TITLES = {
    Pane.LIST: "In the article list",
    Pane.READING: "In the text",
    Pane.SIDEBAR: "In the annotations",
    Pane.HIGHLIGHTS: "In all highlights",
    Pane.TAGS: "In all tags",
    Pane.REVIEW: "In the review",
    Pane.REVISIONS: "In the revisions",
    Pane.BACKUPS: "In the backups",
    Pane.PREFERENCES: "In Preferences",
    Pane.IMPORT: "In an import",
    Pane.VIEWS: "In the views and feeds",
    Pane.CONTENTS: "In the contents",
}
_INTRODUCTION = """\
# The keys

Generated from the catalogue of commands by `make docs`. In the window, `?` shows the same list, and `Ctrl+K` finds a
command by a word of its name. Press keys separated by a space one after the other. A key without a pane works
everywhere; other keys work only in the pane named beside them, such as the *list*, the *text* or the *annotations*.
While a text field has the focus, letters and symbols are typed into it.
"""

# The README's table: the commands of a row, and which of their keys stand for them (all of one
# command's, the first of each of several).
_README_ROWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Move",
        (
            "cursor.next_paragraph cursor.previous_paragraph",
            "cursor.next_sentence cursor.previous_sentence",
            "cursor.next_word cursor.previous_word",
            "cursor.extend_next_paragraph cursor.extend_next_sentence cursor.extend_next_word",
            "cursor.grow cursor.shrink",
            "cursor.hints",
            "cursor.caret",
            "highlight.next highlight.previous",
            "page.down",
            "article.next article.previous",
        ),
    ),
    (
        "Mark",
        (
            "highlight",
            "highlight.note",
            "highlight.tag",
            "highlight.slot_1 … highlight.slot_9",
            "highlight.clear_slots",
            "highlight.yellow … highlight.grey",
            "highlight.end_right highlight.start_right",
            "highlight.merge highlight.split",
            "tags.sticky",
            "tags.repeat",
            "highlight.delete",
            "passage.cite",
        ),
    ),
    (
        "The whole article",
        (
            "article.tag",
            "article.note",
            "article.archive article.later article.inbox",
            "article.star article.read",
            "article.trash",
        ),
    ),
    (
        "Find",
        (
            "list.filter",
            "go.highlights",
            "go.tags",
            "go.review",
            "go.revisions",
            "go.inbox go.later go.archive go.starred go.trash",
            "help.palette",
            "help.keys",
        ),
    ),
    (
        "General",
        (
            "undo redo",
            "add.files add.clipboard add.address",
            "export",
            "view.list view.sidebar view.views view.focus",
            "text.larger text.smaller",
            "view.next_theme",
            "go.preferences",
            "pane.next",
        ),
    ),
)


def keys_page() -> str:
    """Returns the text of docs/keys.md."""
    parts = [_INTRODUCTION]
    for menu in MENUS:
        chosen = [command for command in DECLARED if command.menu == menu]
        rows = [(command.title, _keys_by_pane(command)) for command in chosen]
        parts.append(f"## {menu}\n\n{_table(('command', 'keys'), rows)}")
    hidden = [command for command in DECLARED if not command.menu]
    if hidden:
        rows = [(command.title, _keys_by_pane(command)) for command in hidden]
        parts.append(f"## In no menu\n\n{_table(('command', 'keys'), rows)}")
    parts.append("# By place\n\nThe keys that work in one place only.\n")
    for pane, title in _PANE_TITLES.items():
        found = [
            (_code(one.keys), command.title)
            for command in DECLARED
            for one in command.keys
            if pane in one.panes and one.panes != PANES
        ]
        if found:
            parts.append(f"## {title}\n\n{_table(('key', 'command'), found)}")
    return "\n".join(parts)


def readme_table() -> str:
    """Returns the table of keys for README.md."""
    rows = []
    for area, entries in _README_ROWS:
        for index, entry in enumerate(entries):
            rows.append((f"**{area}**" if index == 0 else "", *_readme_row(entry)))
    return _table(("", "action", "keys"), rows)


def _readme_row(entry: str) -> tuple[str, str]:
    commands = [_BY_ID[name] for name in entry.split() if name != "…"]
    firsts = [command.keys[0].keys for command in commands]
    if "…" in entry:
        first, last = commands[0].title, commands[-1].title.split()[-1]
        return f"{first} … {last}", " … ".join(map(_code, firsts))
    titles = [command.title.rstrip("…") for command in commands]
    titles[1:] = [title[:1].lower() + title[1:] for title in titles[1:]]
    keys = _readme_keys(commands[0]) if len(commands) == 1 else " ".join(map(_code, firsts))
    return ", ".join(titles), keys


def _readme_keys(command: Command) -> str:
    """Returns the keys of a command, naming the pane only if it is the list."""
    only_list = (Pane.LIST,)
    here = [_code(one.keys) for one in command.keys if one.panes != only_list]
    there = [_code(one.keys) for one in command.keys if one.panes == only_list]
    return "; ".join(
        part for part in (" ".join(here), there and "in the list " + " ".join(there)) if part
    )


def _keys_by_pane(command: Command) -> str:
    """Returns the keys of a command, grouped by pane."""
    places: dict[tuple[Pane, ...], list[str]] = {}
    for one in command.keys:
        places.setdefault(one.panes, []).append(_code(one.keys))
    return "; ".join(
        (", ".join(_PANES[pane] for pane in panes) + ": " if panes not in ((), PANES) else "")
        + " ".join(keys)
        for panes, keys in places.items()
    )


def _code(keys: str) -> str:
    return f"`{format_keys(keys)}`".replace("|", "\\|")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def with_table(readme: str) -> str:
    """Returns the README with the table between its markers; raises ValueError without markers."""
    pattern = re.compile(rf"({re.escape(BEGIN)}\n).*?({re.escape(END)})", re.DOTALL)
    if not pattern.search(readme):
        raise ValueError(f"README.md lacks the markers {BEGIN} and {END}.")
    table = readme_table()
    return pattern.sub(lambda found: f"{found[1]}\n{table}\n{found[2]}", readme, count=1)
