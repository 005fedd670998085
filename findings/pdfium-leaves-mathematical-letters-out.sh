#!/usr/bin/env bash
# The text of a PDF page with mathematical letters, as LuaTeX and XeTeX set them.
#
# Packages:       pypdfium2 5.15.2; pypdf 7.1.1 beside it; reportlab 4.4.4 writes the file
# A good guess:   `get_text_range()` returns all characters of a page, and `get_text_bounded()`, which
#                 without arguments means the whole page, the same. One that is told by the name of its
#                 glyph, such as u1D44E, is that character, as every other that is.
# What they do:   PDFium knows that the character is U+1D44E: `FPDFText_GetUnicode` says so, and
#                 `count_chars()` counts it. But `get_text_range()` leaves out each character beyond
#                 U+FFFF that it knows as one, silently. `get_text_bounded()` has them, and instead cuts
#                 as many characters off the end of the text. pypdf has all.
# What follows:   a formula loses its letters, and the index of a character in the text is no longer
#                 that of its box, so that all words behind it are found in the wrong place. Where the
#                 length of the text is not what was counted, ask for the characters one by one.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'pypdfium2==5.15.2' 'pypdf==7.1.1' 'reportlab==4.4.4'

cat > try.py <<'PYTHON'
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject
from reportlab.pdfgen.canvas import Canvas

file = BytesIO()
canvas = Canvas(file)
canvas.drawString(72, 700, "Let a be the area")
canvas.save()
writer = PdfWriter(file)
names = ArrayObject([NumberObject(ord("a")), NameObject("/u1D44E")])
for font in writer.pages[0]["/Resources"]["/Font"].values():
    font.get_object()[NameObject("/Encoding")] = DictionaryObject(
        {NameObject("/Differences"): names}
    )
writer.write("paper.pdf")

page = pypdfium2.PdfDocument("paper.pdf")[0].get_textpage()
print("counted:", page.count_chars())
print("the fifth:", hex(pdfium.FPDFText_GetUnicode(page.raw, 4)))
print("get_text_range:", ascii(page.get_text_range()))
print("get_text_bounded:", ascii(page.get_text_bounded()))
print("pypdf:", ascii(PdfReader("paper.pdf").pages[0].extract_text().strip()))
PYTHON

venv/bin/python try.py | tee seen
diff - seen <<'SEEN'
counted: 17
the fifth: 0x1d44e
get_text_range: 'Let  be the re'
get_text_bounded: 'Let \U0001d44e be the \U0001d44er'
pypdf: 'Let \U0001d44e be the \U0001d44ere\U0001d44e'
SEEN
