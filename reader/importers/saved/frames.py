"""Puts the documents of frames, as they are saved with a page, where the page shows them."""

import re
from collections.abc import Callable
from urllib.parse import urljoin

from lxml import etree

from reader.core.errors import ImportFailed, PageRefused
from reader.importers.decode import decode
from reader.importers.image_candidates import change_addresses
from reader.importers.text_cleaning import ends_sentence
from reader.importers.web.html_parser import parse
from reader.importers.web.lxml_helpers import (
    BLOCKS,
    declared_base,
    storable,
    text_of,
    turn_into,
)

_MOST_FRAMES, _DEEPEST = 50, 3  # of a page, with those in its frames
_LEAST = 40  # characters of a sentence; what is less is a button, or a counter
_PAGE = re.compile(rb"<(?:!doctype|html|head|body|p|div|table)\b", re.IGNORECASE)
_AD = re.compile(
    r"(?:^|[\W_])(?:ads?|adframe|adserver|advert\w*|doubleclick|sponsored)(?:$|[\W_])",
    re.IGNORECASE,
)
_NAMES = ("id", "class", "name", "title", "aria-label", "src")
_KEPT = ("class", "id", "style", "hidden", "dir", "lang")


def open_frames(root: etree._Element, find: Callable[[str], bytes] | None = None) -> None:
    """Replaces frames whose document has sentences or a table by its content.

    find: returns what was saved of an address. Without it, only what is in the page itself is shown.
    """
    _FrameOpener(find).open(root, 0)
    for frames in list(root.iter("frameset")):
        frames.tag = "div" if root.find("body") is not None else "body"


class _FrameOpener:
    """Opens the frames of a page and those in them, which may be documents that contain themselves."""

    def __init__(self, find: Callable[[str], bytes] | None) -> None:
        self._find = find
        self._left = _MOST_FRAMES

    def open(self, root: etree._Element, depth: int) -> None:
        """Opens the frames in a document."""
        for frame in list(root.iter("iframe", "frame")):
            if any(_AD.search(frame.get(name) or "") for name in _NAMES):
                continue
            if not self._left:
                return
            self._left -= 1
            html = frame.get("srcdoc") or _saved(self._find, frame.get("src") or "")
            if not html:
                continue
            try:
                document = parse(html)
            except PageRefused:
                continue
            if not frame.get("srcdoc"):
                _make_relative_to_page(document, frame.get("src") or "")
            if depth < _DEEPEST:
                self.open(document, depth + 1)
            body = document.find("body")
            if body is not None and _is_text(body):
                _replace(frame, body)


def _saved(find: Callable[[str], bytes] | None, address: str) -> str:
    data = find(address) if find is not None and address else b""
    if not _PAGE.search(data[:2000]):
        return ""
    try:
        return decode(data, address).text
    except ImportFailed:
        return ""


def _make_relative_to_page(document: etree._Element, address: str) -> None:
    """Makes the addresses in a frame, which are relative to its own, relative to that of the page."""
    base = _joined(address, declared_base(document))
    for picture in document.iter("img", "source"):
        change_addresses(picture, lambda address: storable(_joined(base, address)))
    for element in document.iter("a", "iframe", "frame"):
        for name in ("src", "href"):
            if value := element.get(name):
                element.set(name, storable(_joined(base, value)))


def _joined(base: str, address: str) -> str:
    if address.startswith(("#", "data:")):
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _is_text(body: etree._Element) -> bool:
    """Returns whether a document is to be read: it has a table of data, or a sentence without links."""
    if body.find(".//th") is not None:
        return True
    blocks = (one for one in body.iter() if one.tag in BLOCKS and not _has_blocks(one))
    texts = (text_of(block, {*block.iter("a")}) for block in blocks)
    return any(len(text) >= _LEAST and ends_sentence(text) for text in texts)


def _has_blocks(element: etree._Element) -> bool:
    return any(inner.tag in BLOCKS for inner in element.iterdescendants())


def _replace(frame: etree._Element, body: etree._Element) -> None:
    kept = {name: value for name in _KEPT if (value := frame.get(name)) is not None}
    turn_into(frame, "div", body.text or "")
    for name, value in kept.items():
        frame.set(name, storable(value))
    frame.extend(list(body))
