#!/usr/bin/env bash
# Where a link leads whose address has a parameter called section, region or timestamp.
#
# Packages:       html.parser of Python 3.11.7, 3.12.1 and 3.13.0, beautifulsoup4 4.15.0,
#                 markdownify 1.2.3 and html2text 2025.4.15 over it; lxml 6.1.3 and selectolax 1.0.2
#                 beside them
# A good guess:   in “?id=1&section=3” the ampersand is one, as in every browser: a reference without a
#                 semicolon counts only in text, and for a few old signs.
# What they do:   Python's parser knows no difference between text and attributes. “&sect” is §, “&reg” is
#                 ®, “&times” is ×, “&curren” is ¤, “&copy” is ©: the address goes on with “§ion=3”.
#                 BeautifulSoup with this parser, and the converters over it, write these addresses. lxml
#                 and selectolax read what browsers read.
# What follows:   links lead to error pages, and one page is two in a library. Most pages do not escape
#                 ampersands in addresses, so name the parser when there are links to be followed.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'beautifulsoup4==4.15.0' 'markdownify==1.2.3' \
  'html2text==2025.4.15' 'lxml==6.1.3' 'selectolax==1.0.2'

cat > "$folder/probe.py" <<'PYTHON'
from html.parser import HTMLParser

import html2text
import lxml.html
import markdownify
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

HTML = '<a href="https://example.org/?id=1&section=3&region=eu&timestamp=9&currency=sek">a</a>'


class Links(HTMLParser):
    def handle_starttag(self, tag, attributes):
        print("html.parser:  ", dict(attributes)["href"])


Links().feed(HTML)
print("BeautifulSoup:", BeautifulSoup(HTML, "html.parser").a["href"])
print("markdownify:  ", markdownify.markdownify(HTML).strip())
print("html2text:    ", html2text.html2text(HTML, bodywidth=0).strip())
print("lxml:         ", lxml.html.fromstring(HTML).get("href"))
print("selectolax:   ", LexborHTMLParser(HTML).css_first("a").attributes["href"])
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
html.parser:   https://example.org/?id=1§ion=3®ion=eu×tamp=9¤cy=sek
BeautifulSoup: https://example.org/?id=1§ion=3®ion=eu×tamp=9¤cy=sek
markdownify:   [a](https://example.org/?id=1§ion=3®ion=eu×tamp=9¤cy=sek)
html2text:     [a](https://example.org/?id=1§ion=3®ion=eu×tamp=9¤cy=sek)
lxml:          https://example.org/?id=1&section=3&region=eu&timestamp=9&currency=sek
selectolax:    https://example.org/?id=1&section=3&region=eu&timestamp=9&currency=sek
SEEN
