"""Creates the rows of the panel of views from the library."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from PySide6.QtCore import QDate, QLocale

from reader.core.feeds import Feed, folder_path
from reader.core.models import Group, Tag, TagSort, View
from reader.core.query.query_tree import FEED, FOLDER, SITE, Field, Query
from reader.core.saved_searches import SavedSearch
from reader.core.tags.tag_names import key
from reader.core.tags.tag_tree import TreeRow, tree
from reader.core.translation import _, counted_text
from reader.library.queries.queries import Queries
from reader.ui.lists.view_names import view_name

_VIEWS = (View.INBOX, View.LATER, View.ARCHIVE, View.STARRED, View.ALL, View.TRASH)

SEARCHES, FEEDS = "searches", "feeds"  # the keys of headings, besides those of groups

# Groups that are read only when they are expanded: they may be many.
READ_LATE = frozenset({Group.SITES, Group.DAYS})


class Kind(StrEnum):
    """What a row is."""

    VIEW = "view"
    SEARCH = "search"  # that was saved
    HEADING = "heading"  # of a section, which can be folded
    FOLDER = "folder"
    FEED = "feed"
    TAG = "tag"
    SITE = "site"
    DAY = "day"  # or a month or year, on which articles were added


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One row of the panel."""

    kind: Kind
    key: str  # names it among those of its kind
    title: str
    depth: int = 0
    count: int = 0
    is_open: bool | None = None  # None: there is nothing to fold
    failure: str = ""  # of a feed, a sentence
    feeds: tuple[int, ...] = ()  # the feed, or those in the folder
    folder: tuple[str, ...] = ()  # of a folder and of a feed
    typed: str = ""  # the query of a saved search

    @property
    def id(self) -> tuple[Kind, str]:
        """What the row is known by when rows are rebuilt."""
        return self.kind, self.key

    @property
    def name(self) -> str:
        """The name it is folded by."""
        return f"{self.kind}:{self.key}"

    @property
    def count_text(self) -> str:
        """How many articles a search or a group has, else how many are unread; empty if none."""
        if not self.count:
            return ""
        if self.kind in (Kind.SEARCH, Kind.TAG, Kind.SITE, Kind.DAY):
            return counted_text("{n} article", "{n} articles", self.count)
        return counted_text("{n} unread", "{n} unread", self.count)

    @property
    def query(self) -> Query | None:
        """What articles it shows; None for those of a view, and for what shows none."""
        if self.kind is Kind.FEED:
            return Field(FEED, self.key)
        if self.kind is Kind.FOLDER:
            return Field(FOLDER, self.key)
        if self.kind is Kind.SITE:
            return Field(SITE, self.key)
        if self.kind is Kind.DAY:
            return Field("added", self.key)
        return Field("tag", key(self.key)) if self.kind is Kind.TAG else None

    @property
    def starts_collapsed(self) -> bool:
        """Whether it is collapsed until someone expands it."""
        is_late = self.kind is Kind.HEADING and self.key in READ_LATE
        return is_late or self.kind in (Kind.TAG, Kind.DAY)


@dataclass(frozen=True, slots=True)
class Held:
    """What the library contains, as far as the panel shows it."""

    unread: Mapping[View, int]
    feeds: Sequence[Feed]
    tags: Sequence[Tag]
    articles_of_tags: Mapping[str, int]
    searches: Sequence[SavedSearch] = ()
    late: Mapping[Group, Sequence[tuple[str, int]]] = field(default_factory=dict)


def read_held(queries: Queries, late: Collection[Group]) -> Held:
    """Asks the library, which may take a while; of the groups that are read late, for these."""
    asked = {Group.SITES: queries.sites, Group.DAYS: queries.days}
    return Held(
        queries.unread_counts(),
        queries.feeds(),
        queries.tags(),
        queries.articles_of_tags(),
        queries.saved_searches(is_counted=True),
        {group: ask() for group, ask in asked.items() if group in late},
    )


def is_left(query: Query | None, held: Held) -> bool:
    """Returns whether a query is for a feed that was left, or for a folder that contains none any more."""
    if not isinstance(query, Field):
        return False
    if query.name == FEED:
        return all(query.value != str(one.id) for one in held.feeds)
    inside = f"{query.value}\n"
    return query.name == FOLDER and not any(
        f"{folder_path(one.folder)}\n".startswith(inside) for one in held.feeds
    )


def rows_of(held: Held, folded: Collection[str]) -> list[ViewRow]:
    """Returns the rows; what is folded is named as ``ViewRow.name``."""
    rows = [
        ViewRow(Kind.VIEW, view.value, view_name(view), count=held.unread.get(view, 0))
        for view in _VIEWS
    ]
    searches = [
        ViewRow(Kind.SEARCH, str(one.id), one.name, count=one.found, typed=one.query)
        for one in held.searches
    ]
    for section, inside in (
        (ViewRow(Kind.HEADING, SEARCHES, _("Saved searches")), iter(searches)),
        (ViewRow(Kind.HEADING, FEEDS, _("Feeds")), _feed_rows(held.feeds, folded)),
        (ViewRow(Kind.HEADING, Group.TAGS, _("Tags")), _tag_rows(held, folded)),
        (ViewRow(Kind.HEADING, Group.SITES, _("Sites")), _site_rows(held)),
        (ViewRow(Kind.HEADING, Group.DAYS, _("Days")), _day_rows(held, folded)),
    ):
        if {Group.TAGS: not held.tags, SEARCHES: not searches}.get(section.key):
            continue
        is_open = (section.name in folded) is section.starts_collapsed
        rows.append(replace(section, is_open=is_open))
        if is_open:
            rows += inside
    return rows


def _feed_rows(
    feeds: Sequence[Feed], folded: Collection[str], folder: tuple[str, ...] = ()
) -> Iterator[ViewRow]:
    """Yields what is in a folder: folders before feeds, and below each folder what is in that."""
    depth = len(folder)
    inside: dict[tuple[str, ...], list[Feed]] = {}
    for feed in feeds:
        if len(feed.folder) > depth:
            inside.setdefault(feed.folder[: depth + 1], []).append(feed)
    for path, several in inside.items():
        row = ViewRow(
            Kind.FOLDER,
            "\n".join(path),
            path[-1],
            depth,
            sum(one.unread for one in several),
            feeds=tuple(one.id for one in several),
            folder=path,
        )
        is_open = row.name not in folded
        failed = "" if is_open else next((one.failure for one in several if one.failure), "")
        yield replace(row, is_open=is_open, failure=failed)
        if is_open:
            yield from _feed_rows(several, folded, path)
    for feed in feeds:
        if feed.folder == folder:
            yield ViewRow(
                Kind.FEED,
                str(feed.id),
                feed.name,
                depth,
                feed.unread,
                failure=feed.failure,
                feeds=(feed.id,),
                folder=folder,
            )


def _tag_rows(held: Held, folded: Collection[str]) -> Iterator[ViewRow]:
    rows = tree(held.tags, TagSort.NAME)
    closed = -1  # the depth of the tag that is folded, whose nested ones are left out
    for at, row in enumerate(rows):
        if closed >= 0 and row.depth > closed:
            continue
        has_more = at + 1 < len(rows) and rows[at + 1].depth > row.depth
        made = _tag_row(row, held)
        is_open = made.name in folded
        closed = row.depth if has_more and not is_open else -1
        yield replace(made, is_open=is_open) if has_more else made


def _tag_row(row: TreeRow, held: Held) -> ViewRow:
    label = row.label if row.depth else f"#{row.label}"
    count = held.articles_of_tags.get(key(row.name), 0)
    return ViewRow(Kind.TAG, row.name, label, row.depth, count)


def _site_rows(held: Held) -> Iterator[ViewRow]:
    for site, count in held.late.get(Group.SITES, ()):
        yield ViewRow(Kind.SITE, site, site, count=count)


def _day_rows(held: Held, folded: Collection[str], within: str = "") -> Iterator[ViewRow]:
    """Yields the years in which articles were added, and of what is expanded the months and days."""
    length = {0: 4, 4: 7, 7: 10}[len(within)]
    counts: dict[str, int] = {}
    for day, count in held.late.get(Group.DAYS, ()):
        if day.startswith(within):
            counts[day[:length]] = counts.get(day[:length], 0) + count
    for period, count in counts.items():
        row = ViewRow(Kind.DAY, period, _period_text(period), (length - 4) // 3, count)
        if length == 10:
            yield row
            continue
        is_open = row.name in folded
        yield replace(row, is_open=is_open)
        if is_open:
            yield from _day_rows(held, folded, period)


def _period_text(period: str) -> str:
    """Returns a year, a month or a day, as dates are written in the user's language."""
    year, month, day = (*map(int, period.split("-")), 0, 0)[:3]
    if not month:
        return period
    date = QDate(year, month, day or 1)
    return QLocale().toString(date, _("d MMM yyyy") if day else _("MMMM yyyy"))
