"""Defines the arguments of `postil import`."""

import argparse
from collections.abc import Callable

from reader.core.translation import _


def add_arguments(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds the subcommand by ``command``."""
    take = command("import", _("import articles and highlights from another program"))
    take.add_argument(
        "names",
        nargs="+",
        metavar="PROGRAM|PATH",
        help=_("a file, ZIP archive or folder, after the program it is of if that is not clear"),
    )
    take.add_argument(
        "--dry-run", action="store_true", dest="is_preview", help=_("only print what would be done")
    )
    take.add_argument(
        "--tag",
        dest="all_get",
        default="",
        metavar="T",
        help=_("a tag for everything that is imported"),
    )
    take.add_argument(
        "--archive",
        action="store_true",
        dest="is_archiving",
        help=_("put new articles into the archive"),
    )
    take.add_argument(
        "--fetch",
        action="store_true",
        dest="is_fetching",
        help=_("fetch the texts of new articles from their addresses"),
    )
    take.set_defaults(pictures=None, is_local_allowed=False, is_sure=False)
