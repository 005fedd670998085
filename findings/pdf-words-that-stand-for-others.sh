#!/usr/bin/env bash
# Which words of a PDF come out where its author gave the text of what is drawn (ActualText).
#
# Packages:       pypdf 7.1.1, pdfminer.six 20260107, pdfplumber 0.11.10 and pdfjs-dist 5.6.205 (npm);
#                 pypdfium2 5.15.2 (PDFium) beside them; reportlab 5.1.0 writes the page
# A good guess:   /ActualText is there so that text comes out right where the letters drawn are not the
#                 text (an ornamental first letter, a ligature of an old face, “ck” divided as “k-k”):
#                 what returns text returns this one, the viewer PDF.js first of all.
# What they do:   only PDFium does. The others return the letters that are drawn: “k-k” of the divided word
#                 “Zucker”, and of a first letter drawn with a sign of an ornamental font, that sign.
# What follows:   words of well-made files cannot be searched in them, and a quotation taken with
#                 PDFium, as Chromium has it, is not found by PDF.js, as Firefox has it. Compare
#                 such places without a letter or two, or follow the marked content.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pypdf==7.1.1 pdfminer.six==20260107 pdfplumber==0.11.10 pypdfium2==5.15.2 \
  reportlab==5.1.0
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund pdfjs-dist@5.6.205

cat > write.py <<'PYTHON'
from reportlab.pdfgen.canvas import Canvas

canvas = Canvas("page.pdf", pagesize=(300, 100))
text = canvas.beginText(20, 60)
text.setFont("Helvetica", 12)


def drawn(letters, meant):
    text._code.append(f"/Span <</ActualText ({meant})>> BDC")
    text.textOut(letters)
    text._code.append("EMC")


drawn("@", "O")
text.textOut("n the quay we had ")
drawn("Zuk-ker", "Zucker")
text.textOut(" in our tea")
canvas.drawText(text)
canvas.save()
PYTHON
cat > read.py <<'PYTHON'
import pdfplumber
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text

print("pypdfium2: ", pypdfium2.PdfDocument("page.pdf")[0].get_textpage().get_text_range().strip())
print("pypdf:     ", pypdf.PdfReader("page.pdf").pages[0].extract_text().strip())
print("pdfminer:  ", extract_text("page.pdf").strip())
print("pdfplumber:", pdfplumber.open("page.pdf").pages[0].extract_text().strip())
PYTHON
cat > read.mjs <<'JAVASCRIPT'
import { readFileSync } from "fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const data = new Uint8Array(readFileSync("page.pdf"));
const file = await getDocument({ data, verbosity: 0 }).promise;
const { items } = await (await file.getPage(1)).getTextContent();
console.log("PDF.js:    ", items.map((item) => item.str).join(""));
JAVASCRIPT

venv/bin/python write.py
{ venv/bin/python read.py; node read.mjs 2>/dev/null; } | tee seen
diff - seen <<'SEEN'
pypdfium2:  On the quay we had Zucker in our tea
pypdf:      @n the quay we had Zuk-ker in our tea
pdfminer:   @n the quay we had Zuk-ker in our tea
pdfplumber: @n the quay we had Zuk-ker in our tea
PDF.js:     @n the quay we had Zuk-ker in our tea
SEEN
