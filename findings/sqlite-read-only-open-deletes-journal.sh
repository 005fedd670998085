#!/usr/bin/env bash
# A connection that may only read, on a database file that was emptied while its WAL is still there.
#
# Package:        apsw 3.50.4.0 (SQLite 3.50.4); SQLite 3.40.1 of Debian 12 does the same
# A good guess:   a connection opened with mode=ro changes no file. A program may look at a database
#                 whose main file has lost its content (a torn copy, a sync client, a failed restore)
#                 and decide then: what was committed since the last checkpoint is in the WAL.
# What it does:   the first SELECT, answered with no rows and no error, deletes the WAL. What had been
#                 committed, synchronised and acknowledged is gone, by looking.
# What follows:   ask for the size of the file before SQLite does: where it is 0, put the WAL into
#                 safety first. (With immutable=1 nothing is deleted.)
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'apsw==3.50.4.0'

cat > "$folder/probe.py" <<'PYTHON'
import shutil
import sys
from pathlib import Path

import apsw

folder = Path(sys.argv[1])
whole, emptied = folder / "whole.db", folder / "emptied.db"
writer = apsw.Connection(str(whole))
writer.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0")
writer.execute("CREATE TABLE note(words); INSERT INTO note VALUES ('acknowledged')")
journal = folder / "emptied.db-wal"
flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
for how, is_kept in (("mode=ro&immutable=1", True), ("mode=ro", False)):
    shutil.copy(f"{whole}-wal", journal)
    emptied.write_bytes(b"")
    before = journal.stat().st_size
    reader = apsw.Connection(f"{emptied.as_uri()}?{how}", flags=flags)
    rows = reader.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    reader.close()
    print(f"{how}: {rows}, WAL of {before} bytes before, there after: {journal.exists()}")
    assert rows == [(0,)], rows
    assert journal.exists() == is_kept, how
print(f"SQLite {apsw.sqlite_lib_version()}: a read-only connection deletes the WAL of an empty file")
PYTHON
"$folder/venv/bin/python" "$folder/probe.py" "$folder"
