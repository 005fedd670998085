#!/usr/bin/env bash
# What Python compiles when a program imports QtCore, the second time as the first.
#
# Package:        PySide6-Essentials 6.11.3 (shiboken6 6.11.3)
# A good guess:   modules of an installed package are compiled once, into __pycache__: from the second
#                 start on, importing QtCore loads libraries and compiles nothing.
# What it does:   shiboken carries a zip file of Python sources within its library, imports them from
#                 there, and nothing is cached: more than 100,000 characters of source are compiled at
#                 each start. SBK_EMBED=0 in the environment unpacks them beside shiboken6, into a
#                 folder that is used from then on, and they are compiled once like others.
# What follows:   these compilations are a part of each start that no care in one's own imports takes
#                 away; a folder that was unpacked belongs to one version, and goes with it.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3' 'shiboken6==6.11.3'

cat > "$folder/probe.py" <<'PYTHON'
import sys

sources = []


def listen(event, arguments):
    if event == "compile":
        sources.append(len(arguments[0] or b""))


sys.addaudithook(listen)
from PySide6 import QtCore  # noqa: E402,F401

print(sys.argv[1], "more than 100,000 characters compiled:", sum(sources) > 100_000)
PYTHON

run() { PYTHONDONTWRITEBYTECODE='' "$folder/venv/bin/python" "$folder/probe.py" "$1"; }
{
    run "first start:"
    run "second start:"
    SBK_EMBED=0 run "unpacking:" >/dev/null
    run "unpacked:"
} | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
first start: more than 100,000 characters compiled: True
second start: more than 100,000 characters compiled: True
unpacked: more than 100,000 characters compiled: False
SEEN
