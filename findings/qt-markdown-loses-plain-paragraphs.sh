#!/usr/bin/env bash
# Which paragraphs of plain text are left after QTextDocument wrote them as Markdown and read them.
#
# Package:        PySide6-Essentials 6.11.3 (Qt 6.11.3), on the offscreen platform
# A good guess:   toMarkdown() escapes what Markdown would read as a sign, so that setMarkdown() gives
#                 the words back: it does with “# heading”, “1. year”, “- dash” and “*asterisks*”.
# What it does:   other signs are left as they are. “[^1]: Ibid.” is read as the target of a link, and the
#                 paragraph is gone; a paragraph of “~~~” begins a block of code, and all that follows is
#                 code; “> 5 per cent” is a quotation without its sign, “_words_” are in italics, and
#                 “~~price~~” is struck out, each without its signs.
# What follows:   footnotes of one word in a text edit are gone when it is stored as Markdown. Write Markdown
#                 with something else, or escape these signs in the blocks before.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet PySide6-Essentials==6.11.3

cat > "$folder/probe.py" <<'PYTHON'
from PySide6.QtGui import QGuiApplication, QTextDocument

application = QGuiApplication([])
for text in (
    "# no heading",
    "1986. A year",
    "- a dash",
    "*asterisks*",
    "[^1]: Ibid.",
    "> 5 per cent",
    "_words_",
    "~~price~~",
    "~~~",
):
    written, read = QTextDocument(), QTextDocument()
    written.setPlainText(text)
    read.setMarkdown(written.toMarkdown())
    print(f"{text} | {written.toMarkdown().strip()} | {read.toPlainText()}")
PYTHON

QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
# no heading | \# no heading | # no heading
1986. A year | 1986\. A year | 1986. A year
- a dash | \- a dash | - a dash
*asterisks* | \*asterisks* | *asterisks*
[^1]: Ibid. | [^1]: Ibid. | 
> 5 per cent | > 5 per cent | 5 per cent
_words_ | _words_ | words
~~price~~ | ~~price~~ | price
~~~ | ~~~ | 
SEEN
