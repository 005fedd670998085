"""Describes Postil: its version, the versions it runs on, and its folders."""

import platform

from PySide6.QtCore import qVersion

from reader import __version__
from reader.core.translation import _
from reader.library.queries.queries import Queries
from reader.services import Services


def about_text(app: Services) -> str:
    """Versions and the paths in use, a line each."""
    lines = (
        f"Postil {__version__}",
        _("Library: {path}").format(path=app.database.path),
        _("Settings: {path}").format(path=app.directory / "settings.json"),
        f"Python {platform.python_version()} · Qt {qVersion()} · SQLite {Queries.sqlite_version()}",
    )
    return "\n".join(lines)
