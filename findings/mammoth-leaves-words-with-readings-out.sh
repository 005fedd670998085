#!/usr/bin/env bash
# What mammoth makes of words with readings, of the results of fields, and of formulas in Word.
#
# Package:        mammoth 1.13.0 (and python-docx 1.2.0, which writes the document)
# A good guess:   of what a converter does not know it keeps the text: of ruby the base, of a simple
#                 field its result, of a formula its letters.
# What it does:   it leaves the element out with all text in it. What is left is a sentence that reads
#                 on as if nothing had been there; only the messages name the elements.
# What follows:   Japanese loses the words that have readings, and numbers and dates that are fields
#                 are gone. Rewrite these elements to runs before the document is converted.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'mammoth==1.13.0' 'python-docx==1.2.0'

cat > "$folder/probe.py" <<'PYTHON'
import io

import docx
import mammoth
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
ODD = (
    f"<w:r {W}><w:ruby><w:rubyPr/><w:rt><w:r><w:t>reading</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>",
    f'<w:fldSimple {W} w:instr="DATE"><w:r><w:t>5 March</w:t></w:r></w:fldSimple>',
    f"<m:oMath {M}><m:r><m:t>x</m:t></m:r></m:oMath>",
)
document = docx.Document()
for odd in ODD:
    paragraph = document.add_paragraph("Before ")
    paragraph._p.append(parse_xml(odd))
    paragraph.add_run(" after.")
file = io.BytesIO()
document.save(file)
file.seek(0)
result = mammoth.convert_to_html(file)
print(result.value)
for message in result.messages:
    print(message.message.rpartition("}")[2])
PYTHON

seen=$("$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
[ "$seen" = "<p>Before  after.</p><p>Before  after.</p><p>Before  after.</p>
An unrecognised element was ignored: w:ruby
An unrecognised element was ignored: w:fldSimple
oMath" ]
