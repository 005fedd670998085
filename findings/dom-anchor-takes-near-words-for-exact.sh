#!/usr/bin/env bash
# Which of two passages is found for a quotation that is in the text, letter by letter.
#
# Packages:       dom-anchor-text-quote 4.0.2 over diff-match-patch 1.0.5, and jsdom 29.1.1, from npm
# A good guess:   a fuzzy search is for quotations that have changed: if the very words are in the text
#                 once, they are found, wherever that is.
# What it does:   the place counts as much as the letters. Without a hint the search begins in the middle of
#                 the text, and words there with a letter changed are better than the exact ones at its
#                 beginning. They come back as a match: no sign that the words differ.
# What follows:   a highlight of one sentence comes back on another, that says something else. Look for
#                 the exact words before anything fuzzy, and compare what was found with what was sought.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund dom-anchor-text-quote@4.0.2 diff-match-patch@1.0.5 jsdom@29.1.1

cat > probe.js <<'JAVASCRIPT'
const { JSDOM } = require("jsdom");

const { window } = new JSDOM("<body></body>");
for (const name of ["document", "Node", "NodeFilter"]) global[name] = window[name];
const { toTextPosition } = require("dom-anchor-text-quote");
const { diff_match_patch } = require("diff-match-patch");

const between = "Nothing much happened on the island in these years. ".repeat(20);
const { body } = window.document;
body.textContent = `The line opened in 1926. ${between}The line opened in 1986. ${between}`;
const text = body.textContent;
const exact = "The line opened in 1926.";
console.log(`sought: ${exact} It is in the text ${text.split(exact).length - 1} time(s).`);

const found = toTextPosition(body, { exact });
console.log("dom-anchor-text-quote:", text.slice(found.start, found.end));
const engine = new diff_match_patch();
engine.Match_Distance = text.length * 2;
const at = engine.match_main(text, exact, text.length / 2);
console.log("diff-match-patch:", text.slice(at, at + exact.length));
JAVASCRIPT

node probe.js | tee seen
diff - seen <<'SEEN'
sought: The line opened in 1926. It is in the text 1 time(s).
dom-anchor-text-quote: The line opened in 1986.
diff-match-patch: The line opened in 1986.
SEEN
