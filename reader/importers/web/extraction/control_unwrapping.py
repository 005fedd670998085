"""Converts controls that are words of the text, in a sentence or in a collapsible heading, to text.

What they unfold is shown.
"""

import re

from lxml import etree

from reader.importers.text_cleaning import names
from reader.importers.web.extraction.element_evidence import is_named_aside, names_of
from reader.importers.web.extraction.row_words import has_sentence
from reader.importers.web.lxml_helpers import BLOCKS, HEADINGS, storable, text_of, turn_into

_LONGEST = 40  # characters of a control's label in a sentence
_FOLDING = (*HEADINGS, "dt")
_LONGEST_HEADING = 200
_LEAST_TEXT = 40  # characters of what a control unfolds
_BESIDE_TEXT = names("aside dialog footer form nav")
_ROLES_BESIDE_TEXT = names("alertdialog dialog menu menubar navigation search")
_FOLDED = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*(?:!important)?\s*;?", re.IGNORECASE
)


def write_out_controls(root: etree._Element) -> None:
    """Converts buttons and choices within sentences to plain text: "Press [Measure] and wait."."""
    for panel, controls in _folded_parts(root):
        panel.attrib.pop("hidden", "")
        if style := panel.get("style"):
            panel.set("style", storable(_FOLDED.sub("", style)))
        before = panel.getprevious()
        heading = "" if before is None else text_of(before)
        if 0 < len(heading) <= _LONGEST_HEADING:
            for control in controls:
                if control.tag == "button" and _is_heading_of_part(control, heading):
                    _become_heading(control, heading)
    for control in list(root.iter("button", "select")):
        label = _label(control)
        if _is_amid_words(control, label) or _is_heading(control, label):
            turn_into(control, "span", label)


def _folded_parts(
    root: etree._Element,
) -> list[tuple[etree._Element, list[etree._Element]]]:
    """Returns the parts of the text that controls unfold, each once, with these controls."""
    page = list(root.iter())
    parts: dict[etree._Element, list[etree._Element]] = {
        one: [] for one in page if one.get("role") == "tabpanel"
    }
    controls = [(one, name.strip()) for one in page if (name := one.get("aria-controls"))]
    if controls:
        by_id = {name: element for element in page if (name := element.get("id"))}
        for control, name in controls:
            if name in by_id:
                parts.setdefault(by_id[name], []).append(control)
    return [(part, of_part) for part, of_part in parts.items() if _is_text(part)]


def _is_text(panel: etree._Element) -> bool:
    """Returns whether what a control unfolds has sentences, and is no menu, form or dialog."""
    for element in (panel, *panel.iterancestors()):
        if element.tag in _BESIDE_TEXT or element.get("role") in _ROLES_BESIDE_TEXT:
            return False
        if element.tag != "body" and is_named_aside(names_of(element)):
            return False
    text = text_of(panel, {*panel.iter("a")})
    return len(text) >= _LEAST_TEXT and has_sentence(text)


def _is_heading_of_part(control: etree._Element, heading: str) -> bool:
    """Returns whether a control is all that is before what it unfolds: a heading that is none."""
    return (
        control.get("role") != "tab"
        and next(control.iterancestors(*_FOLDING), None) is None
        and text_of(control) == heading
    )


def _become_heading(control: etree._Element, heading: str) -> None:
    turn_into(control, "p")
    etree.SubElement(control, "b").text = storable(heading)


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
