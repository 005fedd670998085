"""Finds the positions of many quotes in one text that is prepared once, as re-anchoring does."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import islice

from reader.core.anchoring.fuzzy_quote_search import NOWHERE, locate
from reader.core.anchoring.selectors import Place, describe
from reader.core.anchoring.text_tokens import normalise_in_pieces
from reader.core.models import Selector, Status
from reader.core.text.searching.text_normalization import NormalizedText
from reader.core.text.utf16 import utf16_length
from reader.core.text.white_space import without_white_space
from reader.importers.programs.records import HighlightRecord
from reader.operations.importing.plan import Check, Fate, PlannedHighlight, is_sure

_COMPARED = 32  # characters beside a quote, without white space
_LONGEST = 5_000  # characters of a quote that is sought by its words alone
_SHORTEST = 6  # of one that is sought so without a position
_AROUND = 3 * _COMPARED  # characters that these are sought in


class QuotePlacer:
    """Finds quotes in a text."""

    def __init__(self, text: str, check: Check) -> None:
        self._text, self._check = text, check
        self._lines = text.count("\n")
        self._has_one_unit = utf16_length(text) == len(text)  # so offsets are the same

    @cached_property
    def _within(self) -> NormalizedText:
        return normalise_in_pieces(self._text, self._check)

    @cached_property
    def _bare(self) -> str:
        return without_white_space(self._text)

    @cached_property
    def _offsets(self) -> list[int]:
        """Where in the text each of its letters is."""
        return [at for at, letter in enumerate(self._text) if not letter.isspace()]

    def find(self, record: HighlightRecord) -> Place:
        """Returns where a quote is: by its words and surroundings; where these leave it open, by
        the position that the program gives, if the same words are there.
        """
        if by_letters := self._by_letters(record):
            return by_letters
        start, end = record.position or (0, 0)
        if 0 <= start < end and self._text[start:end] == record.quote and self._fits(record, start):
            return Place(start, end, Status.EXACT, 1.0)
        quote, prefix, suffix = record.quote, record.prefix, record.suffix
        place = locate(self._text, self._within, quote, prefix, suffix, self._check)
        if place.status is Status.EXACT or len(quote) > _LONGEST:
            return place
        near = None if record.position is None else self._near_position(quote, start)
        if near is None and place.start is None:
            near = self._alone(quote)
        return near or place

    def _by_letters(self, record: HighlightRecord) -> Place | None:
        """Returns where a quote is by its place among the letters, if the text has as many.

        In an edited text the same short words may be there by chance.
        """
        if record.letters is None:  # as of all programs but Postil
            return None
        first, total = record.letters
        letters = without_white_space(record.quote)
        if not letters or total != len(self._bare):
            return None
        if not self._bare.startswith(letters, first):
            return None
        end = self._offsets[first + len(letters) - 1] + 1
        return Place(self._offsets[first], end, Status.EXACT, 1.0)

    def _fits(self, record: HighlightRecord, start: int) -> bool:
        """Returns whether a quote that is at a position is the one that is meant there.

        The position may count other units than these, and the words may come more than once.
        """
        text, end = self._text, start + len(record.quote)
        if record.prefix or record.suffix:
            prefix, suffix = without_white_space(record.prefix), without_white_space(record.suffix)
            before = without_white_space(text[max(0, start - _AROUND) : start])
            behind = without_white_space(text[end : end + _AROUND])
            return before.endswith(prefix[-_COMPARED:]) and behind.startswith(suffix[:_COMPARED])
        return self._has_one_unit or (
            text.find(record.quote) == start and text.find(record.quote, start + 1) < 0
        )

    def _alone(self, quote: str) -> Place | None:
        """Returns the one place that has the words of a quote, if they are not few letters."""
        if len(quote) < _SHORTEST:
            return None
        found = [one.span() for one in islice(_words(quote).finditer(self._text), 2)]
        return Place(*found[0], Status.EXACT, 1.0) if len(found) == 1 else None

    def _near_position(self, quote: str, start: int) -> Place | None:
        """Returns the one place with the words of a quote that a position can mean.

        It counts UTF-16 units or code points of a page, which has other white space between its
        blocks than this text.
        """
        words = _words(quote)
        meant = {
            found.span()
            for expected in (start, self._from_utf16(start))
            for found in words.finditer(self._text)
            if self._is_near(found.start(), expected)
        }
        return Place(*meant.pop(), Status.EXACT, 1.0) if len(meant) == 1 else None

    def _is_near(self, start: int, expected: int) -> bool:
        """Returns whether white space between the blocks before accounts for the distance."""
        distance = abs(start - expected) - 2
        return distance <= 2 * self._lines and distance <= 2 * self._text.count("\n", 0, start)

    def _from_utf16(self, start: int) -> int:
        """Returns an offset in UTF-16 units as one of code points."""
        units = self._text[: max(0, start)].encode("utf-16-le", "surrogatepass")
        return len(units[: 2 * max(0, start)].decode("utf-16-le", "replace"))


def _words(quote: str) -> re.Pattern[str]:
    """Returns the words of a quote, in which nothing may be between two blocks, or cells, of a page."""
    words = (r"[\n\t]*".join(map(re.escape, word)) for word in quote.split())
    return re.compile(r"\s+".join(words))


def planned(records: Sequence[HighlightRecord], text: str) -> tuple[PlannedHighlight, ...]:
    """Returns what becomes of highlights on a text; the key of each is its UUID."""
    placer, found = QuotePlacer(text, lambda: None), []
    for one in records:
        place = placer.find(one) if one.quote else None
        fate = Fate.NEW if not one.quote or is_sure(place) else Fate.UNPLACED
        found.append(PlannedHighlight(one, one.key, fate, place))
    return tuple(found)


def selector_of(record: HighlightRecord, place: Place | None, text: str) -> Selector:
    """Returns how a highlight is described: by the text where its place is sure, else as it came.

    One without a place keeps its words, which are then sought by themselves in each text to come.
    """
    place = place or NOWHERE
    if place.start is None or place.end is None:
        return Selector(record.quote, record.prefix, record.suffix, 0, len(record.quote))
    there = describe(text, place.start, place.end)
    if place.status is Status.EXACT:
        return there
    return Selector(
        record.quote,
        record.prefix or there.prefix,
        record.suffix or there.suffix,
        place.start,
        place.end,
    )
