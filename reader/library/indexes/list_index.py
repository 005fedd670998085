"""Maintains what the article list is sorted and counted by: folded titles, and counts by state.

Both are made of the articles alone: the numbers by triggers, in whatever way an article is changed,
the titles here, as SQLite cannot fold them.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.library.connection import driver_of
from reader.library.queries.id_chunks import chunks
from reader.library.queries.searching.search_tokens import fold

if TYPE_CHECKING:
    from sqlalchemy import Connection

NAMES = ("list_title", "list_count")
_COUNTED = "state, is_read, is_starred, is_unkept, is_deleted"
_ADD = f"""INSERT INTO list_count({_COUNTED}, number)
  VALUES (NEW.state, NEW.is_read, NEW.is_starred, NEW.is_unkept, NEW.deleted_at IS NOT NULL, 1)
  ON CONFLICT ({_COUNTED}) DO UPDATE SET number = number + 1;"""
_TAKE = """UPDATE list_count SET number = number - 1
  WHERE state = OLD.state AND is_read = OLD.is_read AND is_starred = OLD.is_starred
  AND is_unkept = OLD.is_unkept AND is_deleted = (OLD.deleted_at IS NOT NULL);
  DELETE FROM list_count WHERE number = 0;"""
TABLES = (
    """CREATE TABLE list_title (
  article_id INTEGER NOT NULL PRIMARY KEY,
  title TEXT NOT NULL
) STRICT""",
    "CREATE INDEX list_title_order ON list_title (title, article_id)",
    f"""CREATE TABLE list_count (
  state TEXT NOT NULL,
  is_read INTEGER NOT NULL,
  is_starred INTEGER NOT NULL,
  is_unkept INTEGER NOT NULL,
  is_deleted INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY ({_COUNTED})
) STRICT, WITHOUT ROWID""",
    f"CREATE TRIGGER list_count_added AFTER INSERT ON article BEGIN {_ADD} END",
    f"CREATE TRIGGER list_count_deleted AFTER DELETE ON article BEGIN {_TAKE} END",
    f"""CREATE TRIGGER list_count_changed
AFTER UPDATE OF state, is_read, is_starred, is_unkept, deleted_at ON article
WHEN OLD.state IS NOT NEW.state OR OLD.is_read IS NOT NEW.is_read
  OR OLD.is_starred IS NOT NEW.is_starred OR OLD.is_unkept IS NOT NEW.is_unkept
  OR (OLD.deleted_at IS NULL) IS NOT (NEW.deleted_at IS NULL)
BEGIN {_TAKE} {_ADD} END""",
)
_COUNT = (
    "SELECT state, is_read, is_starred, is_unkept, deleted_at IS NOT NULL, count(*)"
    " FROM article GROUP BY 1, 2, 3, 4, 5"
)


def follow(connection: "Connection", ids: Sequence[int]) -> None:
    """Folds the titles of articles that were added or changed, and drops those of articles that are gone."""
    driver = driver_of(connection)  # thousands: not by SQLAlchemy
    for chunk, marks in chunks(ids):
        driver.execute(f"DELETE FROM list_title WHERE article_id IN ({marks})", chunk)
        titles = driver.execute(f"SELECT id, title FROM article WHERE id IN ({marks})", chunk)
        driver.executemany(
            "INSERT INTO list_title VALUES (?, ?)", ((id_, fold(title)) for id_, title in titles)
        )


def rebuild(connection: "Connection") -> None:
    """Counts again, and empties what is filled by ``follow`` with the search index."""
    for name in NAMES:
        connection.exec_driver_sql(f"DELETE FROM {name}")
    connection.exec_driver_sql(f"INSERT INTO list_count {_COUNT}")


def compare(connection: sqlite3.Connection, name: str) -> None:
    """Raises sqlite3.DatabaseError when a table does not agree with the articles."""
    kept, made = "SELECT * FROM list_count", _COUNT
    if name == "list_title":
        connection.create_function("fold", 1, fold, deterministic=True)
        kept, made = (
            "SELECT article_id, title FROM list_title",
            "SELECT id, fold(title) FROM article",
        )
    for one, other in ((kept, made), (made, kept)):
        if connection.execute(f"{one} EXCEPT {other} LIMIT 1").fetchone() is not None:
            raise sqlite3.DatabaseError(f"{name} differs from the articles")
