"""Reads the text of a tree's elements and its base address, replaces and removes elements."""

from collections.abc import Set as AbstractSet
from typing import cast

from lxml import etree

from reader.importers.text_cleaning import names, one_line, wanted

BLOCKS = names(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu "
    "nav ol p pre search section summary table tbody td tfoot th thead tr ul"
)
HEADINGS = names("h1 h2 h3 h4 h5 h6")
UNREAD = names("script style template noscript head")
_PARTING = BLOCKS | UNREAD
_STRING = etree.XPath("string()", smart_strings=False)


def text_of(element: etree._Element, without: AbstractSet[etree._Element] = frozenset()) -> str:
    """Returns all text inside an element, white space collapsed; scripts and styles left out.

    without: elements in it that are left out, too.
    """
    if element.tag in UNREAD:
        return ""
    if not len(element):
        return one_line(element.text or "")
    if not without and all(node.tag not in _PARTING or node is element for node in element.iter()):
        return one_line(cast("str", _STRING(element)))  # four times as fast
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            if node.tag in UNREAD or (without and node in without):
                walk.skip_subtree()
                continue
            parts.append(node.text or "")
        if event == "end" and node is not element:
            parts += [" " if node.tag in BLOCKS else "", node.tail or ""]
    return one_line("".join(parts))


def text_content(element: etree._Element) -> str:
    """Returns the text nodes of an element as they are, without space between its blocks; fast."""
    return cast("str", _STRING(element)) if len(element) else element.text or ""


def has_more_text(element: etree._Element, length: int) -> bool:
    """Returns whether an element surely has more characters of text than given; looks no further."""
    for node in element.iter():
        if node.tag not in UNREAD:
            length -= len((node.text or "").strip())
        length -= len((node.tail or "").strip())
        if length < 0:
            return True
    return False


def declared_base(root: etree._Element) -> str:
    """Returns what a page says its relative addresses are relative to, as it is written; else empty."""
    return next((found for base in root.iter("base") if (found := base.get("href"))), "")


def storable(text: str) -> str:
    """Returns the text without controls that a parser accepts but a tree refuses."""
    return wanted(text).replace("\x0b", " ").replace("\x0c", " ")


def turn_into(element: etree._Element, tag: str, text: str = "") -> None:
    """Turns an element into another that contains only a text; what follows it stays."""
    tail = storable(element.tail or "")
    element.clear()
    element.tag, element.text, element.tail = tag, storable(text) or None, tail


def detach(element: etree._Element) -> None:
    """Removes an element from its tree; the text that follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = storable((before.tail or "") + element.tail)
        else:
            parent.text = storable((parent.text or "") + element.tail)
        element.tail = None
    parent.remove(element)


def detach_title(heading: etree._Element) -> None:
    """Removes the heading that is the title of its article; links to it lead to what follows it."""
    names = {f"#{name}" for one in heading.iter() if (name := one.get("id"))}
    root, levels = heading.getroottree().getroot(), (heading, *heading.iterancestors())
    after = next((one for level in levels for one in level.itersiblings("*")), None)
    detach(heading)
    if not names or after is None:
        return
    for link in root.iter("a"):
        if (href := link.get("href")) in names:
            if not after.get("id"):
                after.set("id", href[1:])
            link.set("href", f"#{after.get('id')}")
