#!/usr/bin/env bash
# What mammoth makes of the built-in styles Title, Subtitle and Quote of a Word document.
#
# Package:        mammoth 1.13.0 (and python-docx 1.2.0, which writes the document)
# A good guess:   a converter that maps Word's built-in styles to HTML makes a heading of Title and
#                 a block quotation of Quote, as it makes <h1> of Heading 1.
# What it does:   of the paragraph styles named here it knows Heading 1 alone. Title, Subtitle and
#                 Quote become plain paragraphs; that they were styled is only in the messages.
# What follows:   the title of a document is taken for its first paragraph, and Heading 1, which
#                 is that of a section, for the title; what somebody else said looks like the
#                 author's own words. Give it a style map that names the three.
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

document = docx.Document()
document.add_paragraph("The island line", style="Title")
document.add_paragraph("A year of it", style="Subtitle")
document.add_heading("Findings", 1)
document.add_paragraph("Ropes are cheap.", style="Quote")
file = io.BytesIO()
document.save(file)
file.seek(0)
result = mammoth.convert_to_html(file)
print(result.value)
for message in result.messages:
    print(message.message)
PYTHON

seen=$("$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
[ "$seen" = "<p>The island line</p><p>A year of it</p><h1>Findings</h1><p>Ropes are cheap.</p>
Unrecognised paragraph style: Title (Style ID: Title)
Unrecognised paragraph style: Subtitle (Style ID: Subtitle)
Unrecognised paragraph style: Quote (Style ID: Quote)" ]
