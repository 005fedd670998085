#!/usr/bin/env bash
# Under which heading the cells of a table are after it was converted from HTML to Markdown.
#
# Packages:       markdownify 1.2.3, html2text 2025.4.15 and turndown 7.2.5 with turndown-plugin-gfm 1.0.2
#                 (npm); pandoc 3.9 (pypandoc_binary 1.17) beside them
# A good guess:   Markdown has no cells over several rows (rowspan): a converter leaves the cell below
#                 empty, or says the same again, so that all others stay in their columns.
# What they do:   they write the cells that a row has. The row below such a cell begins at the left, and each
#                 of its cells is under the heading before its own: the south port is a year, its 7 ships
#                 are a port, and the 3 that were lost are its ships. Nothing in the table shows it.
#                 markdownify counts colspan, in the same table, the others do not. pandoc leaves
#                 the place empty.
# What follows:   numbers are right, and about something else. Fill such cells in the tree before
#                 converting.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet markdownify==1.2.3 html2text==2025.4.15 pypandoc_binary==1.17
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund turndown@7.2.5 turndown-plugin-gfm@1.0.2

cat > table.html <<'HTML'
<table>
<tr><th>Year</th><th>Port</th><th>Ships</th><th>Lost</th></tr>
<tr><td rowspan="2">1926</td><td>North</td><td>12</td><td>1</td></tr>
<tr><td>South</td><td>7</td><td>3</td></tr>
<tr><td colspan="2">Together</td><td>19</td><td>4</td></tr>
</table>
HTML

cat > probe.py <<'PYTHON'
import html2text
import markdownify
import pypandoc

with open("table.html") as file:
    table = file.read()
for name, written in (
    ("markdownify", markdownify.markdownify(table)),
    ("html2text", html2text.html2text(table)),
    ("pandoc", pypandoc.convert_text(table, "org", "html")),
):
    print(f"{name}:", *[line.rstrip() for line in written.strip().splitlines()], sep="\n")
PYTHON
cat > probe.js <<'JAVASCRIPT'
const Turndown = require("turndown");
const { gfm } = require("turndown-plugin-gfm");

const converter = new Turndown();
converter.use(gfm);
console.log("turndown:\n" + converter.turndown(require("fs").readFileSync("table.html", "utf8")));
JAVASCRIPT

{ venv/bin/python probe.py; node probe.js; } | tee seen
diff - seen <<'SEEN'
markdownify:
| Year | Port | Ships | Lost |
| --- | --- | --- | --- |
| 1926 | North | 12 | 1 |
| South | 7 | 3 |
| Together | | 19 | 4 |
html2text:
Year| Port| Ships| Lost
---|---|---|---
1926| North| 12| 1
South| 7| 3
Together| 19| 4
pandoc:
| Year     | Port  | Ships | Lost |
|----------+-------+-------+------|
| 1926     | North | 12    | 1    |
|          | South | 7     | 3    |
| Together |       | 19    | 4    |
turndown:
| Year | Port | Ships | Lost |
| --- | --- | --- | --- |
| 1926 | North | 12 | 1 |
| South | 7 | 3 |
| Together | 19 | 4 |
SEEN
