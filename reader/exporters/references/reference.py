"""Creates a reference from an article: author names in parts, dates in numbers."""

import re
from dataclasses import dataclass
from enum import Enum

from reader.exporters.export_item import Item
from reader.exporters.timestamps import local_time

_BETWEEN_NAMES = re.compile(r"\s*;\s*|\s+(?:[&/+]|and|und|et)\s+")
_AND_OTHERS = re.compile(r"[,;]?\s+et\s+al\b\.?$", re.IGNORECASE)
# What follows a name and is not one.
_TITLES = frozenset(("phd", "ph.d.", "md", "m.d.", "jr", "jr.", "sr", "sr.", "esq", "esq."))
# The address of a book that was added as a file, or of its chapter: no address of the web.
_BOOK = re.compile(r"urn:(?:isbn:(?P<isbn>[0-9X]+))?[^#]*(?P<chapter>#)?")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
# Written before a family name, and no part of a given name.
_PARTICLES = frozenset(
    "von van der den de del della di da dos du la le ten ter zu zum zur af av".split()
)
# What a person is not called.
_BODY = re.compile(
    r"\b(?:the|institut\w*|universit\w*|agency|news|team|staff|editors?|redaktion|ministr\w*|office"
    r"|group|society|association|foundation|network|committee|council|library|museum|press)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """An author: a person's names, or the name of a body, in ``family``, that has no others."""

    family: str
    given: str = ""
    particle: str = ""  # such as “van der”

    @property
    def is_person(self) -> bool:
        """Whether the name has parts."""
        return bool(self.given)

    @property
    def family_first(self) -> str:
        """The name as ``van Dyk, Ada``."""
        family = " ".join(part for part in (self.particle, self.family) if part)
        return f"{family}, {self.given}" if self.given else family


class Kind(Enum):
    """What is referred to, by its name in RIS."""

    PAGE = "ELEC"
    BOOK = "BOOK"
    CHAPTER = "CHAP"  # whose book is its ``site``
    OTHER = "GEN"


@dataclass(frozen=True, slots=True)
class Reference:
    """The data of an article for a reference manager."""

    uid: str
    kind: Kind
    title: str
    authors: tuple[Name, ...]
    has_more_authors: bool  # than those: “et al.”, for which only BibTeX has a sign
    site: str
    url: str  # empty for a book
    isbn: str
    language: str
    excerpt: str
    tags: tuple[str, ...]
    published: tuple[int, ...]  # year, month and day, as far as they are known
    accessed: tuple[int, ...]  # when it was added or fetched


def reference_of(item: Item) -> Reference:
    """Returns the reference of an article."""
    article = item.article
    # What a feed brought is listed by the day it was published.
    accessed = item.revision.created_at if article.is_unkept else article.added_at
    byline, more = _AND_OTHERS.subn("", _line(article.byline))
    book = _BOOK.match(article.url)
    if book:
        kind = Kind.CHAPTER if book["chapter"] else Kind.BOOK
    else:
        kind = Kind.PAGE if article.url else Kind.OTHER
    return Reference(
        uid=article.uid,
        kind=kind,
        title=_line(article.title),
        authors=names_of(byline, _line(article.site)),
        has_more_authors=more > 0,
        site=_line(article.site),
        url="" if book else article.url,
        isbn=(book and book["isbn"]) or "",
        language=article.language,
        excerpt=_line(article.excerpt),
        tags=article.tags,
        published=_numbers(article.published),
        accessed=_numbers(local_time(accessed)),
    )


def iso_date(numbers: tuple[int, ...]) -> str:
    """Formats a date as ``2026-03-01``, ``2026-03``, ``2026`` or nothing."""
    return "-".join(f"{number:0{2 if place else 4}}" for place, number in enumerate(numbers))


def names_of(byline: str, site: str = "") -> tuple[Name, ...]:
    """Returns the authors that a byline names; the name of the site is that of a body.

    A comma is between authors, unless it parts the one family name from the given names.
    """
    found: list[Name] = []
    for part in _BETWEEN_NAMES.split(byline):
        names = [name for name in map(str.strip, part.split(",")) if name]
        names = [name for name in names if name.lower() not in _TITLES]
        if len(names) == 2 and all(_is_part_of_name(name) for name in names):
            found.append(_with_particle(names[0].split(), names[1]))
        else:
            found += [_name(name, site) for name in names]
    return tuple(found)


def _is_part_of_name(text: str) -> bool:
    words = [word for word in text.split() if word.lower() not in _PARTICLES]
    return len(words) == 1 or all(len(word.rstrip(".")) == 1 for word in words[1:])


def _name(text: str, site: str) -> Name:
    words = text.split()
    if len(words) == 1 or text.casefold() == site.casefold() or _BODY.search(text):
        return Name(text)
    first = len(words) - 1
    # With a capital letter, as in “Ursula K. Le Guin”, it is a part of the family name itself.
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return _with_particle(words[first:], " ".join(words[:first]))


def _with_particle(words: list[str], given: str) -> Name:
    """Returns a person whose family name may begin with particles."""
    count = 0
    while count < len(words) - 1 and words[count] in _PARTICLES:
        count += 1
    return Name(" ".join(words[count:]), given, " ".join(words[:count]))


def _numbers(date: str) -> tuple[int, ...]:
    found = _DATE.match(date)
    return tuple(int(number) for number in found.groups() if number) if found else ()


def _line(text: str) -> str:
    """Returns text on one line: in RIS and BibTeX a line end is between fields."""
    return " ".join(text.split())
