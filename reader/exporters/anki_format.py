"""Registers Anki notes; notes that Anki already has are not changed."""

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
