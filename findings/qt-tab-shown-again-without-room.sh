#!/usr/bin/env bash
# What a tab bar does when a tab is shown again, and another is told that it is visible, which it is.
#
# Package:        PySide6-Essentials 6.11.3, on the offscreen platform
# A good guess:   setTabVisible(2, True) for a tab that is visible changes nothing: a loop that tells
#                 each tab whether it is visible is as good as one that tells only those that change.
# What it does:   the second call makes the tab bar forget that the first changed anything. The tab
#                 that was shown again is visible, and has no room: its rectangle is empty, and the
#                 bar is as wide as the other two. It stays so until something else lays the bar out.
# What follows:   call setTabVisible() only where isTabVisible() says something else.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3'

cat > "$folder/probe.py" <<'PYTHON'
from PySide6.QtWidgets import QApplication, QTabBar

application = QApplication([])


def shown_again(*others):
    bar = QTabBar()
    for title in ("One", "Second", "Third"):
        bar.addTab(title)
    whole = bar.sizeHint().width()
    bar.setTabVisible(1, False)
    bar.show()
    application.processEvents()
    bar.sizeHint()
    bar.setTabVisible(1, True)
    for other in others:
        bar.setTabVisible(other, True)
    application.processEvents()
    has_room = bar.tabRect(1).width() > 0
    is_whole = bar.sizeHint().width() == whole
    return f"visible {bar.isTabVisible(1)}, has room {has_room}, bar as wide as before {is_whole}"


print("alone:", shown_again())
print("with the third:", shown_again(2))
PYTHON

QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
alone: visible True, has room True, bar as wide as before True
with the third: visible True, has room False, bar as wide as before False
SEEN
