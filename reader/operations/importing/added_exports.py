"""Recognizes exports of other programs among the files that are added as articles."""

from pathlib import Path

from reader.core.errors import ImportFailed
from reader.importers.importer import Certainty
from reader.importers.programs import programs, recognized
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.program import Program
from reader.importers.registry import suffixes


def may_be_export(path: Path) -> bool:
    """Returns whether a file has the name of an export of another program, and of no article."""
    suffix = path.suffix.lower()
    is_of_program = any(suffix in one.suffixes for one in programs())
    return is_of_program and suffix not in suffixes() and path.is_file()


def program_of(path: Path) -> Program | None:
    """Returns the program that a file is an export of, if it shows one."""
    if not any(path.suffix.lower() in one.suffixes for one in programs()):
        return None
    try:
        return recognized(ExportFiles(path), Certainty.LIKELY)
    except ImportFailed:
        return None
