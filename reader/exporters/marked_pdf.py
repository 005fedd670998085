"""Adds highlights and notes to a PDF file as an incremental update; the original bytes stay unchanged."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import NamedTuple

from pypdf import PdfWriter
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
)

from reader.core.errors import ExportFailed
from reader.core.translation import _

_PRINTED = 4  # the flag of what is printed with the page
_OPACITY = 0.6
_SIGN = 20  # points of the sign of a note, to each side
_FAULTS = (
    *(PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError),
    *(NotImplementedError, AssertionError, DependencyError),
)

#: The left, bottom, right and top of a line of words, in the page's own space.
Line = tuple[float, float, float, float]


class WrittenMark(NamedTuple):
    """A highlight or a note as it is to be written."""

    page: int  # from 0
    lines: Sequence[Line]  # empty for a note that is on no words
    note: str
    name: str  # by which it is known when the file is read again
    color: tuple[int, int, int]
    created_at: int  # ms since 1970
    updated_at: int


def with_marks(data: bytes, marks: Sequence[WrittenMark], name: str) -> bytes:
    """Returns a file with marks added to it; raises ExportFailed if that cannot be."""
    if not marks:
        return data
    try:
        writer = PdfWriter(BytesIO(data), incremental=True)
        notes = 0
        for mark in marks:
            _add(writer, mark, notes)
            notes += not mark.lines
        file = BytesIO()
        writer.write(file)
        return file.getvalue()
    except _FAULTS as error:
        text = _("Nothing can be added to “{name}”: it is damaged or encrypted.")
        raise ExportFailed(text.format(name=name)) from error


def _add(writer: PdfWriter, mark: WrittenMark, notes_before: int) -> None:
    page = writer.pages[mark.page]
    left, bottom, _right, top = map(float, page.cropbox)
    if mark.lines:
        xs = [x for line in mark.lines for x in (line[0], line[2])]
        ys = [y for line in mark.lines for y in (line[1], line[3])]
        rectangle = (min(xs), min(ys), max(xs), max(ys))
    else:
        y = max(bottom, top - (notes_before + 1) * (_SIGN + 4))
        rectangle = (left + 4, y, left + 4 + _SIGN, y + _SIGN)
    color = _numbers([round(part / 255, 4) for part in mark.color])
    one = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Highlight" if mark.lines else "/Text"),
            NameObject("/Rect"): _numbers(rectangle),
            NameObject("/C"): color,
            NameObject("/F"): NumberObject(_PRINTED),
            NameObject("/NM"): _text(mark.name),
            NameObject("/T"): _text("Postil"),
            NameObject("/M"): _date(mark.updated_at),
            NameObject("/CreationDate"): _date(mark.created_at),
        }
    )
    if mark.note:
        one[NameObject("/Contents")] = _text(mark.note)
    if mark.lines:
        one[NameObject("/CA")] = FloatObject(_OPACITY)
        one[NameObject("/QuadPoints")] = _numbers(
            [number for x0, y0, x1, y1 in mark.lines for number in (x0, y1, x1, y1, x0, y0, x1, y0)]
        )
        appearance = writer._add_object(_appearance(mark, rectangle))
        one[NameObject("/AP")] = DictionaryObject({NameObject("/N"): appearance})
    if one_page := page.indirect_reference:
        one[NameObject("/P")] = one_page
    reference = writer._add_object(one)
    found = page.get("/Annots")
    found = found.get_object() if found is not None else None
    if isinstance(found, ArrayObject):
        found.append(reference)
    else:
        page[NameObject("/Annots")] = ArrayObject([reference])


def _appearance(mark: WrittenMark, rectangle: Line) -> DecodedStreamObject:
    """Returns how a highlight looks: its colour under the letters, not over them."""
    red, green, blue = (part / 255 for part in mark.color)
    parts = [f"/GS gs {red:.4f} {green:.4f} {blue:.4f} rg"]
    parts += [
        f"{x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f} re f" for x0, y0, x1, y1 in mark.lines
    ]
    stream = DecodedStreamObject()
    stream.set_data("\n".join(parts).encode("ascii"))
    state = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/ExtGState"),
            NameObject("/BM"): NameObject("/Multiply"),
            NameObject("/ca"): FloatObject(_OPACITY),
        }
    )
    states = DictionaryObject({NameObject("/GS"): state})
    stream[NameObject("/Type")] = NameObject("/XObject")
    stream[NameObject("/Subtype")] = NameObject("/Form")
    stream[NameObject("/BBox")] = _numbers(rectangle)
    stream[NameObject("/Resources")] = DictionaryObject({NameObject("/ExtGState"): states})
    group = {
        NameObject("/S"): NameObject("/Transparency"),
        NameObject("/Type"): NameObject("/Group"),
    }
    stream[NameObject("/Group")] = DictionaryObject(group)
    return stream


def _numbers(numbers: Sequence[float]) -> ArrayObject:
    return ArrayObject([FloatObject(round(number, 4)) for number in numbers])


def _text(text: str) -> ByteStringObject:
    """Returns a text in UTF-16, which every program reads."""
    return ByteStringObject(b"\xfe\xff" + text.encode("utf-16-be", "replace"))


def _date(milliseconds: int) -> ByteStringObject:
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return ByteStringObject(moment.strftime("D:%Y%m%d%H%M%SZ").encode("ascii"))
