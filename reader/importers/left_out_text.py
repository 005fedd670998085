"""Inserts the words of parts that were left out into the HTML of an article."""

from collections.abc import Sequence

from lxml import etree

from reader.core.models import LeftOut
from reader.importers.web.html_parser import parse
from reader.importers.web.sanitizer import sanitize, write

_CONTAINERS = ("article", "div", "section")


def with_words(html: str, parts: Sequence[LeftOut]) -> str:
    """Returns sanitized HTML with a paragraph for each part, between the blocks where it stood."""
    body = parse(f"<html><body>{html}").find("body")
    if body is None:
        raise AssertionError("a page without a body")
    blocks: list[tuple[etree._Element, int]] = []
    _measure(body, 0, blocks)
    for part in parts:
        paragraph = etree.Element("p")
        paragraph.text = part.text
        place = part.place or 0
        after = next((block for block, before in blocks if before >= place), None)
        if after is None:
            body.append(paragraph)
        else:
            after.addprevious(paragraph)
    return sanitize(write(body))


def _measure(
    container: etree._Element, counted: int, blocks: list[tuple[etree._Element, int]]
) -> int:
    """Notes each block with how many letters stand before it; returns how many stand behind all."""
    counted += _length(container.text)
    for child in container:
        blocks.append((child, counted))
        if child.tag in _CONTAINERS:
            counted = _measure(child, counted, blocks)
        else:
            counted += sum(_length(str(text)) for text in child.itertext())
        counted += _length(child.tail)
    return counted


def _length(text: str | None) -> int:
    return len((text or "").strip())
