"""Finds bare addresses in running text, and links them in an HTML tree."""

import re

from lxml import etree

from reader.importers.safe_addresses import safe_address
from reader.importers.web.lxml_helpers import storable

# Chinese, Japanese and Korean words, which are beside an address without a space; and their
# punctuation, which ends it.
_LETTERS = r"\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_MARKS = r"\u3000-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
# A word behind a letter of the address is of the sentence; behind a slash it is of the address.
ADDRESS = re.compile(
    rf"(?:(?<![\w@/])|(?<=[{_LETTERS}]))(?:https?://|www\.)"
    rf"(?:[^\s<>\"“”„«»|\\^`{{}}{_LETTERS}{_MARKS}]|(?<![A-Za-z0-9])[{_LETTERS}]){{3,2000}}",
    re.IGNORECASE,
)
_SIGN_OF_ADDRESS = re.compile(r"://|[wW]{3}\.")  # found faster than the address itself
_UNLINKED = ("a", "code", "pre", "kbd", "samp", "script", "style", "textarea")


def has_address(text: str | None) -> bool:
    """Returns whether there is a bare address in a text."""
    return bool(text and _SIGN_OF_ADDRESS.search(text) and ADDRESS.search(text))


def bare_address(typed: str) -> str:
    """Returns the address in a run of characters, without final stops or unopened brackets."""
    address = typed
    while address:
        last = address[-1]
        is_unopened = last in ")]" and address.count(last) > address.count("(["[")]".index(last)])
        if last not in ".,;:!?'\"’*_…。，；：！？）」』" and not is_unopened:
            break
        address = address[:-1]
    return address


def link_bare_addresses(root: etree._Element) -> None:
    """Converts the addresses in running text to links, outside of links and code."""
    for element in list(root.iter()):
        if element.tag in _UNLINKED or any(True for _a in element.iterancestors(*_UNLINKED)):
            continue
        for child in list(element):
            if has_address(child.tail):
                text, child.tail = child.tail or "", None
                _insert_links(element, child, text)
        if has_address(element.text):
            text, element.text = element.text or "", None
            _insert_links(element, None, text)


def _insert_links(parent: etree._Element, before: "etree._Element | None", text: str) -> None:
    """Inserts a text, its addresses as links, behind a child, or before all children."""
    position = 0
    for match in ADDRESS.finditer(text):
        typed = bare_address(match[0])
        target = safe_address(typed if "://" in typed else f"https://{typed}")
        if not target:
            continue
        _append_text(parent, before, text[position : match.start()])
        link = etree.Element("a", href=target)
        link.text = storable(typed)
        if before is None:
            parent.insert(0, link)
        else:
            tail, before.tail = before.tail, None
            before.addnext(link)
            before.tail = tail
        before, position = link, match.start() + len(typed)
    _append_text(parent, before, text[position:])


def _append_text(parent: etree._Element, before: "etree._Element | None", text: str) -> None:
    if before is None:
        parent.text = storable((parent.text or "") + text)
    else:
        before.tail = storable((before.tail or "") + text)
