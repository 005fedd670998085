#!/usr/bin/env bash
# What the other threads of Python do while QTest.qWait() waits.
#
# Package:        PySide6-Essentials 6.11.3
# A good guess:   QTest.qWait() runs the event loop for some time, as QEventLoop.exec() with a timer
#                 does. Whatever waits in C++ lets other Python threads run meanwhile, as
#                 QEventLoop.exec() and time.sleep() do.
# What it does:   qWait() and qSleep() keep the interpreter's lock. The events of Qt are processed,
#                 but no other thread of Python runs a line of its code until the time is over.
# What follows:   a test that waits by qWait() for the result of a worker, a QRunnable written in
#                 Python for instance, never sees it come, however long it waits: it looks as if the
#                 worker were stuck. A loop of processEvents() and time.sleep() waits for both.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3'

cat > "$folder/probe.py" <<'PYTHON'
import threading
import time

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtTest import QTest

application = QCoreApplication(["probe"])
steps = 0


def work():
    global steps
    while True:
        steps += 1
        time.sleep(0.001)


def wait_in_a_loop():
    loop = QEventLoop()
    QTimer.singleShot(500, loop.quit)
    loop.exec()


threading.Thread(target=work, daemon=True).start()
for name, wait in (
    ("QEventLoop.exec", wait_in_a_loop),
    ("QTest.qWait", lambda: QTest.qWait(500)),
    ("QTest.qSleep", lambda: QTest.qSleep(500)),
):
    before = steps
    wait()
    print(f"another thread runs during {name}: {steps - before > 5}")
PYTHON

seen=$("$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
[ "$seen" = "another thread runs during QEventLoop.exec: True
another thread runs during QTest.qWait: False
another thread runs during QTest.qSleep: False" ]
