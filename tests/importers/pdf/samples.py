"""Small PDF documents with invented text, drawn for the tests line by line."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

#: Draws one page.
Draw = Callable[[Canvas], None]

LEFT, TOP, LEADING, SIZE = 72, 760, 14, 11


def pdf(
    *pages: Draw,
    size: tuple[float, float] = (595, 842),
    password: str = "",
    **information: str,
) -> bytes:
    """Returns a document with these pages; information: title, author, subject or keywords."""
    file = BytesIO()
    encryption = StandardEncryption(password, canPrint=1) if password else None
    canvas = Canvas(file, pagesize=size, encrypt=encryption, invariant=1)
    canvas.setTitle(information.get("title", ""))
    canvas.setAuthor(information.get("author", ""))
    canvas.setSubject(information.get("subject", ""))
    canvas.setKeywords(information.get("keywords", ""))
    for draw in pages:
        canvas.setFont("Times-Roman", SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def lines(
    *texts: str,
    x: float = LEFT,
    y: float = TOP,
    leading: float = LEADING,
    font: str = "Times-Roman",
    size: float = SIZE,
) -> Draw:
    """Draws lines below each other; one that begins with blanks is further in."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for number, text in enumerate(texts):
            indent = len(text) - len(text.lstrip(" "))
            canvas.drawString(x + 5 * indent, y - number * leading, text.lstrip(" "))

    return draw


def together(*parts: Draw) -> Draw:
    """Draws several things on one page."""

    def draw(canvas: Canvas) -> None:
        for part in parts:
            part(canvas)

    return draw


def wrapped(text: str, letters: int) -> list[str]:
    """Returns a text in lines that are about as wide as so many letters."""
    return list(simpleSplit(text, "Times-Roman", SIZE, 0.45 * SIZE * letters))


def paragraph(number: int, words: int = 60) -> str:
    """Returns a paragraph like no other."""
    names = ("lime", "oak", "beech", "alder", "willow", "hazel", "rowan", "birch", "maple", "elm")
    verbs = ("shades", "follows", "leaves", "covers", "meets", "outlives", "shelters")
    found = [
        f"{names[(number * 7 + at * 3) % 10]} {verbs[(number + at * 5) % 7]}"
        for at in range(words // 2)
    ]
    text = " ".join(f"the {one}" for one in found)
    return f"Paragraph{number} {text} here."


def stacked(paragraphs: Iterable[Sequence[str]], gap: float = 8, y: float = TOP) -> Draw:
    """Draws paragraphs of lines with a gap between them."""

    def draw(canvas: Canvas) -> None:
        at = y
        for texts in paragraphs:
            for text in texts:
                canvas.drawString(LEFT, at, text)
                at -= LEADING
            at -= gap

    return draw


def marked(data: bytes, *marks: dict[str, Any], page: int = 0) -> bytes:
    """Returns a document with annotations on a page; each by its keys without the slash."""
    writer = PdfWriter(BytesIO(data), incremental=True)
    annotations = ArrayObject()
    references: list[IndirectObject] = []
    for mark in marks:
        one = annotation({key: value for key, value in mark.items() if key != "IRT"})
        if "IRT" in mark:
            one[NameObject("/IRT")] = references[mark["IRT"]]
        references.append(writer._add_object(one))
        annotations.append(references[-1])
    writer.pages[page][NameObject("/Annots")] = annotations
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def told(data: bytes, letters: dict[str, str]) -> bytes:
    """Returns a document whose fonts say which letters stand for others, in the Basic Plane."""
    pairs = "".join(f"<{ord(one):02x}> <{ord(other):04x}>\n" for one, other in letters.items())
    table = StreamObject()
    table.set_data(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        + f"{len(letters)} beginbfchar\n{pairs}endbfchar\n".encode()
        + b"endcmap end end"
    )
    writer = PdfWriter(BytesIO(data))
    reference = writer._add_object(table)
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font.get_object()[NameObject("/ToUnicode")] = reference
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def annotation(values: dict[str, Any]) -> DictionaryObject:
    """Returns an annotation; its values by their keys without the slash."""
    one = DictionaryObject({NameObject("/Type"): NameObject("/Annot")})
    return DictionaryObject(
        one | {NameObject(f"/{key}"): _object(value) for key, value in values.items()}
    )


def _object(value: Any) -> PdfObject:
    if isinstance(value, (list, tuple)):
        return ArrayObject(map(_object, value))
    if isinstance(value, bytes):
        return ByteStringObject(value)
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    return NumberObject(value) if isinstance(value, int) else FloatObject(value)
