"""Reads the pages that Postil exports as HTML: metadata, highlights with notes, and the text."""

import re

from reader.core.anchoring.file_mark_placing import PlacedMark, placed
from reader.core.article_source import Source
from reader.core.errors import NoText
from reader.core.translation import _
from reader.importers.programs.damage_messages import damaged
from reader.importers.programs.records import ArticleRecord, ArticleText, HighlightRecord

_SIGN = '<meta name="generator" content="Postil">'
_HTML = "text/html"
_UID = re.compile(rb"<!-- Postil: [^\n]* ([0-9A-Za-z-]{8,64}) [0-9a-f]{16} -->")


def is_page(head: str) -> bool:
    """Returns whether an HTML file begins as the pages that Postil writes."""
    return _SIGN in head


def read_page(data: bytes, name: str) -> ArticleRecord:
    """Returns the article of a page, with its highlights, also if it has no text; raises ImportFailed."""
    # Start-up time: parsers.
    from reader.core.text.canonical_text import read_html
    from reader.importers.article_metadata import tidied
    from reader.importers.source_content import Content
    from reader.importers.web.html import read_html_page

    if b"</html>" not in data:  # only a part of the text, or not all that is said of its marks
        raise damaged(name)
    content = Content(Source(data, name, name, _HTML), _HTML, "")
    page = read_html_page(content, lambda _address: b"")
    known = tidied(page.metadata)
    text = read_html(page.html).text
    if not (known.title or text):
        raise NoText(_("“{name}” has no text to read.").format(name=name))
    uid = _UID.search(data)
    return ArticleRecord(
        title=known.title,
        url=known.url,
        author=known.byline,
        site=known.site,
        published=known.published,
        language=known.language,
        excerpt=known.excerpt,
        tags=known.tags,
        highlights=tuple(_highlight(one, text) for one in placed(page.marks, text)),
        text=ArticleText(name, _HTML, lambda: data, is_page=True) if text else None,
        key="" if uid is None else uid[1].decode(),
    )


def _highlight(found: PlacedMark, text: str) -> HighlightRecord:
    mark, start, end = found
    position = None if start is None or end is None else (start, end)
    return HighlightRecord(
        quote=mark.quote if position is None else text[slice(*position)],
        note=mark.note,
        color=mark.color,
        tags=mark.tags,
        created=mark.created,
        updated=mark.updated,
        position=position,
        key=mark.name,
    )
