#!/usr/bin/env bash
# What the sentences of an article are after html2text wrapped them.
#
# Packages:       html2text 2025.4.15; markdown-it-py 4.3.0 reads
# A good guess:   a writer of Markdown that wraps lines knows which words must not begin one: where
#                 a line is divided changes how the file looks, never what it says.
# What it does:   it escapes a sign at the beginning of a paragraph, and then wraps. A dash written as
#                 “-” that happens to come to the beginning of a line begins a list there, in the middle of
#                 the sentence; “#” makes a heading of the rest of the line, and “1.”, the end of a sentence
#                 such as “until 1.”, is the number of an item.
# What follows:   which sentences change depends on the length of the words before, so that an article is
#                 well until a word in it is corrected. Set body_width = 0, and wrap nothing.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet html2text==2025.4.15 markdown-it-py==4.3.0

cat > "$folder/probe.py" <<'PYTHON'
import html2text
from markdown_it import MarkdownIt

for begin, rest in (
    ("The harbour has a ferry, the last of its kind, and it leaves when the tide is", "- or so they say - at dawn."),
    ("On the quay of the harbour there is a bell that nobody rang, and below it was", "# 12 in white paint."),
    ("Whoever came to the harbour in the morning had to wait with the others until", "1. Then they left."),
):
    for words in (begin, begin.replace("harbour", "port")):
        page = f"<p>{words} {rest}</p>"
        wrapped = html2text.html2text(page)
        print(MarkdownIt().render(wrapped).strip())
        apart = html2text.HTML2Text(bodywidth=0).handle(page)
        assert MarkdownIt().render(apart).strip() == page
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
<p>The harbour has a ferry, the last of its kind, and it leaves when the tide is</p>
<ul>
<li>or so they say - at dawn.</li>
</ul>
<p>The port has a ferry, the last of its kind, and it leaves when the tide is -
or so they say - at dawn.</p>
<p>On the quay of the harbour there is a bell that nobody rang, and below it was</p>
<h1>12 in white paint.</h1>
<p>On the quay of the port there is a bell that nobody rang, and below it was #
12 in white paint.</p>
<p>Whoever came to the harbour in the morning had to wait with the others until</p>
<ol>
<li>Then they left.</li>
</ol>
<p>Whoever came to the port in the morning had to wait with the others until 1.
Then they left.</p>
SEEN
