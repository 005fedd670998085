#!/usr/bin/env bash
# Whether a PDF highlight is seen whose corners are in the order that the standard gives.
#
# Packages:       pypdfium2 5.15.2 (PDFium), and pdfjs-dist 5.6.205 from npm beside it; pikepdf 10.18.0 and
#                 reportlab 5.1.0 write the files
# A good guess:   ISO 32000 says that the four corners of each line (/QuadPoints) go around it
#                 counterclockwise. What is written so is drawn by every reader; an order that programs
#                 use instead may be understood too.
# What they do:   PDFium takes the second corner and the third for opposite ones, as in the order that
#                 Acrobat writes (left and right above, left and right below). Counterclockwise, they are
#                 on one side: the highlight has no width, and nothing is drawn. PDF.js sorts the
#                 corners, and finds the words.
# What follows:   who writes by the standard writes highlights that Chrome does not show. Write above left,
#                 above right, below left, below right; who reads takes the rectangle around all four.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pypdfium2==5.15.2 pikepdf==10.18.0 reportlab==5.1.0 pillow==13.0.0
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts pdfjs-dist@5.6.205

cat > probe.py <<'PYTHON'
import pikepdf
import pypdfium2
from reportlab.pdfgen import canvas

page = canvas.Canvas("page.pdf", pagesize=(300, 200))
page.setFont("Helvetica", 20)
page.drawString(100, 150, "Ferry")
page.save()
left, below, right, above = 100, 145, 150, 168
ORDERS = {
    "acrobat": [left, above, right, above, left, below, right, below],
    "iso": [left, below, right, below, right, above, left, above],
}


for name, corners in ORDERS.items():
    with pikepdf.open("page.pdf") as document:
        mark = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Highlight,
            Rect=[left, below, right, above],
            QuadPoints=corners,
            C=[1, 1, 0],
            F=4,
        )
        document.pages[0].Annots = [document.make_indirect(mark)]
        document.save(f"{name}.pdf")
    drawn = pypdfium2.PdfDocument(f"{name}.pdf")[0].render().to_pil().convert("RGB")
    corner = drawn.getpixel((right - 3, 200 - above + 3))
    print(f"{name}: in PDFium a corner of the highlight is", {(255, 255, 255): "white"}.get(corner, "coloured"))
PYTHON

cat > probe.mjs <<'JAVASCRIPT'
import { readFileSync } from "fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

for (const name of ["acrobat", "iso"]) {
  const data = new Uint8Array(readFileSync(`${name}.pdf`));
  const document = await getDocument({ data, verbosity: 0 }).promise;
  const [mark] = await (await document.getPage(1)).getAnnotations();
  console.log(`${name}: PDF.js finds the corners ${[...mark.quadPoints]} and the words “${mark.overlaidText}”`);
}
JAVASCRIPT

{ venv/bin/python probe.py; node probe.mjs; } | tee seen
diff - seen <<'SEEN'
acrobat: in PDFium a corner of the highlight is coloured
iso: in PDFium a corner of the highlight is white
acrobat: PDF.js finds the corners 100,168,150,168,100,145,150,145 and the words “Ferry”
iso: PDF.js finds the corners 100,168,150,168,100,145,150,145 and the words “Ferry”
SEEN
