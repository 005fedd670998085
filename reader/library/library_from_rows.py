"""Creates a library from rows stored as plain values."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from reader.core.errors import LibraryCorrupt, LibraryError
from reader.core.private_files import make_folder
from reader.core.translation import _
from reader.library.connection import (
    BUSY_SECONDS,
    connect,
    connect_immutable,
    damage_in,
    driver_of,
    journal_of,
    rollback_journal_of,
)
from reader.library.durable_files import synchronise
from reader.library.indexes import search_index_maintenance
from reader.library.queries.article_dump import CONTENTS, OWNED, SHARED, TAGGINGS, Row, Rows
from reader.library.upgrade import exclusive_transaction, explained_errors, make_library
from reader.library.write_lock import lock_file, write_lock

_HIGHEST = 1 << 53  # an id: more than there will ever be, and far below SQLite's largest one
_DAMAGE = (LibraryCorrupt, sqlite3.IntegrityError, sqlite3.DataError)  # of rows, not of the disk
_ENTRY = "feed_entry"  # which leads from an article to a feed
_HISTORY = "annotation_history"
# Of a feed: untouched articles have no file, and are inserted only with the whole feed.
_UNREAD = {"etag": "", "last_modified": "", "read_at": 0}
_TAKEN = ("SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE")


class NewLibrary:
    """A library that is being created from rows with their former ids.

    Its methods raise LibraryCorrupt if rows break a rule or refer to rows that were not given with
    them; then none of them is inserted. Columns that this version does not know are left out.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """The connection is in a transaction without foreign keys."""
        self.articles = 0  # inserted so far
        self._connection = connection
        tables = ("meta", *SHARED, *OWNED)
        self._columns = {table: self._pragma("table_info", table, 1) for table in tables}
        self._references = {
            table: list(
                zip(
                    self._pragma("foreign_key_list", table, 3),
                    self._pragma("foreign_key_list", table, 2),
                    strict=True,
                )
            )
            for table in tables
        }

    def insert_shared(self, rows: Rows, *, is_whole: bool = False) -> None:
        """Inserts what belongs to no article: tags, digits, feeds, facts, and the last ids used.

        is_whole: all articles of the feeds are inserted too, so that the feeds continue where they
        were.
        """
        with self._all_or_none():
            for row in _checked(rows, "meta", has_id=False):
                self._insert("meta", row, "ON CONFLICT DO NOTHING")  # its own are right for it
            ids = {table: _ids(rows, table) for table in SHARED}
            for table in SHARED:
                for row in _checked(rows, table):
                    self._check_references(table, row, ids)
                    self._insert(table, row | _UNREAD if table == "feed" and not is_whole else row)
            for row in _checked(rows, _ENTRY):  # of articles that were deleted permanently
                if row.get("article_id") is None and row.get("feed_id") in ids["feed"]:
                    self._insert(_ENTRY, row)
            for row in _checked(rows, _HISTORY):  # of such articles, too
                self._insert(_HISTORY, row)
            for row in _checked(rows, "sqlite_sequence", has_id=False):
                self._keep_last_id(row)

    def insert_article(self, rows: Rows) -> int:
        """Inserts an article with all that belongs to it; returns how many taggings are left out.

        Its tags are found by their keys; a missing one is created.
        """
        if len(rows.get("article", ())) != 1:
            raise LibraryCorrupt(_("it does not contain exactly one article"))
        with self._all_or_none():
            ids: dict[str, Mapping[int, int]] = {table: _ids(rows, table) for table in OWNED}
            for table in OWNED:
                for row in () if table in (*TAGGINGS, _ENTRY) else _checked(rows, table):
                    self._check_references(table, row, ids)
                    if not (table in CONTENTS and self._is_there(table, row)):
                        self._insert(table, row)
            ids["tag"] = dict(self._insert_tags(_checked(rows, "tag")))
            self._insert_entries(_checked(rows, _ENTRY), ids["article"])
            left_out = sum(
                not self._insert_tagging(table, row, ids)
                for table in TAGGINGS
                for row in _checked(rows, table)
            )
        self.articles += 1
        return left_out

    @contextmanager
    def _all_or_none(self) -> Iterator[None]:
        self._connection.execute("SAVEPOINT rows")
        try:
            yield
        except _DAMAGE as error:
            self._connection.execute("ROLLBACK TO rows")
            self._connection.execute("RELEASE rows")
            name = getattr(error, "sqlite_errorname", "")
            taken = _("an id or UUID in it belongs to another row; rebuild a library from it alone")
            raise LibraryCorrupt(taken if name in _TAKEN else str(error)) from error
        self._connection.execute("RELEASE rows")

    def _pragma(self, name: str, table: str, column: int) -> list[str]:
        return [row[column] for row in self._connection.execute(f"PRAGMA {name}({table})")]

    def _insert(self, table: str, row: Row, otherwise: str = "") -> int | None:
        known = [name for name in self._columns[table] if name in row]
        if not known:
            raise LibraryCorrupt(_("a row of {table} is empty").format(table=table))
        names, marks = ", ".join(f'"{name}"' for name in known), ", ".join("?" * len(known))
        return self._connection.execute(
            f"INSERT INTO {table}({names}) VALUES ({marks}) {otherwise}",
            [row[name] for name in known],
        ).lastrowid

    def _is_there(self, table: str, row: Row) -> bool:
        """Returns whether another article has inserted the same content."""
        sql = f"SELECT sha256 FROM {table} WHERE id = ?"
        found = self._connection.execute(sql, (row["id"],)).fetchone()
        return found is not None and found[0] == row.get("sha256")

    def _check_references(self, table: str, row: Row, ids: Mapping[str, Mapping[int, int]]) -> None:
        for column, parent in self._references[table]:
            if row.get(column) not in ids[parent]:
                message = _("a row of {table} refers to one of {parent} that is missing")
                raise LibraryCorrupt(message.format(table=table, parent=parent))
        if table == _HISTORY and row.get("article_id") not in ids["article"]:
            raise LibraryCorrupt(_("it contains the history of another article"))

    def _insert_tags(self, rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
        """Yields the id that each tag had, and the one it has here."""
        for row in rows:
            sql = "SELECT id FROM tag WHERE key = ?"
            found = self._connection.execute(sql, (row.get("key"),)).fetchone()
            if found is not None:
                yield row["id"], found[0]
                continue
            for taken in ((), ("id",), ("id", "color")):  # by a tag that has another key
                with suppress(*_DAMAGE):
                    rest = {name: value for name, value in row.items() if name not in taken}
                    yield row["id"], self._insert("tag", rest) or 0
                    break

    def _insert_entries(self, rows: Iterable[Row], articles: Mapping[int, int]) -> None:
        """Inserts which feeds an article is from; feeds that are not there are skipped."""
        for row in rows:
            is_own = row.get("article_id") in articles
            feed = (row.get("feed_id"),)
            if (
                is_own
                and self._connection.execute("SELECT 1 FROM feed WHERE id = ?", feed).fetchone()
            ):
                with suppress(*_DAMAGE):  # the entry is that of another article by now
                    self._insert(_ENTRY, row)

    def _insert_tagging(self, table: str, row: Row, ids: Mapping[str, Mapping[int, int]]) -> bool:
        try:
            self._check_references(table, row, ids)
            self._insert(table, row | {"tag_id": ids["tag"][row["tag_id"]]})
        except _DAMAGE:
            return False
        return True

    def _keep_last_id(self, row: Row) -> None:
        """Ensures that no id is used twice."""
        name, last = row.get("name"), row.get("seq")
        if name not in (*self._columns, "step") or not (last == 0 or _is_id(last)):
            raise LibraryCorrupt(_("it does not contain the last ids assigned"))
        self._connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        self._connection.execute(
            "INSERT INTO sqlite_sequence(name, seq) VALUES (?, ?)", (name, last)
        )


@contextmanager
def new_library(path: Path) -> Iterator[NewLibrary]:
    """Creates a library from the rows that a block inserts; it appears at the end, complete.

    Raises LibraryError, also if a library exists already or is created meanwhile.
    """
    unfinished = path.with_name(f"{path.name}.rebuilt-{os.getpid()}")
    with explained_errors(path):
        make_folder(path.parent)
        with write_lock(path, BUSY_SECONDS):
            _check_free(path)
            _remove_unfinished(path)
            try:
                make_library(unfinished, BUSY_SECONDS)
                with exclusive_transaction(unfinished, BUSY_SECONDS) as connection:
                    library = NewLibrary(driver_of(connection))
                    yield library
                    search_index_maintenance.rebuild(connection)
                if not _is_whole(unfinished, library.articles):
                    message = _(
                        "No library was created at {path}: it could not be read; try again."
                    )
                    raise LibraryError(message.format(path=path))
                _put_in_place(unfinished, path)
            finally:
                _remove_unfinished(path)


def _check_free(path: Path) -> None:
    """Raises LibraryError if there is a library, or a file that may belong to one."""
    if os.path.lexists(path):
        message = _("There is a library at {path} already; name a folder that has none.")
        raise LibraryError(message.format(path=path))
    for journal in (journal_of(path), rollback_journal_of(path)):
        if journal.exists():
            message = _("{path} may contain the latest changes to a library; name another folder.")
            raise LibraryError(message.format(path=journal))


def _is_whole(unfinished: Path, articles: int) -> bool:
    """Returns whether a library is complete in its file, can be read and has that many articles."""
    with closing(connect(unfinished, "rw")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # says what is wrong with the disk
    try:
        with closing(connect_immutable(unfinished)) as connection:
            damage = damage_in(connection)
            count = connection.execute("SELECT count(*) FROM article").fetchone()
    except sqlite3.DatabaseError:
        return False
    return not damage and count == (articles,)


def _put_in_place(unfinished: Path, path: Path) -> None:
    """Gives a library its name, which must not be taken."""
    synchronise(unfinished)
    try:
        os.link(unfinished, path)
    except FileExistsError:
        _check_free(path)
        raise
    except OSError:  # a file system without links
        _check_free(path)
        unfinished.rename(path)
        lock_file(unfinished).unlink(missing_ok=True)
    synchronise(path.parent)


def _remove_unfinished(path: Path) -> None:
    """Removes an unfinished library of this or a killed process; the lock on the library is held."""
    for file in path.parent.iterdir():
        if file.name.startswith(f"{path.name}.rebuilt"):
            lock_file(file).unlink(missing_ok=True)
            file.unlink(missing_ok=True)


def _checked(rows: Rows, table: str, *, has_id: bool = True) -> Iterable[Row]:
    """Returns the rows of a table; raises LibraryCorrupt for values that SQLite does not store."""
    found = rows.get(table, ())
    for row in found:
        if has_id and not _is_id(row.get("id")):
            raise LibraryCorrupt(_("a row of {table} has no id").format(table=table))
        if not all(_is_storable(value) for value in row.values()):
            raise LibraryCorrupt(_("a row of {table} has an invalid value").format(table=table))
    return found


def _ids(rows: Rows, table: str) -> dict[int, int]:
    return {row["id"]: row["id"] for row in _checked(rows, table)}


def _is_id(value: object) -> bool:
    return isinstance(value, int) and 0 < value < _HIGHEST


def _is_storable(value: object) -> bool:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:  # half of a character
            return False
        return True
    if isinstance(value, int):
        return -(1 << 63) <= value < 1 << 63
    return value is None or isinstance(value, float | bytes)
