"""Tells which address each picture of a fetched page came from, so that it is found again."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urljoin

from reader.core.models import Draft
from reader.core.web_addresses import web_address


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
