"""Writes HTML as valid XHTML, as EPUB requires."""

import re
from html import escape
from urllib.parse import quote

from lxml import etree

from reader.core.text.canonical_text import parse_fragment
from reader.core.text.html_elements import CONTAINERS, HEADINGS

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AROUND = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "summary": ("details",),
    "figcaption": ("figure",),
    "rt": ("ruby",),
    "rp": ("ruby",),
}
_BLOCKS = CONTAINERS | HEADINGS.keys() | {"ul", "ol", "table", "blockquote", "pre", "hr", "details"}
_PHRASES = frozenset(
    "abbr b bdi bdo cite code dfn em i kbd mark q s samp small span strong sub sup time u var".split()
)
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@~"  # what is in them for itself


def xml_text(text: str) -> str:
    """Returns text with a sign in the place of each character that XML has no room for."""
    return _NOT_XML.sub("\ufffd", text)


def xhtml_of(html: str) -> str:
    """Returns a fragment of HTML as well-formed XML.

    An element that is not allowed where it is becomes one that is, names are given once, and a link
    to a place that is not there is none.
    """
    body = parse_fragment(xml_text(html))
    names: set[str] = set()
    for element in body.iterdescendants():
        _place(element)
        if (name := element.get("id")) is not None:
            if name in names:
                del element.attrib["id"]
            names.add(name)
    for element in body.iterdescendants("a", "q", "blockquote"):
        for attribute in ("href", "cite"):
            address = element.get(attribute)
            if address is not None and address.startswith("#") and address[1:] not in names:
                del element.attrib[attribute]
            elif address is not None:
                element.set(attribute, quote(address, safe=_IN_ADDRESSES))
    children = (etree.tostring(child, encoding="unicode") for child in body)
    return escape(body.text or "", quote=False) + "".join(children)


def _place(element: etree._Element) -> None:
    """Renames an element that is not allowed where it is, or with what it contains."""
    around = element.getparent()
    wanted = _AROUND.get(element.tag)
    if wanted is not None and (around is None or around.tag not in wanted):
        element.tag = "span" if element.tag in ("rt", "rp") else "div"
    elif around is not None and around.tag in ("ul", "ol") and element.tag != "li":
        element.tag = "li"
    elif element.tag in _PHRASES and next(element.iterdescendants(*_BLOCKS), None) is not None:
        element.tag = "div"
