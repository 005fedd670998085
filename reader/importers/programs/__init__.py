"""Reads what other programs export or keep: a registry, one ``*_program`` module each."""

from functools import cache

from reader.core.errors import ImportFailed
from reader.core.format_discovery import find_formats
from reader.core.translation import _
from reader.importers.importer import Certainty
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.program import Program


@cache
def programs() -> tuple[Program, ...]:
    """Returns all programs that can be imported from, by title."""
    found = find_formats("reader.importers.programs", Program, "_program")
    return tuple(sorted(found, key=lambda one: one.title.casefold()))


def find_program(name: str) -> Program:
    """Returns the program with an id; raises ImportFailed, naming those known, if there is none."""
    for one in programs():
        if one.id == name:
            return one
    message = _("There is no program “{name}” to import from; known are {known}.")
    known = ", ".join(one.id for one in programs())
    raise ImportFailed(message.format(name=name, known=known))


def recognized(files: ExportFiles, least: Certainty = Certainty.FALLBACK) -> Program:
    """Returns the program that files are of, as surely as is asked for; raises ImportFailed."""
    return all_recognized(files, least)[0]


def all_recognized(
    files: ExportFiles, least: Certainty = Certainty.FALLBACK
) -> tuple[Program, ...]:
    """Returns the program that ``recognized`` does, and those that others of the files are of."""
    found = [(one.recognizes(files), one) for one in programs()]
    certainty, program = max(found, key=lambda pair: pair[0])
    if certainty < least:
        message = _("“{name}” is not an export of a known program; the programs are {known}.")
        known = ", ".join(_(one.title) for one in programs())
        raise ImportFailed(message.format(name=files.name, known=known))
    sure = (one for surety, one in found if surety >= Certainty.DECLARED and one is not program)
    return (program, *(sure if len(files.names) > 1 else ()))
