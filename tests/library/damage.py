"""Damages the file of a library in many ways: pages, texts, the search tables, rows."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from reader.core.article_draft import Draft
from reader.core.models import Color
from reader.library.unit_of_work import Unit
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.library.samples import draft

PAGE = 4096
ARTICLES = 12
Damage = Callable[[Path], None]


def fill(history: History) -> None:
    """Articles whose texts take several pages, highlights with notes and tags, and some of each gone."""
    for number in range(ARTICLES):
        history.do("Add", _add_marked, number)
    history.do("Note", annotations.set_note, 9, "A note that was changed")
    history.do("Delete", annotations.delete, [7])
    history.do("Trash", articles.trash, [3, 5])
    history.write(articles.purge, [5])  # leaves free pages


def page(number: int) -> Draft:
    """One of the articles, as it is added."""
    text = f"The fox number {number} was seen. " + f"Nothing of note happened {number}. " * 120
    return draft(f"Foxes {number}", text, url=f"https://example.org/{number}")


def _add_marked(unit: Unit, number: int) -> None:
    article = articles.add(unit, page(number)).article_id
    for start in range(0, 50, 10):
        note = f"Note {start} on {number} " + "of some length " * 9
        place = (start, start + 9, Color.GREEN, [f"tag{start}"], note)
        annotations.highlight(unit, article, *place)


def pages_of(path: Path, name: str) -> list[int]:
    """The pages of a table or an index, the root first and then its leaves; not those of long rows."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)
        ).fetchone()
    data = path.read_bytes()
    return list(_pages_below(data, root))


def _pages_below(data: bytes, number: int) -> Iterator[int]:
    yield number
    page = data[(number - 1) * PAGE : number * PAGE]
    if page[0] in (2, 5):  # an interior page
        count = int.from_bytes(page[3:5])
        cells = [int.from_bytes(page[12 + 2 * n : 14 + 2 * n]) for n in range(count)]
        children = [int.from_bytes(page[cell : cell + 4]) for cell in cells]
        for child in [*children, int.from_bytes(page[8:12])]:
            yield from _pages_below(data, child)


def overwrite(path: Path, at: int, content: bytes) -> None:
    """Puts bytes into a file, and takes away what SQLite left beside it."""
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def zeroed(name: str, which: int) -> Damage:
    """A page of a table or an index is empty: the root is 0, the leaves follow."""

    def damage(path: Path) -> None:
        overwrite(path, (pages_of(path, name)[which] - 1) * PAGE, bytes(PAGE))

    return damage


def noisy(name: str, which: int, seed: int = 1) -> Damage:
    """A page of a table or an index is noise."""

    def damage(path: Path) -> None:
        noise = Random(seed).randbytes(PAGE)
        overwrite(path, (pages_of(path, name)[which] - 1) * PAGE, noise)

    return damage


def flipped(words: bytes, into: bytes, nth: int = 0) -> Damage:
    """Some bytes are others, at their n-th place in the file."""

    def damage(path: Path) -> None:
        data, at = path.read_bytes(), -1
        for _time in range(nth + 1):
            at = data.index(words, at + 1)
        overwrite(path, at, into)

    return damage


def misspelt(words: str, into: str | bytes) -> Damage:
    """Some letters of the list of tables are others."""

    def damage(path: Path) -> None:
        was, now = words.encode(), into.encode() if isinstance(into, str) else into
        assert len(was) == len(now)
        overwrite(path, path.read_bytes().index(was), now)

    return damage


def unlisted(name: str) -> Damage:
    """A table, an index or a trigger is not in the list any more."""

    def damage(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema=ON")
            connection.execute("DELETE FROM sqlite_master WHERE name = ?", (name,))

    return damage


def stated(sql: str) -> Damage:
    """What SQL makes wrong that no rule of ours allows."""

    def damage(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            asked = "SELECT name, sql FROM sqlite_master WHERE type='trigger'"
            triggers = connection.execute(asked).fetchall()
            for name, _sql in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute("PRAGMA ignore_check_constraints=ON")
            connection.execute("PRAGMA writable_schema=ON")
            connection.executescript(sql)
            for _name, made in triggers:
                connection.execute(made)

    return damage


def executed(sql: str) -> Damage:
    """What SQL makes wrong that the list of tables allows; a library that is open notices late."""

    def damage(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(sql)

    return damage


def unindexed(index: str, row: int) -> Damage:
    """An index lacks a row of its table."""

    def damage(path: Path) -> None:
        def rewrite(sql: str) -> None:
            with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                connection.execute("PRAGMA writable_schema=ON")
                connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, index))

        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            asked = "SELECT sql FROM sqlite_master WHERE name = ?"
            (sql,) = connection.execute(asked, (index,)).fetchone()
        rewrite(f"{sql} WHERE id <> {row}")
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(f"REINDEX {index}")
        rewrite(sql)

    return damage


def truncated(share: float) -> Damage:
    """The end of the file is missing."""

    def damage(path: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share) // PAGE * PAGE])

    return damage


def at(place: int, content: bytes) -> Damage:
    """Some bytes at a place are others."""
    return lambda path: overwrite(path, place, content)
