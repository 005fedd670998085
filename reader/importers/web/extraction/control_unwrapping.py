"""Converts controls that are words of the text, in a sentence or in a collapsible heading, to text."""

from lxml import etree

from reader.importers.web.lxml_helpers import BLOCKS, HEADINGS, storable, text_of

_LONGEST = 40  # characters of a control's label in a sentence
_FOLDING = (*HEADINGS, "dt")


def write_out_controls(root: etree._Element) -> None:
    """Turns buttons and choices that stand for words into plain text: "Press [Measure] and wait."."""
    for control in list(root.iter("button", "select")):
        label = _label(control)
        if not (_is_amid_words(control, label) or _is_heading(control, label)):
            continue
        tail = control.tail
        control.clear()
        control.tag, control.text, control.tail = "span", storable(label), storable(tail or "")


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
