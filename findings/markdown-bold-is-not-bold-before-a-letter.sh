#!/usr/bin/env bash
# What is bold after an article was converted to Markdown and read again.
#
# Packages:       pandoc 3.9 (pypandoc_binary 1.17), markdownify 1.2.3 and turndown 7.2.5, which convert;
#                 markdown-it-py 4.3.0 and pandoc, which read; remark-stringify 11.0.0 beside them
# A good guess:   <b> becomes ** before and ** after the words, and every reader of Markdown makes bold of
#                 it: the signs may be inside a word, only those with a space within are none.
# What they do:   by CommonMark's rules, two asterisks after a full stop, a colon, a bracket or a
#                 quotation mark close nothing if a letter follows. Three converters write
#                 “**Note:**read” all the same, pandoc even when it is asked for CommonMark. A reader of
#                 CommonMark shows the asterisks, or, with two such places in a paragraph, sets in bold
#                 what is between them. Pandoc's own Markdown is more generous, so that a test with pandoc
#                 alone sees nothing. remark-stringify writes the letter as a reference, and is read well.
# What follows:   it is the ordinary case in Chinese and Japanese, where no space follows a bold sentence,
#                 and common with run-in headings. Move the punctuation out of the bold words, or write
#                 the letter as a character reference; and read back what a converter writes.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'pypandoc_binary==1.17' 'markdownify==1.2.3' 'markdown-it-py==4.3.0'
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund turndown@7.2.5 unified@11.0.5 rehype-parse@9.0.1 \
  rehype-remark@10.0.1 remark-stringify@11.0.0

cat > article.html <<'HTML'
<p><b>Note:</b>read it. 他说<b>绳子便宜。</b>然后走了。</p>
HTML

cat > convert.mjs <<'JAVASCRIPT'
import { readFileSync, writeFileSync } from "fs";
import TurndownService from "turndown";
import { unified } from "unified";
import rehypeParse from "rehype-parse";
import rehypeRemark from "rehype-remark";
import remarkStringify from "remark-stringify";

const html = readFileSync("article.html", "utf8");
writeFileSync("turndown.md", new TurndownService().turndown(html));
const remark = unified().use(rehypeParse, { fragment: true }).use(rehypeRemark).use(remarkStringify);
writeFileSync("remark.md", String(await remark.process(html)));
JAVASCRIPT

cat > probe.py <<'PYTHON'
import re
from pathlib import Path

import markdownify
import pypandoc
from markdown_it import MarkdownIt

html = Path("article.html").read_text().strip()
written = {
    "pandoc": pypandoc.convert_text(html, "commonmark", format="html"),
    "markdownify": markdownify.markdownify(html),
    "turndown": Path("turndown.md").read_text(),
    "remark": Path("remark.md").read_text(),
}
for name, markdown in written.items():
    print(f"{name}: {markdown.strip()}")
    for reader, again in (
        ("CommonMark", MarkdownIt().render(markdown)),
        ("pandoc's Markdown", pypandoc.convert_text(markdown, "html", format="markdown")),
    ):
        print(f"  bold in {reader}:", ", ".join(re.findall("<strong>(.*?)</strong>", again)) or "nothing")
PYTHON

node convert.mjs
venv/bin/python probe.py | tee seen
diff - seen <<'SEEN'
pandoc: **Note:**read it. 他说**绳子便宜。**然后走了。
  bold in CommonMark: read it. 他说
  bold in pandoc's Markdown: Note:, 绳子便宜。
markdownify: **Note:**read it. 他说**绳子便宜。**然后走了。
  bold in CommonMark: read it. 他说
  bold in pandoc's Markdown: Note:, 绳子便宜。
turndown: **Note:**read it. 他说**绳子便宜。**然后走了。
  bold in CommonMark: read it. 他说
  bold in pandoc's Markdown: Note:, 绳子便宜。
remark: **Note:**&#x72;ead it. 他说**绳子便宜。**&#x7136;后走了。
  bold in CommonMark: Note:, 绳子便宜。
  bold in pandoc's Markdown: Note:, 绳子便宜。
SEEN
