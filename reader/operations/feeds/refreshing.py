"""Refreshes many feeds at once, and stores new entries in small transactions."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TypeVar

from reader.core.article_source import FetchOptions
from reader.core.errors import LibraryError, PostilError
from reader.core.feeds import Feed
from reader.core.translation import _
from reader.fetching.client import Fetched
from reader.library import note_drafts
from reader.library.queries.queries import Queries
from reader.operations.feeds import entry_storing
from reader.operations.feeds.entry_storing import FeedFacts, FeedFailure, ReadEntry
from reader.operations.feeds.feed_fetching import FeedFetcher, failure_of
from reader.operations.history import History

T = TypeVar("T")

AT_ONCE = 8  # connections
CHUNK = 4  # articles stored in one transaction, so that other writes do not wait long
_PAUSE = 0.005  # seconds between two transactions, for those who write meanwhile
_DAY = 86_400_000  # ms
_LEFT_DAYS = 7  # after which unkept articles of an unsubscribed feed are deleted


@dataclass
class RefreshReport:
    """The result of a refresh."""

    read: int = 0  # feeds
    new: int = 0  # articles
    failed: list[tuple[Feed, str]] = field(default_factory=list)  # with a sentence


@dataclass(frozen=True, slots=True)
class _Read:
    """What a thread has read of a feed."""

    feed: Feed
    facts: FeedFacts | FeedFailure
    entries: list[ReadEntry]


def refresh(
    feeds: Sequence[Feed],
    queries: Queries,
    history: History,
    options: FetchOptions,
    is_cancelled: Callable[[], bool] = lambda: False,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
    open_article: Callable[[], int] = lambda: 0,
    fetched: Mapping[str, Fetched] | None = None,
) -> RefreshReport:
    """Refreshes feeds and keeps what is new; what one fails at is noted and no harm to the others.

    tell: is called with how many feeds are done, and with how many there are. open_article: returns
    the article that is read at the moment, which stays whatever the feed keeps, as one does in which
    a note is written. fetched: what addresses answered a moment ago. Each feed is kept in transactions of its own; what was kept stays when it is
    cancelled. Raises LibraryError.
    """
    report = RefreshReport()
    with closing(FeedFetcher(options, is_cancelled, fetched)) as fetcher:
        for done, read in enumerate(_all_read(feeds, queries, fetcher, is_cancelled), 1):
            if is_cancelled():
                break
            _keep(read, queries, history, report, open_article)
            tell(done, len(feeds))
    if not is_cancelled():
        _tidy(queries, history, open_article)
    return report


def _all_read(
    feeds: Sequence[Feed],
    queries: Queries,
    fetcher: FeedFetcher,
    is_cancelled: Callable[[], bool],
) -> Iterator[_Read]:
    """Yields what was read, feed by feed, whichever comes first."""
    waiting = iter(feeds)
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="feed") as pool:
        running: set[Future[_Read]] = set()
        try:
            while True:
                for feed in islice(waiting, AT_ONCE - len(running)):
                    known = queries.feed_digests(feed.id)
                    running.add(pool.submit(partial(_read, fetcher, feed, known)))
                if not running or is_cancelled():
                    return
                ended, running = wait(running, return_when=FIRST_COMPLETED)
                for one in ended:
                    yield one.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _read(fetcher: FeedFetcher, feed: Feed, known: dict[str, str]) -> _Read:
    try:
        answer = fetcher.read(feed, known)
        if isinstance(answer, FeedFailure):
            return _Read(feed, answer, [])
        facts, news = answer
        return _Read(feed, facts, list(news))
    except Exception as error:  # noqa: BLE001 - a bug: told, and the other feeds are read
        return _Read(feed, _bug(feed, error), [])


def _bug(feed: Feed, error: Exception) -> FeedFailure:
    """Reports a bug; returns the message about the feed that it concerns."""
    sys.excepthook(type(error), error, error.__traceback__)
    text = _("There was an internal error in Postil ({error}).").format(error=type(error).__name__)
    return failure_of(feed, PostilError(text))


def _keep(
    read: _Read,
    queries: Queries,
    history: History,
    report: RefreshReport,
    open_article: Callable[[], int],
) -> None:
    feed = read.feed
    report.read += 1
    facts = read.facts
    if not isinstance(facts, FeedFailure):
        try:
            for chunk in _chunks(read.entries):
                is_first = feed.read_at == 0
                report.new += history.write(entry_storing.keep_entries, feed.id, chunk, is_first)
                time.sleep(_PAUSE)
            history.write(entry_storing.succeed, feed.id, facts)
            if facts.warning:
                report.failed.append((feed, facts.warning))
        except LibraryError:
            raise
        except Exception as error:  # noqa: BLE001 - a bug: told, and the other feeds are kept
            facts = _bug(feed, error)
    if isinstance(facts, FeedFailure):
        report.failed.append((feed, facts.reason))
        history.write(entry_storing.fail, feed.id, facts)
        return
    _drop(queries.expired_of_feed(feed, _now()), queries, history, open_article)


def _tidy(queries: Queries, history: History, open_article: Callable[[], int]) -> None:
    """Takes away for good what nobody kept of feeds that were left days ago."""
    for feed_id, ids in queries.left_feeds(_now() - _LEFT_DAYS * _DAY):
        _drop(ids, queries, history, open_article)
        while history.write(entry_storing.forget, feed_id, 100):
            time.sleep(_PAUSE)


def _drop(
    ids: Sequence[int], queries: Queries, history: History, open_article: Callable[[], int]
) -> None:
    for chunk in _chunks(ids):
        in_use = {open_article(), *note_drafts.articles_of(queries.note_drafts())}
        history.write(entry_storing.drop, [id_ for id_ in chunk if id_ not in in_use])
        time.sleep(_PAUSE)


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _now() -> int:
    return time.time_ns() // 1_000_000
