"""Generates the parts of the documentation that are derived from code.

These are the table of commands, docs/keys.md and the key table of README.md, from the commands; docs/modules.md,
from the docstrings of the modules; the formats in docs/guide.md, the desktop entry and the AppStream
file, from the registries; and the manual page and the shell completions, from the arguments of the
command line. ``python docs/print_all.py`` (or ``make docs``) writes them. With ``--check`` it writes
nothing and exits 1 if one of them is stale.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # so that it runs as a script, whatever the folder

from docs import (  # noqa: E402 - the line above
    print_command_line,
    print_commands,
    print_formats,
    print_keys,
    print_modules,
)

COMMANDS = ROOT / "resources" / "commands.json"
KEYS_PAGE = ROOT / "docs" / "keys.md"
README = ROOT / "README.md"
MODULES_PAGE = ROOT / "docs" / "modules.md"
GUIDE = ROOT / "docs" / "guide.md"
DESKTOP = ROOT / "resources" / "postil.desktop"
METAINFO = ROOT / "resources" / "org.postil.Postil.metainfo.xml"
COMMAND_LINE = ROOT / "resources" / "command-line"


def wanted() -> dict[Path, str]:
    """Returns the up-to-date text of each generated file."""
    return {
        COMMANDS: print_commands.table(),
        KEYS_PAGE: print_keys.keys_page(),
        README: print_keys.with_table(README.read_text("utf-8")),
        MODULES_PAGE: print_modules.modules_page(ROOT / "reader"),
        GUIDE: print_formats.with_formats(GUIDE.read_text("utf-8")),
        DESKTOP: print_formats.desktop_entry(DESKTOP.read_text("utf-8")),
        METAINFO: print_formats.metainfo(METAINFO.read_text("utf-8")),
        COMMAND_LINE / "postil.1": print_command_line.manual(),
        COMMAND_LINE / "postil.bash": print_command_line.completion("bash"),
        COMMAND_LINE / "_postil": print_command_line.completion("zsh"),
        COMMAND_LINE / "postil.fish": print_command_line.completion("fish"),
    }


def stale() -> list[Path]:
    """Returns the generated files that are missing or out of date."""
    return [
        path
        for path, text in wanted().items()
        if not path.is_file() or path.read_text("utf-8") != text
    ]


def main(arguments: Sequence[str]) -> int:
    """Writes the stale files, or with --check lists them."""
    found = stale()
    if "--check" in arguments:
        for path in found:
            print(f"{path.relative_to(ROOT)} is stale: make docs", file=sys.stderr)
        return 1 if found else 0
    texts = wanted()
    for path in found:
        path.write_text(texts[path], "utf-8", newline="\n")
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
