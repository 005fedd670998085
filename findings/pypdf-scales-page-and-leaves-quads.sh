#!/usr/bin/env bash
# Which words are highlighted on a PDF page after it was scaled to another size.
#
# Packages:       pypdf 7.1.1 (which scales), read with pypdfium2 5.15.2 (and reportlab 5.1.0 for the page)
# A good guess:   page.scale_by() scales the page with all that is on it, highlights too, as
#                 merge_scaled_page() does: it even looks for the annotations, and scales their /Rect.
# What it does:   /Rect alone. The corners of the marked lines, /QuadPoints, stay where they were, and
#                 these are what PDFium, poppler and PDF.js draw: another line is highlighted, or the
#                 margin. Whoever reads the words below them quotes what nobody has marked.
#                 (transfer_rotation_to_content() leaves both behind, on the page that is turned.)
# What follows:   scale the corners too, or merge the page, scaled, into an empty one. A reader of
#                 marks can detect it: /Rect is what surrounds the corners, scaled from the page's origin.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'pypdf==7.1.1' 'pypdfium2==5.15.2' 'reportlab==5.1.0'

cat > "$folder/probe.py" <<'PYTHON'
import io

import pypdf
import pypdfium2
from pypdf.annotations import Highlight
from pypdf.generic import ArrayObject, FloatObject
from reportlab.pdfgen.canvas import Canvas

file = io.BytesIO()
canvas = Canvas(file, pagesize=(300, 200))
for n, line in enumerate(("Wages rose in May", "Ropes are cheap", "The line closed")):
    canvas.drawString(20, 134 - 14 * n, line)
canvas.save()


def marked():
    writer = pypdf.PdfWriter(io.BytesIO(file.getvalue()))
    corners = (20, 130, 110, 130, 20, 118, 110, 118)  # of the second line
    quad = ArrayObject(map(FloatObject, corners))
    writer.add_annotation(0, Highlight(rect=(20, 118, 110, 130), quad_points=quad))
    return writer


def saved(writer):
    data = io.BytesIO()
    writer.write(data)
    return data


def words_below(writer):
    data = saved(writer)
    mark = pypdf.PdfReader(data).pages[0]["/Annots"][0].get_object()
    text = pypdfium2.PdfDocument(data.getvalue())[0].get_textpage()
    quad, rect = list(map(float, mark["/QuadPoints"])), list(map(float, mark["/Rect"]))
    quad = [min(quad[::2]), min(quad[1::2]), max(quad[::2]), max(quad[1::2])]
    found = (" ".join(text.get_text_bounded(*box).split()) for box in (quad, rect))
    return "corners on “{}”, rectangle on “{}”".format(*found)


print("as marked:  ", words_below(marked()))
scaled = marked()
scaled.pages[0].scale_by(0.9)
print("scale_by:   ", words_below(scaled))
merged = pypdf.PdfWriter()
merged.add_blank_page(270, 180).merge_scaled_page(pypdf.PdfReader(saved(marked())).pages[0], 0.9)
print("merged:     ", words_below(merged))
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
as marked:   corners on “Ropes are cheap”, rectangle on “Ropes are cheap”
scale_by:    corners on “Wages rose in May”, rectangle on “Ropes are cheap”
merged:      corners on “Ropes are cheap”, rectangle on “Ropes are cheap”
SEEN
