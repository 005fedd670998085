"""Registers PDF; the pages are laid out by the user interface, the only part that uses Qt."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from reader.core.errors import ExportFailed
from reader.core.translation import N_, _
from reader.exporters.combined_document import write_file
from reader.exporters.export_item import Item, Written
from reader.exporters.exporter import ExportFormat, FindAsset
from reader.exporters.print_options import PageOptions

#: Returns the bytes of a PDF, part by part.
MakePages = Callable[[Iterable[Item], FindAsset, PageOptions], Iterator[bytes]]

_makers: list[Callable[[], MakePages]] = []


def set_page_maker(load: Callable[[], MakePages]) -> None:
    """Sets the function that lays out pages; its module is loaded when a PDF is written."""
    _makers[:] = [load]


def with_options(options: PageOptions) -> ExportFormat:
    """Returns the format with these options for its pages."""
    return replace(FORMAT, write=partial(_write, options=options))


def _write(
    items: Iterable[Item],
    path: Path,
    find_asset: FindAsset,
    options: PageOptions = PageOptions(),  # noqa: B008 - a tuple
) -> Written:
    if not _makers:
        raise ExportFailed(_("PDF cannot be written here."))
    make = _makers[0]()
    return write_file(items, path, lambda some: make(some, find_asset, options))


FORMAT = ExportFormat(
    id="pdf",
    title=N_("PDF"),
    suffix=".pdf",
    write=_write,
    is_for_annotations=False,
    position=10,
)
