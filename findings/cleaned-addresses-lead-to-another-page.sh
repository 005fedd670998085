#!/usr/bin/env bash
# Which page an address leads to after a library cleaned it of what is not needed.
#
# Packages:       courlan 1.4.0 and url-normalize 3.1.0; w3lib 2.5.0 beside them
# A good guess:   cleaning takes off what names a campaign (utm_source), and normalising is what RFC 3986
#                 calls equivalent: the page stays the same.
# What they do:   courlan also takes off each part of the query that has no “=”: in
#                 “index.php?topic-12” the topic is gone, and all topics of the forum are one page.
#                 Of an archive's address, which has that of the page in its path, courlan leaves the
#                 archive, and url-normalize writes “…/https:/example.org/…”, for it takes one of two
#                 slashes for too many. w3lib leaves the slashes, and writes “?topic-12=”.
# What follows:   articles are taken for copies of one another, and links lead elsewhere. Use such addresses
#                 to compare, not to open, and leave queries without “=” alone.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet courlan==1.4.0 url-normalize==3.1.0 w3lib==2.5.0

cat > "$folder/probe.py" <<'PYTHON'
from courlan import clean_url
from url_normalize import url_normalize
from w3lib.url import canonicalize_url

for address in (
    "https://example.org/ferry?id=3&utm_source=letter",
    "https://example.org/index.php?topic-12",
    "https://archive.example/web/2020/https://example.org/ferry",
):
    print(address)
    for name, clean in (("courlan", clean_url), ("url-normalize", url_normalize), ("w3lib", canonicalize_url)):
        print(f"   {name}: {clean(address)}")
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
https://example.org/ferry?id=3&utm_source=letter
   courlan: https://example.org/ferry?id=3
   url-normalize: https://example.org/ferry?id=3&utm_source=letter
   w3lib: https://example.org/ferry?id=3&utm_source=letter
https://example.org/index.php?topic-12
   courlan: https://example.org/index.php
   url-normalize: https://example.org/index.php?topic-12
   w3lib: https://example.org/index.php?topic-12=
https://archive.example/web/2020/https://example.org/ferry
   courlan: https://archive.example/web/2020/
   url-normalize: https://archive.example/web/2020/https:/example.org/ferry
   w3lib: https://archive.example/web/2020/https://example.org/ferry
SEEN
