#!/usr/bin/env bash
# Which letters of a result are highlighted by the places that tantivy gives.
#
# Package:        tantivy 0.27.0
# A good guess:   snippet.highlighted() gives ranges in snippet.fragment(), which is a string of Python:
#                 fragment[start:end] is the word that was found.
# What it does:   the ranges count bytes of UTF-8. In plain English both are the same; each accent, dash
#                 or typographic quotation mark before the word moves the range by one or two letters, a
#                 letter of Russian or Greek by one each, and nothing is raised. to_html() marks the
#                 right word, which is how tests with English sentences and a look at that pass.
# What follows:   the wrong letters are marked, farther away the longer the snippet. Cut the encoded
#                 fragment, and decode the parts.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tantivy==0.27.0

cat > "$folder/probe.py" <<'PYTHON'
import tantivy

builder = tantivy.SchemaBuilder()
builder.add_text_field("body", stored=True)
schema = builder.build()
for text, word in (
    ("The ferry left at dawn", "left"),
    ("“The café is shut” – so the ferry left at dawn", "left"),
    ("Паром ушёл на рассвете", "ушёл"),
):
    index = tantivy.Index(schema)
    writer = index.writer()
    writer.add_document(tantivy.Document(body=[text]))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    query = index.parse_query(word, ["body"])
    [(_, place)] = searcher.search(query, 1).hits
    generator = tantivy.SnippetGenerator.create(searcher, query, schema, "body")
    snippet = generator.snippet_from_doc(searcher.doc(place))
    [found], fragment = snippet.highlighted(), snippet.fragment()
    cut = fragment.encode()[found.start : found.end].decode()
    print(snippet.to_html())
    print(f"  {found.start} to {found.end}: {fragment[found.start : found.end]!r}, in bytes {cut!r}")
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
The ferry <b>left</b> at dawn
  10 to 14: 'left', in bytes 'left'
“The café is shut” – so the ferry <b>left</b> at dawn
  41 to 45: ' daw', in bytes 'left'
Паром <b>ушёл</b> на рассвете
  11 to 19: 'на рассв', in bytes 'ушёл'
SEEN
