"""Counts articles by site and by the day of adding, all of them or those that are listed."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from bisect import bisect_left
from datetime import timedelta

from reader.core.listed_ids import ListedIds
from reader.core.models import Article, Sort, View
from reader.core.query.query_ranges import first_moment, local_day
from reader.library.queries.articles import SITE, VIEWS
from reader.library.queries.read_connection import ReadConnection
from reader.library.queries.view_pages import ViewPages

_MOST_SITES = 1_000  # that are listed


class ArticleGroupQueries(ReadConnection):
    """Queries for groups of articles."""

    def sites(self) -> list[tuple[str, int]]:
        """Returns the sites with the most articles, each with how many they are, by name."""
        found = self._rows(
            "SELECT a.site, count(*) AS n FROM article AS a"
            f" WHERE {VIEWS[View.ALL]} AND a.site <> '' GROUP BY a.site ORDER BY n DESC LIMIT ?",
            (_MOST_SITES,),
        )
        return sorted(found, key=lambda row: row[0].casefold())

    def days(self) -> list[tuple[str, int]]:
        """Returns the days on which articles were added, with how many they are, the last first."""
        return self._rows(
            "SELECT date(a.created_at / 1000, 'unixepoch', 'localtime') AS day, count(*)"
            " FROM article AS a INDEXED BY article_added"
            f" WHERE {VIEWS[View.ALL]} GROUP BY day ORDER BY day DESC"
        )

    def group_size(self, listed: ListedIds, sort: Sort, row: int, first: Article) -> int:
        """Returns how many listed articles have the site or the day of an article, the first of them."""
        sql, values = f"{SITE} = ?", list[str | int]((first.site,))
        if sort is Sort.DAY:
            day = local_day(first.added_at)
            days = day, day + timedelta(days=1)
            sql, values = "a.created_at >= ? AND a.created_at < ?", [*map(first_moment, days)]
        if isinstance(listed, ViewPages):
            return listed.count_where(sql, values)
        # Where the group ends in what is held: some fifteen rows are looked at.
        sql = f"SELECT 1 FROM article AS a WHERE a.id = ? AND {sql}"
        rows = range(row, len(listed))
        return bisect_left(rows, True, key=lambda at: not self._rows(sql, (listed[at], *values)))
