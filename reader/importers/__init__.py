"""Reads articles from foreign files: a registry of formats, one ``*_format`` module each.

Importing this package and asking what is known loads no parser.
"""

from functools import cache
from pathlib import Path, PurePath

from reader.core.format_discovery import find_formats
from reader.core.models import Draft, Source
from reader.importers.importer import Importer
from reader.importers.source_files import read_file

__all__ = ["Importer", "importers", "media_type_of", "open_source", "read", "suffixes"]


@cache
def importers() -> tuple[Importer, ...]:
    """Returns the importers of all formats that can be read."""
    return find_formats("reader.importers", Importer)


def suffixes() -> tuple[str, ...]:
    """Returns the suffixes of all files that are known, such as ``.md``."""
    return tuple(dict.fromkeys(one for importer in importers() for one in importer.suffixes))


def media_type_of(name: str) -> str:
    """Returns the media type that a file's name stands for, empty if its suffix is unknown."""
    suffix = PurePath(name).suffix.lower()
    return next((one.media_types[0] for one in importers() if suffix in one.suffixes), "")


def open_source(path: Path) -> Source:
    """Reads a file as it is, with the media type that its name stands for.

    Raises ImportFailed as `read_file` does.
    """
    return read_file(path, media_type_of(path.name))


def read(source: Source) -> Draft:
    """Returns the article in a source, of whichever format its content, type and name say.

    Raises ImportFailed, in one sentence, when there is none.
    """
    # Start-up time: the parsers are not needed before something is added.
    from reader.importers.dispatch import read_source

    return read_source(source)
