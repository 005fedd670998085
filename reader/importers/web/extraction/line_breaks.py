"""Sets text that is parted by empty lines of ``<br>`` as the paragraphs it means."""

from lxml import etree

from reader.importers.text_cleaning import names
from reader.importers.web.html_tree import BLOCKS

_HOLDERS = names("article blockquote body center dd div font li main p section span td")


def paragraphs_from_breaks(root: etree._Element) -> None:
    """Wraps each run of inline content beside two or more line breaks into a paragraph."""
    holders: dict[etree._Element, None] = {}
    for line_break in root.iter("br"):
        parent = line_break.getparent()
        if parent is not None and parent.tag in _HOLDERS and _is_doubled(line_break):
            holders[parent] = None
    for holder in holders:
        _part(holder)


def _is_doubled(line_break: etree._Element) -> bool:
    following = line_break.getnext()
    return (
        following is not None
        and following.tag == "br"
        and not (line_break.tail and line_break.tail.strip())
    )


def _part(holder: etree._Element) -> None:
    """Moves what an element holds into paragraphs, which end at doubled breaks and at blocks."""
    children = list(holder)
    doubled = {child for child in children if child.tag == "br" and _is_doubled(child)}
    del holder[:]
    run = etree.Element("p")
    run.text, holder.text = holder.text, None
    if holder.tag in ("p", "font", "span"):
        holder.tag = "div"  # which may hold paragraphs
    is_after_break = False
    for child in children:
        tail, child.tail = child.tail, None
        is_end = child in doubled or (is_after_break and child.tag == "br")
        is_after_break = child in doubled
        if is_end or _holds_block(child):
            _append_filled(holder, run)
            if not is_end:
                holder.append(child)
            run = etree.Element("p")
            run.text = tail
        else:
            run.append(child)
            child.tail = tail
    _append_filled(holder, run)


def _holds_block(element: etree._Element) -> bool:
    return element.tag != "br" and any(
        inner.tag in BLOCKS for inner in element.iter() if inner.tag != "br"
    )


def _append_filled(holder: etree._Element, run: etree._Element) -> None:
    if len(run) or (run.text and run.text.strip()):
        holder.append(run)
