"""Removes from a page what the user has typed into it, and all scripts, which may contain it too."""

from lxml import etree

from reader.importers.web.html_parser import parse
from reader.importers.web.lxml_helpers import detach, text_content

_LABELLED = ("button", "checkbox", "image", "radio", "reset", "submit")  # whose value is not typed
_DATA = ("application/ld+json", "math/")  # the scripts that tell of the article


def without_typed_text(page: bytes) -> bytes:
    """Returns a page in UTF-8 without the text of its fields, and without its scripts.

    An editable part goes too, unless it is most of the page: then it is the article. Raises
    PageRefused.
    """
    root = parse(page.decode("utf-8", "replace"))
    for element in list(root.iter("input", "textarea", "script")):
        kind = (element.get("type") or "").strip().lower()
        if element.tag == "script":
            if not kind.startswith(_DATA):
                detach(element)
        elif element.tag == "textarea" or kind not in _LABELLED:
            _empty(element)
            element.attrib.pop("value", "")
    length = len(text_content(root))
    for element in list(root.iter()):
        if _is_editable(element) and 2 * len(text_content(element)) < length:
            _empty(element)
    return etree.tostring(root, encoding="utf-8", method="html", doctype="<!doctype html>")


def _is_editable(element: etree._Element) -> bool:
    value = element.get("contenteditable")
    return value is not None and value.strip().lower() != "false"


def _empty(element: etree._Element) -> None:
    """Removes all that is in an element."""
    element.text = None
    element[:] = []
