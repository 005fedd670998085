#!/usr/bin/env bash
# What two notes share when their text is the same, and one of them is changed.
#
# Package:        gray-matter 4.0.3, from npm
# A good guess:   matter(text) parses: each call returns an object of its own, and a note whose front
#                 matter cannot be read is refused as often as it is asked for.
# What it does:   called without options, it caches each result under the text. Two notes made of one
#                 template are one object: the tag and the words given to the first are on the second, which
#                 has neither in its file. A faulty note is cached before it is parsed: the first call raises
#                 an error, and the second returns a note without title and tags, its front matter as text.
# What follows:   tags are written into the wrong notes, and a program that reads a file twice, as one that
#                 watches a folder does, takes in what it had refused. An empty object as options helps.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund gray-matter@4.0.3

cat > probe.js <<'JAVASCRIPT'
const matter = require("gray-matter");

const monday = "---\ntags: [diary]\n---\nNothing yet.\n";
const tuesday = "---\ntags: [diary]\n---\nNothing yet.\n";
for (const options of [[], [{}]]) {
  const first = matter(monday, ...options);
  first.data.tags.push("rope");
  first.content = "Bought a rope.";
  const second = matter(tuesday, ...options);
  console.log(`${options.length} options, Tuesday: ${JSON.stringify(second.data)} ${second.content.trim()}`);
}

const faulty = "---\ntitle: Ropes: a history\ntags: [rope]\n---\nCheap.\n";
for (const reading of ["first", "second"]) {
  try {
    const { data, content } = matter(faulty);
    console.log(`${reading} reading: ${JSON.stringify(data)} ${JSON.stringify(content)}`);
  } catch (error) {
    console.log(`${reading} reading: ${error.name}`);
  }
}
JAVASCRIPT

node probe.js | tee seen
diff - seen <<'SEEN'
0 options, Tuesday: {"tags":["diary","rope"]} Bought a rope.
1 options, Tuesday: {"tags":["diary"]} Nothing yet.
first reading: YAMLException
second reading: {} "---\ntitle: Ropes: a history\ntags: [rope]\n---\nCheap.\n"
SEEN
