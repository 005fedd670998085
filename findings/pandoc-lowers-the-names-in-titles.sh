#!/usr/bin/env bash
# What the title of a book is after pandoc made CSL JSON of a BibTeX file.
#
# Package:        pandoc 3.9 (pypandoc_binary 1.17)
# A good guess:   a converter of references writes the title that is in the file; how it is cited, with
#                 capitals or without, is for the citation style to say.
# What it does:   it lowers the first letter of each word of an English title that is not in braces, and every
#                 title without langid is English: “A history of new york”, “Letters to anna weber”, and of
#                 a German book without langid each noun. Written as BibTeX again all words
#                 have capitals again, by a rule of the same kind, so that the way over and back hides it.
# What follows:   places and persons in titles of most BibTeX files, which have no braces for them, are
#                 wrong in every program that the JSON is given to. Keep the titles of the file.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'pypandoc_binary==1.17'

cat > "$folder/probe.py" <<'PYTHON'
import json

import pypandoc

TITLES = {
    "A History of New York": "",
    "Letters to Anna Weber": "",
    "A History of {New York}": "",
    "Die Stadt und das Meer": "",
    "Die Stadt und das {Meer}": "langid = {german}",
}
entries = [
    f"@book{{b{at}, author = {{Weber, Anna}}, year = {{1926}}, title = {{{title}}}, {more}}}\n"
    for at, (title, more) in enumerate(TITLES.items())
]
written = pypandoc.convert_text("".join(entries), "csljson", "bibtex")
again = pypandoc.convert_text(written, "bibtex", "csljson")
for title, item in zip(TITLES, json.loads(written)):
    print(f"{title}: {item['title']}")
print("and back:", *[line.split("=")[1].strip(" ,") for line in again.splitlines() if "title" in line], sep="\n  ")
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
A History of New York: A history of new york
Letters to Anna Weber: Letters to anna weber
A History of {New York}: A history of New York
Die Stadt und das Meer: Die stadt und das meer
Die Stadt und das {Meer}: Die Stadt und das Meer
and back:
  {A History of New York}
  {Letters to Anna Weber}
  {A History of {New} {York}}
  {Die Stadt Und Das Meer}
  {{Die Stadt und das Meer}}
SEEN
