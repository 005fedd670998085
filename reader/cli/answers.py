"""Prints what came of a command, for a person or as JSON for a program."""

import argparse
import json
from typing import Any


def wants_json(options: argparse.Namespace) -> bool:
    """Returns whether the answer is to be JSON."""
    return bool(getattr(options, "json", False))


def print_json(value: Any) -> None:
    """Prints plain values as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def tell(options: argparse.Namespace, text: str, told: Any) -> None:
    """Prints the text, or what is told to a program in its place."""
    if wants_json(options):
        print_json(told)
    else:
        print(text)
