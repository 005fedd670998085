"""Registers JSON: one file of W3C Web Annotations, with the articles they are about."""

from functools import partial

from reader.core.translation import N_
from reader.exporters.combined_document import in_one_file
from reader.exporters.exporter import ExportFormat
from reader.exporters.web_annotations_json import Unit, json_chunks

FORMATS = (
    ExportFormat(
        id="json",
        title=N_("Web Annotations (JSON)"),
        suffix=".json",
        write=in_one_file(json_chunks),
        position=3,
    ),
    ExportFormat(
        id="json-utf16",
        title=N_("Web Annotations for JavaScript programs (JSON)"),
        suffix=".json",
        write=in_one_file(partial(json_chunks, unit=Unit.UTF_16)),
        position=11,
    ),
)
