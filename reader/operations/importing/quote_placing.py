"""Finds the places of many quotes in one text, as re-anchoring does; the text is prepared once."""

from collections.abc import Sequence

from reader.core.anchoring.fuzzy_quote_search import NOWHERE, locate
from reader.core.anchoring.selectors import Place, describe
from reader.core.anchoring.text_tokens import normalise_in_pieces
from reader.core.models import Selector, Status
from reader.importers.programs import HighlightRecord
from reader.operations.importing.plan import Check, Fate, PlannedHighlight, is_sure
from reader.operations.importing.record_merging import words_of


class QuotePlacer:
    """Finds quotes in a text."""

    def __init__(self, text: str, check: Check) -> None:
        self._text, self._check = text, check
        self._within = normalise_in_pieces(text, check)

    def find(self, record: HighlightRecord) -> Place:
        """Returns where a quote stands: by its words and surroundings; where these leave it open, by
        the position that the program gives, if the same words are there.
        """
        start, end = record.position or (0, 0)
        if 0 <= start < end and self._text[start:end] == record.quote:
            return Place(start, end, Status.EXACT, 1.0)
        quote, prefix, suffix = record.quote, record.prefix, record.suffix
        place = locate(self._text, self._within, quote, prefix, suffix, self._check)
        if place.status is Status.EXACT or record.position is None:
            return place
        return self._at_position(record, *record.position) or place

    def _at_position(self, record: HighlightRecord, start: int, end: int) -> Place | None:
        for first, last in ((start, end), self._from_utf16(start, end)):
            if 0 <= first < last <= len(self._text):
                there = self._text[first:last]
                if words_of(there, "") == words_of(record.quote, ""):
                    return Place(first, last, Status.EXACT, 1.0)
        return None

    def _from_utf16(self, start: int, end: int) -> tuple[int, int]:
        """Returns offsets in UTF-16 units as those of code points."""
        if self._text.isascii() or not 0 <= start < end <= 2 * len(self._text):
            return start, end
        units = self._text.encode("utf-16-le", "surrogatepass")
        before = units[: 2 * start].decode("utf-16-le", "replace")
        words = units[2 * start : 2 * end].decode("utf-16-le", "replace")
        return len(before), len(before) + len(words)


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
