#!/usr/bin/env bash
# What Qt's file watcher does when a folder that it watches is renamed.
#
# Package:        PySide6-Essentials 6.11.3, on Linux
# A good guess:   as when the folder is deleted: directoryChanged is emitted, and the folder is no
#                 longer among directories(). When a new folder gets the name, it can be added.
# What it does:   nothing is emitted, and directories() still lists the name, which nothing has. For a
#                 new folder of that name addPath returns False, and what happens in it is not reported;
#                 what happens in the renamed folder is reported under the old name.
# What follows:   a program that takes in files from a folder falls silent, and listens to another
#                 folder, when the user moves it away and makes a new one. removePath before addPath
#                 helps, but nothing says when: whoever watches has to look at the folder itself now
#                 and then.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3'

cat > "$folder/probe.py" <<'PYTHON'
import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QFileSystemWatcher, QTimer

application = QCoreApplication([])
base = Path(sys.argv[1])
inbox, moved = base / "inbox", base / "moved"
inbox.mkdir()
watcher = QFileSystemWatcher()
told = []
watcher.directoryChanged.connect(lambda path: told.append(Path(path).name))
watcher.addPath(str(inbox))


def wait():
    loop = QEventLoop()
    QTimer.singleShot(1500, loop.quit)
    loop.exec()
    names, told[:] = list(dict.fromkeys(told)), []
    return names


def watched():
    return [Path(path).name for path in watcher.directories()]


(inbox / "one.html").write_text("1")
print("a file comes:", wait())
inbox.rename(moved)
print("renamed:", wait(), watched())
inbox.mkdir()
wait()
print("new folder of that name can be added:", watcher.addPath(str(inbox)))
(inbox / "two.html").write_text("2")
print("a file in the new folder:", wait())
(moved / "three.html").write_text("3")
print("a file in the renamed one:", wait())
watcher.removePath(str(inbox))
print("taken off and added:", watcher.addPath(str(inbox)))
(inbox / "four.html").write_text("4")
print("a file in the new folder:", wait())
inbox.rename(base / "other")
wait()
shutil.rmtree(base / "other")
print("deleted under its other name:", wait(), watched())
PYTHON

mkdir "$folder/place"
seen=$("$folder/venv/bin/python" "$folder/probe.py" "$folder/place")
echo "$seen"
[ "$seen" = "a file comes: ['inbox']
renamed: [] ['inbox']
new folder of that name can be added: False
a file in the new folder: []
a file in the renamed one: ['inbox']
taken off and added: True
a file in the new folder: ['inbox']
deleted under its other name: ['inbox'] []" ]
