"""Logs where Python was when the process crashed without an exception."""

import contextlib
import faulthandler
from pathlib import Path

from reader.core.private_files import make_folder, private

NAME = "crash.log"
LARGEST = 200_000  # bytes before a new one is begun; one former is kept


def log_crashes(folder: Path) -> None:
    """Has crashes of this process added to the log in a folder, if it can be written.

    It contains functions and lines of the program, no values.
    """
    file = folder / NAME
    with contextlib.suppress(OSError):
        make_folder(folder)
        if file.exists() and file.stat().st_size > LARGEST:
            file.replace(folder / f"{NAME}.1")
        # Open until the program ends: whatever crashes, this can still be written to.
        faulthandler.enable(open(file, "a", encoding="ascii", opener=private))  # noqa: SIM115
