"""Computes the numerals of HTML lists."""

from lxml import etree

from reader.core.text.markup.integer_attributes import integer


def list_markers(element: etree._Element, items: list[etree._Element]) -> dict[etree._Element, str]:
    """Returns the marker of each item of an ``<ol>``, by its start, reversed, type and value."""
    is_reversed = element.get("reversed") is not None
    number = integer(element.get("start"), len(items) if is_reversed else 1)
    style, markers = element.get("type") or "1", {}
    for item in items:
        number = integer(item.get("value"), number)
        markers[item] = _numeral(number, style) + "."
        number += -1 if is_reversed else 1
    return markers


def _numeral(number: int, style: str) -> str:
    if style in "aA" and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if style == "A" else letter
    if style in "iI" and 1 <= number <= 3999:
        out, rest = "", number
        for value, digits in zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
            strict=True,
        ):
            out += digits * (rest // value)
            rest %= value
        return out.upper() if style == "I" else out
    return str(number)
