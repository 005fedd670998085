"""Stores the entries of a feed: new ones as articles, changed ones as new revisions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.core.web_addresses import address_key
from reader.library import lazy_tables
from reader.library.queries.articles import untouched
from reader.library.steps import undo_steps
from reader.operations import articles
from reader.operations.draft_preparation import PreparedDraft

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit

_MOST_PRUNED = 500  # entries in one transaction


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry of a feed that is new, or is not what it was."""

    guid: str
    digest: str
    prepared: PreparedDraft | None  # None: it is only known to have been there


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """What a feed said of itself when it was read."""

    title: str = ""
    site: str = ""
    etag: str = ""
    last_modified: str = ""
    answered: str = ""
    listed: Collection[str] = ()  # the ids of all its entries; nothing when it was not modified
    warning: str = ""  # what was wrong with it although it could be read: a sentence


@dataclass(frozen=True, slots=True)
class FeedFailure:
    """Why a feed could not be read."""

    reason: str  # a sentence
    not_before: int = 0  # when it may be asked again, in ms since 1970
    is_gone: bool = False  # for good


def keep_entries(unit: "Unit", feed_id: int, entries: Sequence[ReadEntry], is_first: bool) -> int:
    """Stores some entries of a feed, the oldest first; returns how many articles are new.

    is_first: nothing of the feed was read before, so that the articles are as old as they say.
    """
    feed = unit.get(lazy_tables.Feed, feed_id)
    if feed.deleted_at is not None:
        return 0  # it was left while it was read
    return sum(_keep_entry(unit, feed_id, entry, is_first) for entry in entries)


def succeed(unit: "Unit", feed_id: int, facts: FeedFacts) -> None:
    """Notes that a feed was read. Forgets entries without an article that it does not list any more.

    A feed that lists nothing may be broken: then nothing is forgotten.
    """
    feed = unit.get(lazy_tables.Feed, feed_id)
    feed.read_at = feed.tried_at = unit.now
    feed.failures, feed.failure, feed.not_before, feed.is_gone = 0, facts.warning, 0, False
    feed.title, feed.site = facts.title or feed.title, facts.site or feed.site
    feed.etag, feed.last_modified = facts.etag, facts.last_modified
    feed.answered = facts.answered
    if facts.listed:
        without = unit.all(lazy_tables.FeedEntry, feed_id=feed_id, article_id=None)
        gone = [one for one in without if one.guid not in facts.listed]
        unit.delete(*gone[:_MOST_PRUNED])


def fail(unit: "Unit", feed_id: int, failure: FeedFailure) -> None:
    """Notes why a feed could not be read, and from when on it may be asked again."""
    feed = unit.get(lazy_tables.Feed, feed_id)
    feed.tried_at = unit.now
    feed.failures += 1
    feed.failure, feed.not_before = failure.reason, failure.not_before
    feed.is_gone = failure.is_gone


def drop(unit: "Unit", ids: Sequence[int]) -> int:
    """Permanently deletes articles that only a feed added; to be run by ``History.write``.

    Those that the user did something with by now stay, even if that was undone: it can be redone.
    Returns how many went.
    """
    wanted = _untouched(unit, ids)
    in_steps = undo_steps.articles_in(unit.connection, wanted)
    found = unit.all(lazy_tables.Article, id=[id_ for id_ in wanted if id_ not in in_steps])
    if not found:
        return 0
    for article in found:
        article.deleted_at = unit.now
    unit.flush()
    articles.purge(unit, [one.id for one in found])
    return len(found)


def forget(unit: "Unit", feed_id: int, limit: int) -> bool:
    """Takes entries of a feed away that is left, as many as the limit; returns whether there are more.

    So that they come again when it is subscribed to again, it counts as one that was never read.
    """
    feed = unit.get(lazy_tables.Feed, feed_id)
    if feed.deleted_at is None:
        return False
    feed.etag, feed.last_modified, feed.read_at = "", "", 0
    found = unit.some(lazy_tables.FeedEntry, limit, feed_id=feed_id, article_id=None)
    unit.delete(*found)
    return len(found) == limit


def _untouched(unit: "Unit", ids: Sequence[int]) -> list[int]:
    unit.flush()
    return untouched(unit.connection, ids)


def _keep_entry(unit: "Unit", feed_id: int, entry: ReadEntry, is_first: bool) -> bool:
    """Stores an entry; returns whether its article is new."""
    known = unit.first(lazy_tables.FeedEntry, feed_id=feed_id, guid=entry.guid)
    if known is not None:
        if known.digest != entry.digest:
            known.digest = entry.digest
            _change(unit, known, entry.prepared)
        return False
    article = is_new = None
    if entry.prepared is not None:
        article = _present(unit, feed_id, entry.prepared)
        is_new = article is None
        article = article or _made(unit, entry.prepared, is_first)
    unit.add(
        lazy_tables.FeedEntry(
            feed_id=feed_id,
            guid=entry.guid,
            created_at=article.created_at if article is not None and is_new else unit.now,
            digest=entry.digest,
            article_id=None if article is None else article.id,
        )
    )
    return bool(is_new)


def _change(unit: "Unit", known: "lazy_tables.FeedEntry", prepared: PreparedDraft | None) -> None:
    """Gives the article of an entry the text that the feed has now."""
    if known.article_id is None or prepared is None or not prepared.text:
        return
    article = unit.get(lazy_tables.Article, known.article_id)
    if article.deleted_at is not None or not _untouched(unit, [article.id]):
        return  # what the user did something with is imported again when the user says so
    from reader.operations.revisions import reread  # start-up time: finding words again

    reread(unit, article.id, prepared)


def _made(unit: "Unit", prepared: PreparedDraft, is_first: bool) -> "lazy_tables.Article":
    published = milliseconds(prepared.draft.published) if is_first else 0
    created_at = min(unit.now, published or unit.now)
    return articles.make(unit, prepared, created_at=created_at, is_unkept=True)


def _present(unit: "Unit", feed_id: int, prepared: PreparedDraft) -> "lazy_tables.Article | None":
    """Returns the article of the same page that the library has already, in the trash or not.

    Not one of another title: entries may all lead to the same page. Nor one of the same feed's.
    """
    draft = prepared.draft
    key = address_key(draft.url)
    if not key:
        return None
    for article in reversed(unit.all(lazy_tables.Article, url_key=key)):
        if article.title.casefold() != draft.title.casefold():
            continue
        if unit.first(lazy_tables.FeedEntry, feed_id=feed_id, article_id=article.id) is None:
            return article
    return None


def milliseconds(published: str) -> int:
    """Returns a date in ms since 1970; 0 if there is none, or it is before that."""
    try:
        moment = datetime.fromisoformat(published)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0, int(aware.timestamp() * 1000))
    except (ValueError, OverflowError):
        return 0
