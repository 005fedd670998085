"""Parses HTML to a tree as browsers build it, without dropping anything.

lexbor follows the HTML5 standard, which libxml2 does not; the tree worked on is lxml's. So what
lexbor has built is written out, every element closed, and read by lxml, which then builds the same.

libxml2 leaves out whatever lies below its depth limit and raises nothing; only its log says so.
Then the nesting is thinned out and the page read again; if that does not help, it is refused.
"""

import re
from typing import cast

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from reader.core.errors import PageRefused
from reader.core.translation import _
from reader.importers.limits import ELEMENTS
from reader.importers.web.deep_nesting import is_multiplied, is_nested_deeply, many_tags, thinned

_OPEN_TAG = re.compile(r"""<[a-zA-Z][^>"']*+(?:"[^"]*"[^>"']*+|'[^']*'[^>"']*+)*+""")
_COUNT = etree.XPath("count(//*)")
_XHTML = re.compile(r"<html\b[^>]*\bxmlns\b|<!doctype[^>]*\bxhtml\b", re.IGNORECASE)
_RAW_NAMES = (
    "script|style|title|textarea|iframe|noscript|noframes|xmp"  # what they contain is no markup
)
_XML_NAMES = rf"{_RAW_NAMES}|a|b|i|p|em|strong|span|div|td|th|li|ul|ol|dd|dt|h[1-6]|section|article"
_EMPTY = r"""((?:\s[^<>"']*+(?:"[^"]*"[^<>"']*+|'[^']*'[^<>"']*+)*+(?<=["'\s]/)|/))>"""
_EMPTY_RAW = re.compile(rf"<({_RAW_NAMES}){_EMPTY}", re.IGNORECASE)
_EMPTY_XML = re.compile(rf"<({_XML_NAMES}){_EMPTY}", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s+|"[^"]*"|'[^']*'""")
_MOST_ATTRIBUTES = 10_000
_HEAD = 2000  # characters among which a page says that it is XHTML
# Elements without content that libxml2 takes for containers of what follows, as lexbor writes them.
_OPEN_NAMES = "wbr|source|track|embed|bgsound|keygen"
_MAY_BE_OPEN = re.compile(rf"<(?:{_OPEN_NAMES})\b")
# It begins with a plain character, by which the page is searched five times as fast.
_OPEN_TO_LIBXML2 = re.compile(
    rf"""<(?:(?:script|style)\b.*?</(?:script|style)>
      | ({_OPEN_NAMES})(?:\ [^\s>]+?="[^"]*")*>)""",
    re.DOTALL | re.VERBOSE,
)


def parse(html: str) -> etree._Element:
    """Returns the root of the tree, always an ``<html>`` element; comments are left out.

    Of scripts only data and formulas are kept.
    Raises PageRefused when the parser could not keep the whole page.
    """
    if _has_endless_tag(html):
        raise PageRefused(_("the page has an element with too many attributes."))
    html = _without_unclosed_comment(_with_end_tags(html))
    tags = many_tags(html)
    if is_nested_deeply(tags):
        html = thinned(html)
        tags = many_tags(html)
    written = html if is_multiplied(tags) else _as_html5(html)
    root, is_whole = _read(written)
    if not is_whole:
        root, is_whole = _read(thinned(written))
    if not is_whole:
        raise PageRefused(_("the page is too large or too deeply nested to be read whole."))
    if len(written) > ELEMENTS and cast("float", _COUNT(root)) > ELEMENTS:
        raise PageRefused(_("the page has too many elements to be read."))
    return root


def _with_end_tags(html: str) -> str:
    """Returns XHTML with end tags for its empty elements: in HTML, ``<script/>`` has no end."""
    head = html[:_HEAD]
    if not _XHTML.search(head):
        return html
    empty = _EMPTY_XML if head.lstrip().startswith("<?xml") else _EMPTY_RAW
    return empty.sub(lambda tag: f"<{tag[1]}{tag[2][:-1]}></{tag[1]}>", html)


def parse_as_written(fragment: str) -> tuple[etree._Element, bool]:
    """Returns the root of the tree that libxml2 makes of a body's content, and whether it is whole.

    For HTML that was written here; for any other `parse` is there.
    """
    return _read(_closed(f"<html><body>{fragment}"))


def _as_html5(html: str) -> str:
    """Returns the page with its elements nested and closed as the HTML5 standard says."""
    tree = LexborHTMLParser(html)
    for script in tree.tags("script"):
        kind = (script.attributes.get("type") or "").lower()
        if not kind.startswith("math/") and "ld+json" not in kind and script.first_child:
            script.first_child.decompose()  # programs may be most of a page
    written = tree.html or ""
    if "<plaintext" in written:  # nothing that is written after it ends it
        tree.unwrap_tags(["plaintext"])
        written = tree.html or ""
    return _closed(written)


def _closed(written: str) -> str:
    """Returns HTML with an end tag behind each element that libxml2 would take for a container."""
    if not _MAY_BE_OPEN.search(written):
        return written
    return _OPEN_TO_LIBXML2.sub(lambda tag: tag[0] + (f"</{tag[1]}>" if tag[1] else ""), written)


def _read(html: str) -> tuple[etree._Element, bool]:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    is_whole = not any("RESOURCE_LIMIT" in entry.type_name for entry in parser.error_log)
    # lxml answers None for a page without any element; its type stubs do not say so.
    found: etree._Element | None = root
    return (etree.Element("html") if found is None else found), is_whole


def _has_endless_tag(html: str) -> bool:
    """Returns whether a tag has so many attributes that the parser, which is quadratic, is slow."""
    tags = _OPEN_TAG.findall(html)
    if max(map(len, tags), default=0) <= _MOST_ATTRIBUTES:
        return False
    return any(len(_ATTRIBUTE.findall(tag)) > _MOST_ATTRIBUTES for tag in tags)


def _without_unclosed_comment(html: str) -> str:
    """Removes the opening of a comment if nothing closes it.

    A parser would take all that follows for the comment.
    """
    last = html.rfind("<!--")
    if last == -1 or "-->" in html[last:]:
        return html
    closed = max(html.rfind("-->"), html.rfind("--!>"))
    start = html.find("<!--", max(0, closed - 1))
    if start == -1:
        return html
    return html[:start] + html[start:].replace("<!--", "")
