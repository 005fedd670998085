"""Converts controls that are words of the text, in a sentence or in a collapsible heading, to text.

What they unfold is shown.
"""

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from reader.importers.text_cleaning import names
from reader.importers.web.extraction.element_evidence import is_named_aside, names_of
from reader.importers.web.extraction.row_words import has_sentence
from reader.importers.web.lxml_helpers import BLOCKS, HEADINGS, storable, text_of

_LONGEST = 40  # characters of a control's label in a sentence
_FOLDING = (*HEADINGS, "dt")
_LONGEST_HEADING = 200
_LEAST_TEXT = 40  # characters of what a control unfolds
_FOLDING_PARTS = etree.XPath("//*[@aria-controls or @role='tabpanel']")
_BESIDE_TEXT = names("aside dialog footer form nav")
_ROLES_BESIDE_TEXT = names("alertdialog dialog menu menubar navigation search")
_FOLDED = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*(?:!important)?\s*;?", re.IGNORECASE
)


def write_out_controls(root: etree._Element) -> None:
    """Turns buttons and choices that stand for words into plain text: "Press [Measure] and wait."."""
    for control, panel in list(_unfolding(root)):
        panel.attrib.pop("hidden", "")
        if style := panel.get("style"):
            panel.set("style", _FOLDED.sub("", style))
        is_tab = control.get("role") == "tab"
        if control.tag == "button" and not is_tab and _is_over(control, panel):
            label = text_of(control)
            tail = control.tail
            control.clear()
            control.tag, control.tail = "p", storable(tail or "")
            etree.SubElement(control, "b").text = storable(label)
    for control in list(root.iter("button", "select")):
        label = _label(control)
        if not (_is_amid_words(control, label) or _is_heading(control, label)):
            continue
        tail = control.tail
        control.clear()
        control.tag, control.text, control.tail = "span", storable(label), storable(tail or "")


def _unfolding(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yields the controls that unfold a part of the text, and that part; it alone for a tab's."""
    found = cast("list[etree._Element]", _FOLDING_PARTS(root))
    controls = [one for one in found if one.get("aria-controls")]
    yield from ((one, one) for one in found if one.get("role") == "tabpanel" and _is_text(one))
    if not controls:
        return
    by_id = {name: element for element in root.iter() if (name := element.get("id"))}
    for control in controls:
        panel = by_id.get((control.get("aria-controls") or "").strip())
        if panel is not None and _is_text(panel):
            yield control, panel


def _is_text(panel: etree._Element) -> bool:
    """Returns whether what a control unfolds has sentences, and is no menu, form or dialog."""
    for element in (panel, *panel.iterancestors()):
        if element.tag in _BESIDE_TEXT or element.get("role") in _ROLES_BESIDE_TEXT:
            return False
        if element.tag != "body" and is_named_aside(names_of(element)):
            return False
    text = text_of(panel, {*panel.iter("a")})
    return len(text) >= _LEAST_TEXT and has_sentence(text)


def _is_over(control: etree._Element, panel: etree._Element) -> bool:
    """Returns whether a control is all that is before what it unfolds: a heading that is none."""
    label = text_of(control)
    if (
        not 0 < len(label) <= _LONGEST_HEADING
        or next(control.iterancestors(*_FOLDING), None) is not None
    ):
        return False
    before = panel.getprevious()
    return before is not None and (before is control or text_of(before) == label)


def _is_amid_words(control: etree._Element, label: str) -> bool:
    """Returns whether words go before a control in the same block, and something follows it."""
    parent = control.getparent()
    if parent is None or parent.tag == "form" or not 0 < len(label) <= _LONGEST:
        return False
    before = control.getprevious()
    if before is not None and before.tag in BLOCKS:
        return False
    words = (parent.text if before is None else before.tail) or ""
    return any(map(str.isalpha, words)) and bool(control.tail and control.tail.strip())


def _is_heading(control: etree._Element, label: str) -> bool:
    """Returns whether a button is all that a heading contains: it folds and unfolds what follows."""
    heading = next(control.iterancestors(*_FOLDING), None)
    return heading is not None and control.tag == "button" and text_of(heading) == label


def _label(control: etree._Element) -> str:
    if control.tag == "button":
        return text_of(control)
    options = list(control.iter("option"))
    chosen = (option for option in options if option.get("selected") is not None)
    shown = next(chosen, options[0] if options else None)
    return "" if shown is None else text_of(shown)
