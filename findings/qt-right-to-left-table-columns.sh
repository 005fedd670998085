#!/usr/bin/env bash
# Where Qt's rich text puts the first column of a right-to-left table.
#
# Package:        PySide6-Essentials 6.11.3
# A good guess:   a table in a right-to-left text begins on the right, as in every browser: by
#                 dir="rtl" in HTML, by QTextTableFormat.setLayoutDirection, by the document's
#                 default text option, or at least by the application's layout direction.
# What it does:   the words in the cells run from right to left, but the first column stays on the
#                 left, whichever of the four asks for it. Nothing is said.
# What follows:   a reader sees a Hebrew or Arabic table mirrored: the names of the rows are at the far
#                 end. Who lays such a table out has to reverse its columns, or paint it oneself.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3'

cat > "$folder/probe.py" <<'PYTHON'
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QGuiApplication,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QTextTableFormat,
)

application = QGuiApplication(["probe", "-platform", "offscreen"])
RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft
WORDS = ("אחת", "שתיים")


def side(document, table):
    """On which side the first of the two columns is."""
    document.setTextWidth(400)
    layout = document.documentLayout()
    first, second = (
        layout.blockBoundingRect(table.cellAt(0, n).firstCursorPosition().block()).left()
        for n in (0, 1)
    )
    return "left" if first < second else "right"


def made(document, form):
    table = QTextCursor(document).insertTable(1, 2, form)
    block = QTextBlockFormat()
    block.setLayoutDirection(RIGHT_TO_LEFT)
    for n, word in enumerate(WORDS):
        cursor = table.cellAt(0, n).firstCursorPosition()
        cursor.setBlockFormat(block)
        cursor.insertText(word)
    return table


document = QTextDocument()
cells = "".join(f"<td>{word}</td>" for word in WORDS)
document.setHtml(f'<html dir="rtl"><body dir="rtl"><table dir="rtl"><tr>{cells}</tr></table></body></html>')
cursor = QTextCursor(document)
while cursor.currentTable() is None:
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
print("dir=rtl:", side(document, cursor.currentTable()))

document, form = QTextDocument(), QTextTableFormat()
form.setLayoutDirection(RIGHT_TO_LEFT)
print("format of the table:", side(document, made(document, form)))

document, option = QTextDocument(), QTextOption()
option.setTextDirection(RIGHT_TO_LEFT)
document.setDefaultTextOption(option)
print("option of the document:", side(document, made(document, QTextTableFormat())))

application.setLayoutDirection(RIGHT_TO_LEFT)
document = QTextDocument()
print("application:", side(document, made(document, QTextTableFormat())))
PYTHON

seen=$("$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
[ "$seen" = "dir=rtl: left
format of the table: left
option of the document: left
application: left" ]
