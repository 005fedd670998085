#!/usr/bin/env bash
# What becomes of preformatted text on its way from HTML to Markdown.
#
# Packages:       turndown 7.2.5 and node-html-markdown 2.0.0, from npm; commonmark 0.31.2 reads
# A good guess:   <pre> becomes a block of code, the one thing in Markdown that keeps lines and spaces as
#                 they are; and a text that looks like Markdown is escaped, as in every paragraph.
# What they do:   only a <pre> whose first child is <code> is a block of code. Any other, a poem, a letter,
#                 an RFC, a listing on an older page, is put into the file as a paragraph that has lines,
#                 and nothing at the beginning of these is escaped. Lines flow together, one that begins
#                 with # is a heading, one with - begins a list.
# What follows:   verses are prose, and comments in a shell script become chapters of the article. Put a
#                 <code> into each <pre> that has none before converting.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund turndown@7.2.5 node-html-markdown@2.0.0 commonmark@0.31.2

cat > probe.js <<'JAVASCRIPT'
const { HtmlRenderer, Parser } = require("commonmark");
const { NodeHtmlMarkdown } = require("node-html-markdown");
const TurndownService = require("turndown");

const lines = "Two ropes\n# one new\n- one old";
const read = (markdown) => new HtmlRenderer().render(new Parser().parse(markdown)).trim();
for (const [name, convert] of [
  ["turndown", (html) => new TurndownService().turndown(html)],
  ["node-html-markdown", (html) => NodeHtmlMarkdown.translate(html)],
]) {
  for (const html of [`<p>${lines}</p>`, `<pre>${lines}</pre>`, `<pre><code>${lines}</code></pre>`]) {
    console.log(`${name}, ${html.match(/^(<\w+>)+/)[0]}:`);
    console.log(read(convert(html)).replace(/^/gm, "  "));
  }
}
JAVASCRIPT

node probe.js | tee seen
diff - seen <<'SEEN'
turndown, <p>:
  <p>Two ropes # one new - one old</p>
turndown, <pre>:
  <p>Two ropes</p>
  <h1>one new</h1>
  <ul>
  <li>one old</li>
  </ul>
turndown, <pre><code>:
  <pre><code>Two ropes
  # one new
  - one old
  </code></pre>
node-html-markdown, <p>:
  <p>Two ropes # one new - one old</p>
node-html-markdown, <pre>:
  <p>Two ropes</p>
  <h1>one new</h1>
  <ul>
  <li>one old</li>
  </ul>
node-html-markdown, <pre><code>:
  <pre><code>Two ropes
  # one new
  - one old
  </code></pre>
SEEN
