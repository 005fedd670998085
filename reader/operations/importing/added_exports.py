"""Recognizes exports of other programs among the files that are added as articles."""

from pathlib import Path

from reader.core.errors import ImportFailed
from reader.importers.importer import Certainty
from reader.importers.programs import programs, recognized
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.program import Program


def program_of(path: Path) -> Program | None:
    """Returns the program that a file is an export of, if it shows one."""
    if not any(path.suffix.lower() in one.suffixes for one in programs()):
        return None
    try:
        return recognized(ExportFiles(path), Certainty.LIKELY)
    except ImportFailed:
        return None
