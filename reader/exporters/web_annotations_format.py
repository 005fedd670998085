"""Registers JSON: one file of W3C Web Annotations, with the articles they are about."""

from collections.abc import Iterable
from pathlib import Path

from reader.core.translation import N_
from reader.exporters.combined_document import write_file
from reader.exporters.export_item import Item, Written
from reader.exporters.exporter import ExportFormat, FindAsset
from reader.exporters.web_annotations_json import json_chunks


def _write(items: Iterable[Item], path: Path, _find_asset: FindAsset) -> Written:
    return write_file(items, path, json_chunks)


FORMAT = ExportFormat(
    id="json", title=N_("Web Annotations (JSON)"), suffix=".json", write=_write, position=3
)
