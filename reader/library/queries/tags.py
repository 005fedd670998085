"""Reads tags: their names, colours and digits, and their uses."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from reader.core.models import Tag, TagUses
from reader.core.tags.tag_names import key, parents
from reader.library.queries import row_conversion
from reader.library.queries.id_chunks import chunks
from reader.library.queries.read_connection import ReadConnection

if TYPE_CHECKING:
    from reader.core.tags.tag_suggestions import Evidence, Subject

# The trash is small and the uses of a tag are many, so the trash is listed.
_GONE_ARTICLES = "SELECT id FROM article WHERE deleted_at IS NOT NULL"
_GONE_ANNOTATIONS = (
    "SELECT n.id FROM annotation AS n WHERE n.deleted_at IS NOT NULL"
    f" UNION ALL SELECT n.id FROM annotation AS n WHERE n.article_id IN ({_GONE_ARTICLES})"
)


def _last_use(kind: str, gone: str) -> str:
    """Returns SQL for when something of a kind that is not in the trash was given the tag ``t`` last."""
    return (
        f"(SELECT l.created_at FROM {kind}_tag AS l WHERE l.tag_id = t.id"
        f" AND l.{kind}_id NOT IN ({gone}) ORDER BY l.created_at DESC LIMIT 1)"
    )


class TagQueries(ReadConnection):
    """Queries for tags."""

    def tags(self, place: str = "") -> list[Tag]:
        """Returns every tag by name, counted over what is not in the trash; with its digit in a place.

        Counting takes longer the more is tagged: until something is written it is done once.
        """
        return self._cache.get("tags", place, self._counted_tags)

    def take_tags(self, place: str, version: int, counted: list[Tag]) -> None:
        """Returns these from ``tags`` as long as the data version is the one they were asked at."""
        self._cache.put("tags", place, version, counted)

    def _counted_tags(self, place: str) -> list[Tag]:
        found = self._rows(
            f"""WITH gone AS MATERIALIZED ({_GONE_ANNOTATIONS})
            SELECT t.id, t.name, coalesce(x.n, 0) - coalesce(gone_x.n, 0),
                      coalesce(y.n, 0) - coalesce(gone_y.n, 0),
                      max(coalesce({_last_use("article", _GONE_ARTICLES)}, 0),
                          coalesce({_last_use("annotation", "SELECT id FROM gone")}, 0)),
                      s.digit, t.color
            FROM tag AS t
            LEFT JOIN (SELECT tag_id, count(*) AS n FROM article_tag
                GROUP BY tag_id) AS x ON x.tag_id = t.id
            LEFT JOIN (SELECT tag_id, count(*) AS n FROM article_tag
                WHERE article_id IN ({_GONE_ARTICLES}) GROUP BY tag_id) AS gone_x
                ON gone_x.tag_id = t.id
            LEFT JOIN (SELECT tag_id, count(*) AS n FROM annotation_tag
                GROUP BY tag_id) AS y ON y.tag_id = t.id
            LEFT JOIN (SELECT tag_id, count(*) AS n FROM annotation_tag
                WHERE annotation_id IN (SELECT id FROM gone) GROUP BY tag_id) AS gone_y
                ON gone_y.tag_id = t.id
            LEFT JOIN (SELECT tag_id, min(digit) AS digit FROM tag_slot WHERE place = ?
                GROUP BY tag_id) AS s ON s.tag_id = t.id
            ORDER BY t.key""",
            (place,),
        )
        return [row_conversion.tag(row) for row in found]

    def articles_of_tags(self) -> dict[str, int]:
        """Returns by key how many articles carry a tag or one nested in it, themselves or on passages."""
        found: dict[str, int] = dict(
            self._rows(
                "SELECT t.key, (SELECT count(*) FROM article_tag AS x WHERE x.tag_id = t.id)"
                " - coalesce(gone.n, 0) + coalesce(passages.n, 0) FROM tag AS t"
                " LEFT JOIN (SELECT tag_id, count(*) AS n FROM article_tag"
                f" WHERE article_id IN ({_GONE_ARTICLES}) GROUP BY tag_id) AS gone"
                " ON gone.tag_id = t.id"
                " LEFT JOIN (SELECT x.tag_id, count(DISTINCT n.article_id) AS n"
                " FROM annotation_tag AS x JOIN annotation AS n ON n.id = x.annotation_id"
                f" WHERE n.id NOT IN ({_GONE_ANNOTATIONS}) AND NOT EXISTS"
                " (SELECT 1 FROM article_tag AS c"
                " WHERE c.article_id = n.article_id AND c.tag_id = x.tag_id)"
                " GROUP BY x.tag_id) AS passages ON passages.tag_id = t.id"
            )
        )
        for level in {level for name in found for level in parents(name)}:
            named = "t.key = ? OR (t.key > ? AND t.key < ?)"  # "0" follows "/"
            row = self._first(
                "SELECT count(*) FROM (SELECT x.article_id FROM tag AS t"
                f" JOIN article_tag AS x ON x.tag_id = t.id WHERE ({named})"
                f" AND x.article_id NOT IN ({_GONE_ARTICLES})"
                " UNION SELECT n.article_id FROM tag AS t"
                " JOIN annotation_tag AS x ON x.tag_id = t.id"
                f" JOIN annotation AS n ON n.id = x.annotation_id WHERE ({named})"
                f" AND n.id NOT IN ({_GONE_ANNOTATIONS}))",
                (level, f"{level}/", f"{level}0") * 2,
            )
            found[level] = row[0] if row else 0
        return {name: count for name, count in found.items() if count}

    def every_tag_name(self) -> list[str]:
        """Returns the name of every tag, by name."""
        return [row[0] for row in self._rows("SELECT name FROM tag ORDER BY key")]

    def tag_names(self, ids: Sequence[int]) -> tuple[str, ...]:
        """Returns the names of tags, in the order of the ids; those that are gone are left out."""
        marks = ",".join("?" * len(ids))
        found = dict(self._rows(f"SELECT id, name FROM tag WHERE id IN ({marks})", ids))
        return tuple(found[id_] for id_ in ids if id_ in found)

    def tag_ids(self, names: Sequence[str]) -> tuple[int, ...]:
        """Returns the ids of tags, in the order of the names; names of none are left out."""
        keys = [key(name) for name in names]
        marks = ",".join("?" * len(keys))
        found: dict[str, int] = dict(
            self._rows(f"SELECT key, id FROM tag WHERE key IN ({marks})", keys)
        )
        return tuple(found[one] for one in keys if one in found)

    def colors(self) -> dict[str, str]:
        """Returns the names of the tags that colours are linked to."""
        return dict(self._rows("SELECT color, name FROM tag WHERE color <> ''"))

    def slots(self, place: str = "") -> dict[int, str]:
        """Returns the names of the quick tags by digit: in the text, or in another place."""
        found = self._rows(
            "SELECT s.digit, t.name FROM tag_slot AS s JOIN tag AS t ON t.id = s.tag_id"
            " WHERE s.place = ? ORDER BY s.digit",
            (place,),
        )
        return dict(found)

    def tags_on(self, ids: Sequence[int], *, are_articles: bool) -> dict[str, int]:
        """Returns the tags on articles or annotations, each with on how many of them, by name."""
        kind = "article" if are_articles else "annotation"
        found: dict[str, int] = {}
        for chunk, marks in chunks(ids):
            for name, count in self._rows(
                f"SELECT t.name, count(*) FROM {kind}_tag AS x JOIN tag AS t ON t.id = x.tag_id"
                f" WHERE x.{kind}_id IN ({marks}) GROUP BY t.id ORDER BY t.key",
                chunk,
            ):
                found[name] = found.get(name, 0) + count
        return found

    def are_tagged(self, ids: Collection[int], name: str, *, are_articles: bool) -> bool:
        """Determines whether all of these articles or annotations have a tag, up to those that lack it."""
        kind = "article" if are_articles else "annotation"
        sql = (
            f"SELECT count(*) FROM {kind}_tag WHERE tag_id = (SELECT id FROM tag WHERE key = ?)"
            f" AND {kind}_id IN "
        )
        return all(
            self._rows(f"{sql}({marks})", (key(name), *chunk))[0][0] == len(chunk)
            for chunk, marks in chunks(list(set(ids)))
        )

    def tag_uses(self, names: Sequence[str]) -> TagUses:
        """Returns the uses of the tags outside the trash."""
        articles: set[int] = set()
        annotations: set[int] = set()
        for name in names:
            articles.update(
                row[0]
                for row in self._rows(
                    "SELECT x.article_id FROM tag AS t JOIN article_tag AS x ON x.tag_id = t.id"
                    " JOIN article AS a ON a.id = x.article_id"
                    " WHERE t.key = ? AND a.deleted_at IS NULL",
                    (key(name),),
                )
            )
            annotations.update(
                row[0]
                for row in self._rows(
                    "SELECT x.annotation_id FROM tag AS t JOIN annotation_tag AS x ON x.tag_id = t.id"
                    " JOIN annotation AS n ON n.id = x.annotation_id"
                    " JOIN article AS a ON a.id = n.article_id"
                    " WHERE t.key = ? AND n.deleted_at IS NULL AND a.deleted_at IS NULL",
                    (key(name),),
                )
            )
        return TagUses(frozenset(articles), frozenset(annotations))

    def tagging_count(self, names: Sequence[str]) -> int:
        """Returns how many times tags are on something, also on what is in the trash."""
        count = 0
        for chunk, marks in chunks([key(name) for name in names]):
            for kind in ("article", "annotation"):
                row = self._first(
                    f"SELECT count(*) FROM {kind}_tag WHERE tag_id IN"
                    f" (SELECT id FROM tag WHERE key IN ({marks}))",
                    chunk,
                )
                count += row[0] if row else 0
        return count

    def tagged_highlights(self, name: str) -> list[int]:
        """Returns the highlights that carry a tag and are not in the trash."""
        found = self._rows(
            "SELECT x.annotation_id FROM tag AS t JOIN annotation_tag AS x ON x.tag_id = t.id"
            " JOIN annotation AS n ON n.id = x.annotation_id"
            " WHERE t.key = ? AND n.deleted_at IS NULL AND n.kind = 'highlight'"
            " ORDER BY x.annotation_id",
            (key(name),),
        )
        return [row[0] for row in found]

    def unused_tags(self) -> list[str]:
        """Returns the tags without uses, even in the trash, and without a digit or colour."""
        found = self._rows(
            "SELECT t.name FROM tag AS t WHERE t.color = ''"
            " AND NOT EXISTS (SELECT 1 FROM article_tag AS x WHERE x.tag_id = t.id)"
            " AND NOT EXISTS (SELECT 1 FROM annotation_tag AS x WHERE x.tag_id = t.id)"
            " AND NOT EXISTS (SELECT 1 FROM tag_slot AS s WHERE s.tag_id = t.id) ORDER BY t.key",
            (),
        )
        return [row[0] for row in found]

    def tag_evidence(self, subject: "Subject") -> "Evidence":
        """Returns what the library knows that bears on the tags of a passage or article."""
        from reader.library.queries import tag_evidence  # start-up time

        return tag_evidence.evidence(self._rows, subject)
