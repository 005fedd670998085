"""Decides which hyphens at line ends belong to their words, from other words of the document."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from reader.importers.pdf.page_elements import Line

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+)$")
_FIRST = re.compile(r"^([^\W\d_]+)")
_SOFT = ("\u2010", "\u00ad")  # which PDFium leaves where they are


class Hyphens:
    """Knows the words that a document has within its lines."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = lines

    @cached_property
    def _words(self) -> Counter[str]:
        """How often each word is there; counted only for documents that break words."""
        texts: list[str] = []
        is_after_break = False
        for line in self._lines:
            words = line.words[1:] if is_after_break else line.words
            last = line.words[-1]
            is_after_break = last.is_hyphenated or last.text.endswith(("-", *_SOFT))
            texts += [word.text for word in (words[:-1] if is_after_break else words)]
        return Counter(_WORD.findall(" ".join(texts).casefold()))

    def joins(self, before: str, after: str) -> bool:
        """Returns whether a word that is broken after a hyphen is written without it."""
        first, last = _LAST.search(before), _FIRST.match(after)
        if first is None or last is None:
            return False
        one, two = first[1].casefold(), last[1].casefold()
        joined, parted = self._words[one + two], self._words[f"{one}-{two}"]
        if joined != parted:
            return joined > parted
        if not after[0].islower():
            # Names in capitals, and words that begin with one, are put together by hyphens, syllables are not.
            is_capitals = first[1].isupper() and last[1].isupper() and len(last[1]) > 1
            return is_capitals and not (self._words[one] or self._words[two])
        # Two words that are known each for itself are a compound; a syllable is no word.
        return not (self._words[one] and self._words[two])


def ends_with_hyphen(text: str) -> bool:
    """Returns whether a line ends with a hyphen that PDFium does not read as a line break."""
    return len(text) > 1 and text.endswith(("-", *_SOFT)) and text[-2].isalpha()
