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


def tell_nothing_found(app: Services, query: Query, target: Target) -> None:
    """Says on the standard error that a query found nothing, and what may have been meant."""
    text = _("Nothing matches.")
    if near := app.queries.near_queries(query, target, is_typing=False):
        text = _("Nothing matches. Did you mean: {queries}").format(queries="  ·  ".join(near))
    print(text, file=sys.stderr)
