"""Finds the part of a page that is the article, and removes what is not its text.

Asks the page's own elements and roles; nothing is left out when little would remain.
"""

import re
from dataclasses import dataclass

from lxml import etree

from reader.importers.text_cleaning import names
from reader.importers.titles import is_same
from reader.importers.web.html_tree import detach, text_of

_LEFT_OUT_TAGS = names("nav footer script style noscript template button select textarea form")
_LEFT_OUT_ROLES = names(
    "navigation banner contentinfo complementary search menu menubar toolbar dialog alert tablist"
)
_SIDE_MATTER = re.compile(
    r"(?:^|[\s_-])(?:related|share|sharing|social|promo|newsletter|subscribe|advert(?:isement)?|ads?|"
    r"sponsor(?:ed)?|comments?|disqus|breadcrumbs?|cookie|paywall|recommended|popular|pagination|"
    r"skip-link|toolbar|outbrain|taboola|signup)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RUNNING = names("p pre blockquote li dd")
_SILENT = names("script style noscript template head")
_SIGNIFICANT = 0.4  # of the page's running text: what an article must hold to be chosen
_LEAST_REMAINING = 0.2


@dataclass(frozen=True, slots=True)
class Body:
    """The element that holds the article, and what was left out of it."""

    element: etree._Element
    notes: tuple[str, ...]


def pick_body(root: etree._Element) -> Body:
    """Returns the article's element; what does not belong to its text is removed from the tree.

    When nearly all of the text would go, everything is kept instead.
    """
    body = root.find("body")
    if body is None:
        body = root
    sizes = _measured(body)
    doomed = _doomed(body, sizes)
    size = sizes[body].text
    lost = sum(sizes[element].text for element in doomed)
    if size - lost < size * _LEAST_REMAINING and size - lost < 1000:
        return Body(body, ())
    notes = _remove(doomed)
    chosen = _choose(body)
    outside = len(text_of(body)) - len(text_of(chosen)) if chosen is not body else 0
    if outside > 0:
        notes.append(f"Left out around the <{chosen.tag}>: {outside} characters")
    return Body(chosen, tuple(notes))


def _doomed(body: etree._Element, sizes: "dict[etree._Element, _Sizes]") -> list[etree._Element]:
    """Returns the outermost elements that are not the article's text."""
    doomed: list[etree._Element] = []
    walk = etree.iterwalk(body, events=("start",))
    for _event, element in walk:
        if element is not body and _is_left_out(element, sizes[element]):
            doomed.append(element)
            walk.skip_subtree()
    return doomed


def _is_left_out(element: etree._Element, sizes: "_Sizes") -> bool:
    tag = element.tag
    if tag == "form":
        return not sizes.running
    if tag in _LEFT_OUT_TAGS:
        return True
    if (element.get("role") or "").lower() in _LEFT_OUT_ROLES:
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    is_side_matter = bool(names.strip() and _SIDE_MATTER.search(names))
    if tag == "aside":
        is_inside = next(element.iterancestors("article", "main"), None) is not None
        return not is_inside or is_side_matter or sizes.link_share > 0.3
    if tag == "header":
        return next(element.iterancestors("article", "main"), None) is None and (
            sizes.link_share > 0.3 or not sizes.text
        )
    return is_side_matter and tag in ("div", "section", "ul", "ol") and sizes.running < 500


def _remove(doomed: list[etree._Element]) -> list[str]:
    notes: list[str] = []
    for element in doomed:
        text = text_of(element)
        if text and element.tag not in ("script", "style", "noscript", "template"):
            shown = text if len(text) <= 200 else f"{text[:200]}… ({len(text)} characters)"
            notes.append(f"Left out <{element.tag}>: {shown}")
        detach(element)
    return notes


def _choose(body: etree._Element) -> etree._Element:
    sizes = _measured(body)
    whole = sizes[body].running
    marked = [e for e in body.iter() if "articlebody" in (e.get("itemprop") or "").lower()]
    articles = list(body.iter("article"))
    mains = [e for e in body.iter() if e.tag == "main" or e.get("role") == "main"]
    for candidates in (marked, articles, mains):
        best = max(candidates, key=lambda element: sizes[element].running, default=None)
        if best is not None and sizes[best].running >= max(whole * _SIGNIFICANT, 1):
            return best
    return body


@dataclass(slots=True)
class _Sizes:
    """Characters inside an element: all, those in links, those of running text outside of links."""

    text: int
    linked: int = 0
    running: int = 0

    @property
    def link_share(self) -> float:
        return self.linked / self.text if self.text else 0.0


def _measured(root: etree._Element) -> dict[etree._Element, _Sizes]:
    """Returns the sizes of an element and all inside it, in one pass."""
    sizes: dict[etree._Element, _Sizes] = {}
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            sizes[element] = _Sizes(text=_length(element.text))
            continue
        own = sizes[element]
        if element.tag in _SILENT:
            own.text = own.linked = own.running = 0
        elif element.tag == "a":
            own.linked = own.text
        elif element.tag in _RUNNING:
            own.running = own.text - own.linked
        parent = element.getparent()
        if element is root or parent is None:
            continue
        around = sizes[parent]
        around.text += own.text + _length(element.tail)
        around.linked += own.linked
        around.running += own.running
    return sizes


def _length(text: str | None) -> int:
    return len(" ".join(text.split())) if text else 0


def remove_title(body: etree._Element, title: str) -> str:
    """Removes the heading that repeats the title; returns its text, or empty.

    Only the first of the first level, or one of the second level before that, is looked at.
    """
    for heading in body.iter("h1", "h2"):
        text = text_of(heading)
        if is_same(text, title) and text_of(body) != text:
            detach(heading)
            return text
        if heading.tag == "h1":
            return ""
    return ""
