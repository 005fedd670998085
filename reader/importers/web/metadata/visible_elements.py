"""Walks the visible elements of a page once, with what their names and attributes imply.

Left out are scripts, forms, menus and readers' comments.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from lxml import etree

from reader.importers.text_cleaning import names, one_line
from reader.importers.titles import is_alike
from reader.importers.web.lxml_helpers import BLOCKS

# What an element may be by its classes and identifier; TOLD: it has an attribute that may tell;
# UNSEEN: it shows nothing, or leads through the site.
COMMENTS, ASIDE, BYLINE, DATE, TOLD, UNSEEN = 1, 2, 4, 8, 16, 32
NEAR = 60  # elements behind the heading, or before it, that belong to it
FAR = 10_000_000  # how far is what is before the heading
LINE = 200  # characters of a line that may contain a byline or a date
MOST_ELEMENTS = 40  # in a box that may be a byline
_MOST_BLOCK = 400  # characters of a box that may be a byline

_SILENT = names("script style noscript template select textarea math svg iframe object nav")
_HEADINGS = names("h1 h2 h3")
_ENDS_ASIDES = names("body html main")
_NAMES = ("class", "id")
# Attributes in which scripts keep the date that they write as "3 days ago".
CERTAINLY_KEPT = ("data-datetime", "data-timestamp", "data-published")
KEPT = (*CERTAINLY_KEPT, "data-date", "data-time")  # of what is named for a date
_TELLING = ("itemprop", "rel", *CERTAINLY_KEPT)
_COMMENT_WORDS = names(
    "comment comments commentlist commentary respond replies kommentar kommentare commentaire "
    "commentaires comentario comentarios"
)
_ASIDE_WORDS = names(
    "related sidebar widget recent popular trending teaser teasers recommended morestories readmore "
    "card cards"
)
_BYLINE_WORDS = names(
    "byline bylines author authors writtenby writtenBy Writtenby WrittenBy postauthor entryauthor "
    "authorname postedby agency autor autoren autores autori auteurs autorzy tekija tekijät auteur autore contributor contributors writer vcard signature "
    "redaktor kirjoittaja"
)
_DATE_WORDS = names(
    "date dates datetime time timestamp published publish pubdate posted dateline postdate postedon "
    "entrydate meta postmeta entrymeta postinfo info byline datum fecha data created submitted clock "
    "day author"
)
_WORD_MARKS = {
    **dict.fromkeys(_COMMENT_WORDS, COMMENTS),
    **dict.fromkeys(_ASIDE_WORDS, ASIDE),
    **dict.fromkeys(_DATE_WORDS, DATE),
}
_ASIDE_PAIR = re.compile(r"(?:^|[\s_-])(?:more-stories|read-more)(?:$|[\s_-])")
_BYLINE_PART = re.compile(r"Byline|Author(?:Name)?\b|(?<![^\s_-])posted-by(?:$|[\s_-])")
_DATE_PART = re.compile(r"date\b|timestamp")


@lru_cache(maxsize=4096)
def marks_of(found: str) -> int:
    """Returns what classes, or an identifier, say of an element; pages repeat the same few."""
    low, words = found.lower(), _words(found)
    marks = 0
    for word in words if low == found else _words(low):
        marks |= _WORD_MARKS.get(word, 0)
        if word.startswith("disqus"):
            marks |= COMMENTS
    if "more" in low and _ASIDE_PAIR.search(low):
        marks |= ASIDE
    if not _BYLINE_WORDS.isdisjoint(words) or _BYLINE_PART.search(found):
        marks |= BYLINE
    if ("date" in low or "timestamp" in low) and _DATE_PART.search(low):
        marks |= DATE
    return marks


def _words(found: str) -> list[str]:
    return found.replace("_", " ").replace("-", " ").split()


def _marks(element: etree._Element) -> int:
    """Returns what an element's tag and attributes say of it."""
    if element.tag in _SILENT:
        return UNSEEN
    marks = 0
    for name, value in element.items():  # one call, as each answers as slowly as for all
        if name in _NAMES:
            marks |= marks_of(value)
        elif name in _TELLING:
            marks |= TOLD
        elif name == "role" and value == "navigation":
            marks |= UNSEEN
    return marks


class VisibleElements:
    """The elements that may describe the article, in order, and the position of its heading."""

    def __init__(self, page: Sequence[etree._Element], title: str) -> None:
        """page: its root and all that is in it. title: by it the article's heading is found."""
        self.elements: list[etree._Element] = []
        self.marks: list[int] = []  # of each of the elements
        self._lines: dict[etree._Element, tuple[str, int]] = {}
        self._teasers: dict[etree._Element, bool] = {}
        self._walk(page)
        self.heading = self._heading(title)
        self._around_heading = set(self.elements[self.heading].iterancestors())

    def _walk(self, page: Sequence[etree._Element]) -> None:
        holders: set[etree._Element] = set()
        for heading in page[0].iter("h1", "article", "main"):
            if heading not in holders:
                holders.update(heading.iterancestors())
                holders.add(heading)
        elements, marks_of_all = self.elements, self.marks
        skipped: set[etree._Element] = set()
        for element in page:  # five times as fast as a walk that skips
            if element in skipped:
                continue
            marks = _marks(element)
            is_comments = marks & COMMENTS and element not in holders
            if marks & UNSEEN or is_comments:
                skipped.update(element.iter())
                continue
            elements.append(element)
            marks_of_all.append(marks)

    def _heading(self, title: str) -> int:
        """Returns where the article's heading is: the one that says the title, else the first."""
        first = -1
        for at, element in enumerate(self.elements):
            if element.tag in _HEADINGS:
                text = self.lines(element).replace("\n", " ")
                if text and title and is_alike(text, title):
                    return at
                if first < 0 and element.tag == "h1" and text:
                    first = at
        return max(first, 0)

    def lines(self, element: etree._Element, limit: int = _MOST_BLOCK) -> str:
        """Returns the text of an element with a line feed where a block parts it.

        Empty when it is longer than limit characters, or of many elements.
        """
        found = self._lines.get(element)
        if found is None:
            found = self._lines[element] = _lines(element)
        return found[0] if found[1] <= limit else ""

    def is_aside(self, element: etree._Element) -> bool:
        """Returns whether an element is in matter beside the article."""
        for around in element.iterancestors():
            if around in self._around_heading or around.tag in _ENDS_ASIDES:
                return False
            if around.tag == "article":
                return self._is_teaser(around)
            if around.tag == "aside" or around.get("role") == "complementary":
                return True
            if (kinds := around.get("class")) and marks_of(kinds) & ASIDE:
                return True
        return False

    def is_of_teaser(self, element: etree._Element) -> bool:
        """Returns whether an element describes another article than that of the page."""
        around = (up for up in element.iterancestors("article") if up not in self._around_heading)
        return any(map(self._is_teaser, around))

    def _is_teaser(self, article: etree._Element) -> bool:
        """Returns whether an article has headings, and all of them lead to another page."""
        if article not in self._teasers:
            headings = list(article.iter(*_HEADINGS))
            leads_on = [heading.find(".//a[@href]") is not None for heading in headings]
            self._teasers[article] = bool(headings) and all(leads_on)
        return self._teasers[article]

    def distance(self, at: int) -> int:
        """Returns how far an element is from the heading; what is before it is farther."""
        away = at - self.heading
        if away >= 0:
            return away
        return NEAR // 2 - away if -away <= NEAR else FAR


def _is_name(text: str) -> bool:
    """Returns whether a text may be of its own though no space is before it."""
    return text[:1].isupper() and text[1:2].islower()


def _lines(element: etree._Element) -> tuple[str, int]:
    """Returns the lines of an element, and of how many characters they were made."""
    if not len(element):
        text = element.text or ""
        line = "" if element.tag in _SILENT else one_line(text)
        return line, len(text.strip())
    first = list(islice(element.iter(), MOST_ELEMENTS + 1))
    if len(first) > MOST_ELEMENTS and not any(node.tag in _SILENT for node in first):
        return "", 0
    parts: list[str] = []
    length = count = 0
    is_behind_other = False  # without a space between them: a style parts the two
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            if node.tag in _SILENT:
                walk.skip_subtree()
                continue
            count += 1
            if count > MOST_ELEMENTS:
                return "", 0
            text = node.text or ""
        else:
            text = "" if node is element else node.tail or ""
        if node is not element and (node.tag in BLOCKS or (is_behind_other and _is_name(text))):
            parts.append("\n")
        is_behind_other = event == "end" and not text
        if text:
            parts.append(text.replace("\n", " "))
            length += len(text.strip())
            if length > _MOST_BLOCK:
                return "", length
    lines = map(one_line, "".join(parts).split("\n"))
    return "\n".join(filter(None, lines)), length
