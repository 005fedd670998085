"""Registers Anki notes that replace those that Anki already has."""

from reader.core.translation import N_
from reader.exporters.anki_notes import writing
from reader.exporters.exporter import ExportFormat

FORMAT = ExportFormat(
    id="anki-update",
    title=N_("Anki notes (existing ones updated)"),
    suffix=".txt",
    write=writing("update current"),
    stem="postil-anki",
    position=31,
)
