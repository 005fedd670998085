"""Finds the context of quotes from a book by the positions that other e-readers give."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.errors import ImportFailed
from reader.core.imported_highlight import HighlightRecord

if TYPE_CHECKING:
    from reader.importers.epub.cfi.quotation_cfis import BookPlaces


def with_contexts(
    records: Sequence[HighlightRecord], data: bytes, name: str
) -> list[HighlightRecord]:
    """Returns highlights with what is around them where the book has their words at their place.

    By that words which come again in the book are distinguished. data: the book, in EPUB.
    """
    if not any(one.book_place for one in records):
        return [*records]
    from reader.importers.epub.cfi.quotation_cfis import BookPlaces  # start-up time: parsers

    try:
        places = BookPlaces(data, name)
        return [_with_context(one, places) for one in records]
    except ImportFailed:  # a damaged book: the words are searched for all the same
        return [*records]


def _with_context(one: HighlightRecord, places: "BookPlaces") -> HighlightRecord:
    if one.book_place is None or not one.quote or one.prefix or one.suffix:
        return one
    place = places.from_book_place(one.book_place, one.quote)
    if place is None:
        return one
    prefix, suffix = places.around(place)
    return one._replace(prefix=prefix, suffix=suffix)
