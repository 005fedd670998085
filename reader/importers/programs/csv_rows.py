"""Reads CSV files of programs as rows by column name, skipping damaged rows."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from reader.core.errors import ImportFailed
from reader.core.translation import _, number_text
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.records import ArticleRecord, Record, Unreadable

_CELL = 16 * 1024 * 1024  # characters of a cell; the library's own limit is 131,072
_SEPARATORS = ",;\t"


class Row(dict[str, str]):
    """The cells of a row by the names of the columns, in lower case; empty where there is none."""

    def __missing__(self, _name: str) -> str:
        return ""


def columns(head: str) -> list[str]:
    """Returns the names of the columns in a file's first row, in lower case."""
    line = _first_line(head)
    try:
        cells = next(csv.reader([line], delimiter=_separator(line)), [])
    except csv.Error:
        return []
    return [cell.strip().lower() for cell in cells]


def rows(files: ExportFiles, name: str) -> Iterator[Row | Unreadable]:
    """Yields the rows of a file that has the names of its columns first.

    A row with more cells than columns is damaged, and so is the last one where the file ends
    within it. What cannot be read further is noted as ``failed`` in the files.
    """
    try:
        yield from _rows(files, name)
    except ImportFailed as error:
        files.failed[name] = str(error)


def read_rows(
    files: ExportFiles, names: Iterable[str], read: Callable[[Row], ArticleRecord]
) -> Iterator[Record]:
    """Yields the article of each row of some files, and which rows are damaged."""
    for name in names:
        for row in rows(files, name):
            yield row if isinstance(row, Unreadable) else read(row)


def _rows(files: ExportFiles, name: str) -> Iterator[Row | Unreadable]:
    csv.field_size_limit(_CELL)
    with files.lines(name) as file:
        lines = _Lines(file)
        table = csv.reader(lines, delimiter=_separator(_first_line(files.head(name))))
        names: list[str] = []
        while True:
            number = table.line_num + 1
            try:
                cells = next(table)
            except StopIteration:
                return
            except csv.Error:
                yield _damaged(name, number)
                continue
            if not any(cells):
                continue
            if not names and _tells_separator(cells[0]):
                continue
            if not names:
                names = [cell.strip().lower() for cell in cells]
                continue
            is_cut = not lines.has_line_end and len(cells) < len(names)
            if is_cut or any(cells[len(names) :]) or lines.is_within_quotes:
                yield _damaged(name, number)
                continue
            cells += [""] * (len(names) - len(cells))
            yield Row(zip(names, cells, strict=False))


class _Lines:
    """Passes lines to a CSV reader, and knows how the file ends."""

    def __init__(self, file: io.TextIOWrapper) -> None:
        self._file = file
        self.has_line_end = True
        self.is_within_quotes = False
        self._quotes = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._file.readline()
        if not line:
            self.is_within_quotes = self._quotes % 2 == 1
            raise StopIteration
        self._quotes += line.count('"')
        self.has_line_end = line.endswith(("\n", "\r"))
        return line


def _first_line(head: str) -> str:
    """Returns the line with the names of the columns."""
    lines = (one for one in head.splitlines() if one.strip() and not _tells_separator(one))
    return next(lines, "")


def _tells_separator(line: str) -> bool:
    """Returns whether a line is that by which Excel is told what parts the cells: ``sep=;``."""
    return line.lstrip('"')[:4].lower() == "sep="


def _separator(line: str) -> str:
    """Returns what parts the cells of a first row: programs of some countries write semicolons."""
    return max(_SEPARATORS, key=line.count)


def _damaged(name: str, line: int) -> Unreadable:
    return Unreadable(_("“{name}”: line {n} is damaged.").format(name=name, n=number_text(line)))


def listed(text: str) -> Sequence[str]:
    """Returns the values of a cell that lists them with commas between."""
    return [one.strip() for one in text.split(",") if one.strip()]


def table_named(files: ExportFiles, *telling: Sequence[str]) -> list[str]:
    """Returns the CSV files that have all columns of one of these groups.

    A group is what tells a program's table from others: any other column may be missing in a file
    that is of another version, or that the user has edited.
    """
    found = {one: set(columns(files.head(one))) for one in files.named(".csv", ".tsv", ".txt")}
    return [name for name, there in found.items() if any(there.issuperset(one) for one in telling)]
