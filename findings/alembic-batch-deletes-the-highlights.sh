#!/usr/bin/env bash
# What is left of a library in SQLite after a migration gave one column of one table a longer type.
#
# Packages:       alembic 1.20.1 and SQLAlchemy 2.1.9, over the SQLite of Python
# A good guess:   batch_alter_table() copies the table, since SQLite cannot change a column in place,
#                 and puts the copy in its place: only what was asked for is another, in this table.
# What it does:   with foreign keys enforced, as a careful program has them, to drop the old table
#                 deletes its rows first, and with them all rows that refer to them ON DELETE CASCADE:
#                 each article is there, and no highlight. Nothing is refused, for no reference is
#                 broken in the end. What SQLAlchemy does not reflect is not in the copy either: COLLATE
#                 NOCASE (after which “ann” is no longer “Ann”), AUTOINCREMENT (after which the number of
#                 a deleted article is given to another), and the triggers that fill a search index.
# What follows:   turn foreign_keys off on the connection before its transaction begins, count the rows of
#                 all tables before and after, compare sqlite_schema, or write the steps by hand.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet alembic==1.20.1 SQLAlchemy==2.1.9

cat > "$folder/probe.py" <<'PYTHON'
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

LIBRARY = """
CREATE TABLE article (id INTEGER PRIMARY KEY AUTOINCREMENT, author TEXT COLLATE NOCASE, title VARCHAR(100));
CREATE TABLE highlight (quote TEXT, article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE);
CREATE TABLE found (title TEXT);
CREATE TRIGGER indexed AFTER INSERT ON article BEGIN INSERT INTO found VALUES (new.title); END;
INSERT INTO article VALUES (1, 'Ann', 'Ferries'), (2, 'Ben', 'Harbours');
INSERT INTO highlight VALUES ('left at dawn', 1), ('no bell', 1), ('a quay', 2);
"""
ASKED = {
    "articles": "SELECT count(*) FROM article",
    "by ann": "SELECT count(*) FROM article WHERE author = 'ann'",
    "highlights": "SELECT count(*) FROM highlight",
    "triggers": "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'",
    "with AUTOINCREMENT": "SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%'",
}
for enforced in ("OFF", "ON"):
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA foreign_keys = {enforced}")
        connection.connection.driver_connection.executescript(LIBRARY)

        def seen():
            found = (f"{name} {connection.exec_driver_sql(asked).scalar()}" for name, asked in ASKED.items())
            return ", ".join(found)

        print(f"foreign keys {enforced}, before: {seen()}")
        with Operations(MigrationContext.configure(connection)).batch_alter_table("article") as table:
            table.alter_column("title", type_=sa.String(200))
        print(f"foreign keys {enforced}, after:  {seen()}")
        print("broken references:", connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall())
PYTHON

"$folder/venv/bin/python" "$folder/probe.py" | tee "$folder/seen"
diff - "$folder/seen" <<'SEEN'
foreign keys OFF, before: articles 2, by ann 1, highlights 3, triggers 1, with AUTOINCREMENT 1
foreign keys OFF, after:  articles 2, by ann 0, highlights 3, triggers 0, with AUTOINCREMENT 0
broken references: []
foreign keys ON, before: articles 2, by ann 1, highlights 3, triggers 1, with AUTOINCREMENT 1
foreign keys ON, after:  articles 2, by ann 0, highlights 0, triggers 0, with AUTOINCREMENT 0
broken references: []
SEEN
