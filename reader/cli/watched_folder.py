"""Implements ``postil watch``, which sets the folder whose new files the window adds."""

import argparse
from pathlib import Path
from typing import Any

from reader.cli.doctor import window_of
from reader.core.errors import InvalidInput, PostilError
from reader.core.translation import _
from reader.operations import watched_folder
from reader.services import Services


def run(app: Services, options: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    """Chooses the folder, or none; returns what to print, and the same for a program.

    Raises PostilError when the folder cannot be watched, or a window is open, which has the settings.
    """
    settings = app.settings
    if options.folder is not None or options.off:
        if window_of(app.directory) is not None:
            message = _("Close the window first, or choose the folder in its File menu.")
            raise InvalidInput(message)
        if options.off:
            settings.set(watched_folder="")
        else:
            folder = Path(options.folder).absolute()
            watched_folder.begin(folder, settings.watched_record(), is_all_new=options.all)
            settings.set(watched_folder=str(folder))
        if settings.problem:
            raise PostilError(_("The folder was not changed: {}").format(settings.problem))
    watched = settings.watched_folder()
    text = _("No folder is watched.")
    if watched is not None:
        text = _("While the window is open, new files in {folder} are added.").format(
            folder=watched
        )
    return text, {"folder": None if watched is None else str(watched)}
