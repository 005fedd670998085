"""Finds the author of an article in the visible page: microdata, hAtom, boxes and lines."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from reader.importers.bylines import byline_in, is_label, is_organization
from reader.importers.text_cleaning import one_line
from reader.importers.web.lxml_helpers import BLOCKS
from reader.importers.web.metadata.visible_elements import (
    BYLINE,
    FAR,
    LINE,
    MOST_ELEMENTS,
    NEAR,
    TOLD,
    VisibleElements,
    marks_of,
)

_NAME = re.compile(r"(?:^|[\s_-])(?:fn|author-?name|name|p-name)(?:$|[\s_-])", re.IGNORECASE)
# Where a site lists the articles of one author.
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:es|en|i|a)?|autore|auteurs?|by|byline|contributors?|columnists?|journalists?|"
    r"reporters?|writers?)/[^/?#]+/?$",
    re.IGNORECASE,
)
_NO_BYLINES = ("article", "body", "html", "img", "link", "main", "meta")  # whatever their classes
_AMID = 60  # characters behind a name that is amid a text
_BEFORE = 10  # elements before the heading among which a line may be a byline


def visible_bylines(shown: VisibleElements) -> Iterator[tuple[int, int, str]]:
    """Yields rank, place and names of all that may be the byline; less is likelier."""
    taken: set[etree._Element] = set()
    first, last = shown.heading - _BEFORE, shown.heading + NEAR
    for at, (element, marks) in enumerate(zip(shown.elements, shown.marks, strict=True)):
        said = _is_byline(element) if marks & (BYLINE | TOLD) else None
        if said is None:
            if first <= at <= last:
                for names in _unmarked(shown, element):
                    yield 2, shown.distance(at), names
            continue
        if not taken.isdisjoint(element.iterancestors()) or shown.is_of_teaser(element):
            continue
        if names := _People(shown).of(element):
            taken.add(element)
            rank, place = 0 if said else 1, shown.distance(at)
            if place >= FAR or shown.is_aside(element):
                rank += 4
            elif place > NEAR:
                rank += 2
            yield rank, place, names


def _unmarked(shown: VisibleElements, element: etree._Element) -> Iterator[str]:
    """Yields the names in an element that the page does not mark as a byline."""
    lines = (byline_in(line, is_marked=False) for line in _lines_of(shown, element))
    return filter(None, (_linked_author(shown, element), *lines))


def _lines_of(shown: VisibleElements, element: etree._Element) -> Iterator[str]:
    """Yields the lines that may be such as "By Ada Fenn": what is in an element, and behind a block."""
    if text := (element.text or "").strip():
        around = element.getparent() if is_label(text) and not len(element) else None
        yield shown.lines(element if around is None else around, LINE)
    if element.tag in BLOCKS and (tail := (element.tail or "").strip()) and len(tail) <= LINE:
        yield one_line(tail)


def _linked_author(shown: VisibleElements, element: etree._Element) -> str:
    """Returns the name in a link to an author's page, or in bold right before a link to send mail."""
    if element.tag == "a":
        is_name = _AUTHOR_PAGE.search(element.get("href") or "") is not None
    else:
        after = element.getnext() if element.tag in ("b", "strong") else None
        is_name = after is not None and (after.get("href") or "").startswith("mailto:")
    if not is_name or len((element.tail or "").strip()) > _AMID or shown.is_of_teaser(element):
        return ""
    return byline_in(shown.lines(element), is_marked=True)


def _is_byline(element: etree._Element) -> bool | None:
    """Returns whether the page says that an element is the byline; None when it does not name it so."""
    if "author" in (element.get("itemprop") or "").lower().split():
        return True
    if _is_author_link(element):
        return True if element.tag != "link" else None
    kinds = element.get("class") or ""
    if element.tag in _NO_BYLINES or not kinds:
        return None
    if "p-author" in kinds.split() or {"author", "vcard"} <= set(kinds.split()):
        return True
    return False if marks_of(kinds) & BYLINE else None


def _is_author_link(element: etree._Element) -> bool:
    return "author" in (element.get("rel") or "").lower().split()


class _People:
    """Reads the names in an element that the page marks as a byline."""

    def __init__(self, shown: VisibleElements) -> None:
        self._lines = shown.lines

    def _name(self, element: etree._Element) -> str:
        return byline_in(self._lines(element), is_marked=True)

    def of(self, element: etree._Element) -> str:
        """Returns the names in an element, separated by commas."""
        if element.tag == "meta":
            return byline_in(element.get("content") or "", is_marked=True)
        if _is_author_link(element) and (around := element.getparent()) is not None:
            return _joined(map(self._name, filter(_is_author_link, around)))
        if element.tag not in BLOCKS and len(people := self._beside(element)) > 1:
            return _joined(people)
        if len(people := self._inside(element)) > 1:
            return _joined(people)
        for inner in element.iter():
            is_name = "name" in (inner.get("itemprop") or "").lower().split() or (
                inner is not element and _NAME.search(inner.get("class") or "")
            )
            is_link = inner is not element and "author" in (inner.get("rel") or "").split()
            if (is_name or is_link) and (
                said := byline_in(self._lines(inner) or inner.get("content") or "", is_marked=True)
            ):
                within = element.iter(inner.tag) if self._lines(element) else ()
                return _joined(self._alike(said, inner, within))
        if element.tag in ("ul", "ol"):
            return _joined(map(self._name, element.iter("li")))
        text = self._lines(element) or one_line(element.get("content") or "")
        return byline_in(text, is_marked=True)

    def _beside(self, element: etree._Element) -> list[str]:
        """Returns the name in an element, and those in the elements behind it that are marked alike."""
        said = self._name(element)
        beside = islice(element.itersiblings(), MOST_ELEMENTS)
        return self._alike(said, element, beside) if said else []

    def _inside(self, element: etree._Element) -> list[str]:
        """Returns the names in an element that has one in each of several elements marked alike."""
        if not self._lines(element):
            return []
        named = [one for one in element.iter() if (one.text or "").strip()]
        if element in named or not all(
            one.tag not in BLOCKS and one.get("class") and _marks(one) == _marks(named[0])
            for one in named
        ):
            return []
        return [name for name in map(self._name, named) if " " in name]

    def _alike(
        self, said: str, first: etree._Element, elements: Iterable[etree._Element]
    ) -> list[str]:
        """Returns the name that an element says, and those of the others marked just as it is."""
        marks = _marks(first)
        alike = [one for one in elements if one is not first and _marks(one) == marks]
        return [said, *(n for n in map(self._name, alike) if not is_organization(n))]


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, names)))


def _marks(element: etree._Element) -> list[object]:
    """Returns what says of an element, and of the one around it, what is in it."""
    around = element.getparent()
    both = (element,) if around is None else (element, around)
    return [(e.tag, e.get("class"), e.get("itemprop"), e.get("rel")) for e in both]
