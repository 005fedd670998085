"""Reads articles: their number in each view, sorted ids, and rows.

Lists are read in two steps: the sorted ids, then the rows of a page.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reader.core.errors import NotFound
from reader.core.models import Article, Counts, Sort, View
from reader.core.query.article_query_parser import EMPTY, Query, names_feeds, seeks_words
from reader.core.translation import _
from reader.library import left_out_parts
from reader.library.queries import article_search, row_conversion
from reader.library.queries.id_chunks import chunks
from reader.library.queries.search_ranking import RankingQueries

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SHORTEST_UID = 4  # characters of a UUID that may stand for the whole of it

_KEPT = "a.deleted_at IS NULL AND a.is_unkept = 0"
# What a person did something with, though it may not be filed. Parts are put back into a later text.
TOUCHED = (
    "(a.is_starred = 1 OR a.edited_fields <> ''"
    " OR EXISTS (SELECT 1 FROM article_tag AS t WHERE t.article_id = a.id)"
    " OR EXISTS (SELECT 1 FROM annotation AS n WHERE n.article_id = a.id)"
    " OR EXISTS (SELECT 1 FROM revision AS r WHERE r.article_id = a.id AND r.seq > 1"
    f" AND instr(r.left_out, '{left_out_parts.PUT_BACK}')))"
)
# What feeds brought that a person has left, and nobody did anything with.
LEFT = (
    "a.is_unkept = 1 AND a.id IN (SELECT e.article_id FROM feed AS f"
    " JOIN feed_entry AS e ON e.feed_id = f.id"
    " WHERE f.deleted_at IS NOT NULL AND e.article_id IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM feed_entry AS x JOIN feed AS y ON y.id = x.feed_id"
    " WHERE x.article_id = e.article_id AND y.deleted_at IS NULL))"
    f" AND NOT {TOUCHED}"
)
VIEWS = {
    View.INBOX: f"{_KEPT} AND a.state = 'inbox'",
    View.LATER: f"{_KEPT} AND a.state = 'later'",
    View.ARCHIVE: f"{_KEPT} AND a.state = 'archive'",
    View.STARRED: "a.deleted_at IS NULL AND a.is_starred = 1",
    View.TRASH: "a.deleted_at IS NOT NULL",
    View.ALL: f"a.deleted_at IS NULL AND NOT ({LEFT})",
}
ADDED = "a.created_at"
# In the list of a feed, where an article stays in its place when it is filed.
ADDED_OF_FEED = (
    "coalesce((SELECT max(e.created_at) FROM feed_entry AS e WHERE e.article_id = a.id),"
    " a.created_at)"
)
# What is sorted by first; articles that lack it come last either way.
_SORTS = {
    Sort.ADDED: "",
    Sort.BEST: "",
    Sort.PUBLISHED: "a.published = '', a.published {way}, ",
    Sort.LENGTH: "a.word_count {way}, ",
    Sort.PROGRESS: "a.progress {way}, ",
}


def untouched(connection: "Connection", ids: Sequence[int]) -> list[int]:
    """Returns those of some articles that a feed brought and nobody did anything with, inside a write."""
    return [
        row[0]
        for chunk, marks in chunks(ids)
        for row in connection.exec_driver_sql(
            f"SELECT a.id FROM article AS a WHERE a.id IN ({marks})"
            f" AND a.is_unkept = 1 AND NOT {TOUCHED}",
            tuple(chunk),
        )
    ]


class ArticleQueries(RankingQueries):
    """Queries for articles."""

    def counts(self) -> Counts:
        """Returns how many articles each view holds."""
        found = self._rows(
            "SELECT state, is_read, is_starred, is_unkept, count(*) FROM article"
            " WHERE deleted_at IS NULL GROUP BY state, is_read, is_starred, is_unkept"
        )
        states = {"inbox": 0, "later": 0, "archive": 0}
        starred = unread = 0
        for state, is_read, is_starred, is_unkept, count in found:
            starred += count if is_starred else 0
            if not is_unkept:
                states[state] += count
                unread += count if state == "inbox" and not is_read else 0
        (trash,) = self._row("SELECT count(*) FROM article WHERE deleted_at IS NOT NULL")
        return Counts(**states, starred=starred, trash=trash, unread=unread)

    def unread_counts(self) -> dict[View, int]:
        """Returns how many articles of each view are unread."""
        return {
            view: self._row(f"SELECT count(*) FROM article AS a WHERE a.is_read = 0 AND {where}")[0]
            for view, where in VIEWS.items()
            if view not in (View.ALL, View.TRASH)
        }

    def article_ids(
        self,
        view: View,
        query: Query | None = None,
        sort: Sort = Sort.ADDED,
        descending: bool = True,
        *,
        is_typing: bool = True,
    ) -> list[int]:
        """Returns the ids of a view's articles that match a query, sorted.

        While typing, the query's last word stands for all that begin with it.
        """
        added = ADDED_OF_FEED if names_feeds(query) else ADDED
        found = self._sorted_rows(
            "a.id", (), VIEWS[view], query or EMPTY, sort, descending, added, is_typing=is_typing
        )
        return [row[0] for row in found]

    def _sorted_rows(
        self,
        columns: str,
        of_columns: Sequence[str | int],
        where: str,
        query: Query,
        sort: Sort,
        descending: bool,
        added: str = ADDED,
        *,
        is_typing: bool = True,
    ) -> list[tuple[Any, ...]]:
        """Returns columns, of which the first is the id, of the articles that match, sorted.

        The best come first only where words are sought; else the order is that of ``Sort.ADDED``.
        """
        if sort is Sort.BEST and seeks_words(query):
            return self._ranked_rows(columns, of_columns, where, query, is_typing=is_typing)
        condition, values = article_search.condition(query, is_typing=is_typing)
        where, values = f"{where} AND ({condition})", [*of_columns, *values]
        if sort is Sort.TITLE:
            found = self._rows(f"SELECT {columns}, a.title FROM article AS a WHERE {where}", values)
            found.sort(key=lambda row: (article_search.fold(row[-1]), row[0]), reverse=descending)
            return found
        way = "DESC" if descending else "ASC"
        order = f"{_SORTS[sort].format(way=way)}{added} {way}, a.id {way}"
        sql = f"SELECT {columns} FROM article AS a WHERE {where} ORDER BY {order}"
        return self._rows(sql, values)

    def articles_in_view(self, view: View, ids: Sequence[int]) -> list[int]:
        """Returns those of some articles that a view holds."""
        found: list[int] = []
        for chunk, marks in chunks(ids):
            sql = f"SELECT a.id FROM article AS a WHERE a.id IN ({marks}) AND {VIEWS[view]}"
            found += [row[0] for row in self._rows(sql, chunk)]
        return found

    def articles(self, ids: Sequence[int]) -> list[Article]:
        """Returns the articles in the order of the ids; those that are gone by now are left out."""
        found: dict[int, Article] = {}
        for chunk, marks in chunks(ids):
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
        """Returns the article, in the trash or not; raises NotFound."""
        found = self.articles([id_])
        if not found:
            raise NotFound(_("There is no article {id} in the library.").format(id=id_))
        return found[0]

    def is_title_generated(self, id_: int) -> bool:
        """Returns whether the title of an article was made of its text, as it had none."""
        return bool(self._rows("SELECT 1 FROM article WHERE id = ? AND is_title_generated", (id_,)))

    def find_article(self, id_or_uid: str) -> Article:
        """Returns the article named by its number, its UUID, or the beginning of one; raises NotFound."""
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
