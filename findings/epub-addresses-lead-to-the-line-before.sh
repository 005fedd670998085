#!/usr/bin/env bash
# Which words of a book an address (EPUB CFI) leads to in another program than the one that wrote it.
#
# Packages:       epubjs 0.3.93 and foliate-js 1.0.1, with jsdom 29.1.1, from npm
# A good guess:   an EPUB CFI is a standard so that readers share places: what one writes, the other
#                 finds, at worst not at all, since each of them follows its own addresses back.
# What they do:   by the standard, text has an odd number between the even ones of the elements around it,
#                 also where there is no text. epub.js counts the texts that there are, so that an
#                 empty verse (<br/><br/>), two notes side by side or a bold word at the beginning
#                 moves all text after it. foliate reads such an address as the standard says: it is
#                 valid, and leads to the line before, or to nothing. epub.js finds none of foliate's.
# What follows:   a highlight comes over on other words, and nobody is told. Compare what an address leads
#                 to with the words that were quoted, and count texts alone if they differ.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts epubjs@0.3.93 foliate-js@1.0.1 jsdom@29.1.1

cat > probe.mjs <<'JAVASCRIPT'
import { createRequire } from "module";
import * as foliate from "foliate-js/epubcfi.js";

const require = createRequire(import.meta.url);
const { window } = new (require("jsdom").JSDOM)("<!doctype html>");
for (const name of ["document", "Node", "NodeFilter", "XMLSerializer", "DOMParser", "Range", "XPathResult"])
  globalThis[name] = window[name];
globalThis.window = window;
const EpubCFI = require("epubjs/lib/epubcfi.js").default;
console.warn = console.log = console.error = () => {};

function chapter(body) {
  const head = "<head><title>Chapter</title></head>";
  const text = `<html xmlns="http://www.w3.org/1999/xhtml">${head}<body>${body}</body></html>`;
  return new window.DOMParser().parseFromString(text, "application/xhtml+xml");
}

function rangeOf(document, words) {
  const walker = document.createTreeWalker(document.documentElement, 4);
  for (let node; (node = walker.nextNode()); ) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    return range;
  }
}

const shown = (words) => (words ? `“${words}”` : "nothing");

for (const [body, words] of [
  ["<p>The ferry left at dawn.</p>", "ferry"],
  ["<p>First verse,<br/><br/>second verse and more,<br/>third verse and more.</p>", "third"],
  ["<p>One<sup>1</sup><sup>2</sup> two <i>three</i> four</p>", "four"],
  ["<p><b>Note.</b> The ferry left.</p>", "ferry"],
]) {
  const document = chapter(body);
  const epubjs = new EpubCFI(rangeOf(document, words), "/6/4").toString();
  const standard = foliate.fromRange(rangeOf(document, words));
  const { parent, start, end } = foliate.parse(epubjs);
  const inFoliate = foliate.toRange(document, { parent: parent.slice(1), start, end }).toString();
  const backAgain = new EpubCFI(epubjs).toRange(document)?.toString();
  const inEpubjs = new EpubCFI(standard.replace("(", "(/6/4!")).toRange(document)?.toString();
  process.stdout.write(
    `“${words}” is ${epubjs.split("!")[1].slice(0, -1)} for epub.js, which finds ${shown(backAgain)}; ` +
      `foliate finds ${shown(inFoliate)}. ` +
      `It is ${standard.slice(8, -1)} for foliate; epub.js finds ${shown(inEpubjs)}.\n`,
  );
}
JAVASCRIPT

node probe.mjs | tee seen
diff - seen <<'SEEN'
“ferry” is /4/2,/1:4,/1:9 for epub.js, which finds “ferry”; foliate finds “ferry”. It is /4/2,/1:4,/1:9 for foliate; epub.js finds “ferry”.
“third” is /4/2,/5:0,/5:5 for epub.js, which finds “third”; foliate finds “secon”. It is /4/2,/7:0,/7:5 for foliate; epub.js finds nothing.
“four” is /4/2,/5:1,/5:5 for epub.js, which finds “four”; foliate finds “two ”. It is /4/2,/7:1,/7:5 for foliate; epub.js finds nothing.
“ferry” is /4/2,/1:5,/1:10 for epub.js, which finds “ferry”; foliate finds nothing. It is /4/2,/3:5,/3:10 for foliate; epub.js finds nothing.
SEEN
