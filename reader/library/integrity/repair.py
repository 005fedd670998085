"""Repairs a damaged library: creates a new one from all rows that can be read.

The damaged file is never written into: it is kept beside the new one, as it was. Indexes and search
tables are rebuilt. What cannot be read any more is looked for in the backups. Rows that break a
rule go into a JSON file beside the library, so nothing is dropped without a word.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.core.errors import LibraryCorrupt, LibraryError
from reader.core.translation import _
from reader.library import stale_journals
from reader.library.backups import backups
from reader.library.connection import DAMAGED, SCHEMA, connect, connect_immutable, explained
from reader.library.database import Database
from reader.library.durable_files import ENDINGS, put_library_in_place, synchronise
from reader.library.indexes import search_index_maintenance
from reader.library.integrity.damaged_schema import copy_tables
from reader.library.integrity.integrity_check import (
    Fault,
    FaultKind,
    Tell,
    differs,
    find_faults,
    unreadable_texts,
)
from reader.library.integrity.placeholder_rows import stand_in
from reader.library.integrity.quarantined_rows import write_quarantine
from reader.library.integrity.row_salvage import Row, TableWalk, decode, tables_of
from reader.library.queries.revisions import KNOWN_TEXTS
from reader.library.upgrade import exclusive_transaction, make_library
from reader.library.write_lock import write_lock
from reader.paths import article_folder, free_name

_OF_ALEMBIC = "alembic_version"  # which the new library has already

_OF_CONTENT = (FaultKind.TEXT, FaultKind.CONTENT)  # faults that a sound file may have


@dataclass(frozen=True, slots=True)
class Repair:
    """The result of a repair."""

    found: list[Fault]  # before it
    left: list[Fault]  # after it: only texts, images and files that differ from their hash
    former: Path | None = None  # the damaged library, as it was; None when nothing was to be done
    restored: int = 0  # rows that came from backups
    unreadable: int = 0  # rows that may be lost
    replaced: int = 0  # of these, those that others refer to: rows stand for them
    quarantined: int = 0  # rows that broke a rule
    quarantine: Path | None = None  # where they are


def repair(library: Path, folder: Path, timeout: float, tell: Tell | None = None) -> Repair:
    """Replaces a damaged library by a repaired one, using the backups in a folder.

    Raises LibraryError, and what ``tell`` raises; then the library is as it was.
    """
    library = library.resolve()  # a link stays one
    work = library.with_name(f"{library.name}.repairing")
    try:
        with suppress(LibraryCorrupt):  # damage is reported below
            Database.open(library, create=False, read_only=True, timeout=timeout).close()
        with write_lock(library, timeout), explained(library):
            found = find_faults(library, timeout, tell)
            if not found:
                return Repair(found, found)
            shutil.rmtree(work, ignore_errors=True)  # of a repair that was killed
            work.mkdir(mode=0o700)
            new = work / library.name
            source = library
            if any(fault.kind is FaultKind.SCHEMA for fault in found):
                source = work / "tables"
                copy_tables(library, source, timeout)
            salvage = _make_anew(source, new, folder, timeout)
            left = _faults_left(new, timeout)
            if {fault.text for fault in left} == {fault.text for fault in found}:
                return Repair(found, left)  # what is damaged is known, and no backup contains it
            rows = salvage.quarantined
            quarantine = write_quarantine(library, rows) if rows else None
            former = _exchange(new, library)
    except LibraryCorrupt as error:
        raise LibraryCorrupt(_beyond_repair(library, folder)) from error
    except OSError as error:
        message = _("The library {path} was not repaired: {reason}.")
        raise LibraryError(message.format(path=library, reason=error.strerror)) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
    lost = sum(len(numbers) for numbers in salvage.unreadable.values())
    return Repair(
        found,
        left,
        former,
        restored=salvage.restored,
        unreadable=lost,
        replaced=salvage.replaced,
        quarantined=len(rows),
        quarantine=quarantine,
    )


def _faults_left(new: Path, timeout: float) -> list[Fault]:
    """Returns the faults that a library may have in the end; raises LibraryCorrupt if it has others."""
    left = find_faults(new, timeout)
    if any(fault.kind not in _OF_CONTENT for fault in left):
        raise LibraryCorrupt(_(DAMAGED).format(path=new))
    return left


def _beyond_repair(library: Path, folder: Path) -> str:
    """Returns the message about a library that cannot be repaired: what the user can do instead."""
    articles = article_folder(library.parent)
    if backups.listed(folder):
        text = _(
            "The library {path} cannot be repaired and was not changed; restore a backup (“postil restore”)."
        )
    elif articles.is_dir():
        text = _(
            "The library {path} cannot be repaired and was not changed; rebuild it from the "
            "files of its articles (“postil rebuild {articles} --data-dir NEW”)."
        )
    else:
        text = _(
            "The library {path} cannot be repaired and was not changed, and there is no backup "
            "of it in {folder}; look for a copy of it elsewhere."
        )
    return text.format(path=library, articles=articles, folder=folder)


def _make_anew(library: Path, new: Path, folder: Path, timeout: float) -> "_Salvage":
    """Creates a library from what can be read of another."""
    make_library(new, timeout)
    with (
        closing(connect(library, "ro", timeout=timeout)) as source,
        closing(connect(new, "rw", timeout=timeout)) as target,
    ):
        source.text_factory = decode
        source.execute("BEGIN")
        target.execute("PRAGMA foreign_keys=OFF")
        target.execute("BEGIN IMMEDIATE")
        salvage = _Salvage(source, target, folder)
        salvage.run()
        target.execute("COMMIT")
    with exclusive_transaction(new, timeout) as connection:
        search_index_maintenance.rebuild(connection)
    with closing(connect(new, "rw", timeout=timeout)) as target:
        stale_journals.advance(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return salvage


class _Salvage:
    """Fills a new, empty library with the rows of a damaged one."""

    def __init__(
        self, source: sqlite3.Connection, target: sqlite3.Connection, folder: Path
    ) -> None:
        self._source, self._target = source, target
        self._folder = folder
        self.quarantined: list[dict[str, Any]] = []
        self.unreadable: dict[str, list[int]] = {}  # numbers of rows that may be lost, by table
        self.restored = 0
        self.replaced = 0

    def run(self) -> None:
        """Does all of it, in the transaction of the target."""
        triggers = self._target.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _sql in triggers:
            self._target.execute(f"DROP TRIGGER {name}")
        self._target.execute("DELETE FROM meta")  # what a new library says of itself
        damaged: list[tuple[str, dict[str, Any]]] = []
        present = tables_of(self._source)
        for table in tables_of(self._target):
            if table not in present or table == _OF_ALEMBIC:
                continue
            walk = TableWalk(self._source, table)
            for row in walk:
                self._insert(table, row)
                if differs(row.values, table) or unreadable_texts(row.values):
                    damaged.append((table, row.values))
            self.unreadable[table] = walk.unreadable
        self._are_facts_lost = bool(self.unreadable.pop("meta", []))
        self._keep_numbers()
        for backup in self._backups():
            with suppress(sqlite3.DatabaseError), closing(backup):
                self._restore(backup, damaged)
        self._settle_references()
        known = [str(row["id"]) for table, row in damaged if table == "revision"]
        sql = "INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
        self._target.execute(sql, (KNOWN_TEXTS, " ".join(known)))
        for _name, sql in triggers:
            self._target.execute(sql)

    def _insert(self, table: str, row: Row) -> bool:
        """Puts a row into the new library, or into quarantine when it breaks a rule."""
        values = dict(row.values)
        names = unreadable_texts(values)
        for name in names:
            values[name] = values[name].decode("utf-8", "replace")
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        try:
            self._target.execute(
                f"INSERT INTO {table}({columns}) VALUES ({marks})", tuple(values.values())
            )
        except sqlite3.IntegrityError as error:
            self._quarantine(table, row.id, row.values, str(error))
            return False
        if names:
            reason = "kept, without the bytes that are no UTF-8: " + ", ".join(names)
            self._quarantine(table, row.id, row.values, reason)
        return True

    def _quarantine(self, table: str, row: int, values: dict[str, Any], reason: str) -> None:
        told = {"table": table, "row": row, "reason": reason, "values": values}
        self.quarantined.append(told)

    def _keep_numbers(self) -> None:
        """Ensures that no number is ever used twice, also of rows that are lost."""
        highest: dict[str, int] = {}

        def note(table: str, number: object) -> None:
            if isinstance(number, int):
                highest[table] = max(number, highest.get(table, 0))

        for connection in (self._source, self._target):
            with suppress(sqlite3.DatabaseError):
                for table, number in connection.execute("SELECT name, seq FROM sqlite_sequence"):
                    note(table, number)
        for table, column, parent in self._keys():
            (number,) = self._target.execute(f'SELECT max("{column}") FROM {table}').fetchone()
            note(parent, number)
        (number,) = self._target.execute(
            "SELECT max(annotation_id) FROM annotation_history"
        ).fetchone()
        note("annotation", number)
        self._target.execute("DELETE FROM sqlite_sequence")
        self._target.executemany("INSERT INTO sqlite_sequence VALUES (?, ?)", highest.items())

    def _keys(self) -> Iterator[tuple[str, str, str]]:
        """Yields each reference: table, column, table that it refers to."""
        for table in tables_of(self._target):
            for key in self._target.execute(f"PRAGMA foreign_key_list({table})").fetchall():
                yield table, key[3], key[2]

    # -- what backups contain -----------------------------------------------------------------------

    def _backups(self) -> Iterator[sqlite3.Connection]:
        """Yields the backups of this library that can be read, the newest first."""
        for one in backups.listed(self._folder):
            with suppress(sqlite3.DatabaseError):
                connection = connect_immutable(one.path)
                (schema,) = connection.execute("PRAGMA user_version").fetchone()
                if schema == SCHEMA and self._is_of_this_library(connection):
                    yield connection
                else:
                    connection.close()

    def _is_of_this_library(self, backup: sqlite3.Connection) -> bool:
        """Returns whether the backup has an article or annotation of this library, by its UUID."""
        here, there = (
            {
                row[0]
                for table in ("article", "annotation", "annotation_history")
                for row in connection.execute(f"SELECT uid FROM {table}")
            }
            for connection in (self._target, backup)
        )
        return not here or not here.isdisjoint(there)

    def _restore(
        self, backup: sqlite3.Connection, damaged: list[tuple[str, dict[str, Any]]]
    ) -> None:
        """Takes from a backup what is damaged, what cannot be read, and what is referred to."""
        for table, values in tuple(damaged):
            row = _row_of(backup, table, values["id"])
            if row is not None and not differs(row, table) and _is_same(row, values, table):
                sets = ", ".join(f'"{name}" = ?' for name in row)
                sql = f"UPDATE {table} SET {sets} WHERE id = ?"
                self._target.execute(sql, (*row.values(), values["id"]))
                damaged.remove((table, values))
                self.restored += 1
        if self._are_facts_lost:
            for fact in backup.execute("SELECT key, value FROM meta"):
                self._target.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO NOTHING", fact)
        for table, numbers in self.unreadable.items():
            numbers[:] = [one for one in numbers if not self._take(backup, table, one)]
        is_going_on = True
        while is_going_on:  # what was taken may refer to more
            wanted = {(parent, number) for _table, _row, parent, number in self._broken()}
            taken = [self._take(backup, parent, number) for parent, number in sorted(wanted)]
            is_going_on = any(taken)

    def _take(self, backup: sqlite3.Connection, table: str, number: int) -> bool:
        row = _row_of(backup, table, number)
        if row is None or differs(row, table):
            return False
        before = len(self.quarantined)
        is_taken = self._insert(table, Row(number, row))
        del self.quarantined[before:]  # it is whole in the backup
        self.restored += is_taken
        return is_taken

    # -- references ------------------------------------------------------------------------------

    def _broken(self) -> list[tuple[str, int, str, int]]:
        """Returns the references to nothing: table, row, table referred to, number in it."""
        found = []
        asked = self._target.execute("PRAGMA foreign_key_check").fetchall()
        for table, row, parent, key in asked:
            keys = self._target.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            (column,) = (one[3] for one in keys if one[0] == key)
            sql = f'SELECT "{column}" FROM {table} WHERE rowid = ?'
            found.append((table, row, parent, self._target.execute(sql, (row,)).fetchone()[0]))
        return found

    def _settle_references(self) -> None:
        """Sets the latest remaining text of articles, and inserts placeholders for lost rows.

        Rows that can have neither are removed.
        """
        self._target.execute(
            "UPDATE article SET current_revision_id = (SELECT id FROM revision"
            " WHERE article_id = article.id ORDER BY seq DESC LIMIT 1)"
            " WHERE current_revision_id NOT IN (SELECT id FROM revision)"
            " AND id IN (SELECT article_id FROM revision)"
        )
        while broken := self._broken():
            wanted = sorted({(parent, number) for _table, _row, parent, number in broken})
            made = sum(stand_in(self._target, parent, number) for parent, number in wanted)
            self.replaced += made
            if made:
                continue
            for table, row in {(one[0], one[1]): None for one in broken}:
                self._take_out(table, row)

    def _take_out(self, table: str, number: int) -> None:
        row = _row_of(self._target, table, number)
        if row is not None:
            self._quarantine(table, number, row, "it refers to a row that cannot be read")
            self._target.execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))


def _row_of(connection: sqlite3.Connection, table: str, number: int) -> dict[str, Any] | None:
    found = connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (number,))
    row = found.fetchone()
    if row is None:
        return None
    return dict(zip((column[0] for column in found.description), row, strict=True))


def _is_same(row: dict[str, Any], damaged: dict[str, Any], table: str) -> bool:
    """Returns whether a row is another row as it was before it was damaged."""
    if table in ("source", "asset", "revision"):  # which never change: one of the two is there
        names = ("text", "text_sha256") if table == "revision" else ("data", "sha256")
        return any(row[name] == damaged[name] for name in names)
    lost = unreadable_texts(damaged)
    return all(row[name] == value for name, value in damaged.items() if name not in lost)


def _exchange(new: Path, library: Path) -> Path:
    """Replaces the former library by the new one; returns the path of the former."""
    aside = free_name(library, "before-repair")
    try:
        for ending in ENDINGS:  # two names for a moment, so that there is a library at any time
            with suppress(FileNotFoundError):
                os.link(library.with_name(library.name + ending), f"{aside}{ending}")
    except OSError:  # a file system without links
        for ending in ENDINGS:
            with suppress(FileNotFoundError):
                library.with_name(library.name + ending).replace(f"{aside}{ending}")
    synchronise(library.parent)
    put_library_in_place(new, library)
    return aside
