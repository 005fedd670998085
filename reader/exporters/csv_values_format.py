"""Registers CSV for programs: the same table with unchanged values, and tags as JSON."""

import json
from collections.abc import Iterable, Iterator, Sequence

from reader.core.translation import N_
from reader.exporters.combined_document import in_one_file
from reader.exporters.csv_format import table_rows
from reader.exporters.export_item import Item
from reader.exporters.exporter import ExportFormat
from reader.exporters.timestamps import iso_time


def value_chunks(items: Iterable[Item]) -> Iterator[str]:
    """Yields the table; a spreadsheet may interpret a cell of it as a formula."""
    return table_rows(items, str, _as_json, iso_time)


def _as_json(tags: Sequence[str]) -> str:
    return json.dumps(list(tags), ensure_ascii=False)


FORMAT = ExportFormat(
    id="csv-values",
    title=N_("Table with unchanged values (CSV)"),
    suffix=".csv",
    write=in_one_file(value_chunks),
    position=5,
)
