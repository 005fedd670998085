#!/usr/bin/env bash
# What front matter libraries make of a note without front matter that begins with a rule.
#
# Packages:       python-frontmatter 1.3.0; front-matter 4.0.2 from npm beside it
# A good guess:   front matter is a mapping between two lines of three hyphens. A note that begins with a
#                 rule, which is written the same way, and has a paragraph and another rule, has no
#                 front matter: the paragraph is no mapping. It comes back as it was.
# What they do:   python-frontmatter parses the paragraph as YAML, finds a string, throws it away and returns
#                 no metadata, and what comes after the second rule. Writing the note again makes
#                 that final. front-matter returns the string as the attributes. (The body is also
#                 stripped: an indented block of code at its beginning loses its indent.)
# What follows:   words are lost by reading and writing, without an error. Accept front matter only if it is
#                 a mapping; compare what comes back with the file before writing it.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet python-frontmatter==1.3.0
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund front-matter@4.0.2

printf '%s\n' '---' '' 'The ferry left at dawn.' '' '---' '' 'Nobody counted the lamps.' > rules.md
printf '%s\n' '---' 'title: Code' '---' '' '    first line' '    second line' > code.md

cat > probe.py <<'PYTHON'
import frontmatter

note = frontmatter.load("rules.md")
print("python-frontmatter:", note.metadata, repr(note.content))
print("written again:", repr(frontmatter.dumps(note)))
print("code:", repr(frontmatter.load("code.md").content))
PYTHON

cat > probe.js <<'JAVASCRIPT'
const read = require("front-matter");
const { attributes, body } = read(require("fs").readFileSync("rules.md", "utf8"));
console.log("front-matter:", JSON.stringify(attributes), JSON.stringify(body));
JAVASCRIPT

{ venv/bin/python probe.py; node probe.js; } | tee seen
diff - seen <<'SEEN'
python-frontmatter: {} 'Nobody counted the lamps.'
written again: '---\n{}\n---\n\nNobody counted the lamps.'
code: 'first line\n    second line'
front-matter: "The ferry left at dawn." "Nobody counted the lamps.\n"
SEEN
