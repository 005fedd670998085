"""Writes MathML without TeX as a line of text: 1/2, r^2, √9."""

import re
from collections.abc import Callable

from lxml import etree

from reader.importers.text_cleaning import names, one_line
from reader.importers.web.lxml_helpers import text_content

_MAXIMUM_DEPTH = 60
_INVISIBLE = re.compile("[\u2061-\u2064\u200b]")
_SPACED = frozenset("=<>≤≥≠≈≡∼≃≅∝→←↔⇒⇔∈∉⊂⊆∪∩+−±∓×÷·∧∨:|")
_SIMPLE = re.compile(r"[+−-]?(?:\d[\d.,]*|[^\W\d_]+[′']?|∞|[√∛](?:\d+|\w)|\([^()]*\))")
_OPERATORS = re.compile(r"[=<>≤≥≈+−±×÷·→∈ ]")
_DROPPED = names("annotation annotation-xml mphantom maligngroup malignmark none")


def mathml_text(element: etree._Element) -> str:
    """Returns a formula as the user would type it."""
    return one_line(_text(element, 0))


def _text(element: etree._Element, depth: int) -> str:
    tag = _tag(element)
    if tag in _DROPPED:
        return ""
    if depth > _MAXIMUM_DEPTH or not len(element):
        return _INVISIBLE.sub("", text_content(element)).strip()
    parts = [_text(child, depth + 1) for child in element if _tag(child) not in _DROPPED]
    if tag == "mfenced":
        marks = (element.get("separators", ",").strip() or ",")[:1]
        return f"{element.get('open', '(')}{f'{marks} '.join(parts)}{element.get('close', ')')}"
    if tag == "msqrt":
        return f"√{_grouped(_row(element, parts))}"
    form = _FORMS.get(tag)
    if form is not None:
        first, second, third = (*parts, "", "", "")[:3]
        return form(first, second, third)
    return _JOINS[tag].join(parts) if tag in _JOINS else _row(element, parts)


def _tag(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _row(element: etree._Element, parts: list[str]) -> str:
    """Returns parts beside one another, with spaces around what is between two of them."""
    text = element.text.strip() if element.text else ""
    children = [child for child in element if _tag(child) not in _DROPPED]
    for number, (child, part) in enumerate(zip(children, parts, strict=True)):
        is_between = text and not text.endswith(("(", "[", " ", ",")) and number + 1 < len(parts)
        if _tag(child) == "mo" and is_between and part.replace("-", "−") in _SPACED:
            text += f" {part} "
        elif _tag(child) == "mo" and part == ",":
            text += ", "
        elif _tag(child) in ("mspace", "mtext") and len(children) > 1:
            text += f" {part} " if text else f"{part} "
        else:
            text += part
    return text


def _raised(exponent: str) -> str:
    return exponent if exponent in ("′", "″", "'") else f"^{_grouped(exponent)}"


def _grouped(text: str) -> str:
    """Returns a part of a formula so that what is around it does not tear it."""
    text = one_line(text)
    is_one = _SIMPLE.fullmatch(text) and not _OPERATORS.search(text[1:])
    return text if is_one or len(text) <= 1 else f"({text})"


def _root(radicand: str, degree: str, _none: str) -> str:
    sign = {"3": "∛", "4": "∜"}.get(degree, f"^({degree})√")
    return sign + _grouped(radicand)


def _over(base: str, above: str, _none: str) -> str:
    is_accent = len(above) == 1 and not above.isalnum()
    return base + (above if is_accent else _raised(above))


_FORMS: dict[str, Callable[[str, str, str], str]] = {
    "mfrac": lambda above, below, _none: f"{_grouped(above)}/{_grouped(below)}",
    "mroot": _root,
    "msup": lambda base, above, _none: base + _raised(above),
    "msub": lambda base, below, _none: f"{base}_{_grouped(below)}",
    "msubsup": lambda base, below, above: f"{base}_{_grouped(below)}{_raised(above)}",
    "mover": _over,
    "munder": lambda base, below, _none: f"{base}_{_grouped(below)} ",
    "munderover": lambda base, below, above: f"{base}_{_grouped(below)}^{_grouped(above)} ",
}
_JOINS = {"mtable": "; ", "mtr": ", ", "mlabeledtr": ", "}
