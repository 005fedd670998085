"""Implements ``postil feed``: subscribes to feeds, refreshes them, and imports and exports OPML."""

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reader.cli.arguments.text_argument import STANDARD_INPUT
from reader.cli.output.command_output import print_json, tell, wants_json
from reader.cli.output.error_output import print_error
from reader.cli.output.progress_line import progress_line
from reader.core.article_source import FetchOptions
from reader.core.errors import PostilError
from reader.core.feeds import Feed, FeedContent, Subscription, typed_folder
from reader.core.translation import _, ngettext
from reader.core.unique_ids import new_uid
from reader.core.web_addresses import typed_address
from reader.exporters.atomic_writing import as_bytes, failure
from reader.exporters.atomic_writing import replace as replace_file
from reader.exporters.opml import opml_of
from reader.fetching.client import Fetched, host_of, is_local
from reader.importers.feeds.opml import read_opml
from reader.importers.file_reading import read_file
from reader.operations.feeds import subscriptions
from reader.operations.feeds.feed_fetching import FeedFetcher
from reader.operations.feeds.refreshing import RefreshReport, refresh
from reader.services import Services

_IN_QUOTES = re.compile(r"“[^”]*”( \([^)]*\))?")  # an address, or a host and what it is found at


def run(app: Services, options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    return _ACTS[options.act](app, options)


def _add(app: Services, options: argparse.Namespace) -> int:
    """Subscribes to what the addresses lead to, and reads that; one that fails keeps no other away."""
    allowed = _allowed(app, options)
    found: list[Subscription] = []
    fetched: dict[str, Fetched] = {}
    failures: list[str] = []
    own = set(allowed.local_hosts)
    with closing(FeedFetcher(allowed, lambda: False)) as fetcher:
        for address in options.addresses:
            try:
                there = fetcher.find(typed_address(address) or address)
                folder = typed_folder(options.folder or "")
                name = options.name or ""
                one = Subscription(there.address, name, folder, there.site, there.title)
                found.append(one)
                fetched[there.address] = there.fetched
                if options.is_local_allowed and is_local(there.address):
                    own.add(host_of(there.address))
            except PostilError as error:
                failures.append(str(error))
    app.settings.set(local_hosts=" ".join(sorted(own)))  # read from now on without asking again
    label = ngettext("Subscribe to feed", "Subscribe to feeds", len(found))
    batch = new_uid()  # all of it is one step
    new = subscriptions.subscribe(app.history, found, label, batch) if found else []
    for feed in app.queries.feeds(new):
        _set_options(app, feed, options, label, batch)
    report = _refreshed(app, app.queries.feeds(new), allowed, fetched)
    if not wants_json(options):
        for one in found:
            subscribed = app.queries.find_feed(one.address)
            print(f"{subscribed.id:>4}  {subscribed.name}  {subscribed.address}")
    return _ended(app, options, report, failures, new)


def _list(app: Services, options: argparse.Namespace) -> int:
    feeds = app.queries.feeds()
    if wants_json(options):
        print_json([_as_dict(one) for one in feeds])
        return 0
    folder: tuple[str, ...] = ()
    for one in feeds:
        if one.folder != folder:
            folder = one.folder
            print(" / ".join(folder))
        print(f"{one.id:>4} {one.unread:>5}  {one.name}  {one.address}")
    if told := _told_once([(one.name, one.failure) for one in feeds if one.failure]):
        print("", *told, sep="\n")
    return 0


def _refresh(app: Services, options: argparse.Namespace) -> int:
    feeds = [app.queries.find_feed(name) for name in options.feeds] or app.queries.feeds()
    report = _refreshed(app, feeds, _allowed(app, options))
    return _ended(app, options, report, [], [one.id for one in feeds])


def _remove(app: Services, options: argparse.Namespace) -> int:
    feeds = [app.queries.find_feed(name) for name in options.feeds]
    ids = [one.id for one in feeds]
    label = ngettext("Unsubscribe from feed", "Unsubscribe from feeds", len(ids))
    touched = app.queries.touched_of_feeds(ids)
    app.history.do(label, subscriptions.unsubscribe, ids, touched)
    return _done(
        options,
        ngettext("Unsubscribed from {name}", "Unsubscribed from {n} feeds", len(ids)),
        feeds,
    )


def _change(app: Services, options: argparse.Namespace) -> int:
    feed = app.queries.find_feed(options.feed)
    _set(app, feed, options)
    return _done(options, _("Changed {name}"), app.queries.feeds([feed.id]))


def _opml(app: Services, options: argparse.Namespace) -> int:
    if options.source:
        name = options.source
        is_piped = name == STANDARD_INPUT
        data = sys.stdin.buffer.read() if is_piped else read_file(Path(name), "").data
        listed = read_opml(data, name)
        new = subscriptions.subscribe(app.history, listed, _("Subscribe to feeds"))
        text = ngettext("{n} new feed", "{n} new feeds", len(new))
        return _done(options, text, app.queries.feeds(new))
    text = opml_of(app.queries.feeds())
    if options.output:
        path = Path(options.output)
        try:
            replace_file(path, [as_bytes(text)])
        except OSError as error:
            raise failure(path, error) from error
    else:
        print(text, end="")
    return 0


_ACTS = {
    "add": _add,
    "list": _list,
    "refresh": _refresh,
    "remove": _remove,
    "set": _change,
    "opml": _opml,
}


def _allowed(app: Services, options: argparse.Namespace) -> FetchOptions:
    allowed = app.settings.fetch_options(is_feed=True)
    is_allowed = options.is_local_allowed or allowed.is_local_allowed
    return allowed._replace(is_local_allowed=is_allowed)


def _set(app: Services, feed: Feed, options: argparse.Namespace) -> None:
    """Changes what the arguments name, as one step."""
    label, batch, do = _("Change feed"), new_uid(), app.history.do
    if options.name is not None:
        do(label, subscriptions.rename, feed.id, options.name, merge_key=batch)
    if options.folder is not None:
        folder = typed_folder(options.folder)
        do(label, subscriptions.move, [feed.id], folder, merge_key=batch)
    _set_options(app, feed, options, label, batch)


def _set_options(
    app: Services, feed: Feed, options: argparse.Namespace, label: str, batch: str
) -> None:
    """Changes what the arguments say of how a feed is kept, as part of a step."""
    ids, do = [feed.id], app.history.do
    if options.content is not None:
        content = FeedContent(options.content)
        do(label, subscriptions.set_content, ids, content, merge_key=batch)
    if options.keep is not None or options.days is not None:
        count = feed.options.keep_count if options.keep is None else options.keep
        days = feed.options.keep_days if options.days is None else options.days
        do(label, subscriptions.set_keep_rules, ids, count, days, merge_key=batch)


def _refreshed(
    app: Services,
    feeds: Sequence[Feed],
    allowed: FetchOptions,
    fetched: Mapping[str, Fetched] | None = None,
) -> RefreshReport:
    with progress_line(len(feeds)) as update:
        return refresh(
            feeds,
            app.queries,
            app.history,
            allowed,
            tell=lambda done, _n: update(done),
            open_article=lambda: app.settings.number("article"),  # of the window, maybe open
            fetched=fetched,
        )


def _ended(
    app: Services,
    options: argparse.Namespace,
    report: RefreshReport,
    failures: Sequence[str],
    ids: Sequence[int],
) -> int:
    """Reports the result of a refresh; returns the exit code."""
    of_feeds = sorted((feed.name, reason) for feed, reason in report.failed)
    failed = [*failures, *(f"{name}: {reason}" for name, reason in of_feeds)]
    if wants_json(options):
        told = {
            "feeds": [_as_dict(one) for one in app.queries.feeds(ids)],
            "new": report.new,
            "failed": failed,
        }
        print_json(told)
    else:
        for text in (*failures, *_told_once(of_feeds)):
            print_error(text)
        if report.new or not failed:
            print(ngettext("{n} new article", "{n} new articles", report.new).format(n=report.new))
    return 1 if failed else 0


def _told_once(failed: Sequence[tuple[str, str]]) -> list[str]:
    """Returns why things failed, each reason once, after the names of all that failed so.

    Reasons that differ in the addresses alone are the same: the first is reported.
    """
    names: dict[str, list[str]] = {}
    reasons: dict[str, str] = {}
    for name, reason in failed:
        kind = _IN_QUOTES.sub("", reason)
        names.setdefault(kind, []).append(name)
        reasons.setdefault(kind, reason)
    return [f"{', '.join(names[kind])}: {reason}" for kind, reason in reasons.items()]


def _done(options: argparse.Namespace, text: str, feeds: Sequence[Feed]) -> int:
    said = text.format(name=feeds[0].name if feeds else "", n=len(feeds))
    tell(options, said, [_as_dict(one) for one in feeds])
    return 0


def _as_dict(feed: Feed) -> dict[str, Any]:
    return {
        "id": feed.id,
        "name": feed.name,
        "address": feed.address,
        "site": feed.site or None,
        "folder": list(feed.folder),
        "content": feed.options.content.value,
        "keep": feed.options.keep_count,
        "days": feed.options.keep_days,
        "unread": feed.unread,
        "articles": feed.total,
        "read_at": _time(feed.read_at),
        "error": feed.failure or None,
    }


def _time(milliseconds: int) -> str | None:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat() if milliseconds else None
