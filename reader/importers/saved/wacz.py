"""Reads the WARC files in a WACZ archive, starting with the pages it lists."""

import json

from reader.core.errors import ImportFailed
from reader.importers.containers.unpacking import GZIP, Room, gunzipped
from reader.importers.containers.zip_reading import ZipArchive
from reader.importers.importer import ParsedArticle
from reader.importers.saved.wacz_detection import folder_of_capture, packed_captures
from reader.importers.saved.web_capture import read_capture
from reader.importers.source_content import Content

_PAGES = ("pages/pages.jsonl", "pages/extraPages.jsonl")


def read_wacz(content: Content) -> ParsedArticle:
    """Returns the article of a WACZ archive, or of several in a ZIP archive, read as one capture.

    Raises ImportFailed when one is damaged, or no page in them has a text.
    """
    archive = ZipArchive(content.data, content.name)
    room = Room(content.name)
    packed = [ZipArchive(archive.read(name), name, room) for name in packed_captures(archive.names)]
    pieces: list[bytes] = []
    wanted: list[str] = []
    is_whole = True
    for one in packed or [archive]:
        folder = folder_of_capture(one.names) or ""
        names = sorted(name for name in one.names if name.startswith(f"{folder}archive/"))
        files = [one.read(name) for name in names if not name.endswith("/")]
        zipped = b"".join(file for file in files if file.startswith(GZIP))
        unzipped, is_sound = gunzipped(zipped, one.room)
        pieces += [unzipped, *(file for file in files if not file.startswith(GZIP))]
        is_whole = is_whole and is_sound
        wanted += _main_page(one, folder) + _listed_pages(one, folder)
    return read_capture(content, b"".join(pieces), one.room, is_whole=is_whole, wanted=wanted)


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
