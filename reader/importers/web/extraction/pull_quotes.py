"""Recognizes pull quotes: sentences of the text that a page sets off beside it, once more."""

import re

from reader.importers.text_cleaning import letters_and_digits
from reader.importers.web.extraction.measures import IMAGES, TEXT, Measures

_LEAST, _MOST = 20, 400  # characters
_MOST_BOXES = 100  # that are looked for in the text
_NAME = re.compile(r"pull[-_]?quote|quote[-_]?pull|pulled[-_]?quote", re.IGNORECASE)
_BOXES = ("aside", "blockquote", "div", "figure", "p", "section")


def pull_quotes(measures: Measures, top: int, is_out: list[bool]) -> list[int]:
    """Returns the boxes in a column, asides or named for it, whose words the text has, too."""
    boxes = [
        number
        for number in measures.tagged(*_BOXES)
        if top < number < measures.end[top]
        and _LEAST <= measures.sums[TEXT][number] <= _MOST
        and not measures.sums[IMAGES][number]
        and (measures.elements[number].tag == "aside" or _NAME.search(measures.names(number)))
    ]
    if not boxes:
        return []
    out = {number for number in measures.kept_in(top, [False] * len(is_out)) if is_out[number]}
    text = letters_and_digits(measures.text_without(top, out | set(boxes)))
    return [number for number in boxes[:_MOST_BOXES] if _words(measures, number) in text]


def _words(measures: Measures, number: int) -> str:
    """Returns the words of a box without the name of the speaker."""
    cited = {measures.number_of[one] for one in measures.elements[number].iter("cite", "footer")}
    return letters_and_digits(measures.text_without(number, cited))
