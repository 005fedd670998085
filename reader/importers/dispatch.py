"""Which importer a source goes to: by media type, by file name, and by what is in it."""

import re
from pathlib import PurePath

from reader.core.models import Draft, Source
from reader.importers import MEDIA_TYPES
from reader.importers.article_metadata import too_long
from reader.importers.decode import Decoded, decode, refuse_oversized
from reader.importers.limits import TEXT_CHARACTERS
from reader.importers.plain.markdown import looks_like_markdown, read_markdown
from reader.importers.plain.plain_text import read_plain_text
from reader.importers.web.html import read_html_page

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:\w+|#\d+);")
_BYTES_A_CHARACTER = 4


def read_source(source: Source) -> Draft:
    """The article in a source.

    Raises ImportFailed when it holds none.
    """
    kind, charset = _declared(source)
    refuse_oversized(source.data, source.name)
    if kind != "text/html" and len(source.data) > TEXT_CHARACTERS * _BYTES_A_CHARACTER:
        raise too_long(source.name)
    decoded = decode(source.data, source.name, charset)
    if _PAGE.match(decoded.text[:20_000]):
        return read_html_page(source, decoded)
    if kind == "text/html" and _ANY_TAG.search(decoded.text):
        return read_html_page(source, decoded)
    return _read_text(source, decoded, kind)


def _read_text(source: Source, decoded: Decoded, kind: str) -> Draft:
    if len(decoded.text) > TEXT_CHARACTERS:
        raise too_long(source.name)
    is_markdown = kind == "text/markdown"
    if is_markdown or looks_like_markdown(decoded.text):
        # In a text that is not named Markdown, a tag is as likely something the text is about.
        draft = read_markdown(source, decoded, allows_html=is_markdown)
        if draft is not None:
            return draft
    return read_plain_text(source, decoded)


def _declared(source: Source) -> tuple[str, str]:
    """The media type a source claims, else the one of its suffix; and its charset, if given."""
    kind, _semicolon, parameters = source.media_type.partition(";")
    charset = re.search(r"charset\s*=\s*\"?([\w.:-]+)", parameters, re.IGNORECASE)
    suffix = MEDIA_TYPES.get(PurePath(source.name).suffix.lower(), "")
    return kind.strip().lower() or suffix, charset[1] if charset else ""
