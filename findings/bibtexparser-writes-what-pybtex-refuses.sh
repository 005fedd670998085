#!/usr/bin/env bash
# What becomes of a single brace in a title on its way from one BibTeX library to another.
#
# Packages:       bibtexparser 2.1.0 with pylatexenc 2.11, and pybtex 0.26.1
# A good guess:   a brace in a title, as in “A set {x of”, is written as \{ and is then a letter like
#                 others, as \% and \& are: whatever reads BibTeX reads the file.
# What they do:   bibtexparser writes and reads it so. For pybtex every brace counts when it looks
#                 for the end of a field, also one after a backslash: it refuses the file, at a
#                 line of the entry that comes after, and no entry is read. (BibTeX 0.99d counts in
#                 the same way: it takes the lines that follow for a part of the title, and skips the
#                 next entry.)
# What follows:   what is written for others has no \{ and \} but in pairs; \textbraceleft{} and
#                 \textbraceright{} are read by both.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet bibtexparser==2.1.0 pylatexenc==2.11 pybtex==0.26.1

cat > "$folder/probe.py" <<'PYTHON'
import bibtexparser
import pybtex.database
from bibtexparser.middlewares import LatexEncodingMiddleware
from bibtexparser.model import Entry, Field

titles = {"first": "A set {x of", "second": "Another"}
library = bibtexparser.Library(
    [Entry("misc", key, [Field("title", title)]) for key, title in titles.items()]
)
written = bibtexparser.write_string(library, prepend_middleware=[LatexEncodingMiddleware()])
print("written:", next(line.strip() for line in written.splitlines() if "A set" in line))
print("bibtexparser reads:", sorted(bibtexparser.parse_string(written).entries_dict))


def pybtex_reads(text):
    try:
        return sorted(pybtex.database.parse_string(text, "bibtex").entries)
    except pybtex.database.PybtexError as error:
        return type(error).__name__


print("pybtex reads:", pybtex_reads(written))
print("with a command instead:", pybtex_reads(written.replace("\\{", "\\textbraceleft{}")))
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
written: title = {A set \{x of}
bibtexparser reads: ['first', 'second']
pybtex reads: TokenRequired
with a command instead: ['first', 'second']
SEEN
