"""Indexes the nine-letter substrings of a long text, to look up pieces of text in it many times."""

from collections import defaultdict

from reader.core.anchoring.text_tokens import Check

_STEP = 8
_GRAM = 9
_LEAST = _STEP + _GRAM - 1  # of a piece of so many characters one gram begins at a step
_MOST_LOOKS = 300  # at likely places; beyond, reading through the text is no dearer
_BATCH = 8_000  # grams between two checks


class NgramIndex:
    """The occurrences of pieces in one text, overlapping ones too; the index is made when first asked."""

    def __init__(self, text: str, check: Check) -> None:
        self.text = text
        self._check = check
        self._grams: dict[str, list[int]] | None = None

    def of(self, piece: str, most: int) -> list[int]:
        """Returns where the piece begins, in order: all places, or the first so many and one more."""
        if len(piece) >= _LEAST:
            if self._grams is None:
                self._grams = self._index()
            likely = [
                (places, offset)
                for offset in range(_STEP)
                if (places := self._grams.get(piece[offset : offset + _GRAM])) is not None
            ]
            if sum(len(places) for places, _offset in likely) <= _MOST_LOOKS:
                found = [
                    place - offset
                    for places, offset in likely
                    for place in places
                    if place >= offset and self.text.startswith(piece, place - offset)
                ]
                return sorted(found)[: most + 1]
        return self._read(piece, most)

    def _read(self, piece: str, most: int) -> list[int]:
        places: list[int] = []
        place = self.text.find(piece)
        while place >= 0:
            places.append(place)
            if len(places) > most:
                break
            place = self.text.find(piece, place + 1)
        return places

    def _index(self) -> dict[str, list[int]]:
        grams: dict[str, list[int]] = defaultdict(list)
        text = self.text
        for first in range(0, len(text), _STEP * _BATCH):
            self._check()
            for place in range(first, min(len(text), first + _STEP * _BATCH), _STEP):
                grams[text[place : place + _GRAM]].append(place)
        return dict(grams)
