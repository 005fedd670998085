"""Highlights and notes inside PDF files, as the programs that write them have it."""

from collections.abc import Callable
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, IndirectObject, NameObject
from reportlab.pdfbase.pdfmetrics import stringWidth

from reader.core.article_draft import Mark
from reader.exporters.marked_pdf import WrittenMark, with_marks
from reader.importers.pdf.document import opened, read_document
from reader.importers.pdf.page_elements import Box
from reader.importers.pdf.page_letters import PageLetters
from tests.each import each
from tests.importers.pdf.samples import LEFT, SIZE, TOP, annotation, lines, marked, pdf

LINE = "The lime was marked by a hand that we know and the oak by none of them at"
PAGE = pdf(lines(LINE, "all, which is how it should be.", "   Another paragraph is here."))


def around(words: str, line: str = LINE, y: float = TOP) -> tuple[float, float, float, float]:
    """Returns the left, bottom, right and top of words of a line."""
    start = LEFT + stringWidth(line[: line.index(words)], "Times-Roman", SIZE)
    return start, y - 3, start + stringWidth(words, "Times-Roman", SIZE), y + 9


def quad(order: str, words: str = "marked by a hand", high: float = 1.0) -> list[float]:
    """Returns the corners around words, in the order of names such as ``UL UR LL LR``."""
    left, bottom, right, top = around(words)
    top = bottom + (top - bottom) * high
    corners = {"UL": (left, top), "UR": (right, top), "LL": (left, bottom), "LR": (right, bottom)}
    return [number for name in order.split() for number in corners[name]]


def marks_of(data: bytes) -> list[Mark]:
    return read_document(data).marks


BASIC: dict[str, Any] = {"Subtype": "/Highlight", "Rect": [*around("marked by a hand")]}


@each(
    ("writer", "extra"),
    [
        (
            "Okular",
            {
                "QuadPoints": quad("UL UR LL LR"),
                "NM": "okular-{4b1c}",
                "Contents": b"\xfe\xff",
                "F": 4,
                "Rect": [number + 0.8 for number in around("marked by a hand")],
            },
        ),
        ("PDF.js", {"QuadPoints": quad("UL UR LL LR"), "CreationDate": "D:20240503080000"}),
        ("PyMuPDF", {"QuadPoints": quad("UL UR LL LR", high=1.37), "NM": "fitz-A0"}),
        ("reportlab", {"QuadPoints": quad("LL LR UL UR")}),
        ("as the standard says", {"QuadPoints": quad("LL LR UR UL")}),
        ("without corners", {}),
    ],
)
def test_the_words_are_those_in_the_rectangle_of_the_corners(
    writer: str, extra: dict[str, Any]
) -> None:
    (mark,) = marks_of(marked(PAGE, BASIC | extra))
    assert (mark.kind, mark.letters, mark.at) == ("highlight", "markedbyahand", 10)
    assert mark.note == ""


def test_corners_in_any_order_and_over_two_lines_are_in_the_order_of_the_text() -> None:
    second = around("all, which", "all, which is how", TOP - 14)
    box = [second[0], second[3], second[2], second[3], second[0], second[1], second[2], second[1]]
    both = [*box, *quad("UL UR LL LR", "none of them at")]
    (mark,) = marks_of(marked(PAGE, BASIC | {"QuadPoints": both}))
    assert mark.letters == "noneofthematall,which"


@pytest.mark.parametrize("factor", [0.9, 1.0, 1.4])
def test_a_page_that_was_scaled_with_the_rectangles_alone_has_its_marks(factor: float) -> None:
    first, second = around("none of them at"), around("all, which", "all, which is how", TOP - 14)
    corners = [first[0], first[3], first[2], first[3], first[0], first[1], first[2], first[1]]
    corners += [second[0], second[3], second[2], second[3]]
    corners += [second[0], second[1], second[2], second[1]]
    own = [second[0] - 1, second[1] - 1, first[2] + 1, first[3] + 1]
    writer = PdfWriter(BytesIO(marked(PAGE, BASIC | {"QuadPoints": corners, "Rect": own})))
    writer.pages[0].scale_by(factor)
    file = BytesIO()
    writer.write(file)
    (mark,) = marks_of(file.getvalue())
    assert mark.letters == "noneofthematall,which"


@each(
    ("given", "note"),
    [
        ("A note.", "A note."),
        ("One\rtwo\r\nthree", "One\ntwo\nthree"),
        ("Grüße ∞".encode("utf-16-be"), None),
        (b"\xfe\xff" + "Grüße ∞".encode("utf-16-be"), "Grüße ∞"),
        (b"\xef\xbb\xbf" + "Grüße".encode(), "Grüße"),
        (b"\xfe\xff\x00\x1b\x00e\x00n\x00\x1b\x00h\x00i", "hi"),
        (b"co\xadop \x80", "co\xadop •"),
        ("\ufeff", ""),
    ],
)
def test_what_is_written_beside_is_decoded(given: str | bytes, note: str | None) -> None:
    (mark,) = marks_of(marked(PAGE, BASIC | {"QuadPoints": quad("UL UR LL LR"), "Contents": given}))
    assert note is None or mark.note == note


def test_a_note_that_repeats_the_words_is_none() -> None:
    given = {"QuadPoints": quad("UL UR LL LR"), "Contents": "marked by\ra hand", "T": "Ada"}
    (mark,) = marks_of(marked(PAGE, BASIC | given))
    assert (mark.letters, mark.note) == ("markedbyahand", "")


@each(
    ("given", "color"),
    [
        ([1, 0.5, 0], "#ff8000"),
        ([0.5], "#808080"),
        ([0, 0, 1, 0], "#ffff00"),
        ([], ""),
    ],
)
def test_colours_of_any_space_are_read(given: list[float], color: str) -> None:
    (mark,) = marks_of(marked(PAGE, BASIC | {"C": given}))
    assert mark.color == color


@each(
    ("given", "ms"),
    [
        ("D:20240503080000Z", 1714723200000),
        ("D:20240503080000Z'", 1714723200000),
        ("D:20240503100000+02'00'", 1714723200000),
        ("D:20240503080000", 1714723200000),
        ("D:00000000000000Z", None),
        ("yesterday", None),
    ],
)
def test_dates_are_read_with_their_zones(given: str, ms: int | None) -> None:
    (mark,) = marks_of(marked(PAGE, BASIC | {"M": given}))
    assert mark.updated == ms


def test_comments_and_answers_are_notes_with_their_authors() -> None:
    left, bottom, _right, top = around("oak")
    comment = {
        "Subtype": "/Text",
        "Rect": [left, bottom, left + 0.05, top],
        "Contents": "Which one?",
        "T": "Rev, 03/05/26, ",
    }
    answer = {"Subtype": "/Text", "Rect": [0, 0, 9, 9], "Contents": "This.", "T": "Ada", "IRT": 0}
    (mark,) = marks_of(marked(PAGE, comment, answer))
    assert mark.note == "Which one?\n\n— Rev\n\nThis.\n\n— Ada"
    assert mark.letters.startswith("markedby") or "oak" in mark.letters


NOTE: dict[str, Any] = {"Subtype": "/Text", "Rect": [0, 0, 9, 9]}
STATE = NOTE | {"State": "Accepted", "StateModel": "Review", "Contents": "Accepted set by Bo"}
CARET: dict[str, Any] = {"Subtype": "/Caret", "Rect": [*around("oak")], "Contents": "elm"}
STRUCK: dict[str, Any] = {"Subtype": "/StrikeOut", "Rect": [*around("oak")]}
GROUPED = {"IRT": 0, "RT": "/Group"}


@each(
    ("marks", "expected"),
    [
        # An answer to an answer belongs to the same mark.
        (
            (BASIC, NOTE | {"Contents": "One", "IRT": 0}, NOTE | {"Contents": "Two", "IRT": 1}),
            [("markedbyahand", "One\n\nTwo")],
        ),
        # What it answers is no mark: it stands for itself.
        (
            (BASIC | {"F": 2}, NOTE | {"Contents": "One", "IRT": 0}),
            [("Anotherparagraphishere.", "One")],
        ),
        ((BASIC | {"Contents": "Yes"}, STATE | {"IRT": 0}), [("markedbyahand", "Yes")]),
        # Words to be replaced, in either order.
        ((CARET, STRUCK | GROUPED), [("oak", "elm")]),
        ((STRUCK, CARET | GROUPED), [("oak", "elm")]),
        # Marks that were only chosen together.
        ((BASIC, STRUCK | GROUPED), [("markedbyahand", ""), ("oak", "")]),
    ],
)
def test_answers_groups_and_states(
    marks: tuple[dict[str, Any], ...], expected: list[tuple[str, str]]
) -> None:
    found = [(one.letters, one.note) for one in marks_of(marked(PAGE, *marks))]
    assert found == expected


@each("kind", ["/Square", "/Circle", "/Line", "/Polygon", "/PolyLine", "/Ink", "/Stamp"])
def test_what_is_drawn_counts_for_what_is_said_of_it(kind: str) -> None:
    drawn = {"Subtype": kind, "Rect": [*around("oak")]}
    assert marks_of(marked(PAGE, drawn)) == []
    (mark,) = marks_of(marked(PAGE, drawn | {"Contents": "Which one?", "T": "Ada"}))
    assert (mark.kind, mark.note) == ("note", "Which one?\n\n— Ada")


def test_values_that_are_written_apart_from_their_mark() -> None:
    said = {"Contents": "Apart", "T": "Ada", "C": [1, 0, 0], "M": "D:2024", "NM": "a"}
    values = BASIC | said | {"QuadPoints": quad("UL UR LL LR")}
    writer = PdfWriter(BytesIO(PAGE))
    mark = annotation(values)
    for key in ("/Contents", "/T", "/C", "/M", "/NM", "/QuadPoints", "/Rect"):
        mark[NameObject(key)] = writer._add_object(mark[key])
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(mark)])
    file = BytesIO()
    writer.write(file)
    assert marks_of(file.getvalue()) == marks_of(marked(PAGE, values))


def test_links_fields_and_hidden_marks_are_none() -> None:
    link = {"Subtype": "/Link", "Rect": [*around("oak")]}
    assert marks_of(marked(PAGE, link, BASIC | {"F": 2})) == []


def test_damaged_marks_keep_no_text_from_being_read() -> None:
    broken = BASIC | {"QuadPoints": ["/x"] * 8, "C": ["/y"]}
    found = read_document(marked(PAGE, broken))
    assert "The lime was" in found.html


@each(
    "damage",
    [
        {"QuadPoints": [72, 712, "/none", 712, 72, 698, 130, 698], "Rect": ["/none"]},
        {"C": ["/none", 1, 0]},
        {"F": "/none"},
        {"M": "D:20260101000000+25'00'"},
        {"M": "D:00010101000000+02'00'"},
        {"Subtype": ["/Highlight"]},
    ],
)
def test_a_damaged_mark_takes_no_other_with_it(damage: dict[str, Any]) -> None:
    good = BASIC | {"Contents": "kept"}
    found = marks_of(marked(PAGE, BASIC | damage, good))
    assert (found[-1].letters, found[-1].note) == ("markedbyahand", "kept")
    assert all(one.created is None for one in found)


def test_marks_are_read_however_the_file_is_encrypted() -> None:
    """PDFium opens what pypdf cannot without another library: AES, as most programs encrypt now."""
    aes = Path(__file__).with_name("encrypted_with_aes.pdf").read_bytes()
    assert [one.note for one in read_document(aes, "moss").marks] == ["a note"]


def test_a_mark_may_have_the_number_of_an_earlier_cross_reference_stream() -> None:
    """Okular gives it to the first mark that it adds to a copy with highlights written by Postil."""
    own = WrittenMark(0, [around("The lime")], "", "own", (250, 220, 90), 0, 0)
    copy = with_marks(PAGE, [own], "a.pdf")
    start = int(copy.split()[-2])
    stream = int(copy[start:].split()[0])
    file = PdfReader(BytesIO(copy))
    page = file.pages[0]
    page[NameObject("/Annots")] = ArrayObject([IndirectObject(stream, 0, file)])
    assert page.indirect_reference is not None
    update, places = BytesIO(copy), {}
    update.seek(0, SEEK_END)
    objects = ((page.indirect_reference.idnum, page), (stream, annotation(BASIC)))
    for number, one in objects:
        places[number] = update.tell()
        update.write(b"%d 0 obj\n" % number)
        one.write_to_stream(update)
        update.write(b"\nendobj\n")
    table = update.tell()
    update.write(b"xref\n")
    for number, place in places.items():
        update.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    root = file.trailer.raw_get("/Root").idnum
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    update.write(trailer % (stream + 1, root, start, table))
    assert [one.letters for one in marks_of(update.getvalue())] == ["markedbyahand"]


def test_notes_hold_nothing_that_no_export_could_write() -> None:
    (mark,) = marks_of(marked(PAGE, BASIC | {"Contents": b"\xfe\xff\xff\xfe\x00\x01\x00A"}))
    assert mark.note == "A"
    (mark,) = marks_of(marked(PAGE, BASIC | {"RC": "<body><p>moss &amp; stone</p></body>"}))
    assert mark.note == "moss & stone"


def test_letters_are_compared_with_the_boxes_at_their_height_only() -> None:
    """Okular writes a box for each letter on turned pages: pages of them took minutes."""

    asked: list[float] = []

    class Counted(Box):
        def holds(self, x: float, y: float) -> bool:
            asked.append(y)
            return super().holds(x, y)

    with opened(pdf(lines(*[LINE] * 20))) as document:
        letters = PageLetters(document, 0)
        drawn = [index for index, one in enumerate(letters.boxes) if one.area]
        found = letters.inside([Counted(*letters.boxes[index]) for index in reversed(drawn)])
        letters.close()
    assert found == drawn
    assert len(asked) < 0.2 * len(drawn) ** 2  # all of them would be half of the square


def test_the_process_that_reads_loads_pypdf_only_where_there_are_marks(
    tmp_path: Path, run_python: Callable[..., str]
) -> None:
    plain, with_mark = tmp_path / "plain.pdf", tmp_path / "marked.pdf"
    plain.write_bytes(PAGE)
    with_mark.write_bytes(marked(PAGE, BASIC))
    program = f"""
import sys
from pathlib import Path
from reader.importers.pdf.reading_process import Request, _load
read = _load()
for file in {str(plain)!r}, {str(with_mark)!r}:
    found = read(Request(Path(file).read_bytes(), ""), lambda _told: None)
    print(len(found.marks), [name for name in ("nh3", "pypdf") if name in sys.modules])
"""
    assert run_python(program) == "0 []\n1 ['pypdf']\n"
