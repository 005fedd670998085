"""Creates the rows of the panel of views from the library."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.core.feeds import Feed, folder_path
from reader.core.models import Tag, TagSort, View
from reader.core.query.query_tree import FEED, FOLDER, Field, Query
from reader.core.saved_searches import SavedSearch
from reader.core.tags.tag_names import key
from reader.core.tags.tag_tree import TreeRow, tree
from reader.core.translation import N_, _, ngettext, number_text
from reader.library.queries.queries import Queries

_VIEWS = {
    View.INBOX: N_("Inbox"),
    View.LATER: N_("Later"),
    View.ARCHIVE: N_("Archive"),
    View.STARRED: N_("Starred"),
    View.ALL: N_("All"),
    View.TRASH: N_("Trash"),
}


SEARCHES, FEEDS, TAGS = "searches", "feeds", "tags"  # the keys of headings


class Kind(StrEnum):
    """What a row is."""

    VIEW = "view"
    SEARCH = "search"  # that was saved
    HEADING = "heading"  # of a section, which can be folded
    FOLDER = "folder"
    FEED = "feed"
    TAG = "tag"


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
        """How many articles a tag or a search has, else how many are unread; empty if none."""
        if not self.count:
            return ""
        text = ngettext("{n} unread", "{n} unread", self.count)
        if self.kind in (Kind.TAG, Kind.SEARCH):
            text = ngettext("{n} article", "{n} articles", self.count)
        return text.format(n=number_text(self.count))

    @property
    def query(self) -> Query | None:
        """What articles it shows; None for those of a view, and for what shows none."""
        if self.kind is Kind.FEED:
            return Field(FEED, self.key)
        if self.kind is Kind.FOLDER:
            return Field(FOLDER, self.key)
        return Field("tag", key(self.key)) if self.kind is Kind.TAG else None


@dataclass(frozen=True, slots=True)
class Held:
    """What the library contains, as far as the panel shows it."""

    unread: Mapping[View, int]
    feeds: Sequence[Feed]
    tags: Sequence[Tag]
    articles_of_tags: Mapping[str, int]
    searches: Sequence[SavedSearch] = ()


def read_held(queries: Queries) -> Held:
    """Asks the library, which may take a while."""
    return Held(
        queries.unread_counts(),
        queries.feeds(),
        queries.tags(),
        queries.articles_of_tags(),
        queries.saved_searches(is_counted=True),
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
        ViewRow(Kind.VIEW, view.value, _(title), count=held.unread.get(view, 0))
        for view, title in _VIEWS.items()
    ]
    searches = [
        ViewRow(Kind.SEARCH, str(one.id), one.name, count=one.found, typed=one.query)
        for one in held.searches
    ]
    for section, inside in (
        (ViewRow(Kind.HEADING, SEARCHES, _("Saved searches")), iter(searches)),
        (ViewRow(Kind.HEADING, FEEDS, _("Feeds")), _feed_rows(held.feeds, folded)),
        (ViewRow(Kind.HEADING, TAGS, _("Tags")), _tag_rows(held, folded)),
    ):
        if {TAGS: not held.tags, SEARCHES: not searches}.get(section.key):
            continue
        is_open = section.name not in folded
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
        is_open = made.name in folded  # tags are folded until someone opens them
        closed = row.depth if has_more and not is_open else -1
        yield replace(made, is_open=is_open) if has_more else made


def _tag_row(row: TreeRow, held: Held) -> ViewRow:
    label = row.label if row.depth else f"#{row.label}"
    count = held.articles_of_tags.get(key(row.name), 0)
    return ViewRow(Kind.TAG, row.name, label, row.depth, count)
