#!/usr/bin/env bash
# What is left of a chapter after a book was read and written again, with nothing changed.
#
# Package:        EbookLib 0.20
# A good guess:   read_epub() and write_epub() give the chapters back as they were: only what is set in
#                 between, such as the title of the book, differs.
# What it does:   a chapter's body is built again from its elements. Words in the body before the first
#                 element, which EPUB 3 allows, are dropped; so are the body's own id, dir and epub:type.
#                 The list of printed pages is built again from ids: page 12 is called “p12”.
# What follows:   a program that only corrects a title loses words of the book and the places that links
#                 and page numbers lead to. Change the file of the package, and copy all others.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'EbookLib==0.20'

cat > probe.py <<'PYTHON'
import re
import warnings
import zipfile

from ebooklib import epub

warnings.simplefilter("ignore")
XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
FILES = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>""",
    "book.opf": """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:isle</dc:identifier>
<dc:title>Isle</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="one"/></spine></package>""",
    "nav.xhtml": f"""<?xml version="1.0"?><html {XHTML}><head><title>Isle</title></head><body>
<nav epub:type="toc"><ol><li><a href="one.xhtml">One</a></li></ol></nav>
<nav epub:type="page-list"><ol><li><a href="one.xhtml#p12">12</a></li></ol></nav></body></html>""",
    "one.xhtml": f"""<?xml version="1.0"?><html {XHTML}><head><title>One</title></head>
<body id="start" dir="ltr" epub:type="chapter">The island lies <em>far</em> out.<p><span id="p12" epub:type="pagebreak" title="12"/>Then</p></body></html>""",
}
with zipfile.ZipFile("book.epub", "w") as book:
    for name, text in FILES.items():
        book.writestr(name, text)
epub.write_epub("again.epub", epub.read_epub("book.epub"))
for name in ("book.epub", "again.epub"):
    with zipfile.ZipFile(name) as book:
        [chapter] = [book.read(one).decode() for one in book.namelist() if one.endswith("one.xhtml")]
        [nav] = [book.read(one).decode() for one in book.namelist() if one.endswith("nav.xhtml")]
    body = re.search("<body.*</body>", chapter, re.DOTALL)[0]
    pages = re.findall('#p12">(.*?)<', nav)
    print(f"{name}: pages {pages}")
    print(f"  {body}")
PYTHON

venv/bin/python probe.py | tee seen
diff - seen <<'SEEN'
book.epub: pages ['12']
  <body id="start" dir="ltr" epub:type="chapter">The island lies <em>far</em> out.<p><span id="p12" epub:type="pagebreak" title="12"/>Then</p></body>
again.epub: pages ['p12']
  <body><em>far</em> out.<p><span id="p12" epub:type="pagebreak" title="12"/>Then</p></body>
SEEN
