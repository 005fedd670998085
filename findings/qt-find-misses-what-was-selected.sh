#!/usr/bin/env bash
# Whether QTextDocument.find() finds words that were selected in the same document.
#
# Package:        PySide6-Essentials 6.11.3 (Qt 6.11.3), on the offscreen platform
# A good guess:   the text of a selection is in the document: find() finds it, at the place of the selection or
#                 before. A no-break space, as in “10 km”, may count as a space, so that both find both.
# What it does:   it puts a space for each no-break space into the text that it searches, and leaves what it
#                 searches for. “10 km” with a space is found; with the no-break space, as the text has it
#                 and selectedText() returns it, it is not, and a regular expression does not find it either.
#                 toPlainText() changes the same sign, so that only there words come out as find() sees them.
# What follows:   “find the selection” finds nothing in French (“Quoi ?”), with units and with initials, and a
#                 quotation that was stored from a selection is not found again. Put spaces for no-break
#                 spaces into what is searched for.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3'

cat > "$folder/probe.py" <<'PYTHON'
from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument

application = QGuiApplication([])
document = QTextDocument("The island is 10\u00a0km away.")
cursor = QTextCursor(document)
cursor.setPosition(14)
cursor.setPosition(19, QTextCursor.MoveMode.KeepAnchor)
selected = cursor.selectedText()
for words in (selected, selected.replace("\u00a0", " "), QRegularExpression(selected), QRegularExpression(r"10\skm")):
    found = document.find(words)
    shown = words.pattern() if isinstance(words, QRegularExpression) else words
    place = "nowhere" if found.isNull() else f"at {found.selectionStart()}, {found.selectedText()!a}"
    print(f"{type(words).__name__} {shown!a}: {place}")
print("in toRawText():", selected in document.toRawText())
print("in toPlainText():", selected in document.toPlainText())
PYTHON

QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
str '10\xa0km': nowhere
str '10 km': at 14, '10\xa0km'
QRegularExpression '10\xa0km': nowhere
QRegularExpression '10\\skm': at 14, '10\xa0km'
in toRawText(): True
in toPlainText(): False
SEEN
