"""Converts line breaks to paragraphs: empty lines of ``<br>``, and lines beside blocks."""

from lxml import etree

from reader.importers.text_cleaning import names
from reader.importers.web.lxml_helpers import BLOCKS, storable, text_of

_SILENT = names("script style noscript template link meta")
_HOLDERS = names("article blockquote body center dd div font li main p section span td")

_WITH_LINES = names("article aside body center div header main section")
_LINE = 140  # characters, at most


def paragraphs_from_breaks(root: etree._Element) -> None:
    """Wraps each run of inline content beside two or more line breaks into a paragraph."""
    holders: dict[etree._Element, None] = {}
    for line_break in root.iter("br"):
        parent = line_break.getparent()
        if parent is not None and parent.tag in _HOLDERS and _is_doubled(line_break):
            holders[parent] = None
    for holder in holders:
        _part(holder)


def part_times(root: etree._Element) -> None:
    """Puts a space before each date that a page sets apart from a name by its style only."""
    for time in root.iter("time"):
        before = time.getprevious()
        if before is not None and not before.tail and before.tag not in BLOCKS:
            before.tail = " "


def paragraphs_from_lines(root: etree._Element) -> None:
    """Wraps each short run of inline content that is beside blocks into a paragraph.

    So a date or a label between two blocks is distinguished from the text around it.
    """
    for holder in list(root.iter(*_WITH_LINES)):
        if _has_line(holder):
            _part(holder, most=_LINE)


def _has_line(holder: etree._Element) -> bool:
    """Returns whether an element contains blocks and, beside them, inline elements with text.

    Bare text beside a single block is likely to run on in it.
    """
    blocks = 0
    has_inline, has_text = False, holder.text is not None and not holder.text.isspace()
    for child in holder:
        tag = child.tag
        if tag in _SILENT or tag == "br":
            pass
        elif tag in BLOCKS:
            blocks += 1
        elif child.text or len(child):
            has_inline = True
        if not has_text and (tail := child.tail) is not None:
            has_text = not tail.isspace()
    return bool(blocks) and (has_inline or (has_text and blocks > 1))


def _is_doubled(line_break: etree._Element) -> bool:
    following = line_break.getnext()
    return (
        following is not None
        and following.tag == "br"
        and not (line_break.tail and line_break.tail.strip())
    )


def _part(holder: etree._Element, most: int | None = None) -> None:
    """Moves the content of an element into paragraphs, which end at doubled breaks and at blocks.

    most: characters of a paragraph; what is longer stays as it is.
    """
    children = list(holder)
    doubled = {child for child in children if child.tag == "br" and _is_doubled(child)}
    del holder[:]
    run = etree.Element("p")
    run.text, holder.text = storable(holder.text or ""), None
    if holder.tag in ("p", "font", "span"):
        holder.tag = "div"  # which may contain paragraphs
    is_after_break = False
    for child in children:
        tail, child.tail = storable(child.tail or ""), None
        is_end = child in doubled or (is_after_break and child.tag == "br")
        is_after_break = child in doubled
        if is_end or _holds_block(child):
            _append(holder, run, most)
            if not is_end:
                holder.append(child)
            run = etree.Element("p")
            run.text = tail
        else:
            run.append(child)
            child.tail = tail
    _append(holder, run, most)


def _holds_block(element: etree._Element) -> bool:
    return element.tag != "br" and any(
        inner.tag in BLOCKS for inner in element.iter() if inner.tag != "br"
    )


def _append(holder: etree._Element, run: etree._Element, most: int | None) -> None:
    """Appends a paragraph, or what it contains if that is too long, or no text."""
    is_empty = not len(run) and not (run.text and run.text.strip())
    if not is_empty and (most is None or 0 < len(text_of(run)) <= most):
        holder.append(run)
    elif most is not None:
        if len(holder):
            holder[-1].tail = run.text
        else:
            holder.text = run.text
        holder.extend(list(run))
