"""Prints what went wrong, for the user of a terminal."""

import sys


def print_error(text: object) -> None:
    """Prints a sentence on standard error, after the name of the program."""
    print(f"postil: {text}", file=sys.stderr)
