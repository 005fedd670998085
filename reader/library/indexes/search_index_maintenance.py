"""Updates the full-text index for the rows a unit of work changed, or rebuilds it.

Of each article the current text is indexed, under the article's id. It is not stored a second time,
so a text is taken out by handing in the same words again. Revisions never change, and an index of
words that were spread in another way, by another Postil or another Unicode, is rebuilt before
anything is taken out of it. So is one that contains other words than those handed in, because another
program changed a text or the index is damaged: it is made of the library's own rows.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from reader.core.cancellation import tell_progress
from reader.core.text.text_integrity import is_text_damaged
from reader.library.connection import driver_of
from reader.library.indexes import list_index
from reader.library.queries.id_chunks import chunks
from reader.library.queries.searching.search_tokens import VERSION, spread
from reader.library.steps.changeset import GIVES_TEXT, Change, Changes, Row, Run, single

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OPTIONS = "prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'"
TABLES = (
    f"CREATE VIRTUAL TABLE search_article USING fts5(title, byline, {_OPTIONS})",
    f"CREATE VIRTUAL TABLE search_text USING fts5(text, content='', {_OPTIONS})",
    f"CREATE VIRTUAL TABLE search_annotation USING fts5(quote, note, {_OPTIONS})",
)
NAMES = ("search_article", "search_text", "search_annotation")
# What each is made of: its columns, and the rows of the tables.
_TEXTS = (
    "SELECT a.id, spread(r.text) AS text FROM main.article AS a"
    " JOIN main.revision AS r ON r.id = a.current_revision_id"
)
_CONTENTS = {
    "search_article": (
        "title, byline",
        "SELECT id, spread(title) AS title, spread(byline) AS byline FROM main.article",
    ),
    "search_text": ("text", _TEXTS),
    "search_annotation": (
        "quote, note",
        "SELECT id, spread(exact) AS quote, spread(note) AS note FROM main.annotation",
    ),
}
_ARTICLE_COLUMNS = {"title", "byline"}
_ANNOTATION_COLUMNS = {"note"}
_INDEXED: dict[str, set[str]] = {
    "article": {*_ARTICLE_COLUMNS, GIVES_TEXT},
    "annotation": _ANNOTATION_COLUMNS,
    "revision": set(),
}
# What FTS5 fails with on tables of its own that are damaged, while the rest of the file is not.
_INDEX_DAMAGE = ("SQLITE_CORRUPT_VTAB", "SQLITE_CONSTRAINT", "SQLITE_ERROR")
VERSION_QUESTION = "SELECT value FROM meta WHERE key = 'search_version'"


def follow(connection: "Connection", changes: Changes, *, puts_off: bool = False) -> None:
    """Indexes what the changes, already made, have made out of date.

    Where an index turns out to be damaged, it is rebuilt from the tables; ``puts_off``: it is
    marked as out of date, and left to ``refresh``, as one that is marked already. The list is
    sorted by its own tables meanwhile.
    """
    from sqlalchemy.exc import DBAPIError  # start-up time; loaded by whoever writes

    indexed = _indexed(changes)
    articles = _articles_in(indexed)
    list_index.follow(connection, articles)
    if puts_off and not is_current(connection):
        if indexed:  # for another version of Postil, the index may have been up to date
            _mark_outdated(connection)
        return
    connection.exec_driver_sql("SAVEPOINT search_index")
    try:
        is_whole = _follow(connection, indexed, articles)
        # FTS5 writes then what it has put off, and may find only so that its index is damaged.
        connection.exec_driver_sql("SAVEPOINT search_index_written")
    except (DBAPIError, sqlite3.DatabaseError) as error:
        cause = getattr(error, "orig", error)
        if not getattr(cause, "sqlite_errorname", "").startswith(_INDEX_DAMAGE):
            raise
        is_whole = False
    if not is_whole:
        # FTS5 forgets what it could not write, which it would try again in each statement.
        connection.exec_driver_sql("ROLLBACK TO search_index")
        if puts_off:
            _mark_outdated(connection)
        else:
            rebuild(connection)
    connection.exec_driver_sql("RELEASE search_index")


def _follow(connection: "Connection", changes: Sequence[Change], articles: Sequence[int]) -> bool:
    """Returns whether the index held what was to be taken out, as far as that can be told."""
    annotations: dict[int, None] = {}
    revisions: dict[int, int | None] = {}  # of articles whose text is another: the one before
    gone: dict[int, Row] = {}  # revisions that are there no more
    for change in changes:
        if change.table == "article":
            if _touches(change, {GIVES_TEXT}):
                before = (change.before or {}).get(GIVES_TEXT)
                revisions.setdefault(change.id, None if before is None else int(before))
        elif change.table == "annotation" and _touches(change, _ANNOTATION_COLUMNS):
            annotations[change.id] = None
        elif change.table == "revision" and change.is_delete:
            gone[change.id] = change.before or {}
    _index_articles(connection, articles)
    _index_annotations(connection, list(annotations))
    for id_, revision in revisions.items():
        if revision is not None:
            row = gone[revision] if revision in gone else _text_row(connection, revision)
            if is_text_damaged(row["text"], row["text_sha256"]):
                return False  # other words were indexed, and FTS5 rarely notices
            connection.exec_driver_sql(
                "INSERT INTO search_text(search_text, rowid, text) VALUES ('delete', ?, ?)",
                (id_, spread(str(row["text"]))),
            )
    _index_texts(connection, list(revisions))
    return True


def rebuild(connection: "Connection") -> None:
    """Builds the index from the tables alone, and what the list is sorted and counted by.

    Progress is the number of articles.
    """
    for name, sql in zip(NAMES, TABLES, strict=True):
        _drop(connection, name)
        connection.exec_driver_sql(sql)
    list_index.rebuild(connection)
    done = 0
    for table, index in (
        ("article", list_index.follow),
        ("article", _index_articles),
        ("article", _index_texts),
        ("annotation", _index_annotations),
    ):
        rows = connection.exec_driver_sql(f"SELECT id FROM {table}")
        for chunk, _marks in chunks([row[0] for row in rows]):
            index(connection, chunk)
            if index is _index_texts:  # which takes nearly all of the time
                done += len(chunk)
                tell_progress(done)
    connection.exec_driver_sql(
        "INSERT INTO meta(key, value) VALUES ('search_version', ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (VERSION,),
    )


def _drop(connection: "Connection", name: str) -> None:
    """Drops a table of the index, also one without its structure, which FTS5 needs to open and drop it."""
    from sqlalchemy.exc import DBAPIError  # start-up time; loaded by whoever writes

    try:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    except DBAPIError:
        connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.empty_index USING fts5(text)")
        for part in ("data", "config"):
            connection.exec_driver_sql(
                f"INSERT OR REPLACE INTO main.{name}_{part} SELECT * FROM temp.empty_index_{part}"
            )
        connection.exec_driver_sql("DROP TABLE temp.empty_index")
        connection.exec_driver_sql(f"DROP TABLE {name}")


def is_version_of_ours(row: Sequence[Any] | None) -> bool:
    """Returns whether the answer to VERSION_QUESTION says that the texts were spread as ours are."""
    return row is not None and row[0] == VERSION


def is_current(connection: "Connection") -> bool:
    """Returns whether the texts are indexed as ours are, and not marked as out of date."""
    return is_version_of_ours(connection.exec_driver_sql(VERSION_QUESTION).first())


def _mark_outdated(connection: "Connection") -> None:
    connection.exec_driver_sql("DELETE FROM meta WHERE key = 'search_version'")


def refresh(connection: "Connection") -> None:
    """Rebuilds the index when its texts were spread in another way than ours are, or when it is marked."""
    if not is_current(connection):
        rebuild(connection)


def check(connection: "Connection") -> None:
    """Raises a database error when the index contradicts itself."""
    for name in NAMES:
        connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('integrity-check')")


def compare(connection: sqlite3.Connection, name: str) -> None:
    """Raises sqlite3.DatabaseError when a search table does not agree with what it is made of.

    Nothing is written into the library: a copy of the index is put into a temporary table whose
    content are the rows, and compared by FTS5.
    """
    columns, made_of = _CONTENTS[name]
    connection.create_function("spread", 1, spread, deterministic=True)
    connection.execute("PRAGMA query_only=OFF")
    connection.execute("PRAGMA temp_store=FILE")
    connection.execute(f"CREATE TEMP VIEW IF NOT EXISTS content_{name} AS {made_of}")
    connection.execute(
        f"CREATE VIRTUAL TABLE temp.compared_{name} USING fts5({columns},"
        f" content='content_{name}', content_rowid='id', {_OPTIONS})"
    )
    for part in ("data", "idx", "docsize"):
        connection.execute(f"DELETE FROM temp.compared_{name}_{part}")
        connection.execute(
            f"INSERT INTO temp.compared_{name}_{part} SELECT * FROM main.{name}_{part}"
        )
    connection.execute(
        f"INSERT INTO compared_{name}(compared_{name}, rank) VALUES ('integrity-check', 1)"
    )
    if name != "search_text":  # the others keep their words, to take them out by
        kept, made = f"SELECT * FROM main.{name}_content", f"SELECT * FROM content_{name}"
        for one, other in ((kept, made), (made, kept)):
            if connection.execute(f"{one} EXCEPT {other} LIMIT 1").fetchone() is not None:
                raise sqlite3.DatabaseError(f"{name} keeps other words")


def _indexed(changes: Changes) -> list[Change]:
    """Returns the changes of what is indexed, one by one."""
    return single(
        change
        for change in changes
        if change.table in _INDEXED and _touches(change, _INDEXED[change.table])
    )


def _touches(change: Change | Run, columns: set[str]) -> bool:
    after = change.after
    return not after or change.before is None or not columns.isdisjoint(after)


def _articles_in(changes: Iterable[Change]) -> list[int]:
    """Returns the articles whose titles or authors may be other now, each once."""
    return list(
        dict.fromkeys(
            change.id
            for change in changes
            if change.table == "article" and _touches(change, _ARTICLE_COLUMNS)
        )
    )


def _index_articles(connection: "Connection", ids: Sequence[int]) -> None:
    _replace(connection, ids, "article", "search_article(rowid, title, byline)", "title, byline")


def _index_annotations(connection: "Connection", ids: Sequence[int]) -> None:
    _replace(connection, ids, "annotation", "search_annotation(rowid, quote, note)", "exact, note")


def _index_texts(connection: "Connection", ids: Sequence[int]) -> None:
    """Puts the current texts of articles into the index; those that are gone have none."""
    driver = driver_of(connection)  # thousands: not by SQLAlchemy
    for chunk, marks in chunks(ids):
        asked = driver.execute(
            "SELECT a.id, r.text FROM article AS a JOIN revision AS r"
            f" ON r.id = a.current_revision_id WHERE a.id IN ({marks})",
            chunk,
        )
        with closing(asked) as texts:  # else no table can be dropped after an error
            driver.executemany(
                "INSERT INTO search_text(rowid, text) VALUES (?, ?)",
                ((id_, spread(text)) for id_, text in texts),
            )


def _text_row(connection: "Connection", revision: int) -> Row:
    sql = "SELECT text, text_sha256 FROM revision WHERE id = ?"
    return dict(connection.exec_driver_sql(sql, (revision,)).one()._mapping)


def _replace(
    connection: "Connection", ids: Sequence[int], table: str, index: str, columns: str
) -> None:
    """Replaces rows of a table in an index, and removes those that do not exist any more.

    To remove all of them first takes half as long again, even if they are new.
    """
    name, _, _ = index.partition("(")
    for chunk, marks in chunks(ids):
        rows = connection.exec_driver_sql(
            f"SELECT id, {columns} FROM {table} WHERE id IN ({marks})", tuple(chunk)
        ).all()
        fresh = [(row[0], *(spread(text) for text in row[1:])) for row in rows]
        if fresh:
            connection.exec_driver_sql(f"INSERT OR REPLACE INTO {index} VALUES (?, ?, ?)", fresh)
        gone = set(chunk).difference(row[0] for row in rows)
        if gone:
            connection.exec_driver_sql(
                f"DELETE FROM {name} WHERE rowid = ?", [(id_,) for id_ in gone]
            )
