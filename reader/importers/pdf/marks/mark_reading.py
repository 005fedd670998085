"""Reads the highlights and notes in a PDF file, as various programs write them.

See ISO 32000, 12.5.6, and what programs do besides: the order of the corners of a quadrilateral differs,
so only the rectangle around each counts, and the words are those whose middles lie in one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    create_string_object,
)

from reader.core.article_draft import Mark
from reader.importers.pdf.marks.mark_geometry import FAULTS, boxes_of, rectangle_of, value_of
from reader.importers.pdf.marks.mark_kinds import DRAWN, KINDS, MOST
from reader.importers.pdf.page_letters import PageLetters
from reader.importers.web.lxml_helpers import storable

_HIDDEN = 2  # a flag
_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z.*|([+-])(\d\d)'?(\d\d)?'?)?"
)
_AUTHOR_DATE = re.compile(r",\s*\d\d/\d\d/\d\d,\s*$")  # that LibreOffice puts behind an author
_LANGUAGE = re.compile("\x1b[^\x1b]{0,12}\x1b")  # escapes that tell the language of a text
_TAG = re.compile(r"<[^>]*>")

#: The runs of letters of a text: the page, the index of the first on it, and the letters.
Letters = Sequence[tuple[int, int, str]]


def read_marks(
    data: bytes, document: pypdfium2.PdfDocument, letters: Letters, pages: Sequence[int]
) -> list[Mark]:
    """Returns the highlights and notes on some pages of a document, those on words with these."""
    places = _Places(letters, frozenset(pages))
    marks: list[Mark] = []
    # What is damaged keeps neither the text nor the other marks from being read.
    with suppress(*FAULTS):
        file = opened_by_pypdf(data, document)
        for number in pages:
            with suppress(*FAULTS):
                marks += _on_page(file.pages[number], number, document, places)
    return marks[:MOST]


def opened_by_pypdf(data: bytes, document: pypdfium2.PdfDocument) -> pypdf.PdfReader:
    """Opens a file with pypdf, which reads what PDFium does not; raises FAULTS."""
    file = pypdf.PdfReader(BytesIO(_decrypted(data, document)), strict=False)
    # It takes each cross-reference stream for the object of its number for good, though a program that
    # saved the file later, such as Okular, may have given that number to a mark.
    file.resolved_objects.clear()
    return file


def _decrypted(data: bytes, document: pypdfium2.PdfDocument) -> bytes:
    """Returns a file as pypdf reads it, which knows of the ways of encryption only the old ones."""
    if pdfium.FPDF_GetSecurityHandlerRevision(document.raw) < 0:
        return data
    copy = BytesIO()
    document.save(copy, flags=pdfium.FPDF_REMOVE_SECURITY)
    return copy.getvalue()


class _Places:
    """Knows where in the text the letters of some pages are."""

    def __init__(self, letters: Letters, pages: frozenset[int]) -> None:
        self._text: list[str] = []
        self._runs: dict[int, list[tuple[int, int, int]]] = {number: [] for number in pages}
        at = 0
        for page, start, text in letters:
            if page in pages:
                self._runs[page].append((start, len(text), at))
            self._text.append(text)
            at += len(text)
        for runs in self._runs.values():
            runs.sort()
        self._whole = "".join(self._text)

    def places(self, page: int, indices: Iterable[int]) -> list[int]:
        """Returns how many letters of the text are before each of these letters of a page."""
        runs = self._runs[page]
        found = []
        for index in indices:
            at = bisect_right(runs, (index, 1 << 60, 0)) - 1
            if at >= 0 and index < runs[at][0] + runs[at][1]:
                found.append(runs[at][2] + index - runs[at][0])
        return sorted(found)

    def words(self, start: int, end: int) -> str:
        """Returns letters of the text."""
        return self._whole[start:end]


def _on_page(
    page: Any, number: int, document: pypdfium2.PdfDocument, places: _Places
) -> list[Mark]:
    found: dict[int, Mark] = {}  # by the number of the object, or of the order
    answered: dict[int, int] = {}  # by each of those what it answers or belongs to
    grouped: set[int] = set()
    text = PageLetters(document, number)
    annotations = page.get("/Annots")
    annotations = annotations.get_object() if annotations is not None else ()
    for order, reference in enumerate(annotations):
        with suppress(*FAULTS):
            one = reference.get_object()
            if not isinstance(one, DictionaryObject) or not _counts(one):
                continue
            key = reference.idnum if isinstance(reference, IndirectObject) else -order
            answers = one.raw_get("/IRT") if "/IRT" in one else None
            if isinstance(answers, IndirectObject):
                answered[key] = answers.idnum
                if value_of(one, "/RT") == "/Group":
                    grouped.add(key)
            found[key] = _mark(one, number, text, places)
    text.close()
    for key, above in answered.items():
        passed = {key}
        while above in answered and above not in passed:
            passed.add(above)
            above = answered[above]
        if above in found and above not in passed:
            mark, other = found[above], found[key]
            if other.kind != "note" and not (key in grouped and mark.kind == "note"):
                continue  # words of their own, marked together with others
            found[above] = _joined(mark, found.pop(key))
    return [one for one in found.values() if one.letters or one.note]


def _counts(one: Mapping[str, Any]) -> bool:
    """Returns whether an annotation is a highlight or a note that is shown."""
    kind, flags = value_of(one, "/Subtype"), value_of(one, "/F")
    if kind not in KINDS or (isinstance(flags, int) and flags & _HIDDEN):
        return False
    # That someone set a mark to “accepted” or the like is written as an answer to it.
    return "/StateModel" not in one and (kind not in DRAWN or bool(_note(one)))


def _joined(mark: Mark, other: Mark) -> Mark:
    """Returns a mark with what another says that answers it, or is one mark with it.

    To replace words some programs make a group: a caret with the new ones, and the old struck out.
    """
    notes = (mark.note, other.note) if other.note != mark.note else (mark.note,)
    if other.kind != "note":
        mark = mark._replace(kind=other.kind, letters=other.letters, at=other.at, color=other.color)
    return mark._replace(note="\n\n".join(filter(None, notes)))


def _mark(one: Mapping[str, Any], page: int, text: PageLetters, places: _Places) -> Mark:
    kind = KINDS[str(value_of(one, "/Subtype"))]
    boxes = boxes_of(one) if kind != "note" else []
    indices = text.inside(boxes) if boxes else text.near(rectangle_of(one))
    found = _together(places.places(page, indices))
    start, end = (found[0], found[-1] + 1) if found else (0, 0)
    created, updated = _time(value_of(one, "/CreationDate")), _time(value_of(one, "/M"))
    words, note = places.words(start, end), _note(one)
    if "".join(note.split()) == words:
        note = ""  # some programs write the words there that are marked
    return Mark(
        kind,
        words,
        start,
        _color(value_of(one, "/C")),
        _signed(note, _author(one)),
        created or updated,
        updated or created,
        str(value_of(one, "/NM") or ""),
        page,
    )


def _together(found: list[int]) -> list[int]:
    """Returns the largest part of letters that are together, but for a few between."""
    parts: list[list[int]] = []
    for place in found:
        if parts and place - parts[-1][-1] <= 40:
            parts[-1].append(place)
        else:
            parts.append([place])
    return max(parts, key=len, default=[])


def _note(one: Mapping[str, Any]) -> str:
    text = _text(value_of(one, "/Contents"))
    rich = re.sub(r"</p>|<br */?>", "\n", _text(value_of(one, "/RC")))
    return text or unescape(_TAG.sub("", rich)).strip()


def _author(one: Mapping[str, Any]) -> str:
    return " ".join(_AUTHOR_DATE.sub("", _text(value_of(one, "/T"))).split())


def _signed(note: str, author: str) -> str:
    return f"{note}\n\n— {author}" if note and author else note


def _text(value: object) -> str:
    """Returns a text, whatever its writer took for its encoding."""
    if isinstance(value, bytes):  # some of which mean nothing in PDFDocEncoding
        letters = (create_string_object(bytes((byte,))) for byte in value)
        value = "".join(one if isinstance(one, str) else one.decode("latin-1") for one in letters)
    if not isinstance(value, str):
        return ""
    value = _LANGUAGE.sub("", str(value)).replace("þÿ", "")
    return storable(value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _color(value: object) -> str:
    """Returns a colour as ``#rrggbb``; empty where there is none."""
    if not isinstance(value, ArrayObject):
        return ""
    try:
        parts = [min(1.0, max(0.0, float(part))) for part in value]
    except FAULTS:
        return ""
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = [(1 - one) * (1 - black) for one in (cyan, magenta, yellow)]
    elif len(parts) == 1:
        parts *= 3
    return "#" + "".join(f"{round(255 * one):02x}" for one in parts) if len(parts) == 3 else ""


def _time(value: object) -> int | None:
    """Returns a date in milliseconds since 1970, in UTC if it has no zone; None for earlier dates."""
    match = _DATE.fullmatch(_text(value))
    if match is None:
        return None
    parts = [int(part) for part in match.groups("1")[:3]] + [
        int(part or 0) for part in match.groups()[3:6]
    ]
    shift = timedelta(hours=int(match[8] or 0), minutes=int(match[9] or 0))
    try:
        zone = timezone(-shift if match[7] == "-" else shift) if match[7] else UTC
        moment = datetime(*parts, tzinfo=zone).timestamp()  # type: ignore[misc,arg-type]
    except (ValueError, OverflowError):
        return None
    return round(moment * 1000) if moment >= 0 else None
