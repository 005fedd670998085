"""Defines the arguments of ``postil edit`` and ``postil left-out``."""

import argparse
from collections.abc import Callable

from reader.core.translation import _


def add_arguments(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds the subcommands; ``command`` makes one of a name and what it does."""
    numbered = _("the article's number, as “postil list” prints it")
    edit = command("edit", _("edit the details of an article; importing it again keeps them"))
    edit.add_argument("id", metavar="ID", help=numbered)
    for option, meaning in (
        ("--title", _("its title")),
        ("--author", _("who wrote it; empty: no author")),
        ("--site", _("where it is from")),
        ("--date", _("when it was published, such as 2024-05-20")),
        ("--language", _("the code of its language, such as en or pt-BR")),
    ):
        edit.add_argument(option, metavar="TEXT", help=meaning)
    left_out = command("left-out", _("list what was left out of an article, or restore it"))
    left_out.add_argument("id", metavar="ID", help=numbered)
    acts = left_out.add_mutually_exclusive_group()
    acts.add_argument(
        "--put-back",
        type=int,
        nargs="+",
        metavar="N",
        help=_("restore the parts with these numbers to the text"),
    )
    acts.add_argument(
        "--put-all-back", action="store_true", help=_("restore all parts that can be")
    )
