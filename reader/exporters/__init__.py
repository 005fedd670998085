"""Writes articles and annotations in open formats: a registry, one ``*_format`` module each."""

import re
from functools import cache
from pathlib import Path

from reader.core.errors import ExportFailed
from reader.core.format_discovery import find_formats
from reader.core.translation import _
from reader.exporters.exporter import ExportFormat

_SUFFIX = re.compile(r"\.[^\W\d]\w{0,9}")  # the end of “version 1.2” is none


@cache
def export_formats() -> tuple[ExportFormat, ...]:
    """Returns all formats, in the order in which they are offered."""
    found = find_formats("reader.exporters", ExportFormat)
    return tuple(sorted(found, key=lambda one: (one.position, one.title)))


def article_formats() -> tuple[ExportFormat, ...]:
    """Returns the formats that whole articles can be written in."""
    return tuple(one for one in export_formats() if one.is_for_articles)


def annotation_formats() -> tuple[ExportFormat, ...]:
    """Returns the formats that chosen annotations can be written in."""
    return tuple(one for one in export_formats() if one.is_for_annotations)


def find_format(name: str, formats: tuple[ExportFormat, ...]) -> ExportFormat:
    """Returns the format with an id; raises ExportFailed, naming those known, if there is none."""
    for one in formats:
        if one.id == name:
            return one
    message = _("There is no export format “{name}”; the formats are {known}.")
    raise ExportFailed(message.format(name=name, known=_known(formats)))


def format_of(path: Path, formats: tuple[ExportFormat, ...]) -> ExportFormat:
    """Returns the format that a file's suffix stands for; without a suffix it is a folder.

    Raises ExportFailed, naming the formats known, if the suffix is unknown.
    """
    is_folder = path.is_dir() or not _SUFFIX.fullmatch(path.suffix)
    for one in formats:
        if one.is_folder == is_folder and (is_folder or one.suffix == path.suffix.lower()):
            return one
    raise _unknown_suffix(path, formats)


def check_name(path: Path, chosen: ExportFormat, formats: tuple[ExportFormat, ...]) -> None:
    """Raises ExportFailed if a file's name has suffixes, and none is the format's.

    What is not a regular file, such as a pipe, may have any name.
    """
    if chosen.is_folder or not _SUFFIX.fullmatch(path.suffix):
        return
    is_other = path.exists() and not path.is_file()
    if not is_other and chosen.suffix not in map(str.lower, path.suffixes):
        raise _unknown_suffix(path, formats)


def _unknown_suffix(path: Path, formats: tuple[ExportFormat, ...]) -> ExportFailed:
    message = _("“{path}” is not a file name for an export; the extensions are {known}.")
    return ExportFailed(message.format(path=path, known=_known(formats)))


def _known(formats: tuple[ExportFormat, ...]) -> str:
    folder = _("a folder")
    return ", ".join(f"{one.id} ({folder if one.is_folder else one.suffix})" for one in formats)
