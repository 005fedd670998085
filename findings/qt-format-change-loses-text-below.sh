#!/usr/bin/env bash
# A format that is changed in a long QTextDocument while Qt still lays it out, as after a resize.
#
# Package:        PySide6-Essentials 6.11.3 (Qt 6.11.3)
# A good guess:   after setTextWidth() Qt lays a long text out bit by bit. Changing the size of one
#                 word (or of an image, or the width of a table) then costs a layout of its line, at
#                 most of all that is below, and the text is there.
# What it does:   the word is laid out, and all that Qt had not come to yet counts as laid out, too:
#                 its blocks have no lines, the document ends where the layout had come to, and
#                 nothing below is ever painted. Neither size() nor the event loop mends it.
# What follows:   call document.size() before the change, which ends the layout, or
#                 setDefaultTextOption(defaultTextOption()) after it, which begins it again.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3'

cat > "$folder/probe.py" <<'PYTHON'
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

application = QApplication(["probe", "-platform", "offscreen"])
larger = QTextCharFormat()
larger.setFontPointSize(20)


def blocks_shown(before, after):
    """Returns how many of 400 paragraphs have lines once the first word was enlarged after a resize."""
    document = QTextDocument("\n".join(["some words " * 50] * 400))
    document.setTextWidth(300)
    document.size()
    document.setTextWidth(310)
    before(document)
    cursor = QTextCursor(document)
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(larger)
    after(document)
    for _turn in range(200):
        application.processEvents()
    document.size()
    blocks = (document.findBlockByNumber(number) for number in range(400))
    return sum(block.layout().lineCount() > 0 for block in blocks)


def nothing(_document):
    pass


print("changed meanwhile:", "all" if blocks_shown(nothing, nothing) == 400 else "some")
print("laid out before:  ", "all" if blocks_shown(QTextDocument.size, nothing) == 400 else "some")
again = blocks_shown(nothing, lambda one: one.setDefaultTextOption(one.defaultTextOption()))
print("laid out again:   ", "all" if again == 400 else "some")
PYTHON

seen=$("$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
[ "$seen" = "changed meanwhile: some
laid out before:   all
laid out again:    all" ]
