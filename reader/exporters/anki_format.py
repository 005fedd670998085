"""Registers notes for Anki, of which those that it has already stay as they are there."""

from reader.core.translation import N_
from reader.exporters.anki_notes import writing
from reader.exporters.exporter import ExportFormat

FORMAT = ExportFormat(
    id="anki",
    title=N_("Anki notes (new ones only)"),
    suffix=".txt",
    write=writing("keep current"),
    stem="postil-anki",
    position=30,
)
