"""Answers every question to a library as frozen dataclasses, over a read-only connection.

Uses nothing but the standard library, so that a list is on the screen before SQLAlchemy could even
be imported. Lists are asked for in two steps: the sorted ids, then the rows of a page.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.core.errors import NotFound
from reader.core.models import (
    Annotation,
    Article,
    Asset,
    Counts,
    Revision,
    Sort,
    Source,
    Tag,
    TagUses,
    View,
)
from reader.core.query.article_query import Query
from reader.core.translation import _
from reader.library.connection import BUSY_SECONDS, connect, explained
from reader.library.queries import article_search, row_conversion
from reader.library.queries.annotations import AnnotationQueries
from reader.library.queries.id_chunks import chunks as _chunks
from reader.library.queries.query_cache import KeptAnswers
from reader.library.queries.revisions import RevisionQueries
from reader.library.queries.undo_history import StepQueries

if TYPE_CHECKING:
    from reader.core.tags.tag_suggestions import Evidence, Subject

_SHORTEST_UID = 4  # characters of a UUID that may stand for the whole of it

_VIEWS = {
    View.INBOX: "a.deleted_at IS NULL AND a.state = 'inbox'",
    View.LATER: "a.deleted_at IS NULL AND a.state = 'later'",
    View.ARCHIVE: "a.deleted_at IS NULL AND a.state = 'archive'",
    View.STARRED: "a.deleted_at IS NULL AND a.is_starred = 1",
    View.TRASH: "a.deleted_at IS NOT NULL",
    View.ALL: "a.deleted_at IS NULL",
}
# What is sorted by first; articles that lack it come last either way.
_SORTS = {
    Sort.ADDED: "",
    Sort.PUBLISHED: "a.published = '', a.published {way}, ",
    Sort.LENGTH: "a.word_count {way}, ",
    Sort.PROGRESS: "a.progress {way}, ",
}
# What is in the trash is little, and who carries a tag is much: so it is the former that is listed.
_GONE_ARTICLES = "SELECT id FROM article WHERE deleted_at IS NOT NULL"
_GONE_ANNOTATIONS = (
    "SELECT n.id FROM annotation AS n WHERE n.deleted_at IS NOT NULL"
    f" UNION ALL SELECT n.id FROM annotation AS n WHERE n.article_id IN ({_GONE_ARTICLES})"
)


class Queries(AnnotationQueries, RevisionQueries, StepQueries):
    """A read-only connection; for any thread, but one at a time."""

    def __init__(self, path: Path, timeout: float = BUSY_SECONDS) -> None:
        self._path = path
        with explained(path):
            self._connection = connect(path, "ro", timeout=timeout)
        self._kept = KeptAnswers(self.data_version)
        self._connection.create_function("fold", 1, article_search.fold, deterministic=True)

    @staticmethod
    def sqlite_version() -> str:
        """The version of SQLite that reads and writes the library."""
        return sqlite3.sqlite_version

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def counts(self) -> Counts:
        """How many articles each view holds."""
        found = self._rows(
            "SELECT state, is_read, is_starred, count(*) FROM article"
            " WHERE deleted_at IS NULL GROUP BY state, is_read, is_starred"
        )
        states = {"inbox": 0, "later": 0, "archive": 0}
        starred = unread = 0
        for state, is_read, is_starred, count in found:
            states[state] += count
            starred += count if is_starred else 0
            unread += count if state == "inbox" and not is_read else 0
        (trash,) = self._row("SELECT count(*) FROM article WHERE deleted_at IS NOT NULL")
        return Counts(**states, starred=starred, trash=trash, unread=unread)

    def article_ids(
        self,
        view: View,
        query: Query | None = None,
        sort: Sort = Sort.ADDED,
        descending: bool = True,
        *,
        is_typing: bool = True,
    ) -> list[int]:
        """The ids of a view's articles that match a query, sorted.

        While typing, the query's last word stands for all that begin with it.
        """
        where = _VIEWS[view]
        values: list[str | int] = []
        if query is not None:
            sql, values = article_search.condition(query, is_typing=is_typing)
            where = f"{where} AND ({sql})"
        if sort is Sort.TITLE:
            found = self._rows(f"SELECT a.id, a.title FROM article AS a WHERE {where}", values)
            by_title = sorted(found, key=lambda row: (article_search.fold(row[1]), row[0]))
            ids = [row[0] for row in by_title]
            return ids[::-1] if descending else ids
        way = "DESC" if descending else "ASC"
        order = f"{_SORTS[sort].format(way=way)}a.created_at {way}, a.id {way}"
        found = self._rows(f"SELECT a.id FROM article AS a WHERE {where} ORDER BY {order}", values)
        return [row[0] for row in found]

    def articles(self, ids: Sequence[int]) -> list[Article]:
        """The articles in the order of the ids; those that are gone by now are left out."""
        found: dict[int, Article] = {}
        for chunk, marks in _chunks(ids):
            tags = self._names(
                "SELECT x.article_id, t.name FROM article_tag AS x JOIN tag AS t ON t.id = x.tag_id"
                f" WHERE x.article_id IN ({marks}) ORDER BY t.key",
                chunk,
            )
            for row in self._rows(
                f"SELECT {row_conversion.ARTICLE_COLUMNS}, (SELECT count(*) FROM annotation AS n"
                " WHERE n.article_id = a.id AND n.deleted_at IS NULL)"
                f" FROM article AS a WHERE a.id IN ({marks})",
                chunk,
            ):
                found[row[0]] = row_conversion.article(row, tags.get(row[0], ()), row[-1])
        return [found[id_] for id_ in ids if id_ in found]

    def article(self, id_: int) -> Article:
        """The article, in the trash or not; raises NotFound."""
        found = self.articles([id_])
        if not found:
            raise NotFound(_("There is no article {id} in the library.").format(id=id_))
        return found[0]

    def find_article(self, id_or_uid: str) -> Article:
        """The article named by its number, its UUID, or the beginning of one; raises NotFound."""
        name = id_or_uid.strip().lower()
        if name.isascii() and name.isdigit() and len(name) <= 18:
            found = self.articles([int(name)])
            if found:
                return found[0]
        ids: list[int] = []
        if len(name) >= _SHORTEST_UID:
            ids = [
                row[0]
                for row in self._rows(
                    "SELECT id FROM article WHERE substr(uid, 1, ?) = ? LIMIT 2", (len(name), name)
                )
            ]
        if len(ids) > 1:
            message = _("More than one article's id begins with {id}; give more of it.")
            raise NotFound(message.format(id=id_or_uid))
        if not ids:
            raise NotFound(_("There is no article {id} in the library.").format(id=id_or_uid))
        return self.article(ids[0])

    def revision(self, revision_id: int) -> Revision:
        """The revision with its html and text; raises NotFound."""
        row = self._first(
            f"SELECT {row_conversion.REVISION_COLUMNS} FROM revision WHERE id = ?",
            (revision_id,),
        )
        if row is None:
            message = _("There is no revision {id} in the library.")
            raise NotFound(message.format(id=revision_id))
        return row_conversion.revision(row)

    def revisions(self, article_id: int) -> list[Revision]:
        """All revisions of an article, the oldest first."""
        found = self._rows(
            f"SELECT {row_conversion.REVISION_COLUMNS} FROM revision WHERE article_id = ? ORDER BY seq",
            (article_id,),
        )
        return [row_conversion.revision(row) for row in found]

    def annotations(self, article_id: int, revision_id: int | None = None) -> list[Annotation]:
        """An article's annotations: its notes, then in the order of the text, unplaced ones last.

        Placed on its present revision, if no other is named.
        """
        return self._annotations(
            "n.article_id = ? ORDER BY n.kind <> 'article_note', p.start IS NULL, p.start,"
            ' p."end", n.made_start, n.created_at, n.id',
            article_id,
            revision="a.current_revision_id" if revision_id is None else str(int(revision_id)),
        )

    def annotation_places(self, article_id: int) -> list[tuple[int, int, int]]:
        """Id, start and end of an article's highlights on its text, in the order of the text."""
        return self._kept.get("places", article_id, self._annotation_places)

    def _annotation_places(self, article_id: int) -> list[tuple[int, int, int]]:
        return self._rows(
            'SELECT n.id, p.start, p."end" FROM annotation AS n'
            " JOIN article AS a ON a.id = n.article_id"
            " JOIN anchor AS p"
            " ON p.annotation_id = n.id AND p.revision_id = a.current_revision_id"
            " WHERE n.deleted_at IS NULL AND n.article_id = ? AND p.start IS NOT NULL"
            ' ORDER BY p.start, p."end", n.made_start, n.created_at, n.id',
            (article_id,),
        )

    def annotations_among(self, article_id: int, ids: Collection[int]) -> list[Annotation]:
        """Those of the annotations that are the article's and not in the trash, in no order."""
        found: list[Annotation] = []
        for chunk, marks in _chunks(list(ids)):
            where = f"n.id IN ({marks}) AND n.article_id = ?"
            found += self._annotations(where, *chunk, article_id)
        return found

    def annotation(self, id_: int) -> Annotation:
        """The annotation; raises NotFound, also when it is in the trash."""
        found = self._annotations("n.id = ?", id_)
        if not found:
            raise NotFound(_("There is no annotation {id} in the library.").format(id=id_))
        return found[0]

    def tags(self, place: str = "") -> list[Tag]:
        """Every tag by name, counted over what is not in the trash; with its digit in a place.

        Counting takes longer the more is tagged: until something is written it is done once.
        """
        return self._kept.get("tags", place, self._counted_tags)

    def _counted_tags(self, place: str) -> list[Tag]:
        found = self._rows(
            f"""SELECT t.id, t.name, coalesce(x.n, 0), coalesce(y.n, 0),
                      max(coalesce(x.at, 0), coalesce(y.at, 0)), s.digit, t.color
            FROM tag AS t
            LEFT JOIN (SELECT l.tag_id, count(*) AS n, max(l.created_at) AS at
                FROM article_tag AS l WHERE l.article_id NOT IN ({_GONE_ARTICLES})
                GROUP BY l.tag_id) AS x ON x.tag_id = t.id
            LEFT JOIN (SELECT l.tag_id, count(*) AS n, max(l.created_at) AS at
                FROM annotation_tag AS l WHERE l.annotation_id NOT IN ({_GONE_ANNOTATIONS})
                GROUP BY l.tag_id) AS y ON y.tag_id = t.id
            LEFT JOIN (SELECT tag_id, min(digit) AS digit FROM tag_slot WHERE place = ?
                GROUP BY tag_id) AS s ON s.tag_id = t.id
            ORDER BY t.key""",
            (place,),
        )
        return [row_conversion.tag(row) for row in found]

    def tag_names(self, ids: Sequence[int]) -> tuple[str, ...]:
        """The names of tags, in the order of the ids; those that are gone are left out."""
        marks = ",".join("?" * len(ids))
        found = dict(self._rows(f"SELECT id, name FROM tag WHERE id IN ({marks})", ids))
        return tuple(found[id_] for id_ in ids if id_ in found)

    def tag_ids(self, names: Sequence[str]) -> tuple[int, ...]:
        """The ids of tags, in the order of the names; names of none are left out."""
        from reader.library.queries import tags as tag_queries  # start-up time

        return tag_queries.ids(self._rows, names)

    def colors(self) -> dict[str, str]:
        """The names of the tags that colours stand for."""
        return dict(self._rows("SELECT color, name FROM tag WHERE color <> ''"))

    def slots(self, place: str = "") -> dict[int, str]:
        """The names of the tags that digits stand for: in the text, or in another place."""
        found = self._rows(
            "SELECT s.digit, t.name FROM tag_slot AS s JOIN tag AS t ON t.id = s.tag_id"
            " WHERE s.place = ? ORDER BY s.digit",
            (place,),
        )
        return dict(found)

    def tags_on(self, ids: Sequence[int], *, are_articles: bool) -> dict[str, int]:
        """The tags on articles or annotations, each with on how many of them, by name."""
        from reader.library.queries import tags as tag_queries  # start-up time

        return tag_queries.tags_on(self._rows, ids, are_articles=are_articles)

    def tag_uses(self, names: Sequence[str]) -> TagUses:
        """What carries any of the tags and is not in the trash."""
        from reader.library.queries import tags as tag_queries  # start-up time

        return tag_queries.uses(self._rows, names)

    def tagged_highlights(self, name: str) -> list[int]:
        """The highlights that carry a tag and are not in the trash."""
        from reader.library.queries import tags as tag_queries  # start-up time

        return tag_queries.highlights(self._rows, name)

    def unused_tags(self) -> list[str]:
        """The tags that nothing carries, not even in the trash, and no key or colour means."""
        from reader.library.queries import tags as tag_queries  # start-up time

        return tag_queries.unused(self._rows)

    def tag_evidence(self, subject: "Subject") -> "Evidence":
        """What the library knows that bears on the tags of a passage or article."""
        from reader.library.queries import tags as tag_queries  # start-up time

        return tag_queries.evidence(self._rows, subject)

    def asset(self, sha256: str) -> Asset | None:
        """The picture with this content, if the library has it."""
        row = self._first(
            "SELECT sha256, media_type, data FROM asset WHERE sha256 = ?", (sha256.lower(),)
        )
        return None if row is None else row_conversion.asset(row)

    def holds_source(self, sha256: str) -> bool:
        """Whether something was ever made of these bytes and not purged since."""
        return self._first("SELECT 1 FROM source WHERE sha256 = ?", (sha256,)) is not None

    def source(self, revision_id: int) -> Source:
        """What a revision was made from, as it came; raises NotFound."""
        row = self._first(
            "SELECT s.data, s.name, s.media_type FROM source AS s"
            " JOIN revision AS r ON r.source_id = s.id WHERE r.id = ?",
            (revision_id,),
        )
        if row is None:
            message = _("There is no revision {id} in the library.")
            raise NotFound(message.format(id=revision_id))
        return row_conversion.source(row)

    def data_version(self) -> int:
        """A number that changes when another connection, here or elsewhere, has written."""
        version: int = self._row("PRAGMA data_version")[0]
        return version

    def meta(self, key: str) -> str:
        """A fact about the library, empty when it is not known."""
        row = self._first("SELECT value FROM meta WHERE key = ?", (key,))
        return "" if row is None else row[0]

    def _annotations(
        self, where: str, *values: int, revision: str = "a.current_revision_id"
    ) -> list[Annotation]:
        found = self._rows(
            f"SELECT {row_conversion.ANNOTATION_COLUMNS} FROM annotation AS n"
            " JOIN article AS a ON a.id = n.article_id"
            " LEFT JOIN anchor AS p"
            f" ON p.annotation_id = n.id AND p.revision_id = {revision}"
            f" WHERE n.deleted_at IS NULL AND {where}",
            values,
        )
        tags: dict[int, tuple[str, ...]] = {}
        for chunk, marks in _chunks([row[0] for row in found]):
            tags |= self._names(
                "SELECT x.annotation_id, t.name FROM annotation_tag AS x"
                f" JOIN tag AS t ON t.id = x.tag_id WHERE x.annotation_id IN ({marks})"
                " ORDER BY t.key",
                chunk,
            )
        return [row_conversion.annotation(row, tags.get(row[0], ())) for row in found]

    def _names(self, sql: str, values: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Ids with the names that belong to each, from rows of an id and a name."""
        names: dict[int, list[str]] = {}
        for id_, name in self._rows(sql, values):
            names.setdefault(id_, []).append(name)
        return {id_: tuple(several) for id_, several in names.items()}

    def _rows(self, sql: str, values: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
        with explained(self._path):
            return self._connection.execute(sql, [_storable(one) for one in values]).fetchall()

    def _first(self, sql: str, values: Sequence[str | int] = ()) -> tuple[Any, ...] | None:
        found = self._rows(sql, values)
        return found[0] if found else None

    def _row(self, sql: str) -> tuple[Any, ...]:
        return self._rows(sql)[0]


def _storable(value: str | int) -> str | int:
    """The value without the halves of characters that a command line may hand over."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
