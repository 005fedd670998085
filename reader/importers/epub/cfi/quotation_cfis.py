"""Converts quotations in a book to EPUB CFIs, and back.

A place counts only where the words that are there are those of the quotation.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from reader.core.imported_highlight import KOREADER, BookPlace
from reader.core.text.white_space import without_white_space
from reader.importers.epub.cfi.cfi_syntax import Dialect, Path, Range, parse_range, write_range
from reader.importers.epub.cfi.text_offsets import DocumentText
from reader.importers.epub.cfi.xpointer import parse_xpointer, places_of
from reader.importers.epub.package import Container
from reader.importers.epub.xml_documents import parse_content

_CONTEXT = 40  # characters beside a quotation that tell it from others with its words


class Quote(NamedTuple):
    """The words of a highlight and those around it, as they were marked."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Place(NamedTuple):
    """Where words are in a book: in the text of one of the documents of its spine."""

    spine: int
    start: int
    end: int


class BookPlaces:
    """The documents of one book, in which places are found."""

    def __init__(self, data: bytes, name: str) -> None:
        """name: of the book's file, for errors. Raises ImportFailed when it cannot be read."""
        container = Container(data, name)
        package = container.package()
        self._paths = [one.item.path for one in package.spine]
        ids = {item.path: id_ for id_, item in package.items.items()}
        self._ids = [ids.get(path, "") for path in self._paths]
        self._container = container
        self._document = cache(self._read)

    def find(self, quote: Quote, share: float = 0.5) -> Place | None:
        """Returns where a quotation is: of several places the one whose surroundings are most like its own.

        share: how far in the book it was, 0 to 1, which tells where nothing else does.
        """
        found = [
            (spine, place)
            for spine in range(len(self._paths))
            for place in self._found(spine, quote.exact)
        ]
        if not found:
            return None
        lengths = [
            len(text.text) if (text := self._document(n)) else 0 for n in range(len(self._paths))
        ]
        wanted = share * sum(lengths)

        def rank(one: tuple[int, tuple[int, int]]) -> tuple[int, float]:
            spine, (start, end) = one
            before, after = map(without_white_space, self.around(Place(spine, start, end)))
            alike = _common(before[::-1], without_white_space(quote.prefix)[::-1])
            alike += _common(after, without_white_space(quote.suffix))
            return -alike, abs(sum(lengths[:spine]) + start - wanted)

        spine, (start, end) = min(found, key=rank)
        return Place(spine, start, end)

    def to_cfi(self, place: Place, dialect: Dialect = Dialect.STANDARD) -> str:
        """Returns a place as a CFI of a range in the whole book."""
        start, end = self.to_paths(place, dialect)
        return write_range(Range(place.spine, start, end), dialect, self._ids[place.spine])

    def to_paths(self, place: Place, dialect: Dialect) -> tuple[Path, Path]:
        """Returns the paths within its document of a place's start and end."""
        text = self._document(place.spine)
        if text is None:
            raise AssertionError("a place in a document that cannot be read")
        return (
            text.path_to(place.start, dialect, is_end=False),
            text.path_to(place.end, dialect, is_end=True),
        )

    def from_book_place(self, given: BookPlace, quote: str) -> Place | None:
        """Returns the place that a program names, if a quotation is there, else where it is nearby.

        None where it is nowhere in that document.
        """
        if given.dialect == KOREADER:
            return self._from_xpointers(given, quote)
        dialect = Dialect(given.dialect)
        start, end = (parse_range(one, dialect) for one in (given.start, given.end or given.start))
        if start is None or end is None:
            return None
        spine = start.spine if given.spine < 0 else given.spine
        text = self._document_at(spine)
        if text is None:
            return None
        starts = text.places_of(start.start, dialect)
        ends = text.places_of(end.start if given.end else end.end, dialect)
        return _nearest(text, spine, starts, ends, quote)

    def _from_xpointers(self, given: BookPlace, quote: str) -> Place | None:
        start, end = parse_xpointer(given.start), parse_xpointer(given.end)
        text = self._document_at(start.spine) if start is not None else None
        if text is None or start is None:
            return None
        starts = places_of(text, start)
        ends = places_of(text, end) if end is not None and end.spine == start.spine else []
        return _nearest(text, start.spine, starts, ends, quote)

    def around(self, place: Place) -> tuple[str, str]:
        """Returns what is before a place and after it, white space as it reads."""
        text = self._text(place.spine)
        before = text[max(0, place.start - 4 * _CONTEXT) : place.start]
        after = text[place.end : place.end + 4 * _CONTEXT]
        return re.sub(r"\s+", " ", before), re.sub(r"\s+", " ", after)

    def words(self, place: Place) -> str:
        """Returns the words at a place, in one line."""
        return " ".join(self._text(place.spine)[place.start : place.end].split())

    def _found(self, spine: int, words: str) -> Iterator[tuple[int, int]]:
        text = self._document(spine)
        return iter(()) if text is None else text.find(words)

    def _document_at(self, spine: int) -> DocumentText | None:
        return self._document(spine) if 0 <= spine < len(self._paths) else None

    def _text(self, spine: int) -> str:
        text = self._document(spine)
        return "" if text is None else text.text

    def _read(self, spine: int) -> DocumentText | None:
        data = self._container.read(self._paths[spine])
        root = None
        if data is not None:
            root = parse_content(data, self._paths[spine], keeps_comments=True)
        return None if root is None else DocumentText(root)


def _nearest(
    text: DocumentText, spine: int, starts: Sequence[int], ends: Sequence[int], quote: str
) -> Place | None:
    """Returns one of some places, if the words of a quotation are there, else where they are nearby."""
    wanted = without_white_space(quote)
    for start, end in product(starts, ends):
        if wanted and without_white_space(text.text[start:end]) == wanted:
            return Place(spine, start, end)
    near = min(starts, default=0)
    found = min(text.find(quote), key=lambda place: abs(place[0] - near), default=None)
    return None if found is None else Place(spine, *found)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Returns how many characters two texts have in common from their beginning."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
