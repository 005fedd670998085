"""Pictures that come with an article, embedded or beside its file, taken into its assets.

Nothing is fetched, and no file outside the article's own folder is read.
"""

import base64
import binascii
import hashlib
import os
import re
import stat
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from lxml import etree

from reader.core.models import Asset, Source
from reader.importers.limits import ARTICLE_IMAGE_BYTES, IMAGE_BYTES, IMAGES

CLIPBOARD = "clipboard"

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
# Where pages that load pictures late keep the real address.
_ADDRESS_ATTRIBUTES = ("src", "data-src", "data-original", "data-lazy-src", "srcset", "data-srcset")
_DATA = re.compile(r"data:([^,;]*)((?:;[^,;]*)*?)(;base64)?,", re.IGNORECASE)


class Pictures:
    """Collects the pictures of one article."""

    def __init__(self, folder: Path | None) -> None:
        """folder: where relative addresses lead, None when there is no such place."""
        self._folder = folder
        self._assets: dict[str, Asset] = {}
        self._bytes = 0
        self.dropped = 0  # pictures that are not stored: their alternative text stands for them

    @property
    def assets(self) -> tuple[Asset, ...]:
        """What was taken in, in the order of its first use."""
        return tuple(self._assets.values())

    def take_from(self, root: etree._Element) -> None:
        """Point every picture under root at an asset; the others lose their address."""
        for image in list(root.iter("img")):
            address = ""
            for name in _ADDRESS_ATTRIBUTES:
                value = image.get(name) or ""
                if name.endswith("srcset"):
                    value = value.strip().split(" ")[0]
                address = address or self._take(value.strip())
            self.dropped += not address
            for name in _ADDRESS_ATTRIBUTES:
                image.attrib.pop(name, "")
            if address:
                image.set("src", address)

    def _take(self, address: str) -> str:
        if not address:
            return ""
        is_embedded = address[:5].lower() == "data:"
        data = _embedded(address) if is_embedded else self._beside(address)
        media_type = picture_type(data)
        if not media_type or _is_placeholder(data):
            return ""
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._assets:
            if len(self._assets) >= IMAGES or self._bytes + len(data) > ARTICLE_IMAGE_BYTES:
                return ""
            self._assets[digest] = Asset(digest, media_type, data)
            self._bytes += len(data)
        return f"asset:{digest}"

    def _beside(self, address: str) -> bytes:
        """The bytes of a file in the article's folder or below it; empty when it is not there."""
        if self._folder is None:
            return b""
        name = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
        if not name or name.startswith("/") or set(name) & set(":\\\0"):
            return b""
        try:
            folder = self._folder.resolve(strict=True)
            path = (folder / name).resolve(strict=True)
            if not path.is_relative_to(folder):
                return b""
            return read_regular_file(path, IMAGE_BYTES)
        except (OSError, ValueError, RuntimeError):
            return b""


def folder_of(source: Source) -> Path | None:
    """The folder a source's relative addresses lead from; None when it is not from a file."""
    if source.origin in ("", CLIPBOARD) or "\0" in source.origin:
        return None
    path = Path(source.origin)
    return path.parent if path.is_file() else None


def read_regular_file(path: Path, limit: int) -> bytes:
    """All bytes of an ordinary file; empty when it is none, or larger than limit bytes.

    Never waits: a pipe or a device put in the file's place is opened without blocking. Raises
    OSError when the file cannot be opened or read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
            return b""
        data = file.read(limit + 1)
    return b"" if len(data) > limit else data


def picture_type(data: bytes) -> str:
    """The media type of a picture by its first bytes; empty when it is none that can be shown."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for magic, media_type in _MAGIC if data.startswith(magic)), "")


def _embedded(address: str) -> bytes:
    match = _DATA.match(address[:300])
    if match is None or len(address) > IMAGE_BYTES * 3:
        return b""
    body = address[match.end() :]
    if match[3] is None:
        data = unquote_to_bytes(body)
    else:
        text = re.sub(r"\s+", "", unquote(body) if "%" in body else body).rstrip("=")
        try:
            data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        except (binascii.Error, ValueError):
            return b""
    return data if len(data) <= IMAGE_BYTES else b""


def _is_placeholder(data: bytes) -> bool:
    """Whether a picture is of two pixels or less: a placeholder, or put there to count readers."""
    if data.startswith(b"\x89PNG"):
        width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    elif data.startswith(b"GIF8"):
        width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    else:
        return False
    return width <= 2 and height <= 2
