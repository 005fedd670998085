#!/usr/bin/env bash
# Whether a comparison of row values is looked up in an index whose first key is an expression.
#
# Package:        apsw 3.50.4.0 (SQLite 3.50.4); SQLite 3.40.1 of Debian 12 does the same
# A good guess:   with an index on (name COLLATE NOCASE, id), "what follows this row", written as
#                 (name COLLATE NOCASE, id) > (?, ?), is sought as (name, id) > (?, ?) is in an index on
#                 (name, id): the index also serves name COLLATE NOCASE > ?, and ORDER BY of both keys.
# What it does:   all entries are read from the beginning, in order, so the answer is right and pages
#                 take longer the farther on they are. A collation is enough of an expression for that.
# What follows:   say the first key by itself, too: name COLLATE NOCASE >= ? AND (name COLLATE NOCASE,
#                 id) > (?, ?) seeks. Let a test look for SCAN in the plan: nothing is wrong but the time.
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
database.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, more TEXT)")
for index, key, conditions in (
    ("plain", "name", ["(name, id) > ('m', 1)"]),
    (
        "nocase",
        "name COLLATE NOCASE",
        [
            "name COLLATE NOCASE > 'm'",
            "(name COLLATE NOCASE, id) > ('m', 1)",
            "name COLLATE NOCASE >= 'm' AND (name COLLATE NOCASE, id) > ('m', 1)",
        ],
    ),
    (
        "empty",
        "name = ''",
        ["(name = '', id) > (0, 1)", "(name = '') >= 0 AND (name = '', id) > (0, 1)"],
    ),
):
    database.execute(f"CREATE INDEX {index} ON t({key}, id)")
    for condition in conditions:
        question = f"SELECT id FROM t INDEXED BY {index} WHERE {condition} ORDER BY {key}, id"
        plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {question}")]
        assert len(plan) == 1, plan  # nothing is sorted
        print(f"{condition}:", "reads all" if plan[0].startswith("SCAN") else "seeks")
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
(name, id) > ('m', 1): seeks
name COLLATE NOCASE > 'm': seeks
(name COLLATE NOCASE, id) > ('m', 1): reads all
name COLLATE NOCASE >= 'm' AND (name COLLATE NOCASE, id) > ('m', 1): seeks
(name = '', id) > (0, 1): reads all
(name = '') >= 0 AND (name = '', id) > (0, 1): seeks
SEEN
