"""Distinguishes lists of links that belong to the text, such as sources, from links to other articles.

A list of the text is among its paragraphs. After the last of them it leads to other sites, or
has a heading like those of the text; a label such as "Read more" above it says that it leads on.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from reader.importers.web.extraction.measures import LINKS, RUNNING, TEXT, Measures
from reader.importers.web.extraction.row_words import (
    is_call,
    leads_away,
    leads_on,
    names_sources,
)
from reader.importers.web.lxml_helpers import HEADINGS

LISTS = ("ul", "ol", "dl")
_TEXT = ("p", *LISTS)
_PARAGRAPH = 80  # characters
_LAST_WORD, _LAST_SHARE = 200, 0.15  # characters, and of the text: what may follow the text
_LABEL = 80
_LINK_LENGTH = 12  # characters, at least, of the links of a list on the average
_SEVERAL = 3  # sites, of which none is the page's own
_AWAY = 0.6  # of the links of a list


class LinkLists:
    """The lists of a page; asked for those that are of the text."""

    def __init__(
        self, measures: Measures, top: int, last: int, address: str, is_out: list[bool]
    ) -> None:
        """Takes the element of the article, its last block of running text, the page's address.

        is_out: of each element, whether it is left out; followed as that changes.
        """
        self._measures = measures
        self._is_out = is_out
        self._top = top
        self._last = last
        self._paragraphs: dict[int, list[int]] = {}  # among the children of an element
        self._before = measures.unlinked_before(_PARAGRAPH)
        self._host = host_of(address)
        self._is_text: dict[int, bool] = {}

    def of(self, number: int) -> int:
        """Returns the outermost list that an element is or is in, or 0."""
        measures = self._measures
        found = 0
        while number:
            if measures.elements[number].tag in LISTS:
                found = number
            elif measures.elements[number].tag not in ("li", "dd", "dt", "p"):
                break
            number = measures.parent[number]
        return found

    def alone_in(self, number: int) -> int:
        """Returns the list that is all that an element contains, or 0."""
        measures = self._measures
        inner = next(measures.elements[number].iter(*LISTS), None)
        found = 0 if inner is None else measures.number_of[inner]
        text = measures.sums[TEXT]
        return found if text[found] == text[number] else 0

    def is_text(self, number: int) -> bool:
        """Returns whether the list that an element is or is in is of the text."""
        outer = self.of(number)
        if outer not in self._is_text:
            self._is_text[outer] = bool(outer) and self._judge(outer)
        return self._is_text[outer]

    def has_words(self, number: int) -> bool:
        """Returns whether the list that an element is in has as many words as links."""
        outer = self.of(number)
        return bool(outer) and self._measures.link_share(outer) < 0.6

    def leads_on(self, number: int) -> bool:
        """Returns whether a list, or the label above it, says that it leads to something else."""
        outer = self.of(number)
        if outer and leads_on(self._measures.text(outer)):
            return True
        label = self._label(self._place(outer)) if outer else None
        if label is None or self._names_sources(label):
            return False
        return _is_leading_on(self._measures.text(label))

    def _judge(self, outer: int) -> bool:
        measures = self._measures
        place = self._place(outer)
        above, below = self._paragraphs_around(place)
        if above + below < 2:
            return False
        label = self._label(place)
        if self._is_under_sources(place):
            return True
        text = measures.text(outer)
        count = measures.sums[LINKS][outer]
        if count and (measures.sums[TEXT][outer] < count * _LINK_LENGTH or leads_away(text)):
            return False
        if label is not None and _is_leading_on(measures.text(label)):
            return False
        if self._is_amid(outer):
            return bool(above) or measures.link_share(outer) < 0.5
        return self._leads_elsewhere(outer) or (label is not None and self._is_like_others(label))

    def _is_amid(self, outer: int) -> bool:
        """Returns whether more of the text follows a list than a last word."""
        measures = self._measures
        end = measures.end[outer]
        after = self._before[max(end, self._last + 1)] - self._before[end]
        return after >= max(_LAST_WORD, measures.sums[RUNNING][self._top] * _LAST_SHARE)

    def _place(self, outer: int) -> int:
        """Returns the list, or the wrapper that contains nothing else."""
        measures = self._measures
        text = measures.sums[TEXT]
        while (up := measures.parent[outer]) and text[up] == text[outer]:
            outer = up
        return outer

    def _paragraphs_around(self, place: int) -> tuple[int, int]:
        """Returns how many paragraphs are around an element, itself and above, and below it."""
        measures = self._measures
        parent = measures.parent[place]
        if parent not in self._paragraphs:
            beside = map(measures.number_of.__getitem__, measures.elements[parent])
            self._paragraphs[parent] = [n for n in beside if self._is_paragraph(n)]
        paragraphs = self._paragraphs[parent]
        above = bisect_right(paragraphs, place)
        return above, len(paragraphs) - above

    def _is_paragraph(self, number: int) -> bool:
        measures = self._measures
        is_text = measures.sums[RUNNING][number] >= _PARAGRAPH
        is_one = is_text and measures.elements[number].tag in _TEXT
        return is_one and measures.link_share(number) < 0.5

    def _label(self, place: int) -> int | None:
        """Returns the short block or heading right above an element."""
        measures = self._measures
        number = next(self._shown_above(place), None)
        is_label = number is not None and measures.sums[TEXT][number] <= _LABEL
        return number if is_label else None

    def _shown_above(self, place: int) -> Iterator[int]:
        """Yields what is above an element, beside it, and not left out, the nearest first."""
        measures = self._measures
        for sibling in measures.elements[place].itersiblings(preceding=True):
            number = measures.number_of[sibling]
            if measures.sums[TEXT][number] and not self._is_out[number]:
                yield number

    def _is_under_sources(self, place: int) -> bool:
        """Returns whether a heading such as "External links" is over a list, or over lists above it."""
        measures = self._measures
        for number in self._shown_above(place):
            tag = measures.elements[number].tag
            if tag in HEADINGS:
                return self._names_sources(number)
            if tag not in LISTS and measures.sums[TEXT][number] > _LABEL:
                return False
        return False

    def _names_sources(self, label: int) -> bool:
        element = self._measures.elements[label]
        return element.tag in HEADINGS and names_sources(self._measures.text(label))

    def _is_like_others(self, label: int) -> bool:
        """Returns whether a label is one of the headings of the text."""
        measures = self._measures
        tag = measures.elements[label].tag
        if tag not in HEADINGS:
            return False
        beside = measures.elements[measures.parent[label]].iterchildren(tag)
        return len(list(islice(beside, 2))) > 1

    def _leads_elsewhere(self, outer: int) -> bool:
        hosts = [
            host_of(link.get("href") or "") for link in self._measures.elements[outer].iter("a")
        ]
        away = sum(bool(host) and host != self._host for host in hosts)
        if not self._host and len({*hosts} - {""}) < _SEVERAL:
            return False  # they may all be of the page's own site, which is not known
        return away >= max(1, len(hosts) * _AWAY)


def host_of(address: str) -> str:
    """Returns the host of an absolute address, or empty."""
    try:
        host = urlsplit(address.strip()).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").removeprefix("m.")


def _is_leading_on(label: str) -> bool:
    return leads_on(label) or is_call(label)
