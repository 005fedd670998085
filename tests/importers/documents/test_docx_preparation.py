"""Formulas, ruby and the results of fields in Word documents are read."""

from io import BytesIO
from zipfile import ZipFile

from tests.each import each
from tests.importers.documents.samples import docx, paragraph
from tests.importers.saved.samples import PNG, mhtml, read_bytes, zipped

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def letter(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def formula(inner: str) -> str:
    return f'<m:oMath xmlns:m="{MATH}">{inner}</m:oMath>'


def part(name: str, text: str) -> str:
    return f"<m:{name}>{letter(text)}</m:{name}>"


def read(inner: str) -> str:
    return read_bytes(docx(f"<w:p>{run('Here ')}{inner}{run(' end')}</w:p>"), "x.docx").html


@each(
    ("inner", "text"),
    [
        (letter("x=") + f"<m:f>{part('num', '1')}{part('den', '2')}</m:f>", "x=1/2"),
        (f"<m:sSup>{part('e', 'c')}{part('sup', '2')}</m:sSup>", "c^2"),
        (f"<m:sSub>{part('e', 'a')}{part('sub', 'n')}</m:sSub>", "a_n"),
        (f"<m:rad><m:deg/>{part('e', '9')}</m:rad>", "√9"),
        (f"<m:rad>{part('deg', '3')}{part('e', 'x')}</m:rad>", "∛x"),
        (
            (
                f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{part("sub", "i")}{part("sup", "n")}'
                f"{part('e', 'i')}</m:nary>"
            ),
            "∑_i^n i",
        ),
        (
            f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>{part("e", "x")}</m:d>',
            "[x]",
        ),
        (f'<m:acc><m:accPr><m:chr m:val="⃗"/></m:accPr>{part("e", "v")}</m:acc>', "v⃗"),
        (f"<m:m><m:mr>{part('e', '1')}{part('e', '2')}</m:mr></m:m>", "1, 2"),
        (f"<m:func>{part('fName', 'sin')}{part('e', 'x')}</m:func>", "sinx"),
        ("<m:e>" * 200 + letter("x") + "</m:e>" * 200, ""),
    ],
)
def test_formulas(inner: str, text: str) -> None:
    shown = f"<code>{text}</code>" if text else ""
    assert read(formula(inner)) == f"<p>Here {shown} end</p>"


def test_formulas_on_a_line_of_their_own() -> None:
    inner = formula(letter("x")) + formula(letter("y"))
    html = read(f'<m:oMathPara xmlns:m="{MATH}"><m:oMathParaPr/>{inner}</m:oMathPara>')
    assert html == "<p>Here <code>x</code><br><code>y</code> end</p>"


def test_ruby_and_fields() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('tō')}</w:rt><w:rubyBase>{run('東')}{run('京')}"
        "</w:rubyBase></w:ruby></w:r>"
    )
    assert read(ruby) == "<p>Here 東京 end</p>"
    assert read(f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>') == "<p>Here 7 end</p>"


def test_other_parts_of_such_a_document_stay_as_they_are() -> None:
    body = f"<w:p>{run('Here ')}{formula(letter('x'))}</w:p>"
    draft = read_bytes(docx(body, picture=PNG, author="Ada Fenn"), "x.docx")
    assert draft.byline == "Ada Fenn"
    assert [asset.data for asset in draft.assets] == [PNG]


def renamed(data: bytes) -> bytes:
    """The same document as Word in a browser stores it, which numbers its main part."""
    with ZipFile(BytesIO(data)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    return zipped(
        {
            name.replace("word/document.xml", "word/document2.xml").replace(
                "_rels/document.xml", "_rels/document2.xml"
            ): text.replace(b"word/document.xml", b"word/document2.xml")
            for name, text in files.items()
        }
    )


def test_a_document_with_another_main_part_is_prepared_alike() -> None:
    body = f"<w:p>{run('Here ')}{formula(letter('x'))}</w:p>"
    draft = read_bytes(renamed(docx(body, picture=PNG)), "x.docx")
    assert "<code>x</code>" in draft.html
    assert [asset.data for asset in draft.assets] == [PNG]
    assert "It <i>left</i>" in read_bytes(renamed(with_page("a.htm", PAGE.encode())), "x.docx").html


PAGE = "<html><head><title>No</title></head><body><h1>The ferry</h1><p>It <i>left</i>.</p></body></html>"


def with_page(name: str, page: bytes, id_: str = "rId9", count: int = 1) -> bytes:
    """A document that contains a page, which it names."""
    named_here = f'<w:altChunk r:id="{id_}"/>' * count
    data = docx(paragraph("Before."), named_here, paragraph("After."))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    named = f'<Relationship Id="rId9" Type="{kind}" Target="{name}"/></Relationships>'.encode()
    with ZipFile(BytesIO(data)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    relations = "word/_rels/document.xml.rels"
    files[relations] = files[relations].replace(b"</Relationships>", named)
    return zipped({**files, f"word/{name.removeprefix('/word/')}": page})


@each(
    ("name", "page"),
    [
        ("a.htm", PAGE.encode()),
        ("/word/a.html", PAGE.encode("utf-16")),
        ("a.mht", mhtml(PAGE)),
    ],
)
def test_a_page_in_a_document_is_read_in_its_place(name: str, page: bytes) -> None:
    html = read_bytes(with_page(name, page), "x.docx").html.replace("\n", "")
    assert html == "<p>Before.</p><div><h2>The ferry</h2><p>It <i>left</i>.</p></div><p>After.</p>"


def test_a_page_that_is_named_again_and_again_is_read_once() -> None:
    """Otherwise this would fill the memory."""
    html = read_bytes(with_page("a.htm", PAGE.encode(), count=20), "x.docx").html
    assert html.count("The ferry") == 1


@each(("name", "id_"), [("a.rtf", "rId9"), ("a.mht", "rId9"), ("a.htm", "rId8")])
def test_a_page_that_cannot_be_read_is_no_fault(name: str, id_: str) -> None:
    html = read_bytes(with_page(name, b"{\\rtf1 x}", id_), "x.docx").html
    assert html == "<p>Before.</p><p>After.</p>"
