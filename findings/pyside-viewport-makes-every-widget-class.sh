#!/usr/bin/env bash
# What PySide does when it is asked for the viewport of a scroll area.
#
# Package:        PySide6-Essentials 6.11.3
# A good guess:   QAbstractScrollArea.viewport() wraps the one QWidget that Qt made, as
#                 horizontalScrollBar() wraps the one QScrollBar.
# What it does:   PySide makes Python classes when they are first used. A QWidget that Qt made may be
#                 of any class derived from it, so the first such widget makes PySide create the
#                 class of EVERY widget, with its enumerations, to ask each whether it is one:
#                 QWizard, QMdiArea and some sixty more that the program never uses.
# What follows:   about 20 ms of processor time at the start of a program with a list or a text
#                 view, which asks for its viewport sooner or later. setViewport(QWidget()) before
#                 the first question avoids it: what Python made needs no looking for.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3'

cat > "$folder/probe.py" <<'PYTHON'
from PySide6 import QtWidgets
from PySide6.QtWidgets import QApplication, QListView, QWidget

application = QApplication(["probe", "-platform", "offscreen"])


def made(name="QWizard"):
    return name in vars(QtWidgets), sum(isinstance(one, type) for one in vars(QtWidgets).values())


area, other = QListView(), QListView()
other.setViewport(QWidget())
before = made()
area.horizontalScrollBar(), area.model(), other.viewport()
between = made()
area.viewport()
after = made()
print("QWizard is there before, after other questions, after viewport():", before[0], between[0], after[0])
print("more than fifty classes were made by viewport():", after[1] - between[1] > 50)
PYTHON

seen=$("$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
[ "$seen" = "QWizard is there before, after other questions, after viewport(): False False True
more than fifty classes were made by viewport(): True" ]
