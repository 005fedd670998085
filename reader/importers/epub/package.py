"""Opens the container of a book and reads its package: its files and their order."""

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers.containers.zip_reading import ZipArchive
from reader.importers.epub.xml_documents import parse_package
from reader.importers.web.lxml_helpers import text_of

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PACKAGE = "application/oebps-package+xml"
# What only keeps a book's fonts from being copied out of it.
_OBFUSCATED_FONT = frozenset(
    ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Item(NamedTuple):
    """A file of a book, as its manifest lists it."""

    path: str  # in the archive, as the book names it
    media_type: str
    properties: frozenset[str]
    fallback: str  # the id of an item that may be shown instead, or empty


class SpineItem(NamedTuple):
    """A document in the order of reading."""

    item: Item
    is_linear: bool


@dataclass(frozen=True, slots=True)
class Package:
    """What a book's package says: its metadata, files, their order, and where its contents are."""

    metadata: etree._Element
    items: dict[str, Item]  # by id
    spine: tuple[SpineItem, ...]
    ncx: Item | None
    guide: tuple[tuple[str, str], ...]  # the type and address of each part that is named
    identifier_id: str  # the id of the identifier that is the book's own
    is_rtl: bool  # whether its pages are turned from right to left

    @property
    def identifier(self) -> str:
        """The identifier of the book; empty if it has none."""
        found = sorted(
            self.metadata.iter("identifier"), key=lambda one: one.get("id") != self.identifier_id
        )
        return text_of(found[0]) if found else ""

    @property
    def language(self) -> str:
        """The first language of the book; empty if it has none."""
        found = next(self.metadata.iter("language"), None)
        return "" if found is None else text_of(found)


class Container:
    """The files in a book's archive."""

    def __init__(self, data: bytes, name: str) -> None:
        """name: of the book's file, for errors. Raises ImportFailed when it is no sound archive."""
        self.name = name
        self._archive = ZipArchive(data, name)
        self._names = frozenset(self._archive.names)
        self._by_key = {_key(one): one for one in reversed(self._archive.names)}

    def find(self, path: str) -> str:
        """Returns the name in the archive that a path stands for, whatever its case; else empty."""
        bare = unquote(path)
        found = next((one for one in (path, bare) if one in self._names), "")
        return found or self._by_key.get(_key(bare), "")

    def read(self, path: str) -> bytes | None:
        """Returns the bytes of a file, None if it is missing or damaged.

        Raises ImportFailed when the files unpack to more than an article may have.
        """
        member = self.find(path)
        if not member or member in self.encrypted:
            return None
        try:
            return self._archive.read(member)
        except ImportFailed:
            if self._archive.room.left < 0:
                raise
            return None

    @cached_property
    def encrypted(self) -> frozenset[str]:
        """The names of the files that cannot be read without a key."""
        member = self.find(_ENCRYPTION)
        root = parse_package(self._archive.read(member), self.name) if member else None
        if root is None:
            return frozenset()
        found = set()
        for data in root.iter("encrypteddata"):
            method = next(data.iter("encryptionmethod"), None)
            reference = next(data.iter("cipherreference"), None)
            if method is not None and method.get("Algorithm") in _OBFUSCATED_FONT:
                continue
            if reference is not None:
                address = reference.get("URI") or ""
                found.add(self.find(address) or self.find(path_of(address, "")))
        return frozenset(found - {""})

    def package(self) -> Package:
        """Returns what the book's package says: of several, the first that can be read.

        Raises ImportFailed when there is none.
        """
        for path in self._package_paths():
            data = self.read(path)
            root = None if data is None else parse_package(data, self.name)
            if root is not None and root.find("spine") is not None:
                return _package(root, path)
        raise ImportFailed(
            _("“{name}” is not a valid EPUB: it does not list its contents.").format(name=self.name)
        )

    def _package_paths(self) -> Iterator[str]:
        member = self.find(_CONTAINER)
        data = self.read(member) if member else None
        root = None if data is None else parse_package(data, self.name)
        rootfiles = [] if root is None else list(root.iter("rootfile"))
        rootfiles.sort(key=lambda one: one.get("media-type") != _PACKAGE)
        named = (self.find(one.get("full-path") or "") for one in rootfiles)
        yield from (one for one in named if one)
        yield from (one for one in self._archive.names if one.lower().endswith(".opf"))


def path_of(address: str, document: str) -> str:
    """Returns the path in the archive that a relative address in a document leads to.

    Empty for an address that leads out of the book. The fragment is left out.
    """
    given = address.partition("#")[0].partition("?")[0].strip().replace("\\", "/")
    if not given:
        return document if address.strip().startswith("#") else ""
    if _SCHEME.match(given) or given.startswith("//"):
        return ""
    folder = "" if given.startswith("/") else posixpath.dirname(document.replace("\\", "/"))
    path = posixpath.normpath(posixpath.join(folder, given.lstrip("/")))
    while path.startswith("../"):  # above the archive there is nothing
        path = path[3:]
    return path


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold().replace("\\", "/")


def _package(root: etree._Element, path: str) -> Package:
    items = {
        one.get("id", ""): Item(
            path_of(one.get("href") or "", path),
            (one.get("media-type") or "").partition(";")[0].strip().lower(),
            frozenset((one.get("properties") or "").split()),
            one.get("fallback") or "",
        )
        for one in root.iter("item")
    }
    spine = next(root.iter("spine"))
    metadata = root.find("metadata")
    references = ((one.get("type") or "", one.get("href") or "") for one in root.iter("reference"))
    return Package(
        etree.Element("metadata") if metadata is None else metadata,
        items,
        tuple(_spine_items(spine, items)),
        items.get(spine.get("toc") or "")
        or next((one for one in items.values() if _is_ncx(one)), None),
        tuple((kind.lower(), path_of(address, path)) for kind, address in references),
        root.get("unique-identifier") or "",
        spine.get("page-progression-direction") == "rtl",
    )


def _is_ncx(item: Item) -> bool:
    return item.media_type.endswith("dtbncx+xml") or item.path.lower().endswith(".ncx")


def _spine_items(spine: etree._Element, items: dict[str, Item]) -> Iterator[SpineItem]:
    seen: set[str] = set()
    for one in spine.iter("itemref"):
        id_ = one.get("idref") or ""
        item = items.get(id_, Item(id_, "", frozenset(), ""))  # a missing one is reported
        if item.path not in seen:
            seen.add(item.path)
            yield SpineItem(item, (one.get("linear") or "").lower() != "no")
