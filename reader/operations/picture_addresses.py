"""Tells which address each picture of a fetched page came from, and finds those the library has."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from reader.core.models import Draft, Source
from reader.core.text.blocks import NO_PICTURE
from reader.core.web_addresses import web_address

if TYPE_CHECKING:
    from reader.library.queries.queries import Queries


def absolute_address(page: str, address: str) -> str:
    """Returns the web address that an address on a page leads to; empty if it is none."""
    try:
        return web_address(urljoin(page, address))
    except ValueError:
        return ""


def with_picture_addresses(draft: Draft, found: Mapping[str, bytes]) -> Draft:
    """Returns a draft whose pictures name the addresses that their bytes were found at."""
    from reader.importers.assets import asset_of  # start-up time: parsers

    stored = ((asset_of(data), one) for one, data in found.items() if data)
    places = {asset.sha256: one for asset, one in stored if asset is not None}
    assets = tuple(one._replace(address=places.get(one.sha256, "")) for one in draft.assets)
    return replace(draft, assets=assets)


def read_with_kept_pictures(
    queries: "Queries", article_id: int, source: Source, known: Mapping[str, bytes]
) -> Draft:
    """Returns what a fetched page holds, with the pictures known and else those of the library.

    ``known`` has them by their addresses. Raises ImportFailed when it cannot be read any more.
    """
    from reader import importers  # start-up time: parsers

    found = dict(known)

    def find(given: str) -> bytes:
        address = absolute_address(source.address, given)
        if not found.get(address):
            found[address] = queries.picture_from(article_id, address)
        return found[address]

    return with_picture_addresses(importers.read(source, find), found)


def with_kept_pictures(queries: "Queries", article_id: int, draft: Draft) -> Draft:
    """Returns a fetched draft with the library's pictures for those that were not fetched this time."""
    if NO_PICTURE not in draft.html:
        return draft
    fetched = {one.address: one.data for one in draft.assets}
    read = read_with_kept_pictures(queries, article_id, draft.source, fetched)
    return replace(draft, html=read.html, assets=read.assets)
