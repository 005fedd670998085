"""Reads feeds: their names, folders, state and how many articles they have."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reader.core.errors import NotFound
from reader.core.translation import _
from reader.core.web_addresses import address_key
from reader.library import note_drafts
from reader.library.queries.articles import TOUCHED
from reader.library.queries.read_connection import ReadConnection

if TYPE_CHECKING:
    from reader.core.feeds import Feed

_COLUMNS = (
    "f.id, f.address, f.name, f.title, f.folder, f.site, f.content, f.keep_count, f.keep_days,"
    " f.etag, f.last_modified, f.answered, f.read_at, f.tried_at, f.not_before, f.failures,"
    " f.failure, f.is_gone"
)
_COUNTED = (
    "LEFT JOIN (SELECT e.feed_id, sum(a.is_read = 0) AS unread, count(*) AS total"
    " FROM feed_entry AS e JOIN article AS a ON a.id = e.article_id WHERE a.deleted_at IS NULL"
    " GROUP BY e.feed_id) AS c ON c.feed_id = f.id"
)
_DAY = 86_400_000  # ms


class FeedQueries(ReadConnection):
    """Queries for feeds."""

    def has_feeds(self) -> bool:
        """Returns whether any feed is subscribed to."""
        return bool(self._rows("SELECT 1 FROM feed WHERE deleted_at IS NULL LIMIT 1"))

    def feeds(self, ids: Sequence[int] | None = None, *, is_counted: bool = True) -> "list[Feed]":
        """Returns the feeds that are subscribed to, or some of them, by folder and name.

        Counting their articles takes as long as there are articles.
        """
        counts, join = "coalesce(c.unread, 0), coalesce(c.total, 0)", _COUNTED
        if not is_counted:
            counts, join = "0, 0", ""
        found = self._rows(
            f"SELECT {_COLUMNS}, {counts} FROM feed AS f {join} WHERE f.deleted_at IS NULL"
        )
        feeds = [_feed(row) for row in found if ids is None or row[0] in ids]
        return sorted(feeds, key=lambda one: (_folded(one.folder), one.name.casefold(), one.id))

    def find_feed(self, text: str) -> "Feed":
        """Returns the feed of a number, an address or a name; raises NotFound."""
        feeds, sought = self.feeds(is_counted=False), text.strip()
        key = address_key(sought)
        for found in (
            [one for one in feeds if str(one.id) == sought],
            [one for one in feeds if key and address_key(one.address) == key],
            [one for one in feeds if one.name.casefold() == sought.casefold()],
        ):
            if len(found) > 1:
                message = _("More than one feed is called “{name}”; give its number or address.")
                raise NotFound(message.format(name=sought))
            if found:
                return found[0]
        raise NotFound(_("There is no feed “{name}”.").format(name=sought))

    def feed_of_article(self, article_id: int) -> tuple[str, str] | None:
        """Returns the name and the address of the feed that an article came by, left or not."""
        row = self._first(
            "SELECT f.name, f.title, f.address FROM feed_entry AS e JOIN feed AS f"
            " ON f.id = e.feed_id WHERE e.article_id = ?"
            " ORDER BY f.deleted_at IS NOT NULL, e.id LIMIT 1",
            (article_id,),
        )
        return row and (_name(*row), row[2])

    def feed_digests(self, feed_id: int) -> dict[str, str]:
        """Returns the ids of the entries of a feed that are known, with the hashes of their content."""
        return dict(self._rows("SELECT guid, digest FROM feed_entry WHERE feed_id = ?", (feed_id,)))

    def touched_of_feeds(self, ids: Sequence[int]) -> list[int]:
        """Returns the articles of feeds that are not filed, but starred, tagged, edited or annotated."""
        drafted = note_drafts.articles_of(self.note_drafts())
        return [
            id_
            for id_, is_touched in self._rows_among(
                f"SELECT a.id, {TOUCHED} FROM feed_entry AS e JOIN article AS a ON a.id = e.article_id"
                " WHERE e.feed_id IN (...) AND a.is_unkept = 1",
                ids,
            )
            if is_touched or id_ in drafted
        ]

    def expired_of_feed(self, feed: "Feed", now: int) -> list[int]:
        """Returns the articles of a feed that its options do not keep."""
        days, count = feed.options.keep_days, feed.options.keep_count
        if not days and not count:
            return []
        rows = self._rows(
            f"SELECT a.id, a.created_at, {TOUCHED} FROM feed_entry AS e"
            " JOIN article AS a ON a.id = e.article_id"
            " WHERE e.feed_id = ? AND a.is_unkept = 1 AND NOT EXISTS (SELECT 1 FROM feed_entry AS x"
            " JOIN feed AS y ON y.id = x.feed_id"
            " WHERE x.article_id = a.id AND x.feed_id <> e.feed_id AND y.deleted_at IS NULL)"
            " ORDER BY a.created_at DESC, a.id DESC",
            (feed.id,),
        )
        oldest = now - days * _DAY if days else 0
        return [
            id_
            for place, (id_, created_at, is_touched) in enumerate(rows)
            if not is_touched and (created_at < oldest or (count and place >= count))
        ]

    def left_feeds(self, before: int) -> list[tuple[int, list[int]]]:
        """Returns the feeds that were left before a time, each with its articles that nobody kept."""
        feeds = self._rows(
            "SELECT f.id FROM feed AS f WHERE f.deleted_at < ?"
            " AND EXISTS (SELECT 1 FROM feed_entry AS e WHERE e.feed_id = f.id)",
            (before,),
        )
        return [(id_, self._only_of(id_)) for (id_,) in feeds]

    def _only_of(self, feed_id: int) -> list[int]:
        rows = self._rows(
            "SELECT a.id FROM feed_entry AS e JOIN article AS a ON a.id = e.article_id"
            f" WHERE e.feed_id = ? AND a.is_unkept = 1 AND NOT {TOUCHED} AND NOT EXISTS"
            " (SELECT 1 FROM feed_entry AS x JOIN feed AS y ON y.id = x.feed_id"
            " WHERE x.article_id = a.id AND y.deleted_at IS NULL)",
            (feed_id,),
        )
        return [row[0] for row in rows]


def _folded(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.casefold() for name in names)


def _name(name: str, title: str, address: str) -> str:
    return name or title or urlsplit(address).hostname or address


def _feed(row: tuple[Any, ...]) -> "Feed":
    # Start-up time: most libraries have no feed.
    from reader.core.feeds import Feed, FeedContent, FeedOptions, folder_names

    (id_, address, name, title, folder, site, content, count, days, etag, modified, answered) = row[
        :12
    ]
    read_at, tried_at, not_before, failures, failure, is_gone, unread, total = row[12:]
    return Feed(
        id=id_,
        address=address,
        name=_name(name, title, address),
        folder=folder_names(folder),
        site=site,
        options=FeedOptions(FeedContent(content), count, days),
        etag=etag,
        last_modified=modified,
        answered=answered,
        read_at=read_at,
        tried_at=tried_at,
        not_before=not_before,
        failures=failures,
        failure=failure,
        is_gone=bool(is_gone),
        unread=unread,
        total=total,
    )
