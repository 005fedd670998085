#!/usr/bin/env bash
# Where the links of a PDF lead after all of its pages were copied into a new one.
#
# Packages:       pdf-lib 1.17.1 from npm, pypdfium2 5.15.2, and pikepdf 10.18.0, which writes the file
#                 and reads the copies
# A good guess:   who copies all pages of a document in one call gets its inner links with them: they
#                 lead to the copies of the pages they led to. If that cannot be, somebody says so.
# What they do:   pdf-lib makes a second copy of each page that a link leads to, and the link leads
#                 there: to a page of the file that is no page of the document. Even copy(), which
#                 copies the document as it is, does so. PDFium's import takes the links without where
#                 they lead. Both are silent, and the pages look right. pikepdf does as guessed.
# What follows:   contents, footnotes and references of a joined or cut document lead nowhere. Whoever
#                 copies pages has to set each link anew, by the number of the page it led to.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'pikepdf==10.18.0' 'pypdfium2==5.15.2'
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund pdf-lib@1.17.1

cat > make.py <<'PYTHON'
import pikepdf
import pypdfium2

document = pikepdf.new()
for _page in range(3):
    document.add_blank_page(page_size=(200, 100))
link = pikepdf.Dictionary(
    Type=pikepdf.Name.Annot,
    Subtype=pikepdf.Name.Link,
    Rect=[10, 10, 50, 20],
    Dest=[document.pages[2].obj, pikepdf.Name.Fit],
)
document.pages[0].Annots = [document.make_indirect(link)]
document.save("source.pdf")

with pikepdf.open("source.pdf") as source:
    copy = pikepdf.new()
    copy.pages.extend(source.pages)
    copy.save("pikepdf.pdf")
copy = pypdfium2.PdfDocument.new()
copy.import_pages(pypdfium2.PdfDocument("source.pdf"))
copy.save("pdfium.pdf")
PYTHON

cat > copy.js <<'JAVASCRIPT'
const { readFileSync, writeFileSync } = require("fs");
const { PDFDocument } = require("pdf-lib");

(async () => {
  const source = await PDFDocument.load(readFileSync("source.pdf"));
  const target = await PDFDocument.create();
  for (const page of await target.copyPages(source, source.getPageIndices())) target.addPage(page);
  writeFileSync("pdf-lib-pages.pdf", await target.save());
  writeFileSync("pdf-lib-copy.pdf", await (await source.copy()).save());
})();
JAVASCRIPT

cat > read.py <<'PYTHON'
import pikepdf

for name in ("source", "pikepdf", "pdf-lib-pages", "pdf-lib-copy", "pdfium"):
    with pikepdf.open(f"{name}.pdf") as document:
        pages = [page.obj.objgen for page in document.pages]
        link = document.pages[0].Annots[0]
        if "/Dest" not in link:
            leads = "leads nowhere"
        elif link.Dest[0].objgen in pages:
            leads = f"leads to page {pages.index(link.Dest[0].objgen) + 1}"
        else:
            leads = "leads to a page that is none of the document's"
        print(f"{name}: {len(pages)} pages, the link {leads}")
PYTHON

venv/bin/python make.py
node copy.js
venv/bin/python read.py | tee seen
diff - seen <<'SEEN'
source: 3 pages, the link leads to page 3
pikepdf: 3 pages, the link leads to page 3
pdf-lib-pages: 3 pages, the link leads to a page that is none of the document's
pdf-lib-copy: 3 pages, the link leads to a page that is none of the document's
pdfium: 3 pages, the link leads nowhere
SEEN
