"""Reads annotations, of one article or of the whole library: ids, order, rows and counts."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from reader.core.errors import NotFound
from reader.core.models import (
    Annotation,
    AnnotationIds,
    AnnotationSort,
    AnnotationWithArticle,
    Color,
)
from reader.core.query.query_tree import EMPTY, Field, Query
from reader.core.translation import _
from reader.library.queries import row_conversion
from reader.library.queries.articles import ArticleQueries
from reader.library.queries.id_chunks import chunks
from reader.library.queries.searching import query_conditions

FROM = (
    " FROM annotation AS n JOIN article AS a ON a.id = n.article_id"
    " LEFT JOIN anchor AS p ON p.annotation_id = n.id AND p.revision_id = a.current_revision_id"
)
IS_LIVE = " WHERE n.deleted_at IS NULL AND a.deleted_at IS NULL"
LIVE = FROM + IS_LIVE
# Notes on the article first, then by place in the text; what has lost its place comes last.
_IN_TEXT = "n.article_id, n.kind <> 'article_note', p.start IS NULL, p.start, p.\"end\", n.id"
_AS_READ = "n.kind <> 'article_note', p.start IS NULL, p.start, p.\"end\", n.made_start, n.created_at, n.id"
_COLOR = " ".join(f"WHEN '{color}' THEN {number}" for number, color in enumerate(Color))
_FIRST_TAG = (
    "(SELECT t.key FROM annotation_tag AS x JOIN tag AS t ON t.id = x.tag_id"
    " WHERE x.annotation_id = n.id ORDER BY t.key LIMIT 1)"
)
_ORDERS = {
    AnnotationSort.NEWEST: "n.created_at DESC, n.id DESC",
    AnnotationSort.OLDEST: "n.created_at, n.id",
    AnnotationSort.ARTICLE: f"fold(a.title), {_IN_TEXT}",
    AnnotationSort.PUBLISHED: f"a.published = '', a.published DESC, a.created_at DESC, {_IN_TEXT}",
    AnnotationSort.TAG: f"section IS NULL, section, a.created_at DESC, {_IN_TEXT}",
    AnnotationSort.COLOR: f"CASE section {_COLOR} ELSE 99 END, a.created_at DESC, {_IN_TEXT}",
}
_SECTIONS = {
    AnnotationSort.TAG: _FIRST_TAG,
    AnnotationSort.COLOR: "CASE n.kind WHEN 'highlight' THEN n.color ELSE '' END",
}


class AnnotationQueries(ArticleQueries):
    """Queries for annotations."""

    def annotations(self, article_id: int, revision_id: int | None = None) -> list[Annotation]:
        """Returns an article's annotations: its notes, then in the order of the text, unplaced ones last.

        Placed on its current revision, if no other is named.
        """
        return self._annotations(
            f"n.article_id = ? ORDER BY {_AS_READ}",
            article_id,
            revision="a.current_revision_id" if revision_id is None else str(int(revision_id)),
        )

    def annotations_by_article(self, article_ids: Sequence[int]) -> dict[int, list[Annotation]]:
        """Returns the same of several articles, on their present revisions."""
        found: dict[int, list[Annotation]] = {id_: [] for id_ in article_ids}
        for chunk, marks in chunks(article_ids):
            for one in self._annotations(f"n.article_id IN ({marks}) ORDER BY {_AS_READ}", *chunk):
                found[one.article_id].append(one)
        return found

    def annotation_places(self, article_id: int) -> list[tuple[int, int, int]]:
        """Returns id, start and end of an article's highlights on its text, in the order of the text."""
        return self._cache.get("places", article_id, self._annotation_places)

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
        """Returns those of the annotations that are the article's and not in the trash, in no order."""
        found: list[Annotation] = []
        for chunk, marks in chunks(list(ids)):
            where = f"n.id IN ({marks}) AND n.article_id = ?"
            found += self._annotations(where, *chunk, article_id)
        return found

    def annotation(self, id_: int) -> Annotation:
        """Returns the annotation; raises NotFound, also when it is in the trash."""
        found = self._annotations("n.id = ?", id_)
        if not found:
            raise NotFound(_("There is no annotation {id} in the library.").format(id=id_))
        return found[0]

    def annotation_of_uid(self, uid: str) -> Annotation:
        """Returns the annotation with a UUID; raises NotFound, also when it is in the trash."""
        found = self._annotations("n.uid = ?", uid)
        if not found:
            raise NotFound(_("There is no annotation {id} in the library.").format(id=uid))
        return found[0]

    def _annotations(
        self, where: str, *values: int | str, revision: str = "a.current_revision_id"
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
        for chunk, marks in chunks([row[0] for row in found]):
            tags |= self._names(
                "SELECT x.annotation_id, t.name FROM annotation_tag AS x"
                f" JOIN tag AS t ON t.id = x.tag_id WHERE x.annotation_id IN ({marks})"
                " ORDER BY t.key",
                chunk,
            )
        return [row_conversion.annotation(row, tags.get(row[0], ())) for row in found]

    def listed_annotations(
        self,
        query: Query = EMPTY,
        sort: AnnotationSort = AnnotationSort.NEWEST,
        *,
        is_typing: bool = True,
    ) -> AnnotationIds:
        """Returns the annotations that match a query, sorted; none that is in the trash or whose article is.

        While typing, the query's last word stands for all that begin with it.
        """
        where, values = query_conditions.of_annotations(self.with_forms(query), is_typing=is_typing)
        section = _SECTIONS.get(sort, "''")
        found = self._rows(
            f"SELECT n.id, n.article_id, {section} AS section{LIVE} AND ({where})"
            f" ORDER BY {_ORDERS[sort]}",
            values,
        )
        names: dict[str | None, str] = {None: ""}
        if sort is AnnotationSort.TAG:
            names |= dict(self._rows("SELECT key, name FROM tag"))
        return AnnotationIds(
            tuple(row[0] for row in found),
            tuple(row[1] for row in found),
            tuple(names.get(row[2], row[2]) for row in found),
        )

    def annotation_count(self) -> int:
        """Returns how many annotations the library contains."""
        count: int = self._rows(f"SELECT count(*){LIVE}")[0][0]
        return count

    def annotation_kinds(self, query: Query) -> Counter[str]:
        """Returns how many of a query's annotations have each colour, a note, or need review, by term."""
        where, values = query_conditions.of_annotations(self.with_forms(query), is_typing=True)
        review, _values = query_conditions.of_annotations(Field("is", "review"), is_typing=False)
        found: Counter[str] = Counter()
        for color, count, noted, doubtful in self._rows(
            "SELECT CASE n.kind WHEN 'highlight' THEN n.color ELSE '' END AS color, count(*),"
            f" sum(n.note <> ''), sum({review}){LIVE} AND ({where}) GROUP BY color",
            values,
        ):
            found["has:note"] += noted
            found["is:review"] += doubtful
            if color:
                found[f"color:{color}"] = count
        return found

    def annotation_tags(self, query: Query) -> Counter[str]:
        """Returns how many of a query's annotations carry each tag, by its name."""
        where, values = query_conditions.of_annotations(self.with_forms(query), is_typing=True)
        return Counter(
            dict(
                self._rows(
                    "SELECT t.name, count(*) FROM annotation_tag AS c JOIN tag AS t"
                    " ON t.id = c.tag_id WHERE c.annotation_id IN"
                    f" (SELECT n.id{LIVE} AND ({where})) GROUP BY t.id",
                    values,
                )
            )
        )

    def annotations_of(self, ids: Sequence[int]) -> list[Annotation]:
        """Returns the annotations in the order of the ids; those that are gone by now are left out."""
        found: dict[int, Annotation] = {}
        for chunk, marks in chunks(ids):
            where = f"a.deleted_at IS NULL AND n.id IN ({marks})"
            found |= {one.id: one for one in self._annotations(where, *chunk)}
        return [found[id_] for id_ in ids if id_ in found]

    def lost_annotations(self, ids: Sequence[int]) -> list[tuple[int, int, str]]:
        """Returns those of the ids that are gone, also into the trash: id, article and the words marked.

        What is gone without a trace is known from the history of annotations. None of an article
        that is gone for good.
        """
        found: list[tuple[int, int, str]] = []
        for chunk, marks in chunks(ids):
            found += self._rows(
                "SELECT g.id, g.article_id, g.exact FROM ("
                " SELECT id, article_id, exact FROM annotation"
                f" WHERE deleted_at IS NOT NULL AND id IN ({marks})"
                " UNION ALL SELECT annotation_id, article_id, exact FROM annotation_history"
                " WHERE id IN (SELECT max(id) FROM annotation_history"
                f" WHERE annotation_id IN ({marks}) GROUP BY annotation_id)"
                " AND annotation_id NOT IN (SELECT id FROM annotation)"
                ") AS g JOIN article AS a ON a.id = g.article_id ORDER BY g.id",
                (*chunk, *chunk),
            )
        return found

    def strays(self, names: Iterable[str]) -> list[str]:
        """Returns those names of drafts that are of what this library never held, or not any more."""
        known = {
            "annotation": "annotation WHERE id = ?1 UNION ALL SELECT 1 FROM annotation_history AS h"
            " JOIN article AS a ON a.id = h.article_id WHERE h.annotation_id = ?1",
            "article": "article WHERE id = ?1",
            "passage": "revision WHERE article_id = ?1 AND id = ?2",
        }
        found = []
        for name in names:
            kind, first, *others = name.split(":")
            values = (int(first), int(others[0])) if others else (int(first),)
            if self._first(f"SELECT 1 FROM {known[kind]}", values) is None:
                found.append(name)
        return found

    def annotations_in_articles(self, ids: Sequence[int]) -> list[AnnotationWithArticle]:
        """Returns the same, each with its article."""
        found = self.annotations_of(ids)
        wanted = tuple(dict.fromkeys(one.article_id for one in found))
        articles = {article.id: article for article in self.articles(wanted)}
        return [
            AnnotationWithArticle(one, articles[one.article_id])
            for one in found
            if one.article_id in articles
        ]

    def articles_of(self, ids: Sequence[int]) -> dict[int, int]:
        """Returns the article of each annotation; those that are gone by now are left out."""
        return dict(self._rows_among(f"SELECT n.id, n.article_id{LIVE} AND n.id IN (...)", ids))
