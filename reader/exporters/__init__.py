"""Frozen dataclasses in; a document out."""

from reader.exporters.annotation_documents import markdown_chunks, write_annotations
from reader.exporters.item import Item, Progress, Written, report
from reader.exporters.json_file import write_json
from reader.exporters.markdown_files import write_markdown

__all__ = [
    "Item",
    "Progress",
    "Written",
    "markdown_chunks",
    "report",
    "write_annotations",
    "write_json",
    "write_markdown",
]
