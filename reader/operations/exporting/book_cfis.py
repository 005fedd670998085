"""Computes the positions of highlights in a book's file as EPUB CFIs, which other e-readers use."""

from functools import cached_property
from typing import TYPE_CHECKING

from reader.core.errors import ImportFailed, NotFound
from reader.core.models import Annotation, Revision
from reader.library.queries.queries import Queries

if TYPE_CHECKING:
    from reader.importers.epub.cfi.quotation_cfis import BookPlaces

_AROUND = 60  # characters beside the words, which tell them from others like them


class BookCfis:
    """The places in the book that one text was made of; it is opened when the first is asked for."""

    def __init__(self, queries: Queries, revision: Revision) -> None:
        self._queries, self._revision = queries, revision

    def cfi_of(self, one: Annotation) -> str:
        """Returns the CFI of a highlight; empty where it has no sure place, or the text is of no book."""
        if one.start is None or one.end is None or one.needs_review or self._places is None:
            return ""
        from reader.importers.epub.cfi.quotation_cfis import Quote  # start-up time: parsers

        text = self._revision.text
        words = text[one.start : one.end]
        around = text[max(0, one.start - _AROUND) : one.start], text[one.end : one.end + _AROUND]
        place = self._places.find(Quote(words, *around), one.start / max(1, len(text)))
        return "" if place is None else self._places.to_cfi(place)

    @cached_property
    def _places(self) -> "BookPlaces | None":
        if self._revision.extractor.partition("/")[0] != "epub":
            return None
        from reader.importers.epub.cfi.quotation_cfis import BookPlaces  # start-up time: parsers

        try:
            source = self._queries.source(self._revision.id)
            return BookPlaces(source.data, source.name)
        except (ImportFailed, NotFound):  # a damaged book
            return None
