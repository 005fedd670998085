"""Prints the result of a command as text or as JSON."""

import argparse
import json
import sys
from typing import Any

from reader.core.query.query_tree import Query
from reader.core.translation import _
from reader.library.queries.searching.query_conditions import Target
from reader.services import Services


def wants_json(options: argparse.Namespace) -> bool:
    """Returns whether the result is to be printed as JSON."""
    return bool(getattr(options, "json", False))


def print_json(value: Any) -> None:
    """Prints plain values as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def tell(options: argparse.Namespace, text: str, told: Any) -> None:
    """Prints the text or, for a program, the values in its place."""
    if wants_json(options):
        print_json(told)
    else:
        print(text)


def tell_nothing_found(app: Services, query: Query, target: Target) -> None:
    """Reports on standard error that a query found nothing, and suggests another one."""
    text = _("Nothing matches.")
    if near := app.queries.near_queries(query, target, is_typing=False):
        text = _("Nothing matches. Did you mean: {queries}").format(queries="  ·  ".join(near))
    print(text, file=sys.stderr)
