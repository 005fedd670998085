#!/usr/bin/env bash
# What a search finds in SQLite while one types a word, letter by letter.
#
# Package:        apsw 3.54.1.0 (SQLite 3.54.1); SQLite 3.40.1 of Debian 12 does the same
# A good guess:   with the tokenizer porter, which finds “annotated” for “annotation”, a prefix such as
#                 "annotat"* finds at least what begins with these letters: each letter typed can only
#                 leave fewer results, and the words of the text are among them to the end.
# What it does:   the text is indexed by stems, annotation as “annot”, and what is typed is compared
#                 with these: a prefix longer than the stem finds nothing, until a form is complete that
#                 has the stem itself. Results are there, gone for one to six letters, and there again.
# What follows:   a search box that answers while one types says “nothing found” of words that are in the
#                 text. Use porter for whole words only, beside an index without stems for prefixes.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'apsw==3.54.1.0'

cat > "$folder/probe.py" <<'PYTHON'
import apsw

database = apsw.Connection(":memory:")
for tokenizer in ("unicode61", "porter"):
    print(tokenizer)
    database.execute(f"CREATE VIRTUAL TABLE words USING fts5(word, tokenize='{tokenizer}')")
    for word in ("annotation", "happiness", "relational"):
        database.execute("INSERT INTO words VALUES (?)", (word,))
        query = "SELECT count(*) FROM words WHERE words MATCH ? AND word = ?"
        typed = [word[:count] for count in range(3, len(word) + 1)]
        found = [next(database.execute(query, (f'"{part}"*', word)))[0] for part in typed]
        print(" ", " ".join(part if is_found else "-" for part, is_found in zip(typed, found)))
    database.execute("DROP TABLE words")
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
unicode61
  ann anno annot annota annotat annotati annotatio annotation
  hap happ happi happin happine happines happiness
  rel rela relat relati relatio relation relationa relational
porter
  ann anno annot - - - - annotation
  hap happ happi - - - happiness
  rel rela relat - - relation - relational
SEEN
