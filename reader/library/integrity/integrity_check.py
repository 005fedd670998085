"""Finds damage in a library, and describes each problem in one sentence.

SQLite's own check compares pages and indexes. Beyond it: every row is read, texts, images and
files are compared with their hashes, references are followed, and the search tables are compared
with what they were made of.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import hashlib
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from reader.core.text.text_integrity import is_page_damaged, is_text_damaged
from reader.core.translation import N_, _, ngettext, number_text
from reader.library.connection import BUSY_SECONDS, connect, damage_in, explained, is_damage
from reader.library.indexes import list_index, search_index_maintenance
from reader.library.integrity.damaged_schema import damaged_statements
from reader.library.integrity.row_salvage import Row, TableWalk, decode, is_unreadable, tables_of
from reader.library.queries.revisions import KNOWN_TEXTS, damaged_text

Tell = Callable[[int, int], None]  # steps done, steps in all; may raise to stop

_BLOBS = ("data",)  # the columns that contain bytes
_MISSING = re.compile(r"row (\d+) missing from index")
_INDEX = re.compile(r"wrong # of entries in index|non-unique entry in index")
_RULE = re.compile(r"value in|constraint failed in")  # found row by row, too
_DESCRIPTIONS = {
    "table": N_("The definition of the table “{name}” is damaged."),
    "index": N_("The definition of the index “{name}” is damaged."),
    "trigger": N_("The definition of the trigger “{name}” is damaged."),
}
# What leads from a row to its article, by table.
_OWNERS = {
    "article": "SELECT ?",
    "revision": "SELECT article_id FROM revision NOT INDEXED WHERE id = ?",
    "revision_offer": "SELECT article_id FROM revision_offer NOT INDEXED WHERE id = ?",
    "article_tag": "SELECT article_id FROM article_tag NOT INDEXED WHERE id = ?",
    "annotation": "SELECT article_id FROM annotation NOT INDEXED WHERE id = ?",
    "anchor": "SELECT n.article_id FROM anchor AS x NOT INDEXED"
    " JOIN annotation AS n ON n.id = x.annotation_id WHERE x.id = ?",
    "annotation_tag": "SELECT n.article_id FROM annotation_tag AS x NOT INDEXED"
    " JOIN annotation AS n ON n.id = x.annotation_id WHERE x.id = ?",
    "source": "SELECT article_id FROM revision NOT INDEXED WHERE source_id = ?",
    "asset": "SELECT r.article_id FROM revision_asset AS x NOT INDEXED"
    " JOIN revision AS r ON r.id = x.revision_id WHERE x.asset_id = ?",
}


class FaultKind(StrEnum):
    """What is damaged."""

    SCHEMA = "schema"  # the statements that say what tables, indexes and triggers there are
    FILE = "file"  # pages of the file, and the rows on them
    INDEX = "index"  # an index lacks rows
    RULE = "rule"  # a row breaks a rule of its table
    REFERENCE = "reference"  # a row refers to another that is not there
    TEXT = "text"  # a revision's text differs from its hash
    CONTENT = "content"  # so do a picture's or a file's bytes, or some text is no text any more
    SEARCH = "search"  # a search table does not agree with its content


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is damaged."""

    kind: FaultKind
    text: str  # one sentence
    table: str = ""
    row: int | None = None
    article: int | None = None


def find_faults(path: Path, timeout: float = BUSY_SECONDS, tell: Tell | None = None) -> list[Fault]:
    """Returns all that is damaged in a library; raises LibraryError when it does not open at all."""

    def open_anew() -> sqlite3.Connection:
        connection = connect(path, "ro", timeout=timeout)
        connection.text_factory = decode
        connection.execute("BEGIN")
        return connection

    with explained(path):
        damaged = damaged_statements(path, timeout)
        faults = [_damaged_statement(kind, name) for kind, name in damaged]
        if any(kind == "table" for kind, _name in damaged):
            return faults  # rows are not read by columns that may be others
        try:
            connection = open_anew()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            return faults or [Fault(FaultKind.SCHEMA, _("The list of the tables is damaged."))]
        with closing(connection):
            return [*faults, *_Check(connection, open_anew, tell).faults()]


def _damaged_statement(kind: str, name: str) -> Fault:
    text = _(_DESCRIPTIONS[kind]).format(name=name)
    return Fault(FaultKind.SCHEMA, text, name if kind == "table" else "")


def differs(row: dict[str, Any], table: str) -> bool:
    """Returns whether what a row contains differs from its hash; tables without one never do."""
    if table == "revision":
        return _is_text_damaged(row) or is_page_damaged(row["html"], row["text"], row["normaliser"])
    if table == "source":
        try:
            return _hash_of(zlib.decompress(row["data"])) != str(row["sha256"])
        except (zlib.error, TypeError):
            return True
    return table == "asset" and _hash_of(row["data"]) != str(row["sha256"])


def _has_index_of_ours(connection: sqlite3.Connection) -> bool:
    """Returns whether texts are indexed as ours are; else the indexes are rebuilt at the next write."""
    row = connection.execute(search_index_maintenance.VERSION_QUESTION).fetchone()
    return search_index_maintenance.is_version_of_ours(row)


def _is_text_damaged(row: dict[str, Any]) -> bool:
    return is_text_damaged(row["text"], row["text_sha256"])


def unreadable_texts(row: dict[str, Any]) -> list[str]:
    """Returns the columns of a row whose text is no UTF-8 any more."""
    return [name for name, value in row.items() if isinstance(value, bytes) and name not in _BLOBS]


def _hash_of(data: object) -> str:
    return hashlib.sha256(data).hexdigest() if isinstance(data, bytes) else ""


class _Rules:
    """Determines whether a row breaks a rule of its table, which SQLite does not check in a file it reads only."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        (sql,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
        ).fetchone()
        self._scratch = sqlite3.connect(":memory:", isolation_level=None)
        self._scratch.execute("PRAGMA trusted_schema=OFF")
        self._scratch.execute(sql)
        self._table = table

    def close(self) -> None:
        """Drops the table that rows are tried in."""
        self._scratch.close()

    def broken_by(self, row: Row) -> str:
        """Returns what SQLite says of the rule that a row breaks; empty if it breaks none."""
        marks = ", ".join("?" * len(row.values))
        try:
            self._scratch.execute(
                f"INSERT INTO {self._table} VALUES ({marks})", tuple(row.values.values())
            )
        except sqlite3.IntegrityError as error:
            return str(error)
        self._scratch.execute(f"DELETE FROM {self._table}")
        return ""


class _Check:
    """Goes through one library."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        open_anew: Callable[[], sqlite3.Connection],
        tell: Tell | None,
    ) -> None:
        self._connection, self._open_anew = connection, open_anew
        self._tell = tell or (lambda _done, _total: None)

    def faults(self) -> Iterator[Fault]:
        """Yields each fault, those of the file first."""
        tables = tables_of(self._connection)
        has_fault = False
        steps = [
            *(lambda table=table: self._structure(table) for table in tables),
            *(lambda table=table: self._content(table) for table in tables),
            self._references,
            *(lambda name=name: self._search(name) for name in search_index_maintenance.NAMES),
            *(lambda name=name: self._list(name) for name in list_index.NAMES),
        ]
        for done, step in enumerate(steps, 1):
            for fault in step():
                has_fault = True
                yield fault
            self._tell(done, len(steps))
        if not has_fault:  # what belongs to no table
            yield from self._rest()

    def _structure(self, table: str) -> Iterator[Fault]:
        """Yields what SQLite finds in a table and its indexes."""
        is_damaged = False
        for line in self._answers(f"PRAGMA integrity_check({table})"):
            match = _MISSING.search(line)
            if match or _INDEX.search(line):
                row = self._nth(table, int(match[1])) if match else None
                text = _("An index of the table “{table}” is damaged{where}.")
                yield self._fault(FaultKind.INDEX, text, table, row)
            elif not _RULE.search(line):
                is_damaged = True
        if is_damaged:
            text = _("Pages of the table “{table}” are damaged.")
            yield Fault(FaultKind.FILE, text.format(table=table), table)

    def _nth(self, table: str, nth: int) -> int | None:
        """Returns the number of a table's n-th row, as SQLite's check counts them."""
        with suppress(sqlite3.DatabaseError):
            sql = f"SELECT rowid FROM {table} NOT INDEXED ORDER BY rowid LIMIT 1 OFFSET ?"
            found = self._connection.execute(sql, (nth - 1,)).fetchone()
            return found[0] if found else None
        return None

    def _content(self, table: str) -> Iterator[Fault]:
        """Reads every row; yields those that cannot be read or differ from their hash."""
        walk = TableWalk(self._connection, table)
        with closing(_Rules(self._connection, table)) as rules:
            for row in walk:
                if differs(row.values, table):
                    yield self._differing(table, row)
                elif names := unreadable_texts(row.values):
                    text = _("Row {row} of the table “{table}” has invalid text in {names}{where}.")
                    yield self._fault(
                        FaultKind.CONTENT, text, table, row.id, names=", ".join(names)
                    )
                elif broken := rules.broken_by(row):
                    text = _("Row {row} of the table “{table}” breaks a rule{where}: {rule}.")
                    yield self._fault(FaultKind.RULE, text, table, row.id, rule=broken)
        if walk.unreadable:
            text = ngettext(
                "{n} row of the table “{table}” cannot be read.",
                "Up to {n} rows of the table “{table}” cannot be read.",
                len(walk.unreadable),
            )
            yield Fault(
                FaultKind.FILE, text.format(n=number_text(len(walk.unreadable)), table=table), table
            )

    def _differing(self, table: str, row: Row) -> Fault:
        if table == "revision":
            article, title = self._article(table, row.id)
            is_known = row.id in self._known_texts()
            is_page = not _is_text_damaged(row.values)
            text = damaged_text(title, row.values["seq"], is_page=is_page, is_known=is_known)
            return Fault(FaultKind.TEXT, text, table, row.id, article)
        if table == "source":
            text = _("The file that was added (row {row} of “{table}”) is damaged{where}.")
        else:
            text = _("An image (row {row} of “{table}”) is damaged{where}.")
        return self._fault(FaultKind.CONTENT, text, table, row.id)

    def _known_texts(self) -> set[int]:
        """Returns the revisions whose damage a former repair could not mend."""
        with suppress(sqlite3.DatabaseError):
            sql = "SELECT value FROM meta WHERE key = ?"
            row = self._connection.execute(sql, (KNOWN_TEXTS,)).fetchone()
            return {int(one) for one in str(row[0]).split() if one.isdecimal()} if row else set()
        return set()

    def _references(self) -> Iterator[Fault]:
        with suppress(sqlite3.DatabaseError):  # of a table that was already reported
            found = self._connection.execute("PRAGMA foreign_key_check").fetchall()
            for table, row, parent, _key in found:
                text = _(
                    "Row {row} of the table “{table}” refers to a missing row of “{parent}”{where}."
                )
                yield self._fault(FaultKind.REFERENCE, text, table, row, parent=parent)

    def _search(self, name: str) -> Iterator[Fault]:
        """Compares a search table with what it is made of."""
        try:
            # A connection of its own: one that has met damage makes no temporary tables any more.
            with closing(self._open_anew()) as connection:
                if _has_index_of_ours(connection):
                    search_index_maintenance.compare(connection, name)
        except sqlite3.DatabaseError as error:
            name_of_error = getattr(error, "sqlite_errorname", "")
            # The others are raised for words that are no text, and where FTS5 was not asked.
            if not is_unreadable(error) and name_of_error not in ("", "SQLITE_ERROR"):
                raise
            text = _("The search index “{table}” does not match the texts.")
            yield Fault(FaultKind.SEARCH, text.format(table=name), name)

    def _list(self, name: str) -> Iterator[Fault]:
        """Compares what the list is sorted and counted by with the articles."""
        try:
            if _has_index_of_ours(self._connection):
                list_index.compare(self._connection, name)
        except sqlite3.DatabaseError as error:
            name_of_error = getattr(error, "sqlite_errorname", "")
            if name_of_error and not is_unreadable(error):
                raise
            text = _("The list index “{table}” does not match the articles.")
            yield Fault(FaultKind.SEARCH, text.format(table=name), name)

    def _rest(self) -> Iterator[Fault]:
        try:
            is_damaged = bool(damage_in(self._connection))
        except sqlite3.DatabaseError as error:
            if not is_unreadable(error):
                raise
            is_damaged = True
        if is_damaged:
            yield Fault(FaultKind.FILE, _("The list of the file's pages is damaged."))

    def _answers(self, sql: str) -> Iterator[str]:
        """Yields the lines of SQLite's check, none when all is well."""
        try:
            for (answer,) in self._connection.execute(sql):
                yield from (one for one in str(answer).splitlines() if one[:3] not in ("ok", "***"))
        except sqlite3.DatabaseError as error:
            if not is_unreadable(error):
                raise
            yield str(error)

    def _fault(
        self, kind: FaultKind, text: str, table: str, row: int | None, **values: object
    ) -> Fault:
        article, title = self._article(table, row)
        where = " " + _("(in “{title}”)").format(title=title) if title else ""
        said = text.format(table=table, row=row, where=where, **values)
        return Fault(kind, said, table, row, article)

    def _article(self, table: str, row: int | None) -> tuple[int | None, str]:
        """Returns the article that a row belongs to, and its title, as far as they can be read."""
        article = None
        with suppress(sqlite3.DatabaseError):
            sql = _OWNERS.get(table)
            found = self._connection.execute(sql, (row,)).fetchone() if sql and row else None
            article = found[0] if found else None
            sql = "SELECT title FROM article NOT INDEXED WHERE id = ?"
            title = self._connection.execute(sql, (article,)).fetchone()
            return article, str(title[0]) if title else ""
        return article, ""
