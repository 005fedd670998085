"""Removes the heading of an article that repeats its title."""

from lxml import etree

from reader.importers.titles import is_same
from reader.importers.web.extraction.restored_parts import is_put_back
from reader.importers.web.lxml_helpers import detach_title, has_more_text, text_of


def remove_title(body: etree._Element, title: str) -> str:
    """Removes the heading that repeats the title; returns its text, or empty.

    Only the first of the first level, or one of the second level before that, is looked at.
    """
    for heading in body.iter("h1", "h2"):
        if is_put_back(heading):
            continue
        text = text_of(heading)
        if is_same(text, title) and (has_more_text(body, len(text)) or text_of(body) != text):
            detach_title(heading)
            return text
        if heading.tag == "h1":
            return ""
    return ""
