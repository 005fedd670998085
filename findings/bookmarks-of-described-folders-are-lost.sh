#!/usr/bin/env bash
# Which bookmarks are left of a folder that has a description.
#
# Packages:       node-bookmarks-parser 2.0.0, and bookmarks-parser 1.5.0 beside it, from npm
# A good guess:   in a file of bookmarks (NETSCAPE-Bookmark-file-1) <DD> is the description of what comes
#                 before it, a bookmark or a folder. A parser that has no use for it leaves it out.
# What it does:   it looks for a folder's list right after the folder's name. With a description between
#                 them, as the format has it, the folder comes back without bookmarks, and so do the
#                 folders in it. A description of a bookmark does no harm. Nothing is said.
# What follows:   whoever described a folder loses what is in it. Compare the number of <A in the file with
#                 the bookmarks that were read, or take out the <DD> of folders first.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node-bookmarks-parser@2.0.0 bookmarks-parser@1.5.0

cat > probe.js <<'JAVASCRIPT'
const parse = require("node-bookmarks-parser").default ?? require("node-bookmarks-parser");
const other = require("bookmarks-parser");

const file = (description) => `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><A HREF="http://example.org/ferry">Ferry</A>
    <DD>A described bookmark
    <DT><H3>Tides</H3>
    ${description}
    <DL><p>
        <DT><A HREF="http://example.org/low">Low tide</A>
        <DT><H3>Older</H3>
        <DL><p>
            <DT><A HREF="http://example.org/high">High tide</A>
        </DL><p>
    </DL><p>
</DL><p>
`;
const titles = (entries) =>
  (entries ?? []).flatMap((entry) => (entry.url ? [entry.title] : titles(entry.children)));

for (const description of ["", "<DD>Tables of each year"]) {
  const name = description ? "described folder" : "plain folder";
  console.log(`${name}, node-bookmarks-parser:`, titles(parse(file(description))).join(", "));
  other(file(description), (_error, read) =>
    console.log(`${name}, bookmarks-parser:`, titles(read.bookmarks).join(", ")),
  );
}
JAVASCRIPT

node probe.js | tee seen
diff - seen <<'SEEN'
plain folder, node-bookmarks-parser: Ferry, Low tide, High tide
plain folder, bookmarks-parser: Ferry, Low tide, High tide
described folder, node-bookmarks-parser: Ferry
described folder, bookmarks-parser: Ferry, Low tide, High tide
SEEN
