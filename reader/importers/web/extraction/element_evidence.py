"""Judges a single element by its roles, its names and its visibility."""

import re
from functools import lru_cache

from lxml import etree

from reader.importers.text_cleaning import names
from reader.importers.web.lxml_helpers import HEADINGS

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDING = names("hidden hide d-none is-hidden u-hidden visually-hidden")
_SHOWING = re.compile(r"block|flex|inline|grid|table|visible|show|[:@]")
_SIDE_NAME = re.compile(
    r"(?:^|[\s_-])(?:related|share|sharing|shares|social|promo|promos|promotion|newsletter|subscribe|"
    r"advert(?:isement)?s?|ads?|banner|sponsor(?:ed)?|comments?|disqus|replies|respond|breadcrumbs?|"
    r"cookies?|gdpr|consent|paywall|recommended|recommendations?|popular|trending|most-read|pagination|"
    r"pager|pagenav|skip-link|toolbar|outbrain|taboola|signup|sign-up|sidebar|side-bar|rail|footer|"
    r"masthead|menu|nav|navbar|navigation|widget|widgets|popup|modal|tags|teasers?|tools|print|"
    r"contact|meta|extra|supplemental|shoutbox|combx|community|rss|login|register|author-?(?:box|bio))"
    r"(?:$|[\s_-])|(?:^|[\s_-])(?:comment|sidebar|footer|shar|social|related|sponsor|promo|widget|outbrain)"
)
_WIDGET = re.compile(r"(?<![a-z])widgets?(?![a-z])")
_BODY_NAME = re.compile(r"article|body|content|entry|main|page|post|text|blog|story|column|shadow")
_STRONG_BODY_NAME = re.compile(
    r"article-?_?(?:body|content|text)|(?:entry|post|story)-?_?(?:body|content|text)|hentry|h-entry"
)

_MOST_WORDS = 4
# What links lead to within a text; its identifier is made of its words.
_ANCHORS = {*HEADINGS, *names("a b code dd dt em i p span strong")}


def names_of(element: etree._Element) -> str:
    """Returns an element's classes, and its identifier unless that is made of words of the text."""
    kinds, identifier = element.get("class") or "", element.get("id")
    if (
        not identifier
        or element.tag in _ANCHORS
        or identifier.count("_") + identifier.count("-") > _MOST_WORDS
    ):
        return kinds.strip()
    return f"{kinds} {identifier}".strip()


def is_hidden(element: etree._Element) -> bool:
    """Returns whether an element is not shown to a reader of the page."""
    if element.tag == "dialog" and element.get("open") is None:
        return True
    hidden = element.get("hidden")
    if hidden is not None:
        return hidden.lower() != "until-found"
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def is_named_aside(names: str) -> bool:
    """Returns whether an element's names are those of matter beside the text."""
    return _judged(names)[0]


def without_widget(names: str) -> str:
    """Returns names without "widget", as builders of pages call every part of them."""
    return _WIDGET.sub(" ", names)


def is_named_hidden(names: str) -> bool:
    """Returns whether a class says that an element is hidden, and none that some screens show it."""
    return _judged(names)[2]


def name_weight(names: str) -> int:
    """Returns points for the names of an element, above 0 for those of an article's body."""
    return _judged(names)[1]


@lru_cache(maxsize=4096)
def _judged(found: str) -> tuple[bool, int, bool]:
    """Returns whether names are of matter beside the text, their points, and whether they hide it.

    Pages repeat a few.
    """
    found = found.lower()  # searched faster than without regard to case
    is_aside = _SIDE_NAME.search(found) is not None
    weight = -25 if is_aside else 0
    if _STRONG_BODY_NAME.search(found):
        weight += 25
    elif _BODY_NAME.search(found):
        weight += 15
    is_hidden = not _HIDING.isdisjoint(found.split()) and not _SHOWING.search(found)
    return is_aside, weight, is_hidden
