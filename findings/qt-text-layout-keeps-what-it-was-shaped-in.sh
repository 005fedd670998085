#!/usr/bin/env bash
# The memory of QTextLayouts that were laid out with the cache off, and of long documents with it.
#
# Package:        PySide6-Essentials 6.11.3 (Qt 6.11.3); 6.12.0 is alike, 6.10.1 is not
# A good guess:   setCacheEnabled(False), the default, stores the lines of a text and not its glyphs, which
#                 endLayout() frees: a few bytes for a character, 5 with Qt 6.10. What is left is freed
#                 by clearLayout(), at the latest by setText() of another text.
# What it does:   each layout keeps the buffer that HarfBuzz shaped its text in: 61 bytes for a
#                 character. clearLayout() frees nothing of it, nor does setText() of one letter.
#                 Only deleting the layout does.
# What follows:   a QTextDocument has a layout for each block and deletes none as long as the block is
#                 there, so a document laid out to its end keeps 40 to 60 bytes for each character: a
#                 book of 400,000 words 80 MB more than with Qt 6.10. Only a document that is shorter,
#                 or of which less is laid out, takes less.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3'

cat > "$folder/probe.py" <<'PYTHON'
import ctypes

from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

application = QApplication(["probe", "-platform", "offscreen"])
TEXT = "The quick brown fox jumps over lazy dogs and then some. " * 20
COUNT = 500
FIELDS = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()


class Mallinfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in FIELDS]


mallinfo = ctypes.CDLL("libc.so.6").mallinfo2
mallinfo.restype = Mallinfo


def used():
    """Returns the bytes for each character that the C library has handed out."""
    found = mallinfo()
    return (found.uordblks + found.hblkhd) / (COUNT * len(TEXT))


def laid_out(text):
    layout = QTextLayout(text)
    lay_out(layout)
    return layout


def lay_out(layout):
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(600)
    layout.endLayout()


before = used()
layouts = [laid_out(TEXT + str(number)) for number in range(COUNT)]
figures = [used() - before]
for layout in layouts:
    layout.clearLayout()
figures.append(used() - before)
for layout in layouts:
    layout.setText("x")
    lay_out(layout)
figures.append(used() - before)
del layout, layouts
figures.append(used() - before)
print("cache:", QTextLayout("x").cacheEnabled())
for what, figure in zip(("laid out", "cleared", "of one letter", "deleted"), figures):
    print(f"{what}:", "much" if figure > 30 else "little")
PYTHON

seen=$("$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
[ "$seen" = "cache: False
laid out: much
cleared: much
of one letter: much
deleted: little" ]
