"""Writes elements as HTML, every character as it is in them."""

from lxml import etree

VOID = ("br", "col", "hr", "img", "wbr")  # of those in sanitized HTML, which have no end


def html_of(element: etree._Element) -> str:
    """Returns a sanitized element as HTML, without the text behind it.

    By way of canonical XML, because libxml2 encodes the letters of addresses in HTML.
    """
    text: str = etree.tostring(element, method="c14n", with_tail=False).decode()
    for tag in VOID:
        text = text.replace(f"</{tag}>", "")
    return text
