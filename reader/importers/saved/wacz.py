"""Reads the WARC files in a WACZ archive, starting with the pages it lists."""

import json

from reader.core.errors import ImportFailed
from reader.importers.containers.unpacking import GZIP, gunzipped
from reader.importers.containers.zip_reading import ZipArchive
from reader.importers.importer import ParsedArticle
from reader.importers.saved.wacz_detection import folder_of_capture, packed_capture
from reader.importers.saved.web_capture import read_capture
from reader.importers.source_content import Content

_PAGES = ("pages/pages.jsonl", "pages/extraPages.jsonl")


def read_wacz(content: Content) -> ParsedArticle:
    """Returns the article of a WACZ archive.

    Raises ImportFailed when it is damaged, or no page in it has a text.
    """
    archive = ZipArchive(content.data, content.name)
    if packed := packed_capture(archive.names):
        archive = ZipArchive(archive.read(packed), content.name)
    folder = folder_of_capture(archive.names) or ""
    names = sorted(name for name in archive.names if name.startswith(f"{folder}archive/"))
    files = [archive.read(name) for name in names if not name.endswith("/")]
    zipped = b"".join(one for one in files if one.startswith(GZIP))
    data, is_whole = gunzipped(zipped, archive.room)
    data += b"".join(one for one in files if not one.startswith(GZIP))
    wanted = _main_page(archive, folder) + _listed_pages(archive, folder)
    return read_capture(content, data, archive.room, is_whole=is_whole, wanted=wanted)


def _main_page(archive: ZipArchive, folder: str) -> list[str]:
    package = _json(_text(archive, f"{folder}datapackage.json"))
    found = [package.get(key) for key in ("mainPageUrl", "mainPageURL")]
    return [address for address in found if isinstance(address, str)]


def _listed_pages(archive: ZipArchive, folder: str) -> list[str]:
    lines = [line for name in _PAGES for line in _text(archive, folder + name).splitlines()]
    addresses = (_json(line).get("url") for line in lines[:10_000])
    return [address for address in addresses if isinstance(address, str)]


def _text(archive: ZipArchive, name: str) -> str:
    """Returns a file of the archive as text; empty if it is missing or damaged."""
    if name not in archive.names:
        return ""
    try:
        return archive.read(name).decode("utf-8", "replace")
    except ImportFailed:
        return ""


def _json(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
