"""PDF files made to be trouble: whatever they lead in circles, claim or pile up, their words are read."""

import zlib
from collections.abc import Sequence

from reader.importers.pdf.document import read_document
from tests.guards import ExpectLog
from tests.thorough import cases

CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"
PAGE = "<</Type/Page/Parent 2 0 R/Contents 5 0 R>>"
SIZE = "/MediaBox[0 0 595 842]"


def file_of(objects: Sequence[str | bytes]) -> bytes:
    """Returns a PDF file with objects numbered from 1, the first of which is the catalog."""
    data, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, one.encode() if isinstance(one, str) else one)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return data + head + rows + tail % (len(objects) + 1, len(data))


def stream(data: bytes, more: str = "") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), more.encode(), data)


def words(text: str) -> bytes:
    return stream(b"BT /F1 11 Tf 72 760 Td (%b) Tj ET" % text.encode())


def pages(kids: str, count: int = 1, fonts: str = "/F1 3 0 R", more: str = "") -> str:
    resources = f"/Resources<</Font<<{fonts}>>{more}>>"
    return f"<</Type/Pages/Count {count}/Kids[{kids}]{SIZE}{resources}>>"


def read(objects: Sequence[str | bytes]) -> str:
    return read_document(file_of(objects)).html


def test_a_tree_of_pages_that_holds_itself() -> None:
    found = read([CATALOG, pages("2 0 R 4 0 R", 2), FONT, PAGE, words("The lime.")])
    assert "The lime." in found


def test_a_count_of_pages_beyond_all_there_are() -> None:
    found = read([CATALOG, pages("4 0 R", 2_000_000_000), FONT, PAGE, words("The lime.")])
    assert "The lime." in found


def test_an_outline_that_leads_in_a_circle(expect_log: ExpectLog) -> None:
    catalog = "<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>"
    entry = "<</Title(x)/Parent 6 0 R/Next 7 0 R/First 6 0 R/Dest[4 0 R/Fit]>>"
    outline = "<</First 7 0 R/Last 7 0 R>>"
    expect_log("circular bookmark reference")
    found = read([catalog, pages("4 0 R"), FONT, PAGE, words("The lime."), outline, entry])
    assert "The lime." in found


def test_a_drawing_that_draws_itself() -> None:
    form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    drawn = stream(b"BT /F1 11 Tf 72 760 Td (The lime.) Tj ET /X Do")
    tree = pages("4 0 R", more="/XObject<</X 6 0 R>>")
    assert "The lime." in read([CATALOG, tree, FONT, PAGE, drawn, stream(b"/X Do", form)])


def test_a_thousand_fonts() -> None:
    numbers = range(1, 1001)
    names = " ".join(f"/F{number} {6 + number} 0 R" for number in numbers)
    fonts = [f"<</Type/Font/Subtype/Type1/BaseFont/Font{number}>>" for number in numbers]
    shown = (
        f"/F{number} 6 Tf (word{number} ) Tj{' 0 -7 Td' * (number % 10 == 0)}" for number in numbers
    )
    drawn = stream(f"BT 72 800 Td {' '.join(shown)} ET".encode())
    found = read([CATALOG, pages("4 0 R", fonts=names), FONT, PAGE, drawn, "null", *fonts])
    assert all(f"word{number}" in found for number in (1, 500, 1000))


def test_a_page_that_unpacks_to_a_thousand_times_its_size() -> None:
    blank = stream(zlib.compress(b" " * 20_000_000, 9), "/Filter/FlateDecode")
    page = PAGE.replace("5 0 R", "[5 0 R 6 0 R]")
    assert "The lime." in read([CATALOG, pages("4 0 R"), FONT, page, words("The lime."), blank])


def test_as_many_pages_as_an_encyclopedia_has() -> None:
    for count in cases(200, more=(5_000,)):
        kids = " ".join(f"{4 + number} 0 R" for number in range(count))
        own = [f"<</Type/Page/Parent 2 0 R/Contents {4 + count + n} 0 R>>" for n in range(count)]
        texts = [words(f"Entry {number} is about another tree.") for number in range(count)]
        found = read([CATALOG, pages(kids, count), FONT, *own, *texts])
        assert found.count("doc-pagebreak") == count
        assert f"Entry {count - 1} is" in found
