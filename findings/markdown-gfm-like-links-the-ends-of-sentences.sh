#!/usr/bin/env bash
# Which words become links when a note is read as GitHub's Markdown.
#
# Packages:       markdown-it-py 4.3.0 with linkify-it-py 2.2.0, and remark-gfm 4.0.1 beside them
# A good guess:   the preset “gfm-like” makes links of what GitHub's specification makes links of: what
#                 begins with http:// or https:// or www., and e-mail addresses.
# What it does:   any word is a link that ends in a dot and the two letters of a country's domain. The
#                 file README.md leads to Moldova, setup.py to Paraguay, and where a space is missing
#                 after a full stop, as in text copied out of a PDF, “closed.It” leads to Italy and
#                 “ropes.So” to Somalia. remark-gfm makes a link of the address alone.
# What follows:   a note is full of links that its author never wrote, to sites nobody knows. Switch the
#                 looser search off, md.linkify.set({"fuzzy_link": False}), and www. with it.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'markdown-it-py==4.3.0' 'linkify-it-py==2.2.0'
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund unified@11.0.5 remark-parse@11.0.0 remark-gfm@4.0.1 \
  remark-rehype@11.1.2 rehype-stringify@10.0.1

cat > note.md <<'MARKDOWN'
See README.md and https://example.org/a, run setup.py. The line was closed.It had ropes.So they say.
MARKDOWN

cat > probe.py <<'PYTHON'
import re
from pathlib import Path

from markdown_it import MarkdownIt

note = Path("note.md").read_text()
strict = MarkdownIt("gfm-like")
strict.linkify.set({"fuzzy_link": False})
for name, reader in {"gfm-like": MarkdownIt("gfm-like"), "without fuzzy_link": strict}.items():
    print(f"markdown-it-py, {name}:", *re.findall('href="(.*?)"', reader.render(note)))
PYTHON

cat > probe.mjs <<'JAVASCRIPT'
import { readFileSync } from "fs";
import { unified } from "unified";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";

const reader = unified().use(remarkParse).use(remarkGfm).use(remarkRehype).use(rehypeStringify);
const html = String(await reader.process(readFileSync("note.md", "utf8")));
console.log("remark-gfm:", ...[...html.matchAll(/href="(.*?)"/g)].map(([, address]) => address));
JAVASCRIPT

{ venv/bin/python probe.py; node probe.mjs; } | tee seen
diff - seen <<'SEEN'
markdown-it-py, gfm-like: http://README.md https://example.org/a http://setup.py http://closed.It http://ropes.So
markdown-it-py, without fuzzy_link: https://example.org/a
remark-gfm: https://example.org/a
SEEN
