"""Rewrites what sanitizing would otherwise drop: relative links, check boxes, formulas, videos."""

import re
from base64 import b64encode
from urllib.parse import unquote, urlsplit

from lxml import etree

from reader.importers.pictures.svg_pictures import inline_svg
from reader.importers.safe_addresses import resolve, safe_address, without_redirect
from reader.importers.web.lxml_helpers import BLOCKS, storable, text_of, turn_into
from reader.importers.web.normalization.formulas import rewrite_formulas

_FIGURE = (96, 32)  # pixels of a drawing that is no icon
_FLASH = re.compile(r"\.swf(?:[?#]|$)", re.IGNORECASE)  # which no browser shows any more
_FRAMES = ("iframe", "video", "audio", "embed", "object")


def prepare(root: etree._Element, base: str) -> None:
    """Makes links absolute; replaces check boxes, formulas and films by text.

    base: the page's own absolute address, or empty.
    """
    _prepare_links(root, base)
    for box in list(root.iter("input")):
        if (box.get("type") or "").lower() == "checkbox" and _has_words(box):
            turn_into(box, "span", "☑ " if box.get("checked") is not None else "☐ ")
    rewrite_formulas(root)
    for drawing in list(root.iter("svg")):
        _replace_drawing(drawing)
    for frame in list(root.iter(*_FRAMES)):
        _link_to(frame, base)


def _has_words(box: etree._Element) -> bool:
    """Returns whether words are beside a check box, or it fills a cell: others unfold something."""
    inner = box
    while (around := inner.getparent()) is not None:
        before = inner.getprevious()
        words = around.text if before is None else before.tail
        if (words or "").strip() or (inner.tail or "").strip():
            return True
        beside = inner.getnext()
        if beside is not None and beside.tag not in BLOCKS and text_of(beside):
            return True
        if around.tag in BLOCKS:
            return around.tag in ("td", "th") or (around.tag == "li" and bool(text_of(around)))
        inner = around
    return False


def directed(body: etree._Element, html: str) -> str:
    """Returns the HTML of an element within what the page says of the direction of all its text."""
    for element in (body, *body.iterancestors()):
        if (direction := (element.get("dir") or "").strip().lower()) in ("ltr", "rtl"):
            return f'<div dir="rtl">{html}</div>' if direction == "rtl" and html else html
    return html


def _prepare_links(root: etree._Element, base: str) -> None:
    places = {name for element in root.iter() if (name := element.get("id"))}
    named = {name: link for link in root.iter("a") if (name := link.get("name"))}
    for link in root.iter("a", "blockquote", "q"):
        name = "href" if link.tag == "a" else "cite"
        if (value := link.get(name)) is None:
            continue
        place = _place_in_page(value, base) if link.tag == "a" else ""
        if place in named and place not in places and not named[place].get("id"):
            named[place].set("id", place)
            places.add(place)
        is_inside = place and place in places
        link.set(name, f"#{place}" if is_inside else without_redirect(resolve(value, base)))


def _place_in_page(address: str, base: str) -> str:
    """Returns the name of the place in the page itself that a link leads to; else empty."""
    page, _sign, name = address.strip().partition("#")
    if not name or name.startswith(":~:") or (page and page != base.partition("#")[0]):
        return ""
    return storable(unquote(name))


def _replace_drawing(drawing: etree._Element) -> None:
    """Turns a drawing into an image; of one that is no figure only its label is kept, if it has one."""
    title = drawing.find(".//title")
    label = drawing.get("aria-label") or ("" if title is None else text_of(title))
    svg = inline_svg(drawing) if _is_figure(drawing) else b""
    if not svg and (drawing.get("role") != "img" or not label):
        return
    turn_into(drawing, "img")
    drawing.set("alt", storable(label))
    if svg:
        drawing.set("src", f"data:image/svg+xml;base64,{b64encode(svg).decode()}")


def _is_figure(drawing: etree._Element) -> bool:
    """Returns whether a drawing is one to look at: not an icon, by its size or where it is."""
    if next(drawing.iterancestors("a", "button", "svg"), None) is not None:
        return False
    given = (re.match(r"\d{1,9}", drawing.get(name) or "") for name in ("width", "height"))
    sizes = [int(size[0]) for size in given if size]
    if len(sizes) == 2:
        return sizes[0] >= _FIGURE[0] and sizes[1] >= _FIGURE[1]
    return next(drawing.iterancestors("figure"), None) is not None


def _link_to(frame: etree._Element, base: str) -> None:
    """Replaces a film, or another page shown inside this one, by a link below its still image."""
    if still := frame.get("poster"):
        frame.addprevious(etree.Element("img", src=storable(still)))
    sources = [frame.get("src"), frame.get("data-src"), frame.get("data")]
    sources += [source.get("src") for source in frame.iter("source")]
    address = next((found for source in sources if (found := resolve(source, base))), "")
    is_shown = frame.get("height") not in ("0", "1") and not _FLASH.search(address)
    if not (safe_address(address) and is_shown):
        if frame.tag == "object":
            frame.tag = "div"  # what it contains is shown in its place
        return
    label = frame.get("title") or frame.get("aria-label") or urlsplit(address).hostname or address
    turn_into(frame, "a", label)
    frame.set("href", address)
