"""Runs SQL over a read-only connection to the library."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from reader.core.errors import LibraryCorrupt, LibraryError, SearchIndexDamaged
from reader.core.translation import _
from reader.library import note_drafts
from reader.library.connection import BUSY_SECONDS, connect, explained, take_back, was_interrupted
from reader.library.queries.id_chunks import chunks
from reader.library.queries.query_cache import QueryCache
from reader.library.queries.searching import search_tokens


class ReadConnection:
    """A read-only connection; for any thread, but one at a time."""

    def __init__(
        self,
        path: Path,
        timeout: float = BUSY_SECONDS,
        on_damage: Callable[[], None] = lambda: None,
        on_damaged_index: Callable[[], None] = lambda: None,
    ) -> None:
        """``on_damage`` is called when something cannot be read because the file is damaged.

        ``on_damaged_index`` is called instead where that is the search index.
        """
        self._path, self._timeout = path, timeout
        self._on_damage, self._on_damaged_index = on_damage, on_damaged_index
        with explained(path):
            self._connection = connect(path, "ro", timeout=timeout)
        self.is_stopped = False
        self._cache = QueryCache(self.data_version)
        self._connection.create_function("fold", 1, search_tokens.fold, deterministic=True)
        self._connection.create_function("drafted", 3, self._drafted)

    @staticmethod
    def sqlite_version() -> str:
        """Returns the version of SQLite that reads and writes the library."""
        return sqlite3.sqlite_version

    def note_drafts(self) -> note_drafts.Drafts:
        """Returns what was typed in notes and is not in the library yet."""
        return note_drafts.read(self._path.parent)

    def _drafted(self, kind: str, words: str, is_beginning: int) -> str:
        """Returns, as JSON, the articles or annotations whose notes have drafts that contain some words."""
        ids = {
            note_drafts.id_of(name, kind)
            for name, draft in self.note_drafts().items()
            if search_tokens.holds(draft.text, words, is_beginning=bool(is_beginning))
        }
        return json.dumps([id_ for id_ in ids if id_ is not None])

    def stop(self) -> None:
        """Ends what the connection is being asked, from any thread; that and what is asked later fails."""
        self.is_stopped = True
        with suppress(sqlite3.ProgrammingError):  # it is closed
            self._connection.interrupt()

    def close(self) -> None:
        """Closes the connection."""
        self._connection.close()

    def data_version(self) -> int:
        """Returns a number that changes when another connection, here or elsewhere, has written."""
        version: int = self._row("PRAGMA data_version")[0]
        return version

    def _names(self, sql: str, values: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Returns ids with the names that belong to each, from rows of an id and a name."""
        names: dict[int, list[str]] = {}
        for id_, name in self._rows(sql, values):
            names.setdefault(id_, []).append(name)
        return {id_: tuple(several) for id_, several in names.items()}

    def _rows(self, sql: str, values: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._answered(sql, [_storable(one) for one in values])
        except (sqlite3.Error, LibraryError) as error:
            if self.is_stopped:  # of which a search table may say that it cannot be opened
                raise LibraryError(_("The search was stopped.")) from error
            if isinstance(error, LibraryCorrupt):
                self._on_damage()
            if isinstance(error, SearchIndexDamaged):
                self._on_damaged_index()
            raise

    def _rows_among(self, sql: str, ids: Sequence[str | int]) -> Iterator[tuple[Any, ...]]:
        """Yields the rows of some ids, as many as there may be, for which ``(...)`` is in the SQL."""
        for chunk, marks in chunks(ids):
            yield from self._rows(sql.replace("(...)", f"({marks})"), chunk)

    def _answered(self, sql: str, stored: Sequence[str | int]) -> list[tuple[Any, ...]]:
        with explained(self._path):
            if self.is_stopped:
                raise sqlite3.OperationalError("stopped")
            try:
                return self._connection.execute(sql, stored).fetchall()
            except sqlite3.OperationalError as error:
                if not was_interrupted(error):
                    raise
                take_back(self._path, self._timeout)
                return self._connection.execute(sql, stored).fetchall()

    def _allow_temporary_tables(self) -> None:
        """Lets temporary tables be created and written; the file itself was opened to be read only.

        Not each time: SQLite prepares all statements again after it, a millisecond for each search.
        """
        self._rows("PRAGMA query_only=OFF")

    def _first(self, sql: str, values: Sequence[str | int] = ()) -> tuple[Any, ...] | None:
        found = self._rows(sql, values)
        return found[0] if found else None

    def _row(self, sql: str) -> tuple[Any, ...]:
        return self._rows(sql)[0]


def _storable(value: str | int) -> str | int:
    """Returns the value without the halves of characters that a command line may hand over."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
