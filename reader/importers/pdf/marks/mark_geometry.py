"""Computes where highlights and notes are on a page from their entries in the PDF file."""

from collections.abc import Mapping
from contextlib import suppress
from functools import reduce
from typing import Any

import pypdfium2
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, PdfObject

from reader.importers.pdf.page_elements import Box

_SLACK = 3.0  # points between a mark's rectangle and its corners, as programs write them

#: What reading a damaged file may raise.
FAULTS = (
    *(PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError),
    *(OSError, OverflowError, NotImplementedError, AssertionError, pypdfium2.PdfiumError),
)


def boxes_of(one: Mapping[str, Any]) -> list[Box]:
    """Returns the rectangles around the quadrilaterals of a mark, else its own."""
    quads = value_of(one, "/QuadPoints")
    found = []
    if isinstance(quads, ArrayObject):
        for at in range(0, len(quads) - 7, 8):
            with suppress(*FAULTS):
                numbers = [float(number.get_object()) for number in quads[at : at + 8]]
                xs, ys = numbers[::2], numbers[1::2]
                found.append(Box(min(xs), min(ys), max(xs), max(ys)))
    own = rectangle_of(one)
    if not own:
        return found
    return _as_scaled(found, own) if found else [own]


def _as_scaled(boxes: list[Box], own: Box) -> list[Box]:
    """Returns the boxes of a mark where its page was scaled, and of the mark only ``/Rect``, as by pypdf."""
    around = reduce(Box.joined, boxes)
    across, along = around.x0 + around.x1, around.y0 + around.y1
    if not (across and along):
        return boxes
    x, y = (own.x0 + own.x1) / across, (own.y0 + own.y1) / along

    def is_own(box: Box) -> bool:
        return all(abs(a - b) <= _SLACK for a, b in zip(box, own, strict=True))

    scaled = [Box(box.x0 * x, box.y0 * y, box.x1 * x, box.y1 * y) for box in boxes]
    return scaled if is_own(reduce(Box.joined, scaled)) and not is_own(around) else boxes


def rectangle_of(one: Mapping[str, Any]) -> Box | None:
    """Returns the rectangle of a mark, if it has one that can be read."""
    rectangle = value_of(one, "/Rect")
    if not isinstance(rectangle, ArrayObject) or len(rectangle) != 4:
        return None
    try:
        x0, y0, x1, y1 = (float(number.get_object()) for number in rectangle)
    except FAULTS:
        return None
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def value_of(one: Mapping[str, Any], key: str) -> Any:
    """Returns a value of an annotation, also one that is written apart from it; None if it has none."""
    value = one.get(key)
    return value.get_object() if isinstance(value, PdfObject) else value
