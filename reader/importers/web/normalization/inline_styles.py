"""Converts inline styles to elements: bold, italic, strikethrough and superscript."""

import re

from lxml import etree

from reader.importers.web.lxml_helpers import BLOCKS, storable

_STYLED = ("span", "font", "b", "strong", "i", "em", "p", "a")
_DECLARATION = re.compile(
    r"(?<![\w-])(font-weight|font-style|font|text-decoration(?:-line)?|vertical-align)\s*:\s*([^;}!]+)",
    re.IGNORECASE,
)
_SELECTOR = re.compile(r"\s*(?:span|p)?\.([\w-]{1,80})\s*")
_BOLD = re.compile(r"\b(?:bold|bolder|[6-9]00)\b")
_LIGHT = re.compile(r"\b(?:normal|lighter|[1-4]00)\b")
_SLANTED = re.compile(r"\b(?:italic|oblique)\b")
_TAGS = (("b", 1), ("i", 2), ("s", 4), ("sup", 8), ("sub", 16), ("u", 32))
_NOT_BOLD, _NOT_SLANTED = 64, 128
_MOST_CSS = 500_000


def rewrite_styles(root: etree._Element) -> None:
    """Puts ``<b>``, ``<i>`` and the like where a style attribute or a class says so."""
    by_class = _class_styles(root)
    for element in list(root.iter(*_STYLED)):
        style = element.get("style")
        said = _said(style) if style else 0
        if by_class and (kinds := element.get("class")):
            for kind in kinds.split():
                said |= by_class.get(kind, 0)
        if said and not _holds_blocks(element):
            _apply(element, said)


def _class_styles(root: etree._Element) -> dict[str, int]:
    """Returns what the page's own style sheets say of classes, in rules of one class each."""
    css = "\n".join(style.text or "" for style in root.iter("style"))[:_MOST_CSS]
    found: dict[str, int] = {}
    if "font-" not in css and "vertical-align" not in css and "text-decoration" not in css:
        return found
    for rule in css.split("}")[:-1]:
        start, brace, body = rule.rpartition("{")
        if brace and (said := _said(body)):
            for selector in start.rpartition("{")[2].split(","):
                if match := _SELECTOR.fullmatch(selector):
                    found[match[1]] = found.get(match[1], 0) | said
    return found


def _said(style: str) -> int:
    said = 0
    low = style.lower()
    if "font" not in low and "vertical-align" not in low and "text-decoration" not in low:
        return said
    for name, value in _DECLARATION.findall(style):
        name, value = name.lower(), value.lower()
        if name in ("font-weight", "font") and _BOLD.search(value):
            said |= 1
        elif name == "font-weight" and _LIGHT.search(value):
            said |= _NOT_BOLD
        if name in ("font-style", "font") and _SLANTED.search(value):
            said |= 2
        elif name == "font-style" and "normal" in value:
            said |= _NOT_SLANTED
        if name.startswith("text-decoration"):
            said |= 4 * ("line-through" in value)
        if name == "vertical-align":
            said |= 8 * (value.strip() == "super") + 16 * (value.strip() == "sub")
    return said


def _holds_blocks(element: etree._Element) -> bool:
    """Returns whether an element is laid out as several blocks, as pasted text at times is."""
    return any(child.tag in BLOCKS and child.tag != "br" for child in element)


def _apply(element: etree._Element, said: int) -> None:
    tag = element.tag
    if (tag in ("b", "strong") and said & _NOT_BOLD) or (
        tag in ("i", "em") and said & _NOT_SLANTED
    ):
        element.tag = "span"
    is_bold, is_slanted = element.tag in ("b", "strong"), element.tag in ("i", "em")
    for name, bit in _TAGS:
        if not said & bit or (bit == 1 and is_bold) or (bit == 2 and is_slanted):
            continue
        inner = etree.Element(name)
        inner.text, element.text = storable(element.text or ""), None
        inner[:] = list(element)
        element.append(inner)
