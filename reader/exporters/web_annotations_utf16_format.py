"""Registers JSON for programs in a browser: Web Annotations with positions in UTF-16 code units."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from reader.core.translation import N_
from reader.exporters.combined_document import write_file
from reader.exporters.export_item import Item, Written
from reader.exporters.exporter import ExportFormat, FindAsset
from reader.exporters.web_annotations_json import Unit, json_chunks


def _write(items: Iterable[Item], path: Path, _find_asset: FindAsset) -> Written:
    return write_file(items, path, partial(json_chunks, unit=Unit.UTF_16))


FORMAT = ExportFormat(
    id="json-utf16",
    title=N_("Web Annotations for JavaScript programs (JSON)"),
    suffix=".json",
    write=_write,
    position=11,
)
