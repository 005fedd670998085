"""Runs the subcommands that need no window, each implemented in its own module."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.cli import adding as cli_adding
from reader.cli import annotating as cli_annotating
from reader.cli import annotations as cli_annotations
from reader.cli import article_listing as cli_articles
from reader.cli import backup_and_recovery as cli_backups
from reader.cli import editing, library_from_archive
from reader.cli import left_out as cli_left_out
from reader.cli import revisions as cli_revisions
from reader.cli import watched_folder as cli_watching
from reader.cli.output.command_output import tell
from reader.cli.output.error_output import print_error
from reader.core.models import Step
from reader.core.translation import _
from reader.library import write_lock
from reader.services import Services

_Command = Callable[[Services, argparse.Namespace], int]
PATIENCE = 30.0  # seconds to wait for other programs that write: a script may start many at once


def run(options: argparse.Namespace, directory: Path) -> int:
    """Runs one command on the library of a folder and returns its exit code."""
    write_lock.name_program(options.command)
    if options.command == "doctor":
        from reader.cli import doctor  # only when asked for

        tell(options, *doctor.run(directory))
        return 0
    if options.command in cli_backups.NAMES:  # these do without a library that opens
        text, told, code = cli_backups.run(options, directory)
        tell(options, text, told)
        return code
    if options.command == "import" and library_from_archive.makes_library(options, directory):
        text, told, code = library_from_archive.run(options, directory)
        tell(options, text, told)
        return code
    # Only commands that add create a library: a mistyped folder is reported.
    app = Services.open(
        directory, create=options.command in ("add", "feed", "import"), timeout=PATIENCE
    )
    if app.database.notice:
        print_error(app.database.notice)
    try:
        return _COMMANDS[options.command](app, options)
    finally:
        app.close()


def _telling(run: Callable[[Services, argparse.Namespace], tuple[str, Any]]) -> _Command:
    """Returns a command that prints a function's result, as text or as JSON."""

    def command(app: Services, options: argparse.Namespace) -> int:
        tell(options, *run(app, options))
        return 0

    return command


def _tags(app: Services, options: argparse.Namespace) -> int:
    from reader.cli import tags as cli_tags  # only when asked for

    return cli_tags.run(app, options)


def _undo(app: Services, _options: argparse.Namespace) -> tuple[str, Any]:
    step = app.history.undo()
    text = _done_text(app, step, _("Undone: {label}")) if step else _("Nothing to undo.")
    return text, {"undone": step.label if step else None}


def _redo(app: Services, _options: argparse.Namespace) -> tuple[str, Any]:
    step = app.history.redo()
    text = _done_text(app, step, _("Redone: {label}")) if step else _("Nothing to redo.")
    return text, {"redone": step.label if step else None}


def _done_text(app: Services, step: Step, done: str) -> str:
    from reader.commands.undo import articles_text  # only when asked for

    return done.format(label=step.label) + articles_text(app.queries, step)


def _feed(app: Services, options: argparse.Namespace) -> int:
    from reader.cli import feeds  # only when asked for

    return feeds.run(app, options)


def _import(app: Services, options: argparse.Namespace) -> int:
    from reader.cli import program_import  # only when asked for

    return program_import.run(app, options)


def _export(app: Services, options: argparse.Namespace) -> int:
    from reader.cli import exporting  # only when asked for: exporters

    return exporting.run(app, options)


_COMMANDS: dict[str, _Command] = {
    "add": cli_adding.run,
    "import": _import,
    "feed": _feed,
    "list": cli_articles.list_articles,
    "show": cli_articles.show,
    "annotate": cli_annotating.run,
    "annotations": cli_annotations.run,
    "tags": _tags,
    "revisions": cli_revisions.list_revisions,
    "diff": cli_revisions.diff,
    "edit": _telling(editing.run),
    "left-out": _telling(cli_left_out.run),
    "watch": _telling(cli_watching.run),
    "undo": _telling(_undo),
    "redo": _telling(_redo),
    "export": _export,
}
