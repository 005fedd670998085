"""Reads articles: their number in each view, sorted ids, and rows.

Lists are read in two steps: the sorted ids, then the rows of a page.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.core.errors import NotFound
from reader.core.listed_ids import HeldIds, ListedIds
from reader.core.models import Article, Counts, Sort, View
from reader.core.query.query_tree import EMPTY, Query, names_feeds, seeks_words
from reader.core.translation import _
from reader.library import left_out_parts_json
from reader.library.queries import row_conversion
from reader.library.queries.id_chunks import chunks
from reader.library.queries.searching.index_lookups import Condition
from reader.library.queries.searching.indexed_search import HitQueries, Hits
from reader.library.queries.searching.query_conditions import EVERYTHING
from reader.library.queries.searching.search_ranking import FOUND
from reader.library.queries.view_pages import BEST_FIRST, HITS, FoundRows, ViewPages, Walk

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SHORTEST_UID = 4  # characters of a UUID that may stand for the whole of it

_KEPT = "a.deleted_at IS NULL AND a.is_unkept = 0"
# What the user did something with, though it may not be filed. Parts are restored into a later text.
TOUCHED = (
    "(a.is_starred = 1 OR a.edited_fields <> ''"
    " OR EXISTS (SELECT 1 FROM article_tag AS t WHERE t.article_id = a.id)"
    " OR EXISTS (SELECT 1 FROM annotation AS n WHERE n.article_id = a.id)"
    " OR EXISTS (SELECT 1 FROM revision AS r WHERE r.article_id = a.id AND r.seq > 1"
    f" AND instr(r.left_out, '{left_out_parts_json.PUT_BACK}')))"
)
# Untouched articles of feeds that the user has unsubscribed from.
LEFT = (
    "a.is_unkept = 1 AND a.id IN (SELECT e.article_id FROM feed AS f"
    " CROSS JOIN feed_entry AS e ON e.feed_id = f.id"
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
# What View.ALL does not contain.
_IN_NO_LIST = (
    "SELECT id FROM article WHERE deleted_at IS NOT NULL UNION ALL"
    f" SELECT a.id FROM article AS a WHERE a.deleted_at IS NULL AND {LEFT}"
)
ADDED = "a.created_at"
# In the list of a feed, where an article stays in its place when it is filed.
ADDED_OF_FEED = (
    "coalesce((SELECT max(e.created_at) FROM feed_entry AS e WHERE e.article_id = a.id),"
    " a.created_at)"
)
# What is sorted by before the time of adding; articles that lack it come last either way.
_SORTS = {
    Sort.ADDED: "",
    Sort.DAY: "",
    Sort.BEST: "",
    Sort.PUBLISHED: "a.published = '', a.published {way}, ",
    Sort.LENGTH: "a.word_count {way}, ",
    Sort.PROGRESS: "a.progress {way}, ",
}
SITE = "a.site COLLATE NOCASE"
_TITLE = "(SELECT l.title FROM list_title AS l WHERE l.article_id = a.id)"
# The indexes in which other orders are walked, and what comes first in them.
_WALKS: dict[Sort, tuple[str, tuple[str, ...]]] = {
    Sort.PUBLISHED: ("article_published", ("a.published",)),
    Sort.LENGTH: ("article_length", ("a.word_count",)),
    Sort.PROGRESS: ("article_progress", ("a.progress",)),
}
HELD = 2_000  # ids that are read as fast all at once, and need no index that is walked
LOOKED_UP = "temp.found_article AS f CROSS JOIN article AS a ON a.id = f.id"  # hits of a search
_TRASHED = "article AS a INDEXED BY article_trash"
_FILED = frozenset((View.INBOX, View.LATER, View.ARCHIVE))


def is_ranked(sort: Sort, query: Query) -> bool:
    """Returns whether articles are sorted by how well they match, which needs words."""
    return sort is Sort.BEST and seeks_words(query)


class Order(NamedTuple):
    """How articles are sorted that are not ranked; ``Sort.BEST`` is ``Sort.ADDED`` here."""

    sort: Sort
    is_descending: bool
    is_of_feed: bool  # by when their feeds brought them, unless grouped by the day of adding

    def sql(self) -> str:
        """Returns what follows ORDER BY."""
        way = "DESC" if self.is_descending else "ASC"
        added = ADDED_OF_FEED if self.is_of_feed and self.sort is not Sort.DAY else ADDED
        if self.sort is Sort.SITE:
            return f"{SITE} {way}, -{added} {way}, a.id {way}"
        first = (
            f"{_TITLE} {way}" if self.sort is Sort.TITLE else f"{_SORTS[self.sort]}{added} {{way}}"
        )
        return f"{first.format(way=way)}, a.id {way}"


def _walk(view: View, sort: Sort, is_descending: bool) -> Walk:
    """Returns how an index is walked in the order of a view."""
    added = "article_state" if view in _FILED else "article_added"
    if sort is Sort.TITLE:
        title_keys = "l.title", "l.article_id"
        source = "list_title AS l CROSS JOIN article AS a ON a.id = l.article_id"
        counted = (
            f"article AS a INDEXED BY {added} CROSS JOIN list_title AS l ON l.article_id = a.id"
        )
        return Walk(source, title_keys, is_descending, counted)
    if sort is Sort.SITE:
        by_site = SITE, "-a.created_at", "a.id"
        return Walk("article AS a INDEXED BY article_site", by_site, is_descending)
    index, first = _WALKS.get(sort, (added, ()))
    if sort is Sort.PUBLISHED and not is_descending:
        index, first = "article_known", ("(a.published = '')", "a.published")
    keys = (*first, "a.created_at", "a.id")
    return Walk(f"article AS a INDEXED BY {index}", keys, is_descending)


def _source(view: View) -> str:
    """Returns the index in which all of a view is, in whatever order."""
    return _TRASHED if view is View.TRASH else _walk(view, Sort.ADDED, True).source


def _is_all(where: Condition, hits: Hits) -> bool:
    """Returns whether all hits are asked for that are in a list."""
    return where == (VIEWS[View.ALL], []) and hits.condition == EVERYTHING


def untouched(connection: "Connection", ids: Sequence[int]) -> list[int]:
    """Returns those of some articles that are from a feed and untouched, inside a write."""
    return [
        row[0]
        for chunk, marks in chunks(ids)
        for row in connection.exec_driver_sql(
            f"SELECT a.id FROM article AS a WHERE a.id IN ({marks})"
            f" AND a.is_unkept = 1 AND NOT {TOUCHED}",
            tuple(chunk),
        )
    ]


class ArticleQueries(HitQueries):
    """Queries for articles."""

    def counts(self) -> Counts:
        """Returns how many articles each view contains."""
        states = {"inbox": 0, "later": 0, "archive": 0}
        starred = unread = trash = unkept = 0
        for state, is_read, is_starred, is_unkept, is_deleted, count in self._list_counts():
            trash += count if is_deleted else 0
            starred += count if is_starred and not is_deleted else 0
            if is_unkept and not is_deleted:
                unkept += count
            elif not is_deleted:
                states[state] += count
                unread += count if state == "inbox" and not is_read else 0
        unkept -= self._left() if unkept else 0
        return Counts(**states, starred=starred, trash=trash, unread=unread, unkept=unkept)

    def unread_counts(self) -> dict[View, int]:
        """Returns how many articles of each view are unread."""
        found = dict.fromkeys((View.INBOX, View.LATER, View.ARCHIVE, View.STARRED), 0)
        for state, is_read, is_starred, is_unkept, is_deleted, count in self._list_counts():
            if not is_read and not is_deleted:
                found[View.STARRED] += count if is_starred else 0
                if not is_unkept:
                    found[View(state)] += count
        return found

    def _list_counts(self) -> list[tuple[Any, ...]]:
        return self._rows(
            "SELECT state, is_read, is_starred, is_unkept, is_deleted, number FROM list_count"
        )

    def _total(self, view: View) -> int:
        """Returns how many articles a view contains."""
        number: int = getattr(self.counts(), view.value)
        return number

    def _left(self) -> int:
        """Returns how many articles only feeds had that are left."""
        (count,) = self._row(
            f"SELECT count(*) FROM article AS a WHERE a.deleted_at IS NULL AND {LEFT}"
        )
        return int(count)

    def listed(
        self, view: View, sort: Sort = Sort.ADDED, descending: bool = True, held: int = HELD
    ) -> ListedIds:
        """Returns the ids of a view, sorted: those of a large one are read when they are looked at."""
        total = self._total(view)
        if view is View.TRASH or total <= held:
            return HeldIds(self.article_ids(view, None, sort, descending))
        return ViewPages(self._rows, _walk(view, sort, descending), VIEWS[view], total)

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
        query = self.with_forms(query or EMPTY)
        hits = self._find(query, is_typing=is_typing, is_ranked=is_ranked(sort, query))
        order = Order(sort, descending, names_feeds(query))
        return self._hit_ids(view, (VIEWS[view], []), hits, order)

    def _hits_listed(self, view: View, where: Condition, hits: Hits, order: Order) -> ListedIds:
        """Returns the hits in a view for which SQL is true: of many those that are looked at."""
        if hits.is_few or view is View.TRASH or order.is_of_feed:
            return HeldIds(self._hit_ids(view, where, hits, order))
        if hits.is_ranked:
            return self._ranked_list(view, where, hits)
        total = self._count_hits(view, where, hits)
        if total <= HELD:
            return HeldIds(self._hit_ids(view, where, hits, order))
        walk = _walk(view, order.sort, order.is_descending)
        _source, sql, values = self._hit_tables(walk.source, where, hits)
        return ViewPages(self._rows, walk, sql, total, values)

    def _ranked_list(self, view: View, where: Condition, hits: Hits) -> ListedIds:
        """Returns the hits in a view for which SQL is true, the best first, by rows of a table."""
        source, sql, values = self._hit_tables(_source(view), where, hits)
        if _is_all(where, hits):  # nearly all that was found: looked up in what is small
            source, sql = HITS, f"f.id NOT IN ({_IN_NO_LIST})"
        total = self._count_hits(view, where, hits)
        return FoundRows(self._rows, f"{source} WHERE {sql}", total, values)

    def _hit_ids(
        self, view: View, where: Condition, hits: Hits, order: Order, most: int = -1
    ) -> list[int]:
        """Returns the hits in a view for which SQL is true, sorted; no more than so many."""
        is_walked = not (hits.is_ranked or hits.is_few or order.is_of_feed or view is View.TRASH)
        walk = _walk(view, order.sort, order.is_descending) if is_walked else None
        source, sql, values = self._hit_tables(walk.source if walk else _source(view), where, hits)
        by = walk.order() if walk else BEST_FIRST if hits.is_ranked else order.sql()
        sql = f"SELECT a.id FROM {source} WHERE {sql} ORDER BY {by} LIMIT ?"
        return [row[0] for row in self._rows(sql, [*values, most])]

    def _count_hits(self, view: View, where: Condition, hits: Hits) -> int:
        """Returns how many hits of a view there are for which SQL is true."""
        if hits.total is not None and _is_all(where, hits):
            sql = f"SELECT count(*) FROM ({_IN_NO_LIST}) AS x WHERE x.id IN ({FOUND})"
            return hits.total - int(self._row(sql)[0])
        source, sql, values = self._hit_tables(_source(view), where, hits)
        count: int = self._rows(f"SELECT count(*) FROM {source} WHERE {sql}", values)[0][0]
        return count

    @staticmethod
    def _hit_tables(walked: str, where: Condition, hits: Hits) -> tuple[str, str, list[str | int]]:
        """Returns tables, condition and values for the hits for which SQL is true: looked up, or walked."""
        sql, values = f"{where[0]} AND ({hits.condition[0]})", [*where[1], *hits.condition[1]]
        if hits.is_few:
            return LOOKED_UP, sql, values
        if hits.is_ranked:
            return f"{walked} CROSS JOIN temp.found_article AS f ON f.id = a.id", sql, values
        return walked, sql if hits.total is None else f"{sql} AND a.id IN ({FOUND})", values

    def next_unread(self, listed: ListedIds, current: int | None) -> int | None:
        """Returns the unread article that follows another in a list, going round; None if there is none."""
        if isinstance(listed, ViewPages):
            return listed.following(current, "a.is_read = 0")
        ids = list(listed.all())
        row = listed.row_of(current) if current is not None else None
        for chunk, marks in chunks(ids if row is None else [*ids[row + 1 :], *ids[:row]]):
            sql = f"SELECT a.id FROM article AS a WHERE a.id IN ({marks}) AND a.is_read = 0"
            unread = {found[0] for found in self._rows(sql, chunk)}
            for id_ in chunk:
                if id_ in unread:
                    return id_
        return None

    def articles_in_view(self, view: View, ids: Sequence[int]) -> list[int]:
        """Returns those of some articles that a view contains."""
        sql = f"SELECT a.id FROM article AS a WHERE a.id IN (...) AND {VIEWS[view]}"
        return [row[0] for row in self._rows_among(sql, ids)]

    def are_in_view(self, view: View, ids: Sequence[int]) -> bool:
        """Determines whether a view contains all of some articles, up to the first that it lacks."""
        return all(
            len(self.articles_in_view(view, chunk)) == len(chunk) for chunk, _marks in chunks(ids)
        )

    def existing_articles(self, ids: Sequence[int]) -> list[int]:
        """Returns those of some articles that the library has, in the trash or not, in order."""
        found = {
            row[0] for row in self._rows_among("SELECT id FROM article WHERE id IN (...)", ids)
        }
        return [id_ for id_ in ids if id_ in found]

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
