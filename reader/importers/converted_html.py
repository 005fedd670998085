"""Creates an article from HTML that was converted from another format, such as Markdown."""

from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from reader.importers.article_metadata import Metadata
from reader.importers.assets import Pictures
from reader.importers.importer import ParsedArticle, Resources
from reader.importers.titles import is_same
from reader.importers.web.html_parser import parse
from reader.importers.web.lxml_helpers import HEADINGS, detach_title, text_of
from reader.importers.web.sanitizing.sanitizer import write
from reader.importers.web.sanitizing.sanitizer_preparation import prepare


def read_converted(
    html: str,
    metadata: Metadata,
    resources: Resources,
    adapt: Callable[[etree._Element], None] | None = None,
) -> ParsedArticle:
    """Returns the article in HTML that has no page around it.

    metadata: what is known; the first heading is the title if none is. adapt: changes the tree
    before the images are read.
    """
    root = parse(f"<html><body>{html}")
    body = root.find("body")
    body = root if body is None else body
    prepare(body, metadata.url)
    if adapt is not None:
        adapt(body)
    pictures = Pictures(resources)
    pictures.take_from(body)
    notes = pictures.notes
    title = _take_title(body, metadata.title, notes)
    known = replace(metadata, title=title)
    return ParsedArticle(known, write(body), pictures.assets, tuple(notes), is_written=True)


def _take_title(body: etree._Element, given: str, notes: list[str]) -> str:
    """Returns the title given, else the heading that the text begins with, then without it.

    A heading further down is one of a section: without it two sections would run together.
    """
    first = _opening_heading(body)
    if first is None:
        return given
    heading = text_of(first)
    if given and not is_same(given, heading):
        return given
    if text_of(body) == heading:  # nothing but a title: it is the text as well
        return given or heading
    notes.append(f"Removed the heading that is the title: {heading}")
    detach_title(first)
    return given or heading


def _opening_heading(body: etree._Element) -> etree._Element | None:
    """Returns the heading that is before all other text.

    Before one of the first level, which is outside of quotations and lists, there may be an image
    or a rule.
    """
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start" and element.tag in HEADINGS and text_of(element):
            is_quoted = next(element.iterancestors("blockquote", "li", "td"), None) is not None
            is_first = element is body[0] or (element.tag == "h1" and not is_quoted)
            return element if is_first else None
        text = element.text if event == "start" else element.tail
        if isinstance(element.tag, str) and (text or "").strip():
            return None
    return None
