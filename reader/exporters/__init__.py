"""Frozen dataclasses in; a document out."""

from reader.exporters.item import Item, Progress, Written
from reader.exporters.json_file import write_json
from reader.exporters.markdown_files import write_markdown

__all__ = ["Item", "Progress", "Written", "write_json", "write_markdown"]
