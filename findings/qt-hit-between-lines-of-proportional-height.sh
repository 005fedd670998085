#!/usr/bin/env bash
# Which character Qt finds between two lines that are set apart.
#
# Package:        PySide6-Essentials 6.11.3, on the offscreen platform
# A good guess:   cursorForPosition takes the nearest line, and in it the nearest character: wherever
#                 one points in a paragraph, the character is one below or above the pointer.
# What it does:   in the gap that a proportional line height opens between two lines, the place is
#                 found where the line above ends and the line below begins, whatever x is: hundreds
#                 of pixels away from the pointer.
# What follows:   a selection that is drawn with the mouse jumps there each time the pointer crosses a
#                 gap. Look for the line by its own rectangle first, then ask with a y inside it.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3'

cat > "$folder/probe.py" <<'PYTHON'
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

application = QApplication([])


def found(percent):
    """How many rows of pixels, in the first lines, find at x = 200 what is far from there."""
    view = QTextEdit()
    view.resize(400, 400)
    view.setPlainText("margin " * 80)
    cursor = QTextCursor(view.document())
    form = QTextBlockFormat()
    form.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(form)
    view.show()
    application.processEvents()
    top, bottom = view.cursorRect(cursor).top(), view.cursorRect(cursor).top() + 120
    far = 0
    for y in range(top + 5, bottom):
        x = view.cursorRect(view.cursorForPosition(QPoint(200, y))).x()
        far += abs(x - 200) > 100
    return far


print("lines as high as the face is: far from the pointer", found(100) > 0)
print("lines twice as high: far from the pointer", found(200) > 0)
PYTHON

QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
lines as high as the face is: far from the pointer False
lines twice as high: far from the pointer True
SEEN
