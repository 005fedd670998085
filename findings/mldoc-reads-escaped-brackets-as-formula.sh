#!/usr/bin/env bash
# What Logseq's parser makes of brackets that were escaped so that they stay text.
#
# Packages:       mldoc 1.6.0, and commonmark 0.31.2 beside it, from npm
# A good guess:   Markdown that escapes both brackets, as converters from HTML write “[sic]”, is text
#                 for every reader of Markdown: a bracket with a backslash before it is a bracket.
# What they do:   CommonMark's parser reads the bracketed word as text. mldoc reads \[sic\] as LaTeX's
#                 displayed formula, and \(note\) as an inline one: the word is set as mathematics, on
#                 a line of its own. With the closing bracket left as it is, both read text.
# What follows:   for Logseq only an opening square bracket is escaped, and round ones never are.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund mldoc@1.6.0 commonmark@0.31.2

cat > probe.js <<'JAVASCRIPT'
const { Mldoc } = require("mldoc");
const { HtmlRenderer, Parser } = require("commonmark");

const options = JSON.stringify({
  toc: false, parse_outline_only: false, heading_number: false, keep_line_break: true,
  format: "Markdown", heading_to_list: false, exporting_keep_properties: false,
  inline_type_with_pos: false, inline_skip_macro: false, export_md_indent_style: "dashes",
  export_md_remove_options: [], hiccup_in_block: true,
});

for (const text of ["An editor \\[sic\\] wrote it.", "See \\(note\\) there.", "An editor \\[sic] wrote it."]) {
  const [[[, inline]]] = JSON.parse(Mldoc.parseJson(text, options));
  console.log(text);
  console.log("  CommonMark:", new HtmlRenderer().render(new Parser().parse(text)).trim());
  console.log("  mldoc:     ", inline.map(([kind, value]) => `${kind} ${JSON.stringify(value)}`).join(", "));
}
JAVASCRIPT

node probe.js | tee seen
diff - seen <<'SEEN'
An editor \[sic\] wrote it.
  CommonMark: <p>An editor [sic] wrote it.</p>
  mldoc:      Plain "An editor ", Latex_Fragment ["Displayed","sic"], Plain " wrote it."
See \(note\) there.
  CommonMark: <p>See (note) there.</p>
  mldoc:      Plain "See ", Latex_Fragment ["Inline","note"], Plain " there."
An editor \[sic] wrote it.
  CommonMark: <p>An editor [sic] wrote it.</p>
  mldoc:      Plain "An editor [sic] wrote it."
SEEN
