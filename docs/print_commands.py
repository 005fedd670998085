"""Prints the table of commands, resources/commands.json, from the records beside their functions."""

import json

from reader.commands.declared_commands import DECLARED


def table() -> str:
    """Returns the table, one command in a line."""
    lines = (json.dumps(command, ensure_ascii=False) for command in DECLARED)
    return "[\n" + ",\n".join(lines) + "\n]\n"
