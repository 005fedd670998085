#!/usr/bin/env bash
# How Anki divides the rows of a CSV file whose quoted cells have an address in them.
#
# Package:        anki 26.9.3
# A good guess:   a file of rows like "words","http://example.org/" is CSV by RFC 4180: Anki sees the
#                 commas, and what is between quotation marks never divides a row.
# What it does:   without a line “#separator:Comma”, the first of tab, | ; : and comma that is anywhere in
#                 the first rows is the separator, quotation marks or not. A semicolon or a colon in the
#                 words, of which each address has one, comes before the comma. The rows are
#                 imported, divided in the middle of the address, with quotation marks left in the fields.
# What follows:   cards are broken by what a quotation says, the file of one article is read well and that of
#                 the next is not. Write the line #separator:Comma first.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet anki==26.9.3

cat > probe.py <<'PYTHON'
from pathlib import Path

from anki.collection import Collection, ImportCsvRequest

COMMA = "#separator:Comma\n"
collection = Collection(str(Path("collection.anki2").absolute()))


def tell(name, text):
    path = Path("cards.csv").absolute()
    path.write_text(text, encoding="utf-8")
    metadata = collection.get_csv_metadata(str(path), None)
    collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
    notes = collection.find_notes("")
    print(f"{name}: {[collection.get_note(note).fields for note in notes]}")
    collection.remove_notes(notes)


tell("without an address", '"The ferry left","the quay"\n')
tell("with an address", '"The ferry left","http://example.org/"\n')
tell("with a semicolon", '"The ferry left; nobody counted","the quay"\n')
tell("with the separator named", COMMA + '"The ferry left; nobody counted","http://example.org/"\n')
collection.close()
PYTHON

venv/bin/python probe.py | tee seen
diff - seen <<'SEEN'
without an address: [['The ferry left', 'the quay']]
with an address: [['The ferry left,&quot;http', '//example.org/&quot;']]
with a semicolon: [['The ferry left; nobody counted,&quot;the quay&quot;', '']]
with the separator named: [['The ferry left; nobody counted', 'http://example.org/']]
SEEN
