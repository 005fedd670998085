"""Reads a page with the files saved with it, which are found by address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import unquote_to_bytes, urldefrag, urljoin

from lxml import etree

from reader.importers.article_metadata import Metadata, merged
from reader.importers.importer import ParsedArticle
from reader.importers.plain.markdown import read_markdown
from reader.importers.plain.plain_text import read_plain_text
from reader.importers.safe_addresses import safe_address
from reader.importers.source_content import Content
from reader.importers.web.html import NOTHING_KNOWN, read_html_page
from reader.importers.web.lxml_helpers import declared_base, storable

HTML_TYPES = ("text/html", "application/xhtml+xml")
_MARKDOWN_TYPES = ("text/markdown", "text/x-markdown")


@dataclass(frozen=True, slots=True)
class Part:
    """A file that was saved: its address, maybe empty, its media type and its bytes."""

    address: str
    media_type: str
    data: bytes
    charset: str = ""
    content_id: str = ""  # by which other parts of a message name it

    @property
    def is_page(self) -> bool:
        """Whether this is a page, not an image or a style sheet."""
        return self.media_type in HTML_TYPES

    @property
    def is_text(self) -> bool:
        """Whether this is a text without HTML."""
        return self.media_type in ("text/plain", *_MARKDOWN_TYPES)


def read_saved_page(
    content: Content,
    page: Part,
    parts: Iterable[Part],
    known: Metadata = NOTHING_KNOWN,
    adapt: Callable[[etree._Element], None] | None = None,
) -> ParsedArticle:
    """Returns the article of a page that was saved with other files.

    content: the file that contains them all. known and adapt: see read_html_page. Raises ImportFailed
    when the page has no text.
    """
    source = replace(content.source, data=page.data, media_type="text/html", address="")
    saved = _SavedFiles(page.address, parts)

    def adapt_saved(root: etree._Element) -> None:
        saved.adapt(root)
        if adapt is not None:
            adapt(root)

    return read_html_page(
        Content(source, "text/html", page.charset),
        saved.find,
        known=known,
        address=page.address,
        adapt=adapt_saved,
    )


def read_saved_text(
    content: Content, text: Part, parts: Iterable[Part] = ()
) -> ParsedArticle | None:
    """Returns the article of a text that was saved with other files; None if it cannot be read.

    content: the file that contains them all. Raises ImportFailed when the text is too long.
    """
    source = replace(content.source, data=text.data, media_type=text.media_type)
    within = Content(source, text.media_type, text.charset)
    said = Metadata(url=safe_address(text.address))
    if text.media_type not in _MARKDOWN_TYPES:
        return read_plain_text(within, said)
    parsed = read_markdown(within, _SavedFiles(text.address, parts).find, allows_html=True)
    return parsed and replace(parsed, metadata=merged(said, parsed.metadata))


class _SavedFiles:
    """Answers what the addresses on a page lead to, of the files that were saved with it."""

    def __init__(self, address: str, parts: Iterable[Part]) -> None:
        """address: the page's own, to which others are relative."""
        self._address = self._base = address
        self._by_address: dict[bytes, bytes] = {}
        self._by_id: dict[bytes, bytes] = {}
        for part in parts:
            if part.address:
                self._by_address.setdefault(_key(part.address), part.data)
            if part.content_id:
                self._by_id.setdefault(_key(part.content_id), part.data)

    def find(self, address: str) -> bytes:
        """Returns the bytes that an address leads to, empty if they were not saved."""
        address = address.strip()
        if address[:4].lower() == "cid:" and (found := self._by_id.get(_key(address[4:]))):
            return found
        for candidate in (address, _joined(self._base, address)):
            if found := self._by_address.get(_key(candidate)):
                return found
        return b""

    def adapt(self, root: etree._Element) -> None:
        """Reads the page's base address, and makes links to places on the page itself such."""
        self._base = _joined(self._address, declared_base(root))
        if not self._address:
            return
        own = f"{self._address}#"
        for link in root.iter("a"):
            if (href := link.get("href") or "").startswith(own):
                link.set("href", storable(href[len(own) - 1 :]))


def _joined(base: str, address: str) -> str:
    try:
        return urldefrag(urljoin(base, address)).url
    except ValueError:
        return address


def _key(address: str) -> bytes:
    """Returns what an address is known by: its bytes, percent-encoded or not, without a place in the page."""
    return unquote_to_bytes(address.partition("#")[0].encode("utf-8", "surrogatepass"))
