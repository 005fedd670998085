"""Fetches pages with their images, several at once, and creates drafts from them."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from email.message import Message
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from reader import importers
from reader.core.article_draft import Draft
from reader.core.article_source import FetchOptions, PartKey, Source
from reader.core.errors import FetchFailed, ImportFailed
from reader.core.web_addresses import is_same_site
from reader.fetching.client import NOTHING_KNOWN, PICTURES, Client, Fetched, Limits, Validators
from reader.importers.assets import asset_of
from reader.importers.draft_builder import plain
from reader.importers.limits import ARTICLE_IMAGE_BYTES, FILE_BYTES, IMAGE_BYTES, IMAGES
from reader.importers.non_article_pages import refresh_target, refuse_walls
from reader.importers.registry import media_type_of
from reader.operations.draft_preparation import sha256_of
from reader.operations.sources.picture_reuse import (
    absolute_address,
    stand_in,
    with_picture_addresses,
)

AT_ONCE = 4  # pages that are fetched at the same time; and as many images
_AHEAD = 8  # pages that are fetched before their turn
_PICTURE_SECONDS = 60.0  # for all images of a page that are asked for at once
_REFRESHES = 3  # pages that may lead to each other without a redirect
_ROUNDS = 4  # of fetching images: if one is missing, a page may name others
_VAGUE = ("", "text/plain", "application/octet-stream", "binary/octet-stream")


class PageRequest(NamedTuple):
    """A page that is wanted, with what is known of the version fetched last, and restored into it."""

    address: str
    known: Validators = NOTHING_KNOWN
    put_back: frozenset[PartKey] = frozenset()


class PageFetcher:
    """Fetches pages for one batch; to be closed when it is done. Threads may share it."""

    def __init__(self, options: FetchOptions, is_cancelled: Callable[[], bool]) -> None:
        self._options, self._is_cancelled = options, is_cancelled
        is_local, hosts = options.is_local_allowed, options.local_hosts
        limits = Limits(decoded=FILE_BYTES)
        self._pages = Client(is_local_allowed=is_local, local_hosts=hosts, limits=limits)
        small = Limits(seconds=20, received=IMAGE_BYTES, decoded=IMAGE_BYTES)
        self._pictures = Client(is_local_allowed=is_local, local_hosts=hosts, limits=small)
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="picture")
        # One page is parsed at a time: more would only keep the window from its turn.
        self.parsing = threading.RLock()

    def close(self) -> None:
        """Waits for what is under way, which ends at once when it was cancelled."""
        self._pool.shutdown(cancel_futures=True)

    def draft(
        self,
        address: str,
        known: Validators = NOTHING_KNOWN,
        put_back: frozenset[PartKey] = frozenset(),
    ) -> Draft | None:
        """Returns the article at an address, with its images.

        None when the version that ``known`` stands for is still the current one. put_back: what is
        not to be left out of it. Raises FetchFailed when nothing was fetched, ImportFailed when that
        is no article.
        """
        read = self._first_reading(address, known, put_back)
        if read is None:
            return None
        source, draft, wanted = read
        refuse_walls(source, plain(draft.html), address)
        return self._with_pictures(source, address, draft, wanted)

    def draft_of(self, source: Source) -> Draft:
        """Returns the article of a page that was handed over with its address, with its images.

        Raises ImportFailed when it is no article.
        """
        try:
            draft, wanted = self._parsed(source, {})
        except ImportFailed:
            refuse_walls(source, "", source.address, is_rendered=True)
            raise
        refuse_walls(source, plain(draft.html), source.address, is_rendered=True)
        return self._with_pictures(source, source.address, draft, wanted)

    def draft_of_entry(self, source: Source) -> Draft:
        """Returns the article of a page that contains one entry of a feed, with its images.

        Raises ImportFailed when it has no text: such a page is no wall, however short it is.
        """
        return self._with_pictures(source, source.address, *self._parsed(source, {}))

    def _with_pictures(
        self, source: Source, address: str, draft: Draft, wanted: dict[str, str]
    ) -> Draft:
        """Returns the draft of a page with those of the wanted images that are available."""
        found: dict[str, bytes] = {}
        for left in reversed(range(_ROUNDS)):
            if not wanted:
                break
            found |= self._fetched_pictures(wanted.values(), found)
            filled = _filled(draft, wanted, found)
            if filled is not None:
                draft = filled
                break
            draft, wanted = self._parsed(source, found, is_asking=left > 0)
        return _of_address(draft, address, found)

    def _first_reading(
        self, address: str, known: Validators, put_back: frozenset[PartKey]
    ) -> tuple[Source, Draft, dict[str, str]] | None:
        """Fetches a page and reads it, or the one that it leads to where it has no text itself."""
        target = address
        for left in reversed(range(_REFRESHES)):
            fetched = self._pages.fetch(target, validators=known, is_cancelled=self._is_cancelled)
            if not fetched.is_modified:
                return None
            source = replace(_source_of(address, fetched), put_back=put_back)
            try:
                return source, *self._parsed(source, {})
            except ImportFailed:
                target = refresh_target(source)
                if not target or not left:
                    refuse_walls(source, "", address)
                    raise
        raise AssertionError("no last page")

    def _parsed(
        self, source: Source, found: Mapping[str, bytes], *, is_asking: bool = True
    ) -> tuple[Draft, dict[str, str]]:
        """Reads a page with the images that are there.

        Returns also the addresses of those that the article shows besides, by the hash of what
        stands in for each in the draft.
        """
        wanted: dict[str, str] = {}

        def find(given: str) -> bytes:
            address = absolute_address(source.address, given)
            if address in found or not is_asking or not self._may_fetch(address, source.address):
                return found.get(address, b"")
            data = stand_in(address)
            wanted[sha256_of(data)] = address
            return data

        with self.parsing:
            draft = importers.read(source, find)
        used = [one.sha256 for one in draft.assets if one.sha256 in wanted]
        return draft, {sha256: wanted[sha256] for sha256 in used}

    def _may_fetch(self, picture: str, page: str) -> bool:
        policy = self._options.pictures
        return bool(picture) and (
            policy == "all" or (policy == "site" and is_same_site(picture, page))
        )

    def _fetched_pictures(
        self, wanted: Iterable[str], found: Mapping[str, bytes]
    ) -> dict[str, bytes]:
        """Returns the images at some addresses; empty bytes for missing ones."""
        end = time.monotonic() + _PICTURE_SECONDS
        room = [ARTICLE_IMAGE_BYTES - sum(map(len, found.values()))]

        def is_over() -> bool:
            return self._is_cancelled() or room[0] <= 0 or time.monotonic() > end

        def fetch(address: str) -> bytes:
            with suppress(FetchFailed):  # its alternative text stands for it
                data = self._pictures.fetch(address, accept=PICTURES, is_cancelled=is_over).data
                room[0] -= len(data)
                return data
            return b""

        new = dict.fromkeys(wanted, b"")
        some = list(islice(new, IMAGES))
        return new | dict(zip(some, self._pool.map(fetch, some), strict=True))


class PageDownloads:
    """Fetches the pages of a batch ahead of their turn, a few at once.

    Only the thread that owns it calls its methods.
    """

    def __init__(
        self,
        requests: Iterable[PageRequest],
        options: FetchOptions,
        is_cancelled: Callable[[], bool],
    ) -> None:
        """requests: in the order of their turns; read late."""
        self._to_come = iter(requests)
        self._under_way: dict[str, Future[Draft | None]] = {}
        self._fetcher = PageFetcher(options, is_cancelled)
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="page")

    def close(self) -> None:
        """Gives up what has not begun, and waits for the rest."""
        self._pool.shutdown(cancel_futures=True)
        self._fetcher.close()

    def draft(self, address: str) -> Draft | None:
        """Returns the article at an address when it has come; see PageFetcher.draft."""
        for one in islice(self._to_come, _AHEAD - len(self._under_way)):
            self._under_way[one.address] = self._pool.submit(self._fetcher.draft, *one)
        found = self._under_way.pop(address, None)
        return self._fetcher.draft(address) if found is None else found.result()

    def draft_of(self, source: Source) -> Draft:
        """Returns the article of a page that was already fetched; see PageFetcher.draft_of."""
        return self._fetcher.draft_of(source)


def _source_of(address: str, fetched: Fetched) -> Source:
    said = fetched.validators
    media_type = _media_type(fetched)
    return Source(
        fetched.data, address, address, media_type, said.address, said.etag, said.last_modified
    )


def _media_type(fetched: Fetched) -> str:
    """Returns the media type, by the address where the server's is one that it has for anything."""
    header = Message()
    header["Content-Type"] = fetched.media_type
    charset = header.get_content_charset("")
    said = header.get_content_type() if fetched.media_type else ""
    by_name = media_type_of(urlsplit(fetched.address).path) if said in _VAGUE else ""
    return (by_name or said) + (f"; charset={charset}" if charset else "")


def _filled(draft: Draft, wanted: Mapping[str, str], found: Mapping[str, bytes]) -> Draft | None:
    """Returns a draft with the images instead of their placeholders.

    None if one of them is missing: the page has to be read again, as it may name another.
    """
    html, assets = draft.html, []
    for shown in draft.assets:
        address = wanted.get(shown.sha256)
        asset = shown if address is None else asset_of(found[address])
        if asset is None:
            return None
        html = html.replace(shown.sha256, asset.sha256)
        assets.append(asset)
    if sum(len(one.data) for one in assets) > ARTICLE_IMAGE_BYTES:
        return None
    return replace(draft, html=html, assets=tuple(assets))


def _of_address(draft: Draft, address: str, found: Mapping[str, bytes]) -> Draft:
    """Returns a draft with what is known from where it was fetched."""
    host = urlsplit(draft.source.address).hostname or ""
    _type, mark, parameters = draft.source.media_type.partition(";")
    return replace(
        with_picture_addresses(draft, found),
        url=address,
        site=draft.site or host.removeprefix("www."),
        media_type=draft.media_type + mark + parameters,  # the charset, to read it again
    )
