"""Reads all rows that belong to an article, or to none, as plain values by table and column."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

from reader.library.connection import explained
from reader.library.queries.articles import TOUCHED
from reader.library.queries.id_chunks import chunks
from reader.library.queries.read_connection import ReadConnection

Row = dict[str, Any]  # column: value
Rows = dict[str, list[Row]]  # table: rows

# How each table leads to the article its rows belong to, in the order in which rows refer to each
# other.
OWNED = {
    "source": "JOIN revision ON revision.source_id = source.id",
    "article": "",
    "revision": "",
    "revision_offer": "",
    "asset": (
        "JOIN revision_asset ON revision_asset.asset_id = asset.id"
        " JOIN revision ON revision.id = revision_asset.revision_id"
    ),
    "revision_asset": "JOIN revision ON revision.id = revision_asset.revision_id",
    "annotation": "",
    "anchor": "JOIN annotation ON annotation.id = anchor.annotation_id",
    "annotation_history": "",
    "article_tag": "",
    "annotation_tag": "JOIN annotation ON annotation.id = annotation_tag.annotation_id",
    "feed_entry": "",
}
CONTENTS = ("source", "asset")  # what may belong to several articles, and has bytes of its own
TAGGINGS = ("article_tag", "annotation_tag")
SHARED = ("tag", "tag_slot", "feed", "saved_search")  # of the library, not of one article
_ARTICLE = {
    "article": "article.id",
    **dict.fromkeys(("source", "asset", "revision_asset"), "revision.article_id"),
    **dict.fromkeys(("anchor", "annotation_tag"), "annotation.article_id"),
}
_HISTORY = "annotation_history"  # which outlives its annotations and articles
_FROZEN = (
    "html",
    "text",
    "left_out",
    "data",
)  # columns that never change: a digest does without them


class ArticleDigest(NamedTuple):
    """An article, and the digest that shows whether its file is up to date."""

    id: int
    title: str
    digest: str  # of its rows: another when any changed
    contents: tuple[str, ...]  # the hashes of its sources and images
    deleted: tuple[int, ...]  # its annotations of which only the history is left


class ArticleRowQueries(ReadConnection):
    """Queries for whole rows."""

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads everything in a block from one snapshot."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("COMMIT")

    def rows_of_article(
        self,
        article_id: int,
        deleted: Collection[int] = (),
        columns: Mapping[str, Sequence[str]] | None = None,
    ) -> Rows:
        """Returns the rows of an article and of its tags by table; the bytes of files are left out.

        ``deleted`` are the annotations of which only the history is left: it is found by annotation.
        ``columns`` are those of all tables, where many articles are asked for.
        """
        return self.rows_of_articles({article_id: deleted}, columns)[article_id]

    def rows_of_articles(
        self,
        articles: Mapping[int, Collection[int]],
        columns: Mapping[str, Sequence[str]] | None = None,
    ) -> dict[int, Rows]:
        """Returns the rows of a few articles, each with its deleted annotations, as ``rows_of_article``."""
        own, known = tuple(map(int, articles)), columns or {}
        ids = f"IN ({', '.join('?' * len(own))})"
        present = f"SELECT id FROM annotation WHERE article_id {ids}"
        former = ", ".join(str(int(id_)) for several in articles.values() for id_ in several)
        found: dict[int, Rows] = {id_: {"tag": []} for id_ in own}
        for table in OWNED:
            where = f"WHERE {_article(table)} {ids}"
            if table == _HISTORY:
                where = f"WHERE annotation_id IN ({present}) OR annotation_id IN ({former})"
            for rows in found.values():
                rows[table] = []
            for id_, row in self._whole(table, where, known.get(table), *own):
                if id_ in found:  # the history outlives what was deleted permanently
                    found[id_][table].append(row)
        self._add_tags(found, known.get("tag"))
        return found

    def _add_tags(self, found: Mapping[int, Rows], columns: Sequence[str] | None) -> None:
        """Adds to the rows of articles those of the tags that they, or annotations of theirs, have."""
        carriers: defaultdict[int, set[int]] = defaultdict(set)  # the articles that have a tag
        for id_, rows in found.items():
            for table in TAGGINGS:
                for row in rows[table]:
                    carriers[row["tag_id"]].add(id_)
        for chunk, marks in chunks(sorted(carriers)):
            for _none, tag in self._whole("tag", f"WHERE id IN ({marks})", columns, *chunk):
                for id_ in carriers[tag["id"]]:
                    found[id_]["tag"].append(tag)

    def stored_columns(self) -> dict[str, list[str]]:
        """Returns the columns of the tables that articles have rows in, without the bytes of files."""
        return {table: self._plain_columns(table) for table in ("tag", *OWNED)}

    def rows_of_library(self, *, is_whole: bool = False) -> Rows:
        """Returns the rows that belong to no article: tags, digits, feeds, facts, and the last ids given.

        is_whole: also what is left of articles that were deleted permanently: which entries of feeds
        they were, and the history of their annotations.
        """
        asked = dict.fromkeys(SHARED, "")
        if is_whole:
            asked[_HISTORY] = "WHERE article_id NOT IN (SELECT id FROM article)"
            asked["feed_entry"] = "WHERE article_id IS NULL"
        rows = {
            table: [row for _owner, row in self._whole(table, where)]
            for table, where in asked.items()
        }
        meta = self._rows("SELECT key, value FROM meta WHERE key <> 'generation' ORDER BY key")
        rows["meta"] = [{"key": key, "value": value} for key, value in meta]
        last = self._rows("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        rows["sqlite_sequence"] = [{"name": name, "seq": seq} for name, seq in last]
        return rows

    def stored_bytes(self, table: str, id_: int) -> bytes:
        """Returns the bytes of a source, compressed as they are stored, or of an asset."""
        ((data,),) = self._rows(f"SELECT data FROM {table} WHERE id = ?", (id_,))
        return bytes(data)

    def article_digests(self) -> dict[str, ArticleDigest]:
        """Returns by UUID the digests that show whether the files of articles are up to date.

        Untouched articles of feeds are not among them: the feed has it.
        """
        articles = self._rows(
            f"SELECT id, uid, title FROM article AS a WHERE a.is_unkept = 0 OR {TOUCHED}"
        )
        import hashlib  # start-up time: OpenSSL

        found = {id_: hashlib.sha256() for id_, _uid, _title in articles}
        with explained(self._path):
            for name, sql in self._digested():
                for article_id, *values in self._connection.execute(sql):
                    if article_id in found:  # the history outlives what was deleted permanently
                        row = repr((name, values)).encode("utf-8", "surrogatepass")
                        found[article_id].update(row)
        contents: dict[int, list[str]] = {}
        for table in CONTENTS:
            for article_id, sha256 in self._rows(_select(table, ("sha256",))):
                contents.setdefault(article_id, []).append(sha256)
        deleted = self.deleted_annotations()
        return {
            uid: ArticleDigest(
                id_,
                title,
                found[id_].hexdigest(),
                tuple(contents.get(id_, ())),
                tuple(deleted.get(id_, ())),
            )
            for id_, uid, title in articles
        }

    def deleted_annotations(self) -> dict[int, list[int]]:
        """Returns by article the annotations of which only the history is left."""
        deleted: dict[int, list[int]] = {}
        for article_id, annotation_id in self._rows(
            f"SELECT DISTINCT article_id, annotation_id FROM {_HISTORY}"
            " WHERE annotation_id NOT IN (SELECT id FROM annotation)"
        ):
            deleted.setdefault(article_id, []).append(annotation_id)
        return deleted

    def all_article_ids(self) -> list[int]:
        """Returns the articles of all views, of the trash and of feeds."""
        return [id_ for (id_,) in self._rows("SELECT id FROM article ORDER BY id")]

    def _digested(self) -> Iterator[tuple[str, str]]:
        """Yields queries for all that a digest is of, each with a name."""
        for table in OWNED:
            names = [name for name in self._columns(table) if name not in _FROZEN]
            yield table, _select(table, tuple(names))
        for table in TAGGINGS:
            columns = ", ".join(f"tag.{name}" for name in self._columns("tag"))
            joined = f"{OWNED[table]} JOIN tag ON tag.id = {table}.tag_id"
            yield (
                f"tag of {table}",
                f"SELECT {_article(table)}, {columns} FROM {table} {joined} ORDER BY {table}.id",
            )

    def _plain_columns(self, table: str) -> list[str]:
        return [name for name in self._columns(table) if name != "data"]

    def _whole(
        self, table: str, where: str = "", columns: Sequence[str] | None = None, *values: int
    ) -> list[tuple[Any, Row]]:
        """Returns rows, each behind the article that it belongs to, by id."""
        names = columns or self._plain_columns(table)
        # SQLite keeps what it compiled.
        found = self._rows(_select(table, tuple(names), where), values)
        return [(row[0], dict(zip(names, row[1:], strict=True))) for row in found]

    def _columns(self, table: str) -> list[str]:
        return [row[1] for row in self._rows(f"PRAGMA table_info({table})")]


@lru_cache(maxsize=64)  # the same for each article of a library
def _select(table: str, names: tuple[str, ...], where: str = "") -> str:
    """Returns a query for the article and the columns of rows, each once, by id."""
    columns = ", ".join(f'{table}."{name}"' for name in names)
    owner = _article(table) if table in OWNED else "NULL"
    joined = OWNED.get(table, "")
    distinct = "DISTINCT" * (table in CONTENTS)  # which may belong to several revisions
    return f"SELECT {distinct} {owner}, {columns} FROM {table} {joined} {where} ORDER BY {table}.id"


def _article(table: str) -> str:
    return _ARTICLE.get(table, f"{table}.article_id")
