"""Registers JSON for programs in a browser: Web Annotations with positions in UTF-16 code units."""

from functools import partial

from reader.core.translation import N_
from reader.exporters.combined_document import in_one_file
from reader.exporters.exporter import ExportFormat
from reader.exporters.web_annotations_json import Unit, json_chunks

FORMAT = ExportFormat(
    id="json-utf16",
    title=N_("Web Annotations for JavaScript programs (JSON)"),
    suffix=".json",
    write=in_one_file(partial(json_chunks, unit=Unit.UTF_16)),
    position=11,
)
