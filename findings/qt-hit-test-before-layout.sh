#!/usr/bin/env bash
# A click between two paragraphs of a long QTextDocument, while Qt still lays it out.
#
# Package:        PySide6-Essentials 6.11.3 (Qt 6.11.3)
# A good guess:   QAbstractTextDocumentLayout.hitTest() of a point in the margin between the first
#                 and the second paragraph answers with one of these two, as soon as both have been
#                 laid out; that the rest is not laid out yet can only matter further down.
# What it does:   until the whole document is laid out, every point in such a margin is answered
#                 with the LAST block of the document, 2,999 paragraphs away. Points on a line of
#                 text are right from the beginning. When the layout has ended, the margin is right.
# What follows:   QTextEdit.cursorForPosition() inherits it: a click, or a page down that asks for
#                 the position at a height, jumps to the end of a long text in its first moment.
#                 blockBoundingRect() of the blocks laid out so far tells the two neighbours.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3'

cat > "$folder/probe.py" <<'PYTHON'
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

application = QApplication(["probe", "-platform", "offscreen"])
document = QTextDocument()
document.setTextWidth(400)
spaced = QTextBlockFormat()
spaced.setBottomMargin(20)
cursor = QTextCursor(document)
cursor.beginEditBlock()
for number in range(3000):
    cursor.insertBlock(spaced) if number else cursor.setBlockFormat(spaced)
    cursor.insertText(f"Paragraph {number}: " + "some words and more words " * 8)
cursor.endEditBlock()
layout = document.documentLayout()


def blocks_at():
    """Returns the numbers of the blocks hit on the first line and in the margin below the block."""
    rect = layout.blockBoundingRect(document.firstBlock())
    heights = (rect.top() + 5, rect.bottom() + 8)
    hits = [layout.hitTest(QPointF(5, y), Qt.HitTestAccuracy.FuzzyHit) for y in heights]
    return [document.findBlock(hit).blockNumber() for hit in hits]


print("while it is laid out:", blocks_at())
height = 0.0
while height != layout.documentSize().height():
    height = layout.documentSize().height()
    application.processEvents()
print("when it is laid out: ", blocks_at())
PYTHON

seen=$("$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
[ "$seen" = "while it is laid out: [0, 2999]
when it is laid out:  [0, 1]" ]
