"""Defines the options of printed pages: highlights, the position of notes, the paper."""

from enum import StrEnum
from typing import NamedTuple

from reader.settings import Settings


class NotePlace(StrEnum):
    """Where on paper the notes of an article are printed."""

    FOOT = "foot"
    END = "end"
    NONE = "none"


class PageOptions(NamedTuple):
    """How an article is set on pages."""

    has_highlights: bool = True
    notes: NotePlace = NotePlace.FOOT
    paper: str = "usual"  # or its name; as is usual where the user lives
    points: int = 11  # size of the letters
    face: str = ""
    is_justified: bool = False

    @classmethod
    def from_settings(cls, settings: Settings) -> "PageOptions":
        """Returns what the user has set."""
        return cls(
            settings.is_on("is_printed_with_highlights"),
            NotePlace(settings.text("printed_notes")),
            settings.text("paper"),
            settings.number("print_size"),
            settings.text("reading_face"),
            settings.is_on("is_justified"),
        )
