#!/usr/bin/env bash
# Which words PDFium finds that are divided between two lines.
#
# Packages:       pypdfium2 5.15.2 (PDFium); reportlab 5.1.0 writes the page
# A good guess:   PDFium knows a hyphen at the end of a line: it puts the two halves together, and one
#                 finds “annotation”, or else “anno-tation” as on the page. A compound, “well-known”, that
#                 is divided at its own hyphen is found with it.
# What it does:   between the halves it puts a character that is none (U+FFFE; U+0002 in the text of an
#                 area), in place of the hyphen, a compound's own included. Neither form is found, nor is
#                 the beginning: “annot” has the character in it. A number is left as it is, with the
#                 line end, and is found with a space.
# What follows:   in a justified column some words of a page cannot be searched, and what is copied has a
#                 character in it that fonts do not have. Replace it before searching, in both forms.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pypdfium2==5.15.2 reportlab==5.1.0

cat > probe.py <<'PYTHON'
import pypdfium2
from reportlab.pdfgen import canvas

page = canvas.Canvas("page.pdf", pagesize=(300, 200))
page.setFont("Helvetica", 20)
for line, words in enumerate(("The anno-", "tation of a well-", "known harbour, 1990-", "1995, is lost.")):
    page.drawString(20, 150 - 24 * line, words)
page.save()

text = pypdfium2.PdfDocument("page.pdf")[0].get_textpage()
print("text:", ascii(text.get_text_range()))
print("text of the area:", ascii(text.get_text_bounded()))
for words in ("harbour", "annotation", "anno-tation", "annot", "well-known", "wellknown", "1990- 1995"):
    print(f"{words}:", "found" if text.search(words).get_next() else "not found")
PYTHON

venv/bin/python probe.py | tee seen
diff - seen <<'SEEN'
text: 'The anno\ufffetation of a well\ufffeknown harbour, 1990-\r\n1995, is lost.'
text of the area: 'The anno\x02tation of a well\x02known harbour, 1990-\r\n1995, is lost.'
harbour: found
annotation: not found
anno-tation: not found
annot: not found
well-known: not found
wellknown: not found
1990- 1995: found
SEEN
