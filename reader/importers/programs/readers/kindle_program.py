"""Registers Kindle: the clippings that the device writes, and the notebooks it sends by mail."""

from collections.abc import Iterator

from reader.core.translation import N_
from reader.importers.programs.cut_pages import whole_pages
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.readers.kindle_clippings import is_clippings, read_clippings
from reader.importers.programs.readers.kindle_notebook import (
    is_page,
    is_table,
    read_page,
    read_table,
)
from reader.importers.programs.records import Record

_WAYS = (
    ((".txt",), is_clippings, read_clippings),
    ((".csv",), is_table, read_table),
    ((".html", ".htm"), is_page, read_page),
)


def _recognizes(files: ExportFiles) -> Certainty:
    for suffixes, fits, _read_one in _WAYS:
        if any(fits(files.head(name)) for name in files.named(*suffixes)):
            return Certainty.CERTAIN
    return Certainty.NONE


def _read(files: ExportFiles) -> Iterator[Record]:
    for suffixes, fits, read in _WAYS:
        found = [name for name in files.named(*suffixes) if fits(files.head(name))]
        texts = whole_pages if read is read_page else ExportFiles.texts
        for _name, text in texts(files, found):
            yield from read(text)


PROGRAM = Program(
    id="kindle",
    title=N_("Kindle"),
    files=N_("My Clippings.txt of the device, or the CSV or HTML file of a notebook sent by email"),
    suffixes=(".txt", ".csv", ".html"),
    recognizes=_recognizes,
    read=_read,
)
