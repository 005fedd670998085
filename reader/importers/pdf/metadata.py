"""Reads the metadata of a PDF file: XMP, the document information, and the first page."""

import re
from collections.abc import Iterable

import pypdfium2
from lxml import etree

from reader.importers.article_metadata import Metadata, merged
from reader.importers.pdf.blocks import Block, Kind
from reader.importers.pdf.page_elements import Page, Word, text_of
from reader.importers.text_cleaning import one_line

_PACKET = re.compile(rb"<((?:[A-Za-z][\w.-]{0,20}:)?(?:xmpmeta|xapmeta|RDF))\b")
_PACKED = re.compile(rb"/Subtype\s*/XML\b")  # of a stream of metadata, which may be compressed
_LONGEST_PACKET = 1_000_000
_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_LANG, _ANY = "{http://www.w3.org/XML/1998/namespace}lang", "x-default"
_PRISM = re.compile(r"http://prismstandard\.org/namespaces/basic/[0-9.]+/")
# What programs write if there is no title.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|powerpoint|word) ?-.*|untitled.*|unbenannt.*|unknown|none|"
    r"unspecified|undefined|no title given|title|titel|contents|table of contents|abstract|inhaltsverzeichnis|"
    r"document ?\d*|dokument ?\d*|slide ?\d+|pii:.*|doi:.*|[\d\W_]*|\S+\.(?:docx?|tex|dvi|odt|"
    r"indd|qxd|ps|pdf|eps|rtf|pptx?|xlsx?|html?|md|txt|fm)|https?:\S+",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:microsoft |office |default |windows )?(?:user|author|admin(?:istrator)?|unknown|owner|anonymous|"
    r"undefined|no author given|tex|latex|root|\W*)",
    re.IGNORECASE,
)
_DOI = re.compile(
    r"\b(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE
)
_BARE_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_DOI_START = re.compile(r"\bdoi\.org/|\b10\.\d{4,9}/", re.IGNORECASE)
# The rest of one: what begins with such a sign, or, after a full stop, numbers with more of them.
_REST = re.compile(r"[./_-]\w")
_NUMBERED = re.compile(r"[\w-]*\d[\w-]*[./_-]\w")
_ARXIV = re.compile(
    r"\barXiv:\s*((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?)", re.IGNORECASE
)
# The DOIs of other works follow.
_REFERENCES = re.compile(
    r"\b(?:References|Bibliography|Literature|Works cited|Literatur(?:verzeichnis)?|Références|"
    r"Bibliographie|Referencias|Bibliografía|Литература|参考文献)\b:?\s+(?:\[?1[\].)]|[^\W\d_][\w’'-]+,)",
    re.IGNORECASE,
)
_TITLE_SIZE = 1.15  # times the size of the text
_LONGEST_TITLE = 300
_NAME_PART = re.compile(
    r"[A-ZÀ-ÞА-Я][\w.’'-]*|de|da|di|van|von|der|den|la|le|du|del|el|al|bin|ben|and|und|et|y|&"
)
_MOST_NAMES = 40  # words of a line of names
_MARK = re.compile(r"[,∗*†‡§⋆]+")  # of a note
_MARKS = re.compile(r"(?:(?<=\w)|(?<=[.,]))[\d*∗†‡§]+")
_PLACE = "†"  # of any mark, which parts names if nothing else does
_NO_COMMA = re.compile(rf"(?:\s*{_PLACE})+(?=\s*(?:[,;·&]|(?:and|und|et|y)\b|$))")
_COMMAS = re.compile(rf"\s*(?:[,{_PLACE}]\s*)+")
_NAME_LINES, _LONGEST_NAMES = 3, 240


def read_metadata(
    data: bytes, document: pypdfium2.PdfDocument, language: str, first: Page
) -> Metadata:
    """Returns the metadata from the file and its first page."""
    given = merged(_from_xmp(data, document), _from_information(document))
    address = given.url or _address(_printed(first))
    return merged(Metadata(url=address, language=language), given)


def _printed(page: Page) -> str:
    """Returns the words of a page; a DOI that goes on in the next line is one word."""
    texts = [word.text + "-" * word.is_hyphenated for word in page.words]
    if any("10." in text for text in texts):
        for at in range(len(texts) - 1, 0, -1):
            if _goes_on(page.words[at - 1], page.words[at]):
                texts[at - 1 : at + 1] = ["".join(texts[at - 1 : at + 1])]
    return " ".join((*texts, *page.turned))


def _goes_on(before: Word, word: Word) -> bool:
    """Returns whether a word is the rest of a DOI at the end of the line before."""
    last = "-" if before.is_hyphenated else before.text[-1]
    is_below = 0 < word.base - before.base < 2 * word.size and word.x0 < before.x1
    if not is_below or not _DOI_START.search(before.text):
        return False
    is_numbered = last == "." and _NUMBERED.match(word.text)
    return last in "/-_" or bool(is_numbered or _REST.match(word.text))


def _from_information(document: pypdfium2.PdfDocument) -> Metadata:
    try:
        found = document.get_metadata_dict()
    except (pypdfium2.PdfiumError, UnicodeError):
        return Metadata()
    keywords = re.split(r"[,;]", found.get("Keywords", ""))
    doi = _DOI.search(" ".join(found.values()))
    return Metadata(
        title=_title(found.get("Title", "")),
        byline=_author(found.get("Author", "")),
        excerpt=_title(found.get("Subject", "")),
        url=_doi_address(doi[1]) if doi else "",
        tags=tuple(filter(None, map(one_line, keywords)))[:20],
    )


def _packets(data: bytes) -> list[bytes]:
    """Returns the packets of metadata that are in some bytes."""
    found, end = [], 0
    ends: dict[bytes, int] = {}  # where the last of each name is
    for start in _PACKET.finditer(data):
        closing = b"</" + start[1]
        last = ends.setdefault(closing, data.rfind(closing))
        if start.start() < end or last < start.start():
            continue
        at = data.find(closing, start.end(), start.end() + _LONGEST_PACKET)
        if at >= 0:
            end = data.find(b">", at) + 1
            found.append(data[start.start() : end])
    return found


def _packed(data: bytes, document: pypdfium2.PdfDocument) -> bytes:
    """Returns the metadata of a document that are compressed or in another encoding, as UTF-8."""
    # Start-up time: pypdf, which most files do not need.
    from pypdf.generic import StreamObject

    # Both import pypdf, too.
    from reader.importers.pdf.marks.mark_geometry import FAULTS
    from reader.importers.pdf.marks.mark_reading import opened_by_pypdf

    try:
        file = opened_by_pypdf(data, document)
        packed = file.root_object["/Metadata"].get_object()
        content = packed.get_data() if isinstance(packed, StreamObject) else b""
    except FAULTS:
        return b""
    if b"\0" in content[:100]:
        is_little = content.startswith(b"\xff\xfe") or content[1:2] == b"\0"
        content = content.decode("utf-16-le" if is_little else "utf-16-be", "ignore").encode()
    return content


def _from_xmp(data: bytes, document: pypdfium2.PdfDocument) -> Metadata:
    """Returns what the last packet of metadata says that is about a document, not about an image."""
    packets = _packets(data)
    if not packets and _PACKED.search(data):
        packets = _packets(_packed(data, document))
    for packet in reversed(packets):
        if b"<!" not in packet and b"dc:" in packet:
            parser = etree.XMLParser(no_network=True, resolve_entities=False, recover=True)
            try:
                root = etree.fromstring(
                    _PRISM.sub(_NAMES["prism"], packet.decode("utf-8")).encode(), parser
                )
            except (etree.XMLSyntaxError, UnicodeError):
                continue
            if root is not None and (found := _of_packet(root)) != Metadata():
                return found
    return Metadata()


def _of_packet(root: etree._Element) -> Metadata:
    def items(name: str) -> list[str]:
        found = root.iterfind(f".//{name}//rdf:li", _NAMES)
        texts = [one.text or "" for one in sorted(found, key=lambda one: one.get(_LANG) != _ANY)]
        texts = texts or [one.text or "" for one in root.iterfind(f".//{name}", _NAMES)]
        if not texts:
            prefix, _colon, local = name.partition(":")
            key = f"{{{_NAMES[prefix]}}}{local}"
            texts = [one.get(key, "") for one in root.iter() if isinstance(one.tag, str)]
        return [text for one in texts if (text := one_line(one))]

    def first(*names: str) -> str:
        return next((text for name in names for text in items(name)), "")

    doi = _BARE_DOI.search(first("prism:doi", "pdfx:doi", "dc:identifier"))
    authors = [name for name in map(_author, items("dc:creator")) if name]
    return Metadata(
        title=_title(first("dc:title")),
        byline=", ".join(dict.fromkeys(authors)),
        site=first("prism:publicationName"),
        url=_doi_address(doi[0]) if doi else "",
        published=first("prism:publicationDate", "prism:coverDate", "dc:date"),
        language=first("dc:language"),
        excerpt=first("dc:description"),
        tags=tuple(dict.fromkeys(items("dc:subject")))[:20],
    )


def _address(text: str) -> str:
    """Returns the address that a first page names as its own: by its only DOI, or arXiv's number."""
    if "10." not in text and "arxiv" not in text.lower():
        return ""  # fast: most have none
    text = _REFERENCES.split(text, maxsplit=1)[0]
    arxiv = {match[1] for match in _ARXIV.finditer(text)}
    dois = {match[1].rstrip(".,;)]") for match in _DOI.finditer(text)}
    if len(dois) == 1:
        return _doi_address(dois.pop())
    return f"https://arxiv.org/abs/{arxiv.pop()}" if len(arxiv) == 1 else ""


def _doi_address(doi: str) -> str:
    return f"https://doi.org/{doi.rstrip('.,;)]')}"


def _bare(text: str) -> str:
    """Removes brackets around a text, in which some programs write that there is no title."""
    return text.removeprefix("(").removesuffix(")")


def _title(text: str) -> str:
    text = one_line(text)
    return "" if len(text) < 3 or _NO_TITLE.fullmatch(_bare(text)) else text


def _author(text: str) -> str:
    text = one_line(text).rstrip(" ,;")
    return "" if _NO_AUTHOR.fullmatch(_bare(text)) else text


def take_title(blocks: list[Block], known: Metadata, size: float) -> Metadata:
    """Returns the metadata with title and authors of the first page; removes the title from the text.

    size: of the letters of the text.
    """
    first = [block for block in blocks[:12] if block.lines and block.page == blocks[0].page]
    if known.title:
        printed = next((one for one in first if _is_same(one.text, known.title)), None)
    else:
        large = [
            one
            for one in first[:8]
            if one.size > _TITLE_SIZE * size
            and 2 < len(one.text) <= _LONGEST_TITLE
            and any(map(str.isalpha, one.text))
            and one.kind in (Kind.HEADING, Kind.PARAGRAPH)
        ]
        printed = max(large, key=lambda one: one.size, default=None)
    if printed is None or len(blocks) == 1:
        return known
    at = blocks.index(printed)
    after = blocks[at + 1 : at + 2]
    if not any(block.kind is Kind.HEADING for block in blocks[:at]):  # such as a chapter's number
        blocks.remove(printed)
    title = known.title or _without_marks(printed)
    names = next(iter(_names(after)), "")
    byline = known.byline or names
    if names and _is_same(names, byline):
        blocks.remove(after[0])
    return merged(Metadata(title=title, byline=byline), known)


def _without_marks(title: Block) -> str:
    """Returns the words of a title without the marks of notes behind them."""
    *before, last = title.lines
    words = last.words
    while len(words) > 1 and (words[-1].raised > 0 or _MARK.fullmatch(words[-1].text)):
        words = words[:-1]
    text = " ".join([*(line.text for line in before), text_of(words)])
    return one_line(text).rstrip(" ∗*†‡§⋆")


def _names(blocks: Iterable[Block]) -> list[str]:
    """Returns the names in the block after a title, if it has nothing else."""
    found = []
    for block in blocks:
        if block.kind not in (Kind.PARAGRAPH, Kind.HEADING) or len(block.lines) > _NAME_LINES:
            continue
        words = [word for line in block.lines for word in line.words]
        text = " ".join(_PLACE if word.raised > 0 else text_of([word]) for word in words)
        names = _MARKS.sub(_PLACE, one_line(text))
        names = _COMMAS.sub(", ", _NO_COMMA.sub("", names)).strip(" ,;·")
        parts = re.split(r"[\s,;·]+", names)
        is_long = len(names) > _LONGEST_NAMES or not 2 <= len(parts) <= _MOST_NAMES
        if not is_long and names[-1] != "." and all(map(_NAME_PART.fullmatch, parts)):
            found.append(names)
    return found


def _is_same(one: str, two: str) -> bool:
    def plain(text: str) -> str:
        return "".join(filter(str.isalnum, text.casefold()))

    return plain(one) == plain(two)
