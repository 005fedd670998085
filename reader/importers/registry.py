"""Lists the importers, the suffixes of the files they read, and the media types of these.

Loads no parser.
"""

from functools import cache

from reader.core.format_discovery import find_formats
from reader.importers.importer import Importer


@cache
def importers() -> tuple[Importer, ...]:
    """Returns the importers of all formats that can be read."""
    return find_formats("reader.importers", Importer)


def suffixes() -> tuple[str, ...]:
    """Returns the suffixes of all files that are known, such as ``.md``."""
    return tuple(dict.fromkeys(one for importer in importers() for one in importer.suffixes))


def media_type_of(name: str) -> str:
    """Returns the media type for a file's name, empty if its suffix is unknown."""
    name = name.lower()
    return next((one.media_types[0] for one in importers() if name.endswith(one.suffixes)), "")
