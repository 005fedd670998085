"""Moves the shadow roots that a browser saved with a page to where it showed them."""

from lxml import etree

from reader.importers.web.lxml_helpers import storable, text_of

_MODES = ("shadowrootmode", "shadowmode")  # as HTML names it; as Chromium does in MHTML


def unwrap_shadow_roots(root: etree._Element) -> None:
    """Replaces each ``<template>`` of a shadow root by its content, with the host's own in its slots.

    What a host contains and no slot takes was not on the screen, and goes, if the shadow root has a
    text.
    """
    for template in list(root.iter("template")):
        host = template.getparent()
        if host is not None and any(template.get(mode) is not None for mode in _MODES):
            _unwrap(host, template)


def _unwrap(host: etree._Element, template: etree._Element) -> None:
    own: dict[str, list[etree._Element]] = {}
    for node in _nodes(host, template):
        own.setdefault(node.get("slot") or "", []).append(node)
    for slot in list(template.iter("slot")):
        if nodes := own.pop(slot.get("name") or "", []):
            slot.text = None
            slot[:] = nodes
    if not (template.text or "").strip() and not any(map(text_of, template)):
        for nodes in own.values():
            template.extend(nodes)
    host.text = storable(template.text or "")
    host[:] = list(template)


def _nodes(host: etree._Element, template: etree._Element) -> list[etree._Element]:
    """Returns what a host contains beside its shadow root, each text as a ``<span>``."""
    nodes = [_span(host.text)]
    for child in list(host):
        tail, child.tail = child.tail, None
        if child is not template:
            nodes.append(child)
        nodes.append(_span(tail))
    return [node for node in nodes if node.tag != "span" or len(node) or (node.text or "").strip()]


def _span(text: str | None) -> etree._Element:
    span = etree.Element("span")
    span.text = storable(text or "")
    return span
