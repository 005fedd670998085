"""Reads the pages that Postil exports as HTML: metadata, highlights with notes, and the text."""

import re

from reader.core.anchoring.mark_placing import PlacedMark, placed
from reader.core.article_source import Source
from reader.importers.programs.records import ArticleRecord, ArticleText, HighlightRecord

_SIGN = '<meta name="generator" content="Postil">'
_HTML = "text/html"
_UID = re.compile(rb"<!-- Postil: [^\n]* ([0-9A-Za-z-]{8,64}) [0-9a-f]{16} -->")


def is_page(head: str) -> bool:
    """Returns whether an HTML file begins as the pages that Postil writes."""
    return _SIGN in head


def read_page(data: bytes, name: str) -> ArticleRecord:
    """Returns the article of a page, with its highlights; raises ImportFailed."""
    # Start-up time: parsers.
    from reader import importers
    from reader.core.text.canonical_text import read_html

    draft = importers.read(Source(data, name, name, _HTML))
    text = read_html(draft.html).text
    uid = _UID.search(data)
    return ArticleRecord(
        title=draft.title,
        url=draft.url,
        author=draft.byline,
        site=draft.site,
        published=draft.published,
        language=draft.language,
        excerpt=draft.excerpt,
        tags=draft.tags,
        highlights=tuple(_highlight(one, text) for one in placed(draft.marks, text)),
        text=ArticleText(name, _HTML, lambda: data, is_page=True),
        key="" if uid is None else uid[1].decode(),
    )


def _highlight(found: PlacedMark, text: str) -> HighlightRecord:
    mark, start, end = found
    position = None if start is None or end is None else (start, end)
    return HighlightRecord(
        quote="" if position is None else text[slice(*position)],
        note=mark.note,
        color=mark.color,
        tags=mark.tags,
        created=mark.created,
        updated=mark.updated,
        position=position,
        key=mark.name,
    )
