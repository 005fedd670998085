#!/usr/bin/env bash
# Which paragraphs of an article are left after pandoc wrote it as AsciiDoc and Asciidoctor read it.
#
# Packages:       pandoc 3.9 (pypandoc_binary 1.17), and @asciidoctor/core 4.1.0 from npm
# A good guess:   pandoc escapes what would be markup: a paragraph of words is a paragraph again.
# What they do:   pandoc escapes signs within a line, and a number with a full stop at its beginning. What
#                 else counts at the beginning of a line it leaves as it is. “// …” is a comment and is
#                 gone. “.NET …” becomes the title of the paragraph after it. Initials are items of a
#                 list: of “B. Franklin”, “I. Newton” and “C. elegans” each gets the next letter
#                 as its number. “NOTE: …”, “= …” and “a:: …” are a box, a heading and a definition.
# What follows:   words are missing, and persons have other names. Put {empty} before the first
#                 letter of each paragraph that could be anything else, as pandoc does before numbers.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc_binary==1.17
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @asciidoctor/core@4.1.0

cat > write.py <<'PYTHON'
import pypandoc

PARAGRAPHS = [
    "1926. A good year.",
    "// divides whole numbers.",
    ".NET is a framework.",
    "B. Franklin said so.",
    "I. Newton did not.",
    "C. elegans is a worm.",
    "NOTE: to be continued.",
]
page = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
print(pypandoc.convert_text(page, "asciidoc", "html"), end="")
PYTHON
cat > read.mjs <<'JAVASCRIPT'
import { readFileSync } from "fs";
import { convert } from "@asciidoctor/core";

const html = String(await convert(readFileSync("article.adoc", "utf8"), { safe: "safe" }));
console.log(html.replace(/<(?=ol)/g, "\n<").replace(/\n+/g, "\n"));
JAVASCRIPT

venv/bin/python write.py > article.adoc
{ cat article.adoc; echo; node read.mjs 2>/dev/null; } | tee seen
diff - seen <<'SEEN'
{empty}1926. A good year.

// divides whole numbers.

.NET is a framework.

B. Franklin said so.

I. Newton did not.

C. elegans is a worm.

NOTE: to be continued.

<div class="paragraph">
<p>1926. A good year.</p>
</div>
<div class="olist upperalpha">
<div class="title">NET is a framework.</div>
<ol class="upperalpha" type="A" start="2">
<li>
<p>Franklin said so.</p>
</li>
<li>
<p>Newton did not.</p>
</li>
<li>
<p>elegans is a worm.</p>
</li>
</ol>
</div>
<div class="admonitionblock note">
<table>
<tr>
<td class="icon">
<div class="title">Note</div>
</td>
<td class="content">
to be continued.
</td>
</tr>
</table>
</div>
SEEN
