"""Keeps ruby readings beside their words, and out of the text itself.

The words are the text that is read, searched and marked: ``<ruby title="とう">東</ruby>``.
"""

from collections.abc import Iterator

from lxml import etree

from reader.importers.text_cleaning import one_line
from reader.importers.web.lxml_helpers import storable, text_of

_READINGS = ("rt", "rtc")


def rewrite_ruby(root: etree._Element) -> None:
    """Leaves of each ``<ruby>`` its words, with their reading in the attribute ``title``."""
    for ruby in list(root.iter("ruby")):
        around = ruby.getparent()
        if around is None:
            continue
        words = _words(ruby)
        tail, ruby.tail = ruby.tail, None
        at = around.index(ruby)
        around.remove(ruby)
        made = [_made(nodes, reading) for nodes, reading in words]
        made[-1].tail = storable(tail or "")
        around[at:at] = made


def _words(ruby: etree._Element) -> list[tuple[list[etree._Element | str], str]]:
    """Returns the words in order, each with its reading: what is before an ``<rt>``, or ``<rb>``."""
    bases: list[list[etree._Element | str]] = [[]]
    readings: list[str] = []
    for node in _nodes(ruby):
        tag = "" if isinstance(node, str) else node.tag
        if not isinstance(node, str) and tag in _READINGS:
            readings += [text_of(rt) for rt in node.iter("rt")] or [text_of(node)]
            if len(readings) >= len(bases):
                bases.append([])
            continue
        if tag == "rb" and bases[-1]:
            bases.append([])
        bases[-1].append(node)
    if len(bases) > 1 and not bases[-1]:
        bases.pop()
    if len(bases) == 1:
        return [(bases[0], "".join(readings))]
    readings += [""] * (len(bases) - len(readings))
    return list(zip(bases, readings, strict=False))


def _nodes(ruby: etree._Element) -> Iterator[etree._Element | str]:
    """Yields what is in a ``<ruby>``: texts, and elements without the text after them."""
    if ruby.text and ruby.text.strip():
        yield ruby.text
    for child in list(ruby):
        tail, child.tail = child.tail, None
        if child.tag != "rp":
            yield child
        if tail and tail.strip():
            yield tail


def _made(nodes: list[etree._Element | str], reading: str) -> etree._Element:
    element = etree.Element("ruby" if reading else "span")
    if reading:
        element.set("title", storable(one_line(reading)))
    for node in nodes:
        if not isinstance(node, str):
            if node.tag == "rb":
                node.tag = "span"
            element.append(node)
        elif len(element):
            element[-1].tail = storable((element[-1].tail or "") + node)
        else:
            element.text = storable((element.text or "") + node)
    return element
