"""Determines the address of each image of a fetched page, and finds those already in the library."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from reader.core.article_draft import Draft
from reader.core.article_source import PartKey, Source
from reader.core.text.blocks import NO_PICTURE
from reader.core.web_addresses import web_address
from reader.importers.pictures.png_writing import png
from reader.operations.draft_preparation import sha256_of

if TYPE_CHECKING:
    from reader.importers.importer import Resources
    from reader.library.queries.queries import Queries

_PICTURE = re.compile(r'<img\b[^>]*\bsrc="asset:([0-9a-f]{64})"')
_SIZE = 400  # pixels of what stands for an image


def absolute_address(page: str, address: str) -> str:
    """Returns the web address that an address on a page leads to; empty for anything else."""
    try:
        return web_address(urljoin(page, address))
    except ValueError:
        return ""


def with_picture_addresses(draft: Draft, found: Mapping[str, bytes]) -> Draft:
    """Returns a draft whose images name the addresses that their bytes were found at."""
    from reader.importers.assets import asset_of  # start-up time: parsers

    stored = ((asset_of(data), one) for one, data in found.items() if data)
    places = {asset.sha256: one for asset, one in stored if asset is not None}
    assets = tuple(one._replace(address=places.get(one.sha256, "")) for one in draft.assets)
    return replace(draft, assets=assets)


def read_with_addresses(source: Source, resources: "Resources | None" = None) -> Draft:
    """Returns the article in a source, with the address of each image in it.

    resources: answers what these lead to, else the files beside the source. Raises ImportFailed.
    """
    # Start-up time: parsers.
    from reader import importers
    from reader.importers.pictures.adjacent_files import files_beside

    resources = resources or files_beside(source)
    found: dict[str, bytes] = {}

    def find(address: str) -> bytes:
        if address not in found:
            found[address] = resources(address)
        return found[address]

    return with_picture_addresses(importers.read(source, find), found)


def read_with_kept_pictures(
    queries: "Queries",
    article_id: int,
    revision_id: int,
    put_back: frozenset[PartKey] = frozenset(),
) -> Draft:
    """Returns what the source of a revision contains, with the images that the library has of it.

    put_back: what is not to be left out of it. Raises ImportFailed when it cannot be read any more.
    """
    source = queries.source(revision_id)
    wanted = replace(source, put_back=put_back)
    if source.address:
        return _read_page(queries, article_id, wanted, {})
    shown = _shown_pictures(queries, revision_id, source)
    return read_with_addresses(
        wanted, lambda one: queries.picture_from(article_id, one) or shown.get(one, b"")
    )


def with_kept_pictures(queries: "Queries", article_id: int, draft: Draft) -> Draft:
    """Returns a fetched draft with the library's images for those that were not fetched this time."""
    if NO_PICTURE not in draft.html:
        return draft
    fetched = {one.address: one.data for one in draft.assets}
    read = _read_page(queries, article_id, draft.source, fetched)
    return replace(draft, html=read.html, assets=read.assets)


def read_again(
    queries: "Queries", article_id: int, draft: Draft, put_back: frozenset[PartKey]
) -> Draft:
    """Returns a draft of a file or page read again, with its images and those the library has.

    put_back: what is not to be left out of it. Raises ImportFailed.
    """
    source = replace(draft.source, put_back=put_back)
    own = {one.address: one.data for one in draft.assets if one.address}
    if source.address:
        return _read_page(queries, article_id, source, own)
    from reader.importers.pictures.adjacent_files import files_beside  # start-up time: parsers

    beside = files_beside(source)
    return read_with_addresses(source, lambda one: own.get(one) or beside(one))


def _read_page(
    queries: "Queries", article_id: int, source: Source, known: Mapping[str, bytes]
) -> Draft:
    """Reads a fetched page with the images known, by their addresses, and else the library's."""
    from reader import importers  # start-up time: parsers

    found = dict(known)

    def find(given: str) -> bytes:
        address = absolute_address(source.address, given)
        if not found.get(address):
            found[address] = queries.picture_from(article_id, address)
        return found[address]

    return with_picture_addresses(importers.read(source, find), found)


def _shown_pictures(queries: "Queries", revision_id: int, source: Source) -> dict[str, bytes]:
    """Returns the images of a revision by their addresses in its source, matched by order.

    Nothing where that does not tell: another number of them is shown now. Earlier versions kept no
    addresses of images beside files.
    """
    from reader import importers  # start-up time: parsers

    addresses: dict[str, str] = {}

    def find(address: str) -> bytes:
        data = stand_in(address)
        addresses[sha256_of(data)] = address
        return data

    shown = _PICTURE.findall(queries.revision(revision_id).html)
    present = _PICTURE.findall(importers.read(source, find).html) if shown else []
    if len(shown) != len(present):
        return {}
    pairs = (
        (addresses.get(one, ""), queries.asset(two))
        for one, two in zip(present, shown, strict=True)
    )
    return {address: asset.data for address, asset in pairs if address and asset is not None}


def stand_in(address: str) -> bytes:
    """Returns a grey image that replaces the one at an address while a page is read."""
    picture = png(_SIZE, _SIZE, bytes(_SIZE * _SIZE), is_gray=True)
    return picture + address.encode("utf-8", "replace")
