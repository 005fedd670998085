#!/usr/bin/env bash
# Which words of a reviewed document the libraries for Word and OpenDocument files return.
#
# Packages:       python-docx 1.2.0 and odfpy 1.4.1; mammoth 1.13.0 beside them
# A good guess:   the text of a paragraph is what Word or LibreOffice show of it: with tracked changes
#                 the text as changed, or the text with both. A comment is in the margin, not in the text.
# What they do:   python-docx leaves out every word that a reviewer inserted, and those deleted too: a
#                 text that no version of the document had. odfpy returns the deleted words, at the
#                 beginning of the document, and writes the comment into the sentence: the reviewer's
#                 name, the date and the words, without a space. mammoth returns the text as changed.
# What follows:   a “not” that was inserted is missing, one that was deleted is back, and a reader
#                 quotes it as the author's. Walk the elements, and know those of a review by name.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'python-docx==1.2.0' 'odfpy==1.4.1' 'mammoth==1.13.0'

cat > probe.py <<'PYTHON'
import zipfile

import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from odf import opendocument, teletype

BY = f'{nsdecls("w")} w:id="1" w:author="Ben" w:date="2026-01-02T11:00:00Z"'
document = docx.Document()
paragraph = document.add_paragraph("The line is ")
for change in (
    f'<w:ins {BY}><w:r><w:t xml:space="preserve">not </w:t></w:r></w:ins>',
    f'<w:del {BY}><w:r><w:delText xml:space="preserve">fully </w:delText></w:r></w:del>',
):
    paragraph._p.append(parse_xml(change))
paragraph.add_run("open.")
document.save("reviewed.docx")
print("python-docx:", docx.Document("reviewed.docx").paragraphs[0].text)
with open("reviewed.docx", "rb") as file:
    print("mammoth:", mammoth.extract_raw_text(file).value.strip())

NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
WHO = "<dc:creator>Ben</dc:creator><dc:date>2026-01-02T11:00:00</dc:date>"
CONTENT = f"""<office:document-content {NAMES} office:version="1.3"><office:body><office:text>
<text:tracked-changes><text:changed-region xml:id="c1" text:id="c1"><text:deletion>
<office:change-info>{WHO}</office:change-info><text:p>not </text:p></text:deletion>
</text:changed-region></text:tracked-changes><text:p>The line is <text:change text:change-id="c1"/>open
<office:annotation>{WHO}<text:p>Since May?</text:p></office:annotation>again.</text:p>
</office:text></office:body></office:document-content>"""
TYPE = "application/vnd.oasis.opendocument.text"
MANIFEST = f"""<manifest:manifest {NAMES} manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
with zipfile.ZipFile("reviewed.odt", "w") as package:
    package.writestr("mimetype", TYPE)
    package.writestr("META-INF/manifest.xml", MANIFEST)
    package.writestr("content.xml", CONTENT)
text = teletype.extractText(opendocument.load("reviewed.odt").text)
print("odfpy:", " ".join(text.split()))
PYTHON

venv/bin/python probe.py | tee seen
diff - seen <<'SEEN'
python-docx: The line is open.
mammoth: The line is not open.
odfpy: Ben2026-01-02T11:00:00not The line is open Ben2026-01-02T11:00:00Since May?again.
SEEN
