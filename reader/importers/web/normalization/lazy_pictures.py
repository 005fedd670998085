"""Inserts lazy-loaded images where the page shows them, each once."""

import re

from lxml import etree

from reader.importers.image_candidates import picture_addresses
from reader.importers.web.lxml_helpers import detach, storable, text_content, text_of, turn_into

_MOST_TEXT = 40  # characters beside an image that are still no text to read
_EMOJI = re.compile(
    "(?:[\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\u200d\u20e3\U0001f000-\U0001faff]|[0-9#*](?=\ufe0f?\u20e3))+"
)
_BACKGROUND = re.compile(r"url\(\s*[\"']?([^\"')]+)")


def restore_lazy_pictures(root: etree._Element) -> None:
    """Takes the images out of each ``<noscript>`` that contains nothing else, in place of a stand-in.

    What shows an image by other means than ``<img>`` becomes one.
    """
    shown = (element for element in root.iter() if element.get("role") == "img")
    painted = [element for element in shown if "url(" in (element.get("style") or "")]
    for element in [
        *filter(_is_image, root.iter("amp-img", "amp-anim", "object", "embed")),
        *painted,
    ]:
        _become_image(element)
    for noscript in list(root.iter("noscript")):
        images = list(noscript.iter("img"))
        around = noscript.getparent()
        if not images or around is None or len(text_content(noscript).strip()) > _MOST_TEXT:
            continue
        stand_in = _stand_in(noscript)
        if stand_in is None:
            for image in images:
                image.tail = None
                noscript.addprevious(image)
        elif len(images) == 1 and not _is_same_picture(stand_in, images[0]):
            _add_addresses(stand_in, images[0])
        detach(noscript)
    for image in list(root.iter("img")):
        said = image.get("alt") or ""
        if said and _EMOJI.fullmatch(said):
            turn_into(image, "span", said)


def _is_image(element: etree._Element) -> bool:
    """Returns whether an element that may show anything shows an image."""
    if element.tag in ("object", "embed") and not (element.get("type") or "").startswith("image/"):
        return False
    return bool(element.get("data" if element.tag == "object" else "src"))


def _stand_in(noscript: etree._Element) -> etree._Element | None:
    """Returns the image beside a ``<noscript>`` that scripts would have filled."""
    for beside in (noscript.getprevious(), noscript.getnext()):
        if beside is None:
            continue
        image = next(beside.iter("img"), None)
        if image is not None and not text_of(beside):
            return image
    return None


def _is_same_picture(first: etree._Element, second: etree._Element) -> bool:
    return bool(set(picture_addresses(first)) & set(picture_addresses(second)))


def _add_addresses(stand_in: etree._Element, real: etree._Element) -> None:
    """Gives the image on the page the addresses of the one for readers without scripts."""
    addresses = list(picture_addresses(real))
    if addresses:
        stand_in.set("data-src", storable(addresses[0]))
    for name in ("alt", "width", "height"):
        if (value := real.get(name)) and not stand_in.get(name):
            stand_in.set(name, storable(value))


def _become_image(element: etree._Element) -> None:
    shown = _BACKGROUND.search(element.get("style") or "")
    is_background = element.get("role") == "img" and element.tag not in ("object", "embed")
    if is_background and (shown is None or text_of(element) or element.find(".//img") is not None):
        return
    address = shown[1] if is_background and shown else element.get("data") or element.get("src")
    alt = element.get("alt") or element.get("aria-label") or text_of(element)
    turn_into(element, "img")
    element.set("src", storable(address or ""))
    if alt:
        element.set("alt", storable(alt))
