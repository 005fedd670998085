#!/usr/bin/env bash
# Which object pypdf reads where a later save gave the number of a cross-reference stream to an annotation.
#
# Packages:       pypdf 7.1.1, which writes the file and reads it; pypdfium2 5.15.2 and pikepdf 10.18.0,
#                 which read it too
# A good guess:   of an object that was saved again, each reader returns the last one. So what another
#                 program adds to a copy that pypdf saved is read by pypdf.
# What they do:   pypdf saves an increment with a cross-reference stream that does not list itself, so its
#                 number is free, and poppler (Okular's highlights) gives it to the first annotation it adds.
#                 The file is valid; PDFium and QPDF read the annotation. pypdf remembers every stream it
#                 opened on its way back through the file, the oldest ones too, as the object of their
#                 number, so in the place of the annotation it returns a dictionary of /Type /XRef. It is
#                 silent: the first highlight after each save is not there.
# What follows:   a program that reads annotations with pypdf has to empty `resolved_objects` when it has
#                 opened a file, or loses what was marked in a copy it wrote itself.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'pypdf==7.1.1' 'pypdfium2==5.15.2' 'pikepdf==10.18.0'

cat > make.py <<'PYTHON'
"""Saves a page twice with pypdf, then once as poppler does: with a highlight in the first free number."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

writer = PdfWriter()
writer.add_blank_page(200, 200)
first = BytesIO()
writer.write(first)
again = PdfWriter(BytesIO(first.getvalue()), incremental=True)
again.pages[0][NameObject("/Note")] = TextStringObject("saved again")
second = BytesIO()
again.write(second)
data = second.getvalue()
start = int(data.split()[-2])
stream = int(data[start:].split()[0])
reader = PdfReader(BytesIO(data))
page = reader.pages[0].indirect_reference.idnum
pages = reader.root_object.raw_get("/Pages").idnum
mark = b"/Rect[20 100 80 120]/QuadPoints[20 120 80 120 20 100 80 100]/NM(mine)"
objects = {
    page: b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 200 200]/Annots[%d 0 R]>>" % (pages, stream),
    stream: b"<</Type/Annot/Subtype/Highlight%s>>" % mark,
}
table = b"xref\n"
for number, text in objects.items():
    table += b"%d 1\n%010d 00000 n \n" % (number, len(data))
    data += b"%d 0 obj\n%s\nendobj\n" % (number, text)
root = reader.trailer.raw_get("/Root").idnum
trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (stream + 1, root, start)
end = b"startxref\n%d\n%%%%EOF\n" % len(data)
open("marked.pdf", "wb").write(data + table + trailer + end)
PYTHON

cat > read.py <<'PYTHON'
"""Prints what each reader takes for the annotation of the page."""

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader

reader = PdfReader("marked.pdf")
(one,) = reader.pages[0]["/Annots"]
print("pypdf:", one.get_object()["/Type"])
reader.resolved_objects.clear()
print("pypdf, emptied:", reader.get_object(one.idnum)["/Subtype"])
with pikepdf.open("marked.pdf") as file:
    (one,) = file.pages[0].Annots
    print("QPDF:", one.Subtype)
document = pypdfium2.PdfDocument("marked.pdf")
page = document[0]
subtype = pdfium.FPDFAnnot_GetSubtype(pdfium.FPDFPage_GetAnnot(page.raw, 0))
print("PDFium:", {pdfium.FPDF_ANNOT_HIGHLIGHT: "/Highlight"}.get(subtype, subtype))
PYTHON

venv/bin/python make.py
venv/bin/python read.py | tee found
diff found - <<'TEXT'
pypdf: /XRef
pypdf, emptied: /Highlight
QPDF: /Highlight
PDFium: /Highlight
TEXT
echo "As described."
