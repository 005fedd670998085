"""Fetches feeds and creates drafts from new entries, without changing the library."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from reader.core.article_draft import Draft
from reader.core.article_source import FetchOptions
from reader.core.errors import FetchFailed, ImportFailed, PostilError
from reader.core.feeds import CUT_OFF, Feed, FeedContent, FeedEntry, ParsedFeed
from reader.core.text.shortening import shorten
from reader.core.translation import _
from reader.fetching.client import Client, Fetched, Limits, Validators, host_of
from reader.importers.feeds.entry_page import entry_page
from reader.importers.feeds.feed_discovery import feeds_of_page
from reader.importers.feeds.feed_reading import read_feed
from reader.operations.draft_preparation import prepare, sha256_of
from reader.operations.feeds.entry_storing import FeedFacts, FeedFailure, ReadEntry, milliseconds
from reader.operations.sources.web_pages import PageFetcher

ACCEPTED = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml;q=0.9,"
    "application/xml;q=0.8,text/xml;q=0.8,application/json;q=0.7,text/html;q=0.6,*/*;q=0.5"
)
_LIMITS = Limits(received=10_000_000, decoded=20_000_000)
_MOST_PAGES = 50  # fetched of one feed at a time; the rest is what the feed contains
_HOUR, _DAY = 3_600_000, 86_400_000  # ms
_CANDIDATES = 4  # feeds of a page that are tried
_GONE = 410


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that an address leads to."""

    address: str
    title: str
    site: str
    fetched: Fetched  # its answer, to be read without asking again
    is_whole: bool = True
    named: int = 1  # feeds that the page names


class FeedFetcher:
    """Fetches feeds for one refresh, and has to be closed after it. Threads may share it.

    fetched: answers of a moment ago, whose addresses are not fetched again.
    """

    def __init__(
        self,
        options: FetchOptions,
        is_cancelled: Callable[[], bool],
        fetched: Mapping[str, Fetched] | None = None,
    ) -> None:
        self._is_cancelled = is_cancelled
        self._fetched = fetched or {}
        self._local_hosts = options.local_hosts
        self._client = Client(
            is_local_allowed=options.is_local_allowed,
            local_hosts=options.local_hosts,
            limits=_LIMITS,
        )
        # What other feeds and their pages name is not asked of the user's own hosts.
        self._pages = PageFetcher(options._replace(local_hosts=frozenset()), is_cancelled)
        self._local_pages = PageFetcher(options, is_cancelled)

    def close(self) -> None:
        """Waits for running fetches, which end at once if they were cancelled."""
        self._pages.close()
        self._local_pages.close()

    def find(self, address: str) -> FoundFeed:
        """Returns the feed at an address, or the first that the page there names.

        Raises FetchFailed, and ImportFailed when there is none.
        """
        fetched = self._client.fetch(address, accept=ACCEPTED, is_cancelled=self._is_cancelled)
        with suppress(ImportFailed):
            feed = read_feed(fetched.data, address, fetched.media_type)
            return FoundFeed(address, feed.title, feed.site, fetched, feed.is_whole)
        named = feeds_of_page(fetched.data, fetched.address, fetched.media_type)
        failure: PostilError | None = None
        for one in named[:_CANDIDATES]:
            try:
                fetched = self._client.fetch(one, accept=ACCEPTED, is_cancelled=self._is_cancelled)
                feed = read_feed(fetched.data, one, fetched.media_type)
            except PostilError as error:
                failure = failure or error
                continue
            site = feed.site or address
            return FoundFeed(one, feed.title, site, fetched, feed.is_whole, len(named))
        if failure is not None:
            raise failure
        message = _("“{address}” is not a feed, and its page links to none.")
        raise ImportFailed(message.format(address=address))

    def read(
        self, feed: Feed, known: Mapping[str, str]
    ) -> "tuple[FeedFacts, Iterator[ReadEntry]] | FeedFailure":
        """Fetches a feed; returns its description and an iterator of its new entries.

        known: the ids of its entries that were seen before, with the hashes of their content.
        """
        validators = Validators(feed.answered, feed.etag, feed.last_modified)
        try:
            fetched = self._fetched.get(feed.address) or self._client.fetch(
                feed.address,
                accept=ACCEPTED,
                validators=validators,
                is_cancelled=self._is_cancelled,
            )
            if not fetched.is_modified:
                return FeedFacts("", "", feed.etag, feed.last_modified, feed.answered), iter(())
            with self._pages.parsing:
                parsed = read_feed(fetched.data, fetched.address, fetched.media_type)
        except PostilError as error:
            return failure_of(feed, error)
        # What is cut off is fetched again, whether or not it is modified, and lists not all it has.
        said = fetched.validators if parsed.is_whole else Validators()
        facts = FeedFacts(
            shorten(parsed.title, 200),
            parsed.site,
            said.etag,
            said.last_modified,
            said.address,
            frozenset(one.id for one in parsed.entries) if parsed.is_whole else (),
            "" if parsed.is_whole else _(CUT_OFF),
        )
        return facts, self._news(feed, parsed, known)

    def _news(
        self, feed: Feed, parsed: ParsedFeed, known: Mapping[str, str]
    ) -> Iterator[ReadEntry]:
        """Yields the entries that are new or changed, the oldest first, as far as they are stored."""
        entries = _newest_first(parsed.entries)
        hashed = [(one, _digest(one)) for one in entries]
        news = [(one, digest) for one, digest in hashed if known.get(one.id) != digest]
        now = time.time_ns() // 1_000_000
        options = feed.options
        wanted = {
            one.id
            for place, one in enumerate(entries)
            if not (options.keep_count and place >= options.keep_count)
            and not (options.keep_days and _is_older(one, now - options.keep_days * _DAY))
        }
        pages = {one.id for one, _digest in news[:_MOST_PAGES]}
        is_local = host_of(feed.address) in self._local_hosts
        pages_of_feed = self._local_pages if is_local else self._pages
        for entry, digest in reversed(news):
            prepared = None
            if entry.id in wanted:
                is_page = options.content is FeedContent.PAGE and entry.id in pages
                is_changed = entry.id in known
                if not (is_changed and options.content is FeedContent.PAGE):
                    draft = self._draft(parsed, entry, pages_of_feed, is_page=is_page)
                    with self._pages.parsing:
                        prepared = prepare(draft)
            yield ReadEntry(entry.id, digest, prepared)

    def _draft(
        self, feed: ParsedFeed, entry: FeedEntry, pages: PageFetcher, *, is_page: bool
    ) -> Draft:
        """Returns an entry as an article: the page that it leads to, else what the feed contains."""
        if is_page and entry.link:
            with suppress(FetchFailed, ImportFailed):
                draft = pages.draft(entry.link)
                if draft is not None:
                    return _described(draft, feed, entry)
        name = feed.title or entry.link or entry.id
        try:
            draft = pages.draft_of_entry(entry_page(feed, entry, name))
        except ImportFailed:  # missing images, or markup without words
            draft = pages.draft_of_entry(entry_page(feed, replace(entry, html=""), name))
        return _of_feed(draft, feed, entry)


def _described(draft: Draft, feed: ParsedFeed, entry: FeedEntry) -> Draft:
    """Returns the draft of a page with metadata that only the feed contains."""
    return replace(
        draft,
        title=entry.title if entry.title and draft.is_title_generated else draft.title,
        is_title_generated=draft.is_title_generated and not entry.title,
        byline=draft.byline or entry.byline,
        site=draft.site or feed.title,
        published=draft.published or entry.published,
        language=draft.language or entry.language,
        tags=(),
    )


def _of_feed(draft: Draft, feed: ParsedFeed, entry: FeedEntry) -> Draft:
    """Returns the draft of an entry's own content, as the feed describes it."""
    return replace(
        draft,
        title=entry.title or draft.title,
        is_title_generated=not entry.title,
        byline=entry.byline or draft.byline,
        site=feed.title or draft.site,
        url=entry.link,
        published=entry.published or draft.published,
        tags=(),
        media_type=draft.source.media_type,
    )


def _newest_first(entries: Sequence[FeedEntry]) -> Sequence[FeedEntry]:
    """Returns entries as most feeds list them; as they are if one of them has no date."""
    dates = {one.id: milliseconds(one.published) for one in entries}
    if all(dates.values()):
        return sorted(entries, key=lambda one: dates[one.id], reverse=True)
    return entries


def _digest(entry: FeedEntry) -> str:
    return sha256_of(f"{entry.title}\0{entry.html}".encode("utf-8", "replace"))


def _is_older(entry: FeedEntry, oldest: int) -> bool:
    return 0 < milliseconds(entry.published) < oldest


def failure_of(feed: Feed, error: PostilError) -> FeedFailure:
    """Returns why a feed could not be read, and when it is tried again: later each time."""
    wait = min(_HOUR << min(feed.failures, 10), 2 * _DAY)
    status = 0
    if isinstance(error, FetchFailed):
        status, wait = error.status, max(wait, error.retry_after * 1000)
    now = time.time_ns() // 1_000_000
    return FeedFailure(str(error), now + wait, is_gone=status == _GONE)
