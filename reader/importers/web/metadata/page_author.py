"""Decides on the author of a page's article by what several of its statements say."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from lxml import etree

from reader.importers.bylines import (
    cleaned_byline,
    fuller_byline,
    is_organization,
    people_in,
    without_affiliation,
)
from reader.importers.text_cleaning import cased, letters_and_digits
from reader.importers.titles import site_key, without_site
from reader.importers.web.lxml_helpers import text_content
from reader.importers.web.metadata.page_title import title_element
from reader.importers.web.metadata.visible_metadata import VisibleMetadata

_PAPER = re.compile(  # names of persons end with some of these, too
    r"\s(?:post|ledger|register|record|standard|mail|star|sun|globe|independent|mercury|advertiser|argus|"
    r"echo|mirror|review|digest|report|today|blog|ministry|office|project|trust|group|union|club)$",
    re.IGNORECASE,
)


_SIGNS_OF_RIGHTS = ("©", "(c)", "copyright")
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)[\W\d]{0,40}\Z")


class PageByline(NamedTuple):
    """Who wrote an article, and whom the page names as its author besides: whose site it is."""

    names: str
    organization: str


def page_byline(
    root: etree._Element, said: Sequence[str], visible: VisibleMetadata, sites: Iterable[str]
) -> PageByline:
    """Returns the author by what a page says for machines, and by what it shows.

    Persons are believed before organizations, what two statements say before what one says, and of
    two statements that agree the fuller one is taken.
    """
    keys = {site_key(site) for site in sites} - {""}

    def is_site(name: str) -> bool:
        return site_key(name) in keys

    page = _Page(root)

    @cache
    def is_of_site(name: str) -> bool:
        return is_site(name) or is_organization(name) or page.is_of(name)

    def bare(names: str) -> str:
        return without_affiliation(names, is_site)

    stated = [bare(byline) for name in said if (byline := cleaned_byline(name))]
    near = [bare(names) for names in visible.near]
    sure = [*stated[1:], *near]
    told = [*stated, *map(bare, visible.bylines)]
    names = next((name for name in told if not is_site(name)), next(iter(told), ""))
    if names in stated:
        names = _agreed(names, stated, near) or names
    if names in stated and (_is_one_word(names) or is_of_site(names)):
        kept = letters_and_digits(names)
        others = [
            name
            for name in sure
            if not _is_one_word(name)
            and (_is_one_word(names) or kept not in letters_and_digits(name))
        ]
        names = next((name for name in others if not is_of_site(name)), names)
    organization = next((name for name in stated if name != names and is_of_site(name)), "")
    for other in sure:
        names = fuller_byline(names, other)
    return PageByline(cased(names, sure), organization)


def _agreed(names: str, stated: Sequence[str], near: Sequence[str]) -> str:
    """Returns the byline that the page states elsewhere and shows, if it does not show the names."""

    def people(byline: str) -> set[str]:
        return set(map(letters_and_digits, people_in(byline)))

    shown = set[str]().union(*map(people, near))
    if people(names) & shown:
        return ""
    return next((other for other in stated if people(other) & shown), "")


class _Page:
    """The words of a page, read when they are asked for, once."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root

    @cached_property
    def _raw(self) -> str:
        """Its text nodes in lower case, in which a name may be parted, but no word of it."""
        return text_content(self._root).lower()

    @cached_property
    def _has_rights(self) -> bool:
        return any(sign in self._raw for sign in _SIGNS_OF_RIGHTS)

    @cached_property
    def _parts(self) -> str:
        """Its text nodes in lower case, each apart; made in a tenth of the time that its blocks take."""
        return " ".join(map(str, self._root.itertext())).lower()

    def is_of(self, name: str) -> bool:
        """Returns whether a name is that of a paper, ends the page's title, or follows a ©."""
        tab = title_element(self._root)
        if _PAPER.search(name) or without_site(tab, [name]) != tab:
            return True
        words = name.lower().split()
        if not self._has_rights or words[0] not in self._raw:
            return False
        said = re.compile(r"\s+".join(map(re.escape, words)) + r"(?!\w)")
        return any(
            _RIGHTS.search(self._parts, max(0, match.start() - 60), match.start())
            for match in said.finditer(self._parts)
        )


def _is_one_word(name: str) -> bool:
    """Returns whether a name is only one word; False for scripts without capitals."""
    return " " not in name and name.lower() != name.upper()
