#!/usr/bin/env bash
# Whether an index over the addresses that are not empty finds an address.
#
# Package:        apsw 3.50.4.0 (SQLite 3.50.4); SQLite 3.40.1 of Debian 12 does the same
# A good guess:   CREATE INDEX … WHERE url <> '' serves WHERE url = 'x', and with a bound value too,
#                 as CREATE INDEX … WHERE url IS NOT NULL serves both: no row that is equal is left out.
# What it does:   the whole table is read, for a value that is written out as for a bound one. Only
#                 where the query says url <> '' besides is the index used; IS NOT NULL needs no words.
# What follows:   repeat the condition of the index in each query that is to use it, and let a test
#                 ask EXPLAIN QUERY PLAN: nothing else tells but the time.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'apsw==3.50.4.0'

cat > "$folder/probe.py" <<'PYTHON'
import apsw

database = apsw.Connection(":memory:")
for table, kept in (("a", "url <> ''"), ("b", "url IS NOT NULL")):
    database.execute(f"CREATE TABLE {table}(id INTEGER PRIMARY KEY, url TEXT)")
    database.execute(f"CREATE INDEX {table}_url ON {table}(url) WHERE {kept}")
for table, condition, values in (
    ("a", "url = ?", ("x",)),
    ("a", "url = 'x'", ()),
    ("a", "url = ? AND url <> ''", ("x",)),
    ("b", "url = ?", ("x",)),
):
    plan = database.execute(f"EXPLAIN QUERY PLAN SELECT id FROM {table} WHERE {condition}", values)
    print(f"{table}, {condition}:", "reads all" if next(plan)[3].startswith("SCAN") else "searches")
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
a, url = ?: reads all
a, url = 'x': reads all
a, url = ? AND url <> '': searches
b, url = ?: searches
SEEN
