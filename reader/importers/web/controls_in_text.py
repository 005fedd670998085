"""Writes out the controls that a sentence names: "Press [Measure] and wait."."""

from lxml import etree

from reader.importers.web.html_tree import BLOCKS, storable, text_of

_LONGEST = 40  # characters of a control's label


def write_out_controls(root: etree._Element) -> None:
    """Turns buttons and choices that stand amid the words of a sentence into plain text."""
    for control in list(root.iter("button", "select")):
        if not _is_amid_words(control):
            continue
        label = _label(control)
        if not 0 < len(label) <= _LONGEST:
            continue
        tail = control.tail
        control.clear()
        control.tag, control.text, control.tail = "span", storable(label), storable(tail or "")


def _is_amid_words(control: etree._Element) -> bool:
    """Returns whether words go before a control in the same block, and something follows it."""
    parent = control.getparent()
    if parent is None or not (control.tail and control.tail.strip()):
        return False
    before = control.getprevious()
    if before is not None and before.tag in BLOCKS:
        return False
    words = (parent.text if before is None else before.tail) or ""
    return any(map(str.isalpha, words)) and parent.tag != "form"


def _label(control: etree._Element) -> str:
    if control.tag == "button":
        return text_of(control)
    options = list(control.iter("option"))
    chosen = (option for option in options if option.get("selected") is not None)
    shown = next(chosen, options[0] if options else None)
    return "" if shown is None else text_of(shown)
