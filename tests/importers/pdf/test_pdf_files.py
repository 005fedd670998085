"""PDF files as a whole: what they say of themselves, and those that cannot be read."""

import re
import zlib
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from reader import importers
from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.core.cancellation import cancelled_by
from reader.core.errors import ImportFailed, PasswordNeeded
from reader.importers.pdf.document import read_document
from reader.importers.pdf.reading_process import read_pdf
from reader.importers.source_content import Content
from reader.operations.sources.import_processes import ReadingProcesses
from tests.each import each
from tests.importers.pdf.samples import TOP, lines, paragraph, pdf, stacked, together, wrapped

_XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><rdf:Description rdf:about="">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Of Limes</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Ada Lindqvist</rdf:li><rdf:li>Noor Haddad</rdf:li></rdf:Seq></dc:creator>
<prism:doi>10.1234/limes.7</prism:doi><prism:publicationName>Trees</prism:publicationName>
<prism:coverDate>2024-05-03</prism:coverDate></rdf:Description></rdf:RDF></x:xmpmeta>"""


def source(data: bytes, name: str = "paper.pdf", password: str = "") -> Source:
    return Source(data, name, name, "application/pdf", password=password)


def read(data: bytes, password: str = "") -> Draft:
    return importers.read(source(data, password=password))


def slow_page(operators: int) -> bytes:
    """Returns a document with one page that takes long to read."""
    content = zlib.compress(b"BT /F 1 Tf (a) Tj ET 0 0 m 9 9 l S\n" * operators)
    head = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>endobj\n"
    )
    stream = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream endobj\n"
    return head + stream % (len(content), content) + b"trailer<</Root 1 0 R>>\n%%EOF"


def test_a_document_becomes_an_article_in_a_process_of_its_own() -> None:
    drawn = pdf(
        together(stacked([wrapped(paragraph(1), 80)])),
        title="Of Limes",
        author="Ada Lindqvist",
        keywords="trees, towns",
    )
    draft = read(drawn)
    assert (draft.title, draft.byline, draft.tags) == (
        "Of Limes",
        "Ada Lindqvist",
        ("trees", "towns"),
    )
    assert (draft.importer, draft.media_type) == ("pdf/1", "application/pdf")
    assert draft.excerpt.startswith("Paragraph1")
    assert draft.source.data == drawn  # the file is kept as it is


def with_metadata(packet: bytes) -> bytes:
    """Returns a document with metadata in a compressed stream."""
    writer = PdfWriter(BytesIO(pdf(lines("Paper"))))
    stream = DecodedStreamObject()
    stream.set_data(packet)
    packed = stream.flate_encode()
    packed[NameObject("/Type")] = NameObject("/Metadata")
    packed[NameObject("/Subtype")] = NameObject("/XML")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(packed)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


@each(
    "packet",
    [
        _XMP.encode(),
        _XMP.encode("utf-16"),
        _XMP.encode("utf-16-be"),
        _XMP.replace("x:xmpmeta", "xap:xapmeta").replace("xmlns:x=", "xmlns:xap=").encode(),
        re.sub("</?x:xmpmeta.*?>", "", _XMP).encode(),  # which may be left out
        re.sub(
            "<rdf:li xml", '<rdf:li xml:lang="de">Von Linden</rdf:li><rdf:li xml', _XMP
        ).encode(),
    ],
)
def test_metadata_in_a_stream_of_their_own_in_any_form(packet: bytes) -> None:
    known = read_document(with_metadata(packet)).metadata
    assert (known.title, known.byline) == ("Of Limes", "Ada Lindqvist, Noor Haddad")
    assert known.url == "https://doi.org/10.1234/limes.7"


def test_the_number_of_another_work_is_not_that_of_the_document() -> None:
    drawn = pdf(lines("Paper", "Our references are good.", "References", "[1] doi:10.1000/182"))
    assert read_document(drawn).metadata.url == ""
    drawn = pdf(lines("Paper", "doi:10.1000/9", "References", "[1] doi:10.1000/182"))
    assert read_document(drawn).metadata.url == "https://doi.org/10.1000/9"


def test_what_the_file_says_counts_before_its_first_page() -> None:
    drawn = pdf(lines("Paper", "doi:10.9/other"), title="Microsoft Word - draft.doc", author="user")
    known = read_document(drawn + b"\n" + _XMP.encode()).metadata
    assert (known.title, known.byline) == ("Of Limes", "Ada Lindqvist, Noor Haddad")
    assert (known.site, known.published) == ("Trees", "2024-05-03")
    assert known.url == "https://doi.org/10.1234/limes.7"


def test_the_first_page_tells_what_the_file_does_not() -> None:
    drawn = pdf(
        together(
            lines("On the growth of limes", size=18),
            lines("Ada Lindqvist and Noor Haddad", y=TOP - 30),
            lines("https://doi.org/10.1234/limes.8.", y=TOP - 60),
            lines(*wrapped(paragraph(1), 80), y=TOP - 100),
        ),
        title="untitled",
        author="unknown",
    )
    known = read_document(drawn).metadata
    assert (known.title, known.byline) == (
        "On the growth of limes",
        "Ada Lindqvist and Noor Haddad",
    )
    assert known.url == "https://doi.org/10.1234/limes.8"


def test_a_title_of_two_lines_whose_second_is_shorter() -> None:
    def title(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 17)
        canvas.drawCentredString(297, TOP, "All that is known of limes, but was never written")
        canvas.drawCentredString(297, TOP - 21, "down so far")

    text = lines(*wrapped(paragraph(1), 66), x=122, y=TOP - 60)
    known = read_document(pdf(together(title, text))).metadata
    assert known.title == "All that is known of limes, but was never written down so far"


def test_a_title_of_two_lines_that_end_early_with_a_note() -> None:
    def title(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 17)
        canvas.drawCentredString(297, TOP, "The growth of limes:")
        canvas.drawCentredString(297, TOP - 21, "a report")
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(328, TOP - 15, "a)")
        canvas.drawCentredString(297, TOP - 42, "Ada Lindqvist and Noor Haddad")

    text = lines(*wrapped(paragraph(1), 80), y=TOP - 80)
    found = read_document(pdf(together(title, text)))
    assert found.metadata.title == "The growth of limes: a report"
    assert found.metadata.byline == "Ada Lindqvist and Noor Haddad"
    assert "<h" not in found.html


def test_names_of_authors_have_marks_beside_them() -> None:
    def names(canvas: Canvas) -> None:
        at = canvas.beginText(72, TOP - 30)
        for text in ("Ada Lindqvist", "1, a)", " Noor H. Haddad", "2,∗", " and Bo van Ek", "b)"):
            is_mark = text[-1] in ")∗"
            at.setFont("Times-Roman", 7 if is_mark else 11)
            at.setRise(4 if is_mark else 0)
            at.textOut(text.replace("∗", "*"))
        canvas.drawText(at)

    text = lines(*wrapped(paragraph(1), 80), y=TOP - 80)
    drawn = pdf(together(lines("On the growth of limes", size=18), names, text))
    found = read_document(drawn).metadata
    assert found.byline == "Ada Lindqvist, Noor H. Haddad and Bo van Ek"


def test_names_of_authors_end_without_a_sign() -> None:
    drawn = pdf(lines("A page."), author="Ada Lindqvist; Noor Haddad;")
    assert read_document(drawn).metadata.byline == "Ada Lindqvist; Noor Haddad"


@each("form", ["{}", "({})"])  # of ReportLab, now and in the past
def test_what_a_program_writes_where_nothing_was_given_is_ignored(form: str) -> None:
    title, author, subject = map(form.format, ("untitled", "anonymous", "unspecified"))
    page = lines("A page without a large title.")
    known = read_document(pdf(page, title=title, author=author, subject=subject)).metadata
    assert (known.title, known.byline, known.excerpt) == ("", "", "")


@each(
    ("printed", "doi"),
    [
        (("https://doi.org/", "10.1234/limes.9"), "10.1234/limes.9"),
        (("A lime, doi:10.1234/limes-", "town.9 of 2024"), "10.1234/limes-town.9"),
        (("doi:10.1234/j.limes.", "2024.01.009"), "10.1234/j.limes.2024.01.009"),
        (("doi:10.1234/j.limes.2024", ".01.009."), "10.1234/j.limes.2024.01.009"),
        (("doi:10.1234/limes.", "2024 Limes"), "10.1234/limes"),
        (("doi:10.1234/limes", "grow"), "10.1234/limes"),
        (("doi:10.1234/limes/", "", "  Town"), "10.1234/limes/"),
    ],
)
def test_a_number_may_go_on_in_the_next_line(printed: tuple[str, ...], doi: str) -> None:
    drawn = pdf(lines(*printed))
    assert read_document(drawn).metadata.url == f"https://doi.org/{doi}"


def test_two_numbers_on_a_first_page_are_of_other_papers() -> None:
    drawn = pdf(lines("As in doi:10.1234/one, and", "in doi:10.1234/two."))
    assert read_document(drawn).metadata.url == ""


def test_an_encrypted_document_asks_for_its_password() -> None:
    drawn = pdf(lines("Secret limes."), password="lime")
    with pytest.raises(PasswordNeeded, match=r"^“paper.pdf” is encrypted: .*password"):
        read(drawn)
    with pytest.raises(PasswordNeeded, match=r"^The password does not open “paper.pdf”\.$"):
        read(drawn, "oak")
    draft = read(drawn, "lime")
    assert "Secret limes." in draft.html


def pictures_alone(canvas: Canvas) -> None:
    canvas.rect(0, 0, 500, 700, fill=1)


@each(
    ("data", "reason"),
    [
        (pdf(pictures_alone), "has no text layer"),
        (b"%PDF-1.7\n", "is damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 50, "is damaged"),
        (pdf(lines("Words."))[:400], "is damaged"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(ImportFailed, match=reason) as caught:
        read(data)
    assert str(caught.value).startswith("“paper.pdf”")
    assert str(caught.value).endswith(".")


def test_a_document_that_lost_its_end_is_read_as_far_as_it_goes() -> None:
    drawn = pdf(lines("Words."), lines("More of them."))
    assert "Words." in read(drawn[: drawn.rindex(b"xref")]).html


def test_a_page_that_takes_too_long_ends_the_process() -> None:
    content = Content(source(slow_page(400_000)), "application/pdf", "")
    with pytest.raises(ImportFailed, match="one of its pages takes too much time"):
        read_pdf(content, silence=0.3)


def test_reading_ends_when_it_is_cancelled() -> None:
    content = Content(source(slow_page(400_000)), "application/pdf", "")
    with cancelled_by(lambda: True), pytest.raises(ImportFailed, match="was not read"):
        read_pdf(content)


def test_many_files_are_read_in_processes_that_start_others(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(lines("Words of a page.")))
    with closing(ReadingProcesses([path], lambda: False)) as files:
        ready = files.read(path)
    assert ready is not None
    assert ready.text == "Words of a page."
