#!/usr/bin/env bash
# What becomes of a footnote to which only another footnote refers.
#
# Packages:       mistune 3.4.0; markdown-it-py 4.3.0 with mdit-py-plugins 0.7.0, and Markdown 3.11.3 beside it
# A good guess:   footnotes are numbered as they are referred to, in the text and then in the notes: a note
#                 to a note comes after it in the list. At worst, nothing refers to it and it stays text.
# What it does:   the list has the notes that the text refers to. The reference in the note is a
#                 link with the number 2, and there is no note 2: its words are nowhere, and the
#                 link leads nowhere. markdown-it-py and Python-Markdown write both notes.
# What follows:   a text loses words when it is converted; scholarly texts have notes to notes. Compare the
#                 links that begin with #fn- with the notes that are there.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mistune==3.4.0 markdown-it-py==4.3.0 mdit-py-plugins==0.7.0 markdown==3.11.3

cat > "$folder/probe.py" <<'PYTHON'
import re

import markdown
import mistune
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

text = """The ferry left at dawn.[^1]

[^1]: By the clock of the quay.[^2]

[^2]: Which was slow by an hour.
"""
for name, html in {
    "mistune": mistune.create_markdown(plugins=["footnotes"])(text),
    "markdown-it-py": MarkdownIt().use(footnote_plugin).render(text),
    "Python-Markdown": markdown.markdown(text, extensions=["footnotes"]),
}.items():
    links = set(re.findall(r'href="#(fn[^"r]*\d)"', html))
    notes = set(re.findall(r'<li id="([^"]*)"', html))
    print(f"{name}: {len(links)} links to notes, {len(notes)} notes; second note:", "slow" in html)
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
mistune: 2 links to notes, 1 notes; second note: False
markdown-it-py: 2 links to notes, 2 notes; second note: True
Python-Markdown: 2 links to notes, 2 notes; second note: True
SEEN
