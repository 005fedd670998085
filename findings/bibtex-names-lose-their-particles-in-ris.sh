#!/usr/bin/env bash
# Who has written an article after its reference went from BibTeX to RIS.
#
# Packages:       @citation-js/core, plugin-bibtex and plugin-ris 0.8.2, from npm
# A good guess:   a converter of references writes “van der Berg, Anna” as it was, since RIS has room for
#                 it; and it knows what “and others” is in BibTeX, the sign for et al.
# What it does:   it reads the name well, in CSL's parts, and writes only the family name and the given
#                 name into RIS: “Berg, Anna”, “Cruz, Juan”. “others” is an author of this name, in
#                 RIS and in CSL JSON, and in braces when it is written as BibTeX again.
# What follows:   one author is two in a library that has both forms, and is sorted by another letter; a
#                 person called “others” is cited. Write particles before the family name, and look
#                 for a last author “others” when BibTeX is read.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @citation-js/core@0.8.2 @citation-js/plugin-bibtex@0.8.2 \
  @citation-js/plugin-ris@0.8.2

cat > probe.js <<'JAVASCRIPT'
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
require("@citation-js/plugin-ris");

const reference = new Cite(`@misc{rope,
  author = {van der Berg, Anna and de la Cruz, Juan and others}, title = {Ropes}, year = {2020}}`);
const lines = (text, sign) => text.split("\n").filter((line) => line.includes(sign));
for (const author of reference.data[0].author) console.log("CSL JSON:", JSON.stringify(author));
console.log("RIS:", lines(reference.format("ris"), "AU").join("; "));
console.log("BibTeX:", lines(reference.format("bibtex"), "author").join().trim());
JAVASCRIPT

node probe.js | tee seen
diff - seen <<'SEEN'
CSL JSON: {"given":"Anna","family":"Berg","non-dropping-particle":"van der"}
CSL JSON: {"given":"Juan","family":"Cruz","non-dropping-particle":"de la"}
CSL JSON: {"family":"others"}
RIS: AU  - Berg, Anna; AU  - Cruz, Juan; AU  - others
BibTeX: author = {van der Berg, Anna and de la Cruz, Juan and {others}},
SEEN
