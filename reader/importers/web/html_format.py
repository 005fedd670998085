"""Registers HTML, and recognizes pages under any name."""

import re
from typing import TYPE_CHECKING

from reader.core.translation import N_
from reader.importers.importer import Certainty, Importer, ParsedArticle, Resources

if TYPE_CHECKING:
    from reader.importers.source_content import Content

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:\w+|#\d+);")


def _recognizes(content: "Content") -> Certainty:
    if _PAGE.match(content.text[:20_000]):
        return Certainty.CERTAIN
    is_declared = content.media_type in FORMAT.media_types and _ANY_TAG.search(content.text)
    return Certainty.DECLARED if is_declared else Certainty.NONE


def _read(content: "Content", resources: Resources) -> ParsedArticle:
    from reader.importers.web.html import read_html_page  # start-up time: lxml

    return read_html_page(content, resources, address=content.source.address)


FORMAT = Importer(
    id="html",
    title=N_("HTML"),
    media_types=("text/html", "application/xhtml+xml"),
    suffixes=(".html", ".htm", ".xhtml"),
    version=3,
    recognizes=_recognizes,
    read=_read,
)
