#!/usr/bin/env bash
# What a search finds after an article was replaced, with the triggers of SQLite's documentation.
#
# Package:        apsw 3.54.1.0 (SQLite 3.54.1); SQLite 3.40.1 of Debian 12 does the same
# A good guess:   the three triggers that the documentation gives for an index with external content keep it
#                 as the table is, whatever statement changes the table: INSERT OR REPLACE deletes a
#                 row and inserts one, so that the two triggers run.
# What it does:   the trigger for deleting does not run: REPLACE fires it only with recursive_triggers on,
#                 which is off. The old words stay in the index. Searching for one of them finds
#                 a row that is not there, and as soon as one asks for its text, the answer is that the
#                 database is malformed. It is not: PRAGMA integrity_check says ok.
# What follows:   users are told that their file is damaged, and restore an older one. Use ON CONFLICT DO
#                 UPDATE, which fires the trigger for updates, or turn recursive_triggers on; to mend,
#                 insert 'rebuild'.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet apsw==3.54.1.0

cat > "$folder/probe.py" <<'PYTHON'
import apsw

REPLACE = "INSERT OR REPLACE INTO article(url, body) VALUES('u', 'new harbour')"
UPDATE = (
    "INSERT INTO article(url, body) VALUES('u', 'new harbour')"
    " ON CONFLICT(url) DO UPDATE SET body = excluded.body"
)


def prepared():
    database = apsw.Connection(":memory:")
    database.execute(
        """
        CREATE TABLE article(id INTEGER PRIMARY KEY, url TEXT UNIQUE, body TEXT);
        CREATE VIRTUAL TABLE search USING fts5(body, content='article', content_rowid='id');
        CREATE TRIGGER inserted AFTER INSERT ON article BEGIN
          INSERT INTO search(rowid, body) VALUES (new.id, new.body);
        END;
        CREATE TRIGGER deleted AFTER DELETE ON article BEGIN
          INSERT INTO search(search, rowid, body) VALUES('delete', old.id, old.body);
        END;
        CREATE TRIGGER updated AFTER UPDATE ON article BEGIN
          INSERT INTO search(search, rowid, body) VALUES('delete', old.id, old.body);
          INSERT INTO search(rowid, body) VALUES (new.id, new.body);
        END;
        INSERT INTO article(url, body) VALUES('u', 'old lighthouse');
        """
    )
    return database


def answer(database, columns):
    try:
        return database.execute(f"SELECT {columns} FROM search WHERE search MATCH 'lighthouse'").fetchall()
    except apsw.CorruptError:
        return "the database is malformed"


def tell(name, database):
    print(f"{name}: the old word finds", answer(database, "rowid"), "and, with the text:", answer(database, "body"))


for name, statement in (("replaced", REPLACE), ("updated", UPDATE)):
    database = prepared()
    database.execute(statement)
    tell(name, database)
    print("   integrity_check:", database.execute("PRAGMA integrity_check").fetchall())
database = prepared()
database.execute("PRAGMA recursive_triggers = ON")
database.execute(REPLACE)
tell("replaced with recursive triggers", database)
database = prepared()
database.execute(REPLACE)
database.execute("INSERT INTO search(search) VALUES('rebuild')")
tell("replaced and rebuilt", database)
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
replaced: the old word finds [(1,)] and, with the text: the database is malformed
   integrity_check: [('ok',)]
updated: the old word finds [] and, with the text: []
   integrity_check: [('ok',)]
replaced with recursive triggers: the old word finds [] and, with the text: []
replaced and rebuilt: the old word finds [] and, with the text: []
SEEN
