"""Reads articles from foreign files: a registry of formats, one ``*_format`` module each.

Importing this package and asking what is known loads no parser.
"""

from pathlib import Path

from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.importers.file_reading import read_file
from reader.importers.importer import Resources
from reader.importers.registry import media_type_of


def open_source(path: Path) -> Source:
    """Reads a file as it is, with the media type that its name stands for.

    Raises ImportFailed as `read_file` does.
    """
    return read_file(path, media_type_of(path.name))


def read(source: Source, resources: Resources | None = None) -> Draft:
    """Returns the article in a source, of whichever format its content, type and name say.

    resources: answers what the addresses of images lead to, else the files beside the source.
    Raises ImportFailed, in one sentence, when there is none.
    """
    # Start-up time: the parsers are not needed before something is added.
    from reader.importers.dispatch import read_source

    return read_source(source, resources)


def read_chapters(source: Source) -> list[Draft]:
    """Returns the chapters of a book as articles of their own; none if the source is no book.

    Raises ImportFailed when the book cannot be read.
    """
    from reader.importers.dispatch import read_chapters as read  # start-up time: see above

    return read(source)
