"""Registers the archive: one ZIP file from which Postil recreates the articles, or the library.

Its files are made by ``operations/archive``, the one part that knows all rows of a library.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from reader.core.errors import ExportFailed
from reader.core.translation import N_, _
from reader.exporters.combined_document import write_file
from reader.exporters.export_item import Item, Written
from reader.exporters.exporter import ExportFormat, FindAsset
from reader.exporters.files.zip_writing import FilePart, zip_chunks

#: Yields the files of an archive, article by article.
MakeParts = Callable[[Iterable[Item]], Iterator[FilePart]]


def with_parts(make: MakeParts) -> ExportFormat:
    """Returns the format with what makes its files."""
    return replace(FORMAT, write=partial(_write, make=make))


def _write(
    items: Iterable[Item], path: Path, _find_asset: FindAsset, make: MakeParts | None = None
) -> Written:
    if make is None:
        raise ExportFailed(_("An archive cannot be written here."))
    return write_file(items, path, lambda some: zip_chunks(make(some)))


FORMAT = ExportFormat(
    id="archive",
    title=N_("Archive with everything, for Postil"),
    suffix=".zip",
    write=_write,
    is_for_annotations=False,
    stem="library.postil",
    position=4,
)
