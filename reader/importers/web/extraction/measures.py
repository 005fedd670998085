"""Measures every element of a page once: its text, links, running text and contents.

The extraction of the article asks these figures again and again, so they are kept in lists by the
element's number, and what is left out is taken off its ancestors instead of measuring again.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, chain, islice
from operator import itemgetter, sub

from lxml import etree

from reader.importers.text_cleaning import names, one_line
from reader.importers.web.extraction.data_tables import is_layout_table
from reader.importers.web.extraction.element_evidence import names_of, without_widget
from reader.importers.web.lxml_helpers import BLOCKS as PARTING
from reader.importers.web.lxml_helpers import HEADINGS, UNREAD

BLOCKS = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p "
    "pre search section summary table tbody td tfoot th thead tr ul"
)
SILENT = names(
    "script style noscript template head title select textarea button datalist canvas svg"
)
PICTURES = names("img picture video audio iframe embed object math")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # and syllables
_IDEOGRAPH = 3  # letters
_WITH_TEXT = ("p", "div", "li", "td", "span")
_SAMPLE = 300  # elements
_LEAST_RUNNING = 25  # characters of a block that may be a sentence

# What is counted for each element and all inside it; the order of Measures.sums.
TEXT, LINKED, RUNNING, COMMAS, HEADING, PARAGRAPHS, ITEMS, IMAGES, FIELDS, LINKS = range(10)
_COUNTED = {
    **dict.fromkeys(("p", "pre", "blockquote", "dd"), PARAGRAPHS),
    **dict.fromkeys(("li", "dt"), ITEMS),
    **dict.fromkeys(PICTURES, IMAGES),
    "input": FIELDS,
    "a": LINKS,
}

_NOTED = names("data-bs-dismiss data-dismiss hidden itemprop itemtype role style")

IN_ARTICLE, IN_QUOTE, IN_FIGURE, IN_CODE, IN_CELL = 1, 2, 4, 8, 16
_INSIDE = {
    "article": IN_ARTICLE,
    "main": IN_ARTICLE,
    "blockquote": IN_QUOTE,
    "figure": IN_FIGURE,
    "pre": IN_CODE,
    "code": IN_CODE,
}


def _is_field(element: etree._Element) -> bool:
    return (element.get("type") or "text").lower() not in ("checkbox", "hidden", "radio")


class Measures:
    """The elements below a root in document order, each with its number, and figures of each.

    own: characters directly in a block, not in a block inside it; own_linked those in links,
    own_commas its commas, which running text has and lists of links have not.
    """

    __slots__ = (
        "_by_attribute",
        "_by_tag",
        "_has_widgets",
        "_names",
        "_own_texts",
        "_tails",
        "_texts",
        "block_of",
        "elements",
        "end",
        "has_blocks",
        "inside",
        "number_of",
        "own",
        "own_commas",
        "own_linked",
        "parent",
        "sums",
        "weight",
    )

    def __init__(self, root: etree._Element) -> None:
        self.elements = list(root.iter())
        size = len(self.elements)
        self.number_of: dict[etree._Element, int] = {}
        self._by_tag: defaultdict[str, list[int]] = defaultdict(list)
        self._by_attribute: defaultdict[str, list[int]] = defaultdict(list)
        self._names: list[str | None] = [None] * size
        self._own_texts: list[str | None] = [None] * size  # before the first element inside
        self._tails: list[str | None] = [None] * size
        self._texts: dict[int, str] = {}
        self._has_widgets: bool | None = None
        self.parent = [0] * size
        self.block_of = [0] * size
        self.end = list(range(1, size + 1))  # the number after the last element inside
        self.inside = [0] * size  # what an element is in: IN_ARTICLE and the others together
        self.own = [0] * size
        self.own_linked = [0] * size
        self.own_commas = [0] * size
        self.has_blocks = [False] * size
        self.sums = [[0] * size for _figure in range(10)]
        self.weight = _weight(root)  # for how many characters one counts in all figures
        self._count_own()
        self._add_up()
        self._mark_cells()

    def _count_own(self) -> None:  # noqa: C901 - one loop over all elements, for speed
        number_of, parents, block_of = self.number_of, self.parent, self.block_of
        own, own_linked, commas = self.own, self.own_linked, self.own_commas
        text, linked, *_others = self.sums
        inside, by_tag, by_attribute = self.inside, self._by_tag, self._by_attribute
        size = len(self.elements)
        silent, in_link = [False] * size, [False] * size
        weight = self.weight
        for number, element in enumerate(self.elements):
            number_of[element] = number
            tag = element.tag
            by_tag[tag].append(number)
            if not _NOTED.isdisjoint(given := element.keys()):
                for name in _NOTED.intersection(given):
                    by_attribute[name].append(number)
            tail = None
            up = 0
            if number:
                parents[number] = up = number_of[element.getparent()]  # type: ignore[index]
                inside[number] = inside[up] | _INSIDE.get(self.elements[up].tag, 0)
                tail = self._tails[number] = element.tail
            words = self._own_texts[number] = element.text
            if silent[up] or tag in SILENT:
                silent[number] = True
                block = block_of[number] = block_of[up]
            else:
                figure = _COUNTED.get(tag)
                if figure is not None and (figure != FIELDS or _is_field(element)):
                    self.sums[figure][number] = 1
                in_link[number] = in_link[up] or (
                    figure == LINKS and (element.get("href") or "#")[0] != "#"
                )
                if tag in BLOCKS:
                    block = block_of[number] = number
                    if number:
                        self.has_blocks[block_of[up]] = True
                else:
                    block = block_of[number] = block_of[up]
                if words and (length := len(words.strip()) * weight):
                    text[number] += length
                    own[block] += length
                    if in_link[number]:
                        linked[number] += length
                        own_linked[block] += length
                    if length > 3:
                        commas[block] += _commas(words)
            if tail and not silent[up] and (length := len(tail.strip()) * weight):
                block = block_of[up]
                text[up] += length
                own[block] += length
                if in_link[up]:
                    linked[up] += length
                    own_linked[block] += length
                if length > 3:
                    commas[block] += _commas(tail)

    def _add_up(self) -> None:
        parents, end, own, own_linked = self.parent, self.end, self.own, self.own_linked
        running, commas, heading = (self.sums[n] for n in (RUNNING, COMMAS, HEADING))
        for number, length in enumerate(own):
            if length:
                commas[number] = self.own_commas[number]
                if self.elements[number].tag in HEADINGS:
                    heading[number] = length
                elif length >= _LEAST_RUNNING and own_linked[number] * 2 <= length:
                    running[number] = length - own_linked[number]
        for number in range(len(parents) - 1, 0, -1):
            up = parents[number]
            if end[number] > end[up]:
                end[up] = end[number]
        before_end = itemgetter(*end, 0)  # of two places at least, as it answers with a tuple then
        for place, figures in enumerate(self.sums):
            # What is in an element is what comes before its end less what comes before itself.
            before = list(accumulate(figures, initial=0))
            self.sums[place] = list(map(sub, before_end(before), before[:-1]))

    def _mark_cells(self) -> None:
        """Notes what is in a table, of those that do not only lay out the page."""
        for number in self.tagged("table"):
            if not is_layout_table(self.elements[number]):
                for inner in range(number + 1, self.end[number]):
                    self.inside[inner] |= IN_CELL

    def tagged(self, *tags: str) -> list[int]:
        """Returns the numbers of all elements with one of some tags, in order."""
        found = [self._by_tag[tag] for tag in tags if tag in self._by_tag]
        return found[0] if len(found) == 1 else sorted(chain.from_iterable(found))

    def with_attribute(self, *names: str) -> list[int]:
        """Returns the numbers of all elements with one of some attributes, of those noted, in order."""
        return sorted({n for name in names for n in self._by_attribute.get(name, ())})

    def names(self, number: int) -> str:
        """Returns the classes and the identifier of an element, or empty."""
        names = self._names[number]
        if names is None:
            names = names_of(self.elements[number])
            if "widget" in names and self._is_of_widgets():
                names = without_widget(names)
            self._names[number] = names
        return names

    def _is_of_widgets(self) -> bool:
        """Returns whether most of the running text is in elements that are called widgets."""
        if self._has_widgets is None:
            running, number, inside = self.sums[RUNNING], 1, 0
            while number < len(self.elements):
                is_widget = "widget" in (self.elements[number].get("class") or "")
                inside += running[number] if is_widget else 0
                number = self.end[number] if is_widget else number + 1
            self._has_widgets = inside * 2 > running[0]
        return self._has_widgets

    def text(self, number: int) -> str:
        """Returns all text inside an element as `text_of` does, read from its tree only once."""
        if (text := self._texts.get(number)) is None:
            text = self._texts[number] = self.text_without(number, ())
        return text

    def text_without(self, number: int, without: Collection[int]) -> str:
        """Returns all text inside an element, but for that in some elements inside it."""
        elements, ends = self.elements, self.end
        if elements[number].tag in UNREAD:
            return ""
        parts = [self._own_texts[number] or ""]
        around: list[int] = []  # the elements inside it that the next one may be in
        inner, last = number + 1, ends[number]
        while inner < last or around:
            if around and ends[around[-1]] <= inner:
                ended = around.pop()
                parts.append(" " if elements[ended].tag in PARTING else "")
                parts.append(self._tails[ended] or "")
                continue
            around.append(inner)
            if inner in without or elements[inner].tag in UNREAD:
                inner = ends[inner]
            else:
                parts.append(self._own_texts[inner] or "")
                inner += 1
        return one_line("".join(parts))

    def take_off(self, number: int) -> None:
        """Takes what an element contains off its ancestors, because it is left out."""
        lost = [figures[number] for figures in self.sums]
        if not any(lost):
            return
        up = number
        while up:
            up = self.parent[up]
            for figures, amount in zip(self.sums, lost, strict=True):
                figures[up] -= amount

    def kept_in(
        self, number: int, is_out: Sequence[bool], without: Collection[str] = ()
    ) -> Iterator[int]:
        """Yields the number of an element and of all in it, in order, but for what is left out.

        without: tags of elements that are passed over, too, with all that they contain.
        """
        end = self.end[number]
        while number < end:
            if is_out[number] or self.elements[number].tag in without:
                number = self.end[number]
            else:
                yield number
                number += 1

    def link_share(self, number: int) -> float:
        """Returns how much of an element's text is in links, from 0 to 1."""
        text = self.sums[TEXT][number]
        return self.sums[LINKED][number] / text if text else 0.0

    def has_fields(self, number: int) -> bool:
        """Returns whether something can be typed into an element."""
        areas = self.elements[number].iter("textarea")
        return self.sums[FIELDS][number] > 0 or next(areas, None) is not None

    def has_words(self, number: int) -> bool:
        """Returns whether an element has text that is neither in headings nor in links."""
        text, linked, heading = (self.sums[n][number] for n in (TEXT, LINKED, HEADING))
        return text > linked + heading

    def unlinked(self, number: int) -> int:
        """Returns the characters outside of links that are directly in a block."""
        return self.own[number] - self.own_linked[number]

    def unlinked_before(self, least: int) -> list[int]:
        """Returns the sums of those characters before each element, of blocks with so many or more."""
        lengths = map(sub, self.own, self.own_linked)
        long = (length if length >= least else 0 for length in lengths)
        return list(accumulate(long, initial=0))

    def loose_text(self, number: int) -> int:
        """Returns the characters outside of links that are directly in a block, beside its blocks."""
        return self.unlinked(number) if self.has_blocks[number] else 0

    def ancestors(self, number: int) -> list[int]:
        """Returns the numbers of what an element is in, the nearest first, without the root."""
        found = []
        while number := self.parent[number]:
            found.append(number)
        return found


def _weight(root: etree._Element) -> int:
    """Returns for how many characters one of a page counts: an ideograph says as much as some letters."""
    text = "".join(one.text or "" for one in islice(root.iter(*_WITH_TEXT), _SAMPLE))
    if text.isascii():
        return 1
    return _IDEOGRAPH if len(_IDEOGRAPHS.findall(text)) * 2 > sum(map(str.isalpha, text)) else 1


def _commas(text: str) -> int:
    count = text.count(",")
    if not text.isascii():
        count += text.count("，") + text.count("、") + text.count("،") + text.count("。")
    return count
