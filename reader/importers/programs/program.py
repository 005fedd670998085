"""Defines what a program to import from declares: its names, its files, and how they are read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.importers.importer import Certainty
from reader.importers.programs.records import Record

if TYPE_CHECKING:
    from reader.importers.programs.export_files import ExportFiles

__all__ = ["Certainty", "Program"]


@dataclass(frozen=True, slots=True)
class Program:
    """A program whose exports, or whose own files, can be read."""

    id: str
    title: str  # marked for translation with N_
    files: str  # what is to be chosen, and how the program gives it; marked likewise
    suffixes: tuple[str, ...]  # of the files, in lower case, with the dot
    recognizes: Callable[["ExportFiles"], Certainty]
    #: Yields the articles as they come, several times those of which parts lie apart; raises ImportFailed.
    read: Callable[["ExportFiles"], Iterator[Record]]
    is_folder: bool = False  # whether what is chosen is mostly a folder
