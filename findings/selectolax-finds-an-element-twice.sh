#!/usr/bin/env bash
# How often css() returns an element that two selectors of a list match.
#
# Packages:       selectolax 1.0.2; lxml 6.1.3 with cssselect 1.5.0, and beautifulsoup4 4.15.0 beside it
# A good guess:   "p, .lead" means what it means in CSS and in querySelectorAll(): the elements that match
#                 one or the other, each once, in the order of the document.
# What it does:   the order is that of the document, but an element is in the list as often as selectors
#                 match it. select() does the same. lxml and Beautiful Soup return each element once.
# What follows:   paragraphs are twice in a text that is put together so, and whoever removes what was
#                 found removes it a second time. Drop those already seen, by their mem_id.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet selectolax==1.0.2 lxml==6.1.3 cssselect==1.5.0 beautifulsoup4==4.15.0

cat > "$folder/probe.py" <<'PYTHON'
import lxml.html
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

page = '<article><h2>Ferry</h2><p class="lead">It left.</p><p>Nobody counted.</p></article>'
for selector in ("h2, p", "p, .lead"):
    tree = LexborHTMLParser(page)
    print(selector)
    print("   css():", [node.text() for node in tree.css(selector)])
    print("   select():", [node.text() for node in tree.select(selector).matches])
    print("   lxml:", [node.text for node in lxml.html.fromstring(page).cssselect(selector)])
    print("   Beautiful Soup:", [node.text for node in BeautifulSoup(page, "lxml").select(selector)])
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
h2, p
   css(): ['Ferry', 'It left.', 'Nobody counted.']
   select(): ['Ferry', 'It left.', 'Nobody counted.']
   lxml: ['Ferry', 'It left.', 'Nobody counted.']
   Beautiful Soup: ['Ferry', 'It left.', 'Nobody counted.']
p, .lead
   css(): ['It left.', 'It left.', 'Nobody counted.']
   select(): ['It left.', 'It left.', 'Nobody counted.']
   lxml: ['It left.', 'Nobody counted.']
   Beautiful Soup: ['It left.', 'Nobody counted.']
SEEN
