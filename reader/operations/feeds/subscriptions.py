"""Subscribes to feeds and unsubscribes, renames feeds, and moves them into folders."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.errors import InvalidInput, NotFound
from reader.core.feeds import FeedContent, Subscription, folder_names, folder_path
from reader.core.models import State
from reader.core.translation import _
from reader.core.web_addresses import address_key, typed_address
from reader.library import lazy_tables
from reader.operations import articles

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit
    from reader.operations.history import History

_NAME = 200
_DEPTH = 8  # folders in folders


def subscribe(
    history: "History",
    subscriptions: Sequence[Subscription],
    label: str,
    merge_key: str | None = None,
) -> list[int]:
    """Subscribes to feeds as one step; returns the ids of those that are new.

    What was subscribed to before comes back with its articles. Raises InvalidInput for an address
    that is none.
    """
    ids = history.write(_prepare, subscriptions)
    wanted = list(zip(ids, subscriptions, strict=True))
    return history.do(label, _subscribe, wanted, merge_key=merge_key)


def _prepare(unit: "Unit", subscriptions: Sequence[Subscription]) -> list[int]:
    """Creates rows for feeds that are not subscribed to yet; returns the ids of all.

    It is no part of the step: undoing that must not take away rows that entries refer to.
    """
    ids = []
    for one in subscriptions:
        address = typed_address(one.address)
        key = address_key(address)
        if not key:
            message = _("“{address}” is not a web address; one begins with http:// or https://.")
            raise InvalidInput(message.format(address=one.address[:_NAME]))
        feed = unit.first(lazy_tables.Feed, address_key=key)
        if feed is None:
            feed = lazy_tables.Feed(
                address=address, address_key=key, created_at=unit.now, deleted_at=unit.now
            )
            unit.add(feed)
        feed.title = _line(one.title) or feed.title
        ids.append(feed.id)
    return ids


def _subscribe(unit: "Unit", wanted: Sequence[tuple[int, Subscription]]) -> list[int]:
    new = []
    for id_, one in wanted:
        feed = unit.get(lazy_tables.Feed, id_)
        if feed.deleted_at is None:
            continue
        feed.deleted_at = None
        feed.name = _line(one.name) if one.name else feed.name
        feed.folder = folder_path(one.folder[:_DEPTH]) or feed.folder
        feed.site = one.site or feed.site
        new.append(id_)
    return new


def unsubscribe(unit: "Unit", ids: Sequence[int], touched: Sequence[int] = ()) -> None:
    """Unsubscribes from feeds; their unkept articles are not shown any more.

    touched: the articles of theirs that the user starred, tagged or annotated, which are kept.
    """
    for feed in _feeds(unit, ids):
        feed.deleted_at = unit.now
    for article in unit.get_all(lazy_tables.Article, touched):
        if article.is_unkept:
            articles.keep(unit, article)
            article.state = (State.ARCHIVE if article.is_read else State.INBOX).value


def rename(unit: "Unit", id_: int, name: str) -> None:
    """Gives a feed another name; an empty one is that which the feed has itself."""
    for feed in _feeds(unit, [id_]):
        feed.name = _line(name)


def move(unit: "Unit", ids: Sequence[int], folder: Sequence[str]) -> None:
    """Moves feeds into a folder, given by the names from the outermost; out of folders if there is no name."""
    for feed in _feeds(unit, ids):
        feed.folder = folder_path(tuple(folder)[:_DEPTH])


def rename_folder(unit: "Unit", old: Sequence[str], new: Sequence[str]) -> None:
    """Gives a folder another place among the folders; without a name its feeds are in none of it."""
    former, length = tuple(old), len(old)
    for feed in unit.all(lazy_tables.Feed, deleted_at=None):
        names = folder_names(feed.folder)
        if names[:length] == former:
            feed.folder = folder_path((*new, *names[length:])[:_DEPTH])


def set_content(unit: "Unit", ids: Sequence[int], content: FeedContent) -> None:
    """Sets what of the entries of feeds becomes an article."""
    for feed in _feeds(unit, ids):
        feed.content = content.value


def set_keep_rules(unit: "Unit", ids: Sequence[int], count: int, days: int) -> None:
    """Sets how many of their articles feeds keep, and for how many days; 0: all, and for good."""
    if count < 0 or days < 0:
        raise InvalidInput(_("A feed keeps at least one article, or all: give a number above 0."))
    for feed in _feeds(unit, ids):
        feed.keep_count, feed.keep_days = count, days


def _feeds(unit: "Unit", ids: Sequence[int]) -> "list[lazy_tables.Feed]":
    feeds = unit.get_all(lazy_tables.Feed, ids)
    if any(feed.deleted_at is not None for feed in feeds):
        raise NotFound(_("You are not subscribed to this feed any more."))
    return feeds


def _line(name: str) -> str:
    return " ".join(name.split())[:_NAME]
