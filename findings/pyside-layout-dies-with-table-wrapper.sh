#!/usr/bin/env bash
# How long the layout of a text document lives in Python.
#
# Package:        PySide6-Essentials 6.11.3
# A good guess:   document.documentLayout() returns what the document owns: as long as the document is
#                 held, so is its layout.
# What it does:   once a QTextTable of it was asked for its document() and the table's wrapper is gone,
#                 the layout's wrapper says that its C++ object is deleted. It is not: asked again, the
#                 document gives a layout that works.
# What follows:   keep the document, and ask it for its layout at each use.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3'

cat > "$folder/probe.py" <<'PYTHON'
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument, QTextTableFormat

application = QGuiApplication([])
document = QTextDocument()
QTextCursor(document).insertTable(2, 2, QTextTableFormat())
layout = document.documentLayout()


def is_alive():
    try:
        return layout.documentSize().height() > 0
    except RuntimeError as error:
        return str(error)


print("at first:", is_alive())
table = QTextCursor(document.firstBlock().next()).currentTable()
del table
print("after a table:", is_alive())
table = QTextCursor(document.firstBlock().next()).currentTable()
table.document().rootFrame()
del table
print("after its document:", is_alive())
layout = document.documentLayout()
print("asked again:", is_alive())
PYTHON

QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
at first: True
after a table: True
after its document: libshiboken: Internal C++ object (PySide6.QtGui.QAbstractTextDocumentLayout) already deleted.
asked again: True
SEEN
