"""Shows the panels of tabs and accordions one below the other, each with its label above it."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from reader.importers.text_cleaning import one_line
from reader.importers.web.lxml_helpers import HEADINGS, detach, storable, text_of

_NOT_SHOWN = re.compile(r"display\s*:\s*none\s*(?:!important\s*)?;?", re.IGNORECASE)
_LONGEST_LABEL = 80
_MOST = 100  # tabs of a page
_ROLES, _SIGNS = ("tab", "tabpanel"), ("label", "button")


def open_tab_panels(root: etree._Element) -> None:
    """Opens the panels that have a tab, and those that a button in a heading folds.

    A tab without a panel stays as it is: it may lead to another page.
    """
    signs = [one for one in root.iter() if one.get("role") in _ROLES or one.tag in _SIGNS]
    if not signs:
        return
    ids: dict[str, etree._Element] = {}
    if any(one.get("role") or one.get("aria-controls") for one in signs):
        ids = {id_: one for one in root.iter() if (id_ := one.get("id"))}
    buttons = {id_: one for one in root.iter("input") if (id_ := one.get("id"))}
    labelled = [*_by_roles(signs, ids), *_by_radio_buttons(signs, buttons)]
    for panel, label in labelled[:_MOST]:
        _open(panel)
        _put_label(panel, text_of(label))
        detach(label)
    for button in signs:
        around = button.getparent()
        folded = ids.get(button.get("aria-controls") or "")
        if around is not None and around.tag in HEADINGS and folded is not None:
            _open(folded)


def _by_roles(
    signs: list[etree._Element], ids: dict[str, etree._Element]
) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yields panels with their tabs, which name each other, or are in the same order."""
    panels = [one for one in signs if one.get("role") == "tabpanel"]
    tabs = [one for one in signs if one.get("role") == "tab"]
    known = set(tabs)
    by_panel = {
        one.get("aria-controls") or (one.get("href") or "").removeprefix("#"): one for one in tabs
    }
    for place, panel in enumerate(panels):
        named = ids.get(panel.get("aria-labelledby") or "")
        tab = named if named in known else by_panel.get(panel.get("id") or "-")
        if tab is None and len(tabs) == len(panels):
            tab = tabs[place]
        if tab is not None and tab not in panel.iterancestors():
            yield panel, tab


def _by_radio_buttons(
    signs: list[etree._Element], buttons: dict[str, etree._Element]
) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yields the panels of tabs that need no script, with their labels."""
    chosen = ((one, buttons.get(one.get("for") or "")) for one in signs)
    labels = (label for label, one in chosen if one is not None and one.get("type") == "radio")
    for label in islice(labels, _MOST):
        content = _content_of(label)
        if content is not None:
            yield content, label


def _content_of(label: etree._Element) -> "etree._Element | None":
    """Returns what a label shows: what follows it, or has its place in the next row."""
    following, row = label.getnext(), label.getparent()
    if following is not None and following.tag == "div":
        return following
    contents = None if row is None else row.getnext()
    if row is None or contents is None or len(row) < 2 or len(row) != len(contents):
        return None
    return contents[row.index(label)] if all(one.tag == "label" for one in row) else None


def _open(panel: etree._Element) -> None:
    for name in ("hidden", "aria-hidden"):
        panel.attrib.pop(name, "")
    if style := panel.get("style"):
        panel.set("style", storable(_NOT_SHOWN.sub("", style)))


def _put_label(panel: etree._Element, words: str) -> None:
    first = next((text for text in map(str, panel.itertext()) if text.strip()), "")
    if not words or len(words) > _LONGEST_LABEL or one_line(first).startswith(words):
        return
    label = etree.Element("p")
    etree.SubElement(label, "strong").text = storable(words)
    label.tail, panel.text = panel.text, None
    panel.insert(0, label)
