"""Collects the images that come with an article, embedded or beside its file, as its assets.

Nothing is fetched.
"""

import base64
import binascii
import hashlib
import re
from urllib.parse import unquote, unquote_to_bytes

from lxml import etree

from reader.core.article_source import Asset
from reader.importers.image_candidates import forget_addresses, picture_addresses
from reader.importers.importer import Resources
from reader.importers.limits import ARTICLE_IMAGE_BYTES, IMAGE_BYTES, IMAGES
from reader.importers.pictures.svg_pictures import is_svg, safe_svg

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_BITMAP_HEADERS = (12, 40, 52, 56, 64, 108, 124)  # how long those that exist are
_MOST_ADDRESSES = 12  # of one image that are tried
_DATA = re.compile(r"data:([^,;]*)((?:;[^,;]*)*?)(;base64)?,", re.IGNORECASE)


class Pictures:
    """Collects the images of one article."""

    def __init__(self, resources: Resources) -> None:
        """resources: answers what a relative address leads to."""
        self._resources = resources
        self._assets: dict[str, Asset] = {}
        self._known: dict[str, str] = {}  # what each address but an embedded image led to
        self._bytes = 0
        self.dropped = 0  # images that are not stored: only their descriptions are kept

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The images that were stored, in the order of their first use."""
        return tuple(self._assets.values())

    @property
    def notes(self) -> list[str]:
        """What is worth logging: how many images were not stored."""
        return [f"Pictures that are not stored: {self.dropped}"] if self.dropped else []

    def take_from(self, root: etree._Element) -> None:
        """Points every image under root at an asset; the others lose their address."""
        for image in list(root.iter("img")):
            tried: set[str] = set()
            stored = ""
            for address in picture_addresses(image):
                if address not in tried and len(tried) < _MOST_ADDRESSES:
                    tried.add(address)
                    stored = stored or self._take(address)
            self.dropped += not stored
            forget_addresses(image)
            if stored:
                image.set("src", stored)

    def _take(self, address: str) -> str:
        if address[:5].lower() == "data:":
            return self._stored(_embedded(address))
        if address and address not in self._known:
            self._known[address] = self._stored(self._resources(address))
        return self._known.get(address, "")

    def _stored(self, data: bytes) -> str:
        asset = asset_of(data)
        if asset is None:
            return ""
        if asset.sha256 not in self._assets:
            if len(self._assets) >= IMAGES or self._bytes + len(data) > ARTICLE_IMAGE_BYTES:
                return ""
            self._assets[asset.sha256] = asset
            self._bytes += len(data)
        return f"asset:{asset.sha256}"


def asset_of(data: bytes) -> Asset | None:
    """Returns bytes as an asset; None when they are no image that is worth storing.

    Of a drawing only what is safe to draw is stored.
    """
    if is_svg(data):
        drawing = safe_svg(data)
        if not drawing:
            return None
        return Asset(hashlib.sha256(drawing).hexdigest(), "image/svg+xml", drawing)
    media_type = picture_type(data)
    if not media_type or _is_placeholder(data):
        return None
    return Asset(hashlib.sha256(data).hexdigest(), media_type, data)


def picture_type(data: bytes) -> str:
    """Returns the media type of an image by its first bytes; empty when it cannot be shown."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BITMAP_HEADERS:
        return "image/bmp"
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
    """Returns whether an image has two pixels or less: a placeholder or a tracking pixel."""
    if data.startswith(b"\x89PNG"):
        width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    elif data.startswith(b"GIF8"):
        width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    else:
        return False
    return width <= 2 and height <= 2
