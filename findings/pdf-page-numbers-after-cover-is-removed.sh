#!/usr/bin/env bash
# Which number a page of a PDF has after the page before it was deleted.
#
# Packages:       pikepdf 10.18.0, pypdf 7.1.1, pypdfium2 5.15.2 (which reads the numbers too) and
#                 pdf-lib 1.17.1 from npm
# A good guess:   page labels, the printed numbers that readers show and quote (i, ii, 1, 2), belong to
#                 their pages as bookmarks and links do: when the cover sheet is deleted, page 1 is
#                 still page 1.
# What they do:   none of the four touches the labels when it deletes a page. They are counted from the
#                 beginning of the file, so every page takes the number of the one before it: page 1
#                 becomes “ii”, page 2 becomes “1”. Nothing is said.
# What follows:   whoever takes off the sheet that a library puts before an article cites all of it one
#                 page off. Read the labels first, and write them again for the pages that are left.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'pikepdf==10.18.0' 'pypdf==7.1.1' 'pypdfium2==5.15.2'
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund pdf-lib@1.17.1

cat > remove.py <<'PYTHON'
import pikepdf
import pypdf
import pypdfium2

writer = pypdf.PdfWriter()
for width in (101, 102, 103, 104):  # by which the pages are told apart
    writer.add_blank_page(width, 100)
writer.set_page_label(0, 1, style="/r")
writer.set_page_label(2, 3, style="/D", start=1)
writer.write("source.pdf")

with pikepdf.open("source.pdf") as document:
    del document.pages[0]
    document.save("pikepdf.pdf")
writer = pypdf.PdfWriter(clone_from="source.pdf")
writer.remove_page(0)
writer.write("pypdf.pdf")
document = pypdfium2.PdfDocument("source.pdf")
del document[0]
document.save("pdfium.pdf")
PYTHON

cat > remove.js <<'JAVASCRIPT'
const { readFileSync, writeFileSync } = require("fs");
const { PDFDocument } = require("pdf-lib");

(async () => {
  const document = await PDFDocument.load(readFileSync("source.pdf"));
  document.removePage(0);
  writeFileSync("pdf-lib.pdf", await document.save());
})();
JAVASCRIPT

cat > read.py <<'PYTHON'
import pypdfium2

for name in ("source", "pikepdf", "pypdf", "pdfium", "pdf-lib"):
    document = pypdfium2.PdfDocument(f"{name}.pdf")
    pages = (f"{page.get_width():.0f} is “{document.get_page_label(n)}”" for n, page in enumerate(document))
    print(f"{name}:", ", ".join(pages))
PYTHON

venv/bin/python remove.py
node remove.js
venv/bin/python read.py | tee seen
diff - seen <<'SEEN'
source: 101 is “i”, 102 is “ii”, 103 is “1”, 104 is “2”
pikepdf: 102 is “i”, 103 is “ii”, 104 is “1”
pypdf: 102 is “i”, 103 is “ii”, 104 is “1”
pdfium: 102 is “i”, 103 is “ii”, 104 is “1”
pdf-lib: 102 is “i”, 103 is “ii”, 104 is “1”
SEEN
