"""Knows the blocks of text of a column, and what each of them is made of."""

import re

from reader.importers.text_cleaning import ends_sentence, names
from reader.importers.titles import is_same
from reader.importers.web.extraction.measures import (
    IN_CELL,
    IN_CODE,
    IN_FIGURE,
    IN_QUOTE,
    RUNNING,
    Measures,
)
from reader.importers.web.lxml_helpers import HEADINGS, text_of

_SHORT = 120  # characters of a row, at most
_LEAST_RUNNING = 80  # characters outside links of a block that is text beyond doubt
_ADDRESS = re.compile(r"(?:https?://|www\.|%2F)\S+")
_NOWHERE = re.compile(r"#$|javascript:", re.IGNORECASE)
_WAY = re.compile(r"\s*[»›>→]\s*")
_BUTTON = re.compile(r"\b(?:button|btn)\b", re.IGNORECASE)
_NO_ROWS = names("pre code blockquote figcaption caption")


class Blocks:
    """The blocks of text of a column, in order, that are not left out."""

    def __init__(self, measures: Measures, top: int, is_out: list[bool]) -> None:
        self.measures = measures
        self._top = top
        self._texts: dict[int, str] = {}
        self._is_out = is_out
        self.numbers = [n for n in measures.kept_in(top, is_out) if measures.own[n]]

    def is_running(self, number: int) -> bool:
        """Returns whether a block is text of the article, beyond doubt."""
        measures = self.measures
        element = measures.elements[number]
        if element.tag in HEADINGS:
            return False
        unlinked = measures.unlinked(number) // measures.weight
        if element.tag in ("pre", "code", "blockquote") and unlinked:
            return True
        if measures.inside[number] & IN_CELL and unlinked:
            return True
        if unlinked >= _LEAST_RUNNING and unlinked * 2 >= self.length(number):
            return True
        return unlinked >= 35 and ends_sentence(self.text(number))

    def length(self, number: int) -> int:
        """Returns the characters of a block; in scripts of syllables they count for more elsewhere."""
        return self.measures.own[number] // self.measures.weight

    def last_running(self) -> int:
        """Returns the number of the last block that is text of the article, or 0."""
        return next(filter(self.is_running, reversed(self.numbers)), 0)

    def is_heading(self, number: int) -> bool:
        """Returns whether a block is a heading."""
        return self.measures.elements[number].tag in HEADINGS

    def is_inside_text(self, number: int) -> bool:
        """Returns whether a block is amid text, or in a table."""
        measures = self.measures
        around = measures.block_of[measures.parent[number]]
        if measures.unlinked(around) >= _LEAST_RUNNING:
            return True
        return bool(measures.inside[number] & (IN_CELL | IN_FIGURE | IN_CODE | IN_QUOTE))

    def is_kept(self, number: int) -> bool:
        """Returns whether a block is of the text for what it is in: a quotation, code, a table."""
        return self.measures.elements[number].tag in _NO_ROWS or self.is_inside_text(number)

    def is_replaceable(self, number: int) -> bool:
        """Returns whether a block is none that a text is made of: a heading, an item, a cell."""
        measures = self.measures
        tag = measures.elements[number].tag
        is_of_text = measures.inside[number] & (IN_CELL | IN_CODE | IN_QUOTE)
        return not is_of_text and tag not in (*_NO_ROWS, *HEADINGS, "li", "dt", "dd")

    def is_alone(self, number: int) -> bool:
        """Returns whether a block is the only running text of what it is in."""
        running, up = self.measures.sums[RUNNING], self.measures.parent[number]
        return up != self._top and running[up] == running[number]

    def is_item(self, number: int) -> bool:
        """Returns whether a block is an item of a list."""
        return self.measures.elements[number].tag == "li"

    def is_description(self, number: int) -> bool:
        """Returns whether a block is of a list of terms and what they mean."""
        return self.measures.elements[number].tag in ("dt", "dd")

    def is_linked(self, number: int) -> bool:
        """Returns whether a block is nothing but links."""
        if self.measures.own_linked[number] >= self.measures.own[number] * 0.8:
            return True
        return self.is_address(number)

    def is_address(self, number: int) -> bool:
        """Returns whether a block is an address that is written out."""
        return _ADDRESS.fullmatch(self.text(number)) is not None

    def is_way(self, number: int, title: str) -> bool:
        """Returns whether a block is links from the whole to its parts: "Home » Boats » Title"."""
        text = self.text(number)
        if _WAY.search(text) is None:
            return False
        *way, last = _WAY.split(text)
        linked = self.measures.own_linked[number]
        is_of_title = (not last or is_same(last, title)) and linked >= sum(map(len, way)) * 0.8
        return is_of_title or self.is_linked(number)

    def is_controls(self, number: int) -> bool:
        """Returns whether a block is links that lead nowhere, as a script makes controls of them."""
        if self.length(number) > _SHORT:
            return False
        links = list(self.measures.elements[number].iter("a"))
        is_script = all(_NOWHERE.match(link.get("href") or "") for link in links)
        words = sum(len(text_of(link)) for link in links) if links and is_script else 0
        return words > len(self.text(number)) * 0.6

    def is_button(self, number: int) -> bool:
        """Returns whether a block is nothing but links, one of them set as a button."""
        links = self.measures.elements[number].iter("a")
        return self.is_linked(number) and any(_BUTTON.search(a.get("class") or "") for a in links)

    def is_beside_picture(self, number: int) -> bool:
        """Returns whether a block is in a figure, but is not its caption."""
        measures = self.measures
        return bool(measures.inside[number] & IN_FIGURE) and (
            measures.elements[number].tag not in _NO_ROWS
        )

    def is_short_link(self, number: int) -> bool:
        """Returns whether a block is nothing but links, and short."""
        return self.length(number) <= _SHORT and self.is_linked(number)

    def text(self, number: int) -> str:
        """Returns the text of a block, without what is left out of it."""
        if number not in self._texts:
            measures = self.measures
            inside = range(number, measures.end[number])
            out = {
                inner
                for inner in inside
                if self._is_out[inner] or measures.elements[inner].tag == "button"
            }
            self._texts[number] = (
                measures.text_without(number, out) if out else measures.text(number)
            )
        return self._texts[number]
