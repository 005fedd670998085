"""Parses HTML to a tree with nothing dropped on the way.

libxml2 leaves out whatever lies below its depth limit and raises nothing; only its log says so.
Then the nesting is thinned out and the page read again; if that does not help, it is refused.
"""

import re
from collections import Counter

from lxml import etree

from reader.core.errors import PageRefused
from reader.core.translation import _
from reader.importers.limits import ELEMENTS
from reader.importers.text_cleaning import UNWANTED, names, one_line

_MAXIMUM_NESTING = 400

_TAG = re.compile(
    r"""<!--.*?(?:--!?>|\Z)
      | <(script|style|textarea|title|xmp)\b[^>]*>.*?(?:</\1\s*>|\Z)
      | <(/?)([a-zA-Z][^\s/>]*)(?:[^>"']|"[^"]*"|'[^']*')*>""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_OPEN_TAG = re.compile(r"""<[a-zA-Z](?:[^>"']++|"[^"]*"|'[^']*')*+""")
_ATTRIBUTE = re.compile(r"""\s+|"[^"]*"|'[^']*'""")
_MOST_ATTRIBUTES = 10_000
# Elements that end themselves, or end one another: they do not nest.
_FLAT = names(
    "area base br col embed hr img input link meta param source track wbr "
    "p li dd dt tr td th thead tbody tfoot option optgroup rp rt html head body"
)


def parse(html: str) -> etree._Element:
    """Returns the root of the tree, always an ``<html>`` element; comments are left out.

    Raises PageRefused when the parser could not keep the whole page.
    """
    if _has_endless_tag(html):
        raise PageRefused(_("the page has an element with too many attributes."))
    html = _without_unclosed_comment(html)
    root, is_whole = _parse(html)
    if not is_whole:
        root, is_whole = _parse(_thinned(html))
    if not is_whole:
        raise PageRefused(_("the page is too large or too deeply nested to be read whole."))
    if sum(1 for _element in root.iter()) > ELEMENTS:
        raise PageRefused(_("the page has too many elements to be read."))
    return root


def _parse(html: str) -> tuple[etree._Element, bool]:
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
    long_tags = (tag[0] for tag in _OPEN_TAG.finditer(html) if len(tag[0]) > _MOST_ATTRIBUTES)
    return any(len(_ATTRIBUTE.findall(tag)) > _MOST_ATTRIBUTES for tag in long_tags)


def _without_unclosed_comment(html: str) -> str:
    """Removes the opening of a comment if nothing closes it.

    A parser would take all that follows for the comment.
    """
    closed = max(html.rfind("-->"), html.rfind("--!>"))
    start = html.find("<!--", max(0, closed - 1))
    if start == -1:
        return html
    return html[:start] + html[start:].replace("<!--", "")


def _thinned(html: str) -> str:
    """Removes the tags that nest deeper than the parser allows; all text stays."""
    parts: list[str] = []
    open_tags: list[tuple[str, bool]] = []
    counts: Counter[str] = Counter()
    kept = position = 0
    for match in _TAG.finditer(html):
        tag = (match[3] or "").lower()
        if not tag or tag in _FLAT:
            continue
        between = html[position : match.start()]
        replacement = "<br>" if tag in BLOCKS and not between.isspace() and between else ""
        if not match[2]:
            is_kept = kept < _MAXIMUM_NESTING
            open_tags.append((tag, is_kept))
            counts[tag] += 1
            kept += is_kept
            replacement = match[0] if is_kept else replacement
        elif counts[tag]:
            closed = ""
            while open_tags:
                other, is_kept = open_tags.pop()
                counts[other] -= 1
                kept -= is_kept
                closed += f"</{other}>" if is_kept else ""
                if other == tag:
                    break
            replacement = closed or replacement
        else:
            replacement = ""
        parts += [between, replacement]
        position = match.end()
    return "".join(parts) + html[position:]


def text_of(element: etree._Element) -> str:
    """Returns all text inside an element, white space collapsed; scripts and styles left out."""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            if node.tag in ("script", "style", "template", "noscript", "head"):
                walk.skip_subtree()
                continue
            parts.append(node.text or "")
        if event == "end" and node is not element:
            parts += [" " if node.tag in BLOCKS else "", node.tail or ""]
    return one_line("".join(parts))


def storable(text: str) -> str:
    """Returns the text without controls that a parser accepts but a tree refuses."""
    return UNWANTED.sub("", text).replace("\x0b", " ").replace("\x0c", " ")


def detach(element: etree._Element) -> None:
    """Removes an element from its tree; the text that follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = storable((before.tail or "") + element.tail)
        else:
            parent.text = storable((parent.text or "") + element.tail)
        element.tail = None
    parent.remove(element)


BLOCKS = names(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu "
    "nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
