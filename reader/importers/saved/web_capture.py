"""Reads the article of a web capture (WARC, WACZ), which may contain many pages and their files."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from email.message import Message
from itertools import islice
from urllib.parse import urldefrag, urljoin

from reader.core.article_source import LeftOut
from reader.core.errors import ImportFailed
from reader.core.translation import N_, _
from reader.importers.containers.unpacking import Room
from reader.importers.draft_builder import plain
from reader.importers.importer import ParsedArticle
from reader.importers.saved.saved_page import Part, read_saved_page, read_saved_text
from reader.importers.saved.warc_records import (
    Answer,
    Record,
    answer_of,
    begins_like_page,
    is_asked_by_page,
    records,
)
from reader.importers.source_content import Content

OTHER_PAGE = N_("another page in the file")
_MOST_NAMED = 100  # of the pages that are not read
_MOST_TRIED = 20
_REDIRECTS = 5
_FOUND = (200, 203)
_ALL_BYTES = re.compile(r"bytes 0-(\d{1,18})/(\d{1,18})")


def read_capture(
    content: Content, data: bytes, room: Room, *, is_whole: bool, wanted: Sequence[str] = ()
) -> ParsedArticle:
    """Returns the article of a capture: the first page that has a text; without pages, the first text.

    data: records of WARC, unpacked. is_whole: whether that is all of them. wanted: addresses of
    pages that go first, in order. Raises ImportFailed when no page has a text.
    """
    capture = _Capture(data, room)
    order = {address: index for index, address in enumerate(wanted)}
    pages = sorted(
        capture.pages or capture.texts, key=lambda page: order.get(page.address, len(order))
    )
    for page in pages[:_MOST_TRIED]:
        parsed = _read_page(content, page, capture.parts)
        if parsed is not None:
            others = (LeftOut(one.address, OTHER_PAGE) for one in pages if one is not page)
            notes = _notes(capture, is_whole=is_whole and capture.is_whole)
            return replace(
                parsed,
                notes=(*notes, *parsed.notes),
                left_out=(*parsed.left_out, *islice(others, _MOST_NAMED)),
            )
    raise ImportFailed(_reason(capture, is_whole=is_whole).format(name=content.name))


def _read_page(content: Content, page: Part, parts: Sequence[Part]) -> ParsedArticle | None:
    """Returns the article of a page, None if it has no text or cannot be read."""
    read = read_saved_page if page.is_page else read_saved_text
    try:
        parsed = read(content, page, parts)
    except ImportFailed:
        return None
    return parsed if parsed and plain(parsed.html) else None


def _reason(capture: "_Capture", *, is_whole: bool) -> str:
    """Returns the sentence for a capture no page of which can be read."""
    if capture.unreadable:
        text = _("“{name}” contains pages with an unsupported compression (%s).")
        return text % capture.unreadable.replace("{", "").replace("}", "")
    if not is_whole or not capture.is_whole:
        return _("“{name}” is damaged or cut off before the end of its page: capture it again.")
    return _("“{name}” contains no page with text: capture the page again.")


def _notes(capture: "_Capture", *, is_whole: bool) -> list[str]:
    notes = [] if is_whole else ["The end of the file is missing or damaged; pictures may be too."]
    if capture.unreadable:
        notes.append(f"Answers that could not be unpacked: {capture.unreadable}")
    return notes


class _Capture:
    """The answers in a capture that contain something, by address, and the pages among them."""

    def __init__(self, data: bytes, room: Room) -> None:
        self.parts: list[Part] = []
        self.unreadable = ""  # the content codings that are not known here
        self.is_whole = True
        self._redirects: dict[str, str] = {}
        self._by_name: dict[str, Part] = {}  # address or digest of what was answered
        self._revisits: list[Record] = []
        self._asked_by_page: set[str] = set()
        for record in records(data):
            self._add(record, room)
        self._find_revisited()
        self._follow_redirects()

    @property
    def pages(self) -> list[Part]:
        """The pages, each address once, in the order in which they were asked for.

        Those that another page asked for, as its frames are, come last.
        """
        pages = _each_once(one for one in self.parts if one.is_page and b"<" in one.data)
        pages.sort(key=lambda page: page.address in self._asked_by_page)
        return pages

    @property
    def texts(self) -> list[Part]:
        """The texts without HTML, but for what a site says to programs."""
        return _each_once(
            one for one in self.parts if one.is_text and not one.address.endswith("/robots.txt")
        )

    def _add(self, record: Record, room: Room) -> None:
        kind = record.fields.get("warc-type", "")
        if not record.is_whole:
            self.is_whole = False
            return
        if kind == "request" and is_asked_by_page(record):
            self._asked_by_page.add(record.address)
        elif kind in ("resource", "conversion") and record.address.startswith(("http:", "https:")):
            self._keep(record, record.fields.get("content-type", ""), record.block)
        elif kind == "revisit":
            self._revisits.append(record)
        elif kind == "response" and (answer := answer_of(record, room)):
            if _is_found(answer) and answer.body is not None:
                kind = "text/html" if begins_like_page(answer.body) else ""
                self._keep(record, answer.fields.get("content-type", kind), answer.body)
            elif _is_found(answer):
                self.unreadable = answer.fields.get("content-encoding", "")
            elif target := answer.fields.get("location"):
                self._redirects[record.address] = _joined(record.address, target)

    def _keep(self, record: Record, content_type: str, body: bytes) -> None:
        header = Message()
        header["Content-Type"] = content_type.replace("\r", "").replace("\n", "")
        part = Part(
            record.address, header.get_content_type(), body, header.get_content_charset() or ""
        )
        self.parts.append(part)
        for name in (record.address, record.fields.get("warc-payload-digest", "")):
            if name:
                self._by_name.setdefault(name, part)

    def _find_revisited(self) -> None:
        """Adds what was not stored again, at the address where it was found again."""
        for record in self._revisits:
            names = ("warc-refers-to-target-uri", "warc-payload-digest")
            said = (record.fields.get(name, "").strip("<>") for name in names)
            known = next((self._by_name[name] for name in said if name in self._by_name), None)
            if known is not None:
                self.parts.append(replace(known, address=record.address))

    def _follow_redirects(self) -> None:
        """Adds what was found behind a redirect at the address that led there."""
        for start in self._redirects:
            target = start
            for _hop in range(_REDIRECTS):
                target = self._redirects.get(target, target)
            part = self._by_name.get(target)
            if part is not None and not part.is_page:
                self.parts.append(replace(part, address=start))


def _each_once(parts: Iterable[Part]) -> list[Part]:
    """Returns the first part of each address."""
    first: dict[str, Part] = {}
    for part in parts:
        first.setdefault(part.address, part)
    return list(first.values())


def _is_found(answer: Answer) -> bool:
    """Returns whether an answer has all of what was asked for."""
    part = _ALL_BYTES.fullmatch(answer.fields.get("content-range", ""))
    is_all = answer.status == 206 and part is not None and int(part[1]) + 1 == int(part[2])
    return answer.status in _FOUND or is_all


def _joined(base: str, address: str) -> str:
    try:
        return urldefrag(urljoin(base, address)).url
    except ValueError:
        return ""
