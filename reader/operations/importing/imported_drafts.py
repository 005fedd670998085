"""Creates the drafts of another program's articles, with or without their text."""

import json
from dataclasses import replace

from reader.core.article_draft import Draft
from reader.core.article_source import RECORD, Source
from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers.article_metadata import Metadata, tidied
from reader.importers.programs.records import ArticleRecord, ArticleText
from reader.operations import draft_preparation
from reader.operations.draft_preparation import NO_TEXT, PreparedDraft, compressed, sha256_of

_EXCERPT = 60  # characters of a quote that stand for a title
_FRAGMENTS = ("text/html", "application/xhtml+xml")


def draft_without_text(program: str, file: str, record: ArticleRecord) -> PreparedDraft:
    """Returns an article without a text; its source is the program's record of it."""
    known = metadata_of(record)
    data = json.dumps(_plain(program, record), ensure_ascii=False).encode("utf-8", "replace")
    draft = Draft(
        title=known.title or _title(record),
        html="",
        source=Source(data, file, file, RECORD),
        importer=f"{program}/1",
        media_type=RECORD,
        is_title_generated=not known.title,
        byline=known.byline,
        site=known.site,
        url=record.url,
        published=known.published,
        language=known.language,
        excerpt=known.excerpt,
    )
    return PreparedDraft(draft, "", NO_TEXT, sha256_of(data), compressed(data), 0)


def draft_with_text(record: ArticleRecord, text: ArticleText) -> PreparedDraft:
    """Returns an article with the text that the program stored; raises ImportFailed if there is none."""
    known = metadata_of(record)
    source = Source(text.read(), text.name, text.name, text.media_type, address="")
    if not source.data.strip():
        raise ImportFailed(_("“{name}” is empty.").format(name=text.name))
    if text.media_type in _FRAGMENTS and not text.is_page:
        draft = _of_fragment(source, known)
    else:
        from reader import importers  # start-up time: parsers

        draft = importers.read(source)
    draft = replace(
        draft,
        title=known.title or draft.title,
        is_title_generated=draft.is_title_generated and not known.title,
        byline=known.byline or draft.byline,
        site=known.site or draft.site,
        url=record.url or draft.url,
        published=known.published or draft.published,
        language=known.language or draft.language,
        excerpt=known.excerpt or draft.excerpt,
        tags=(),
        marks=() if text.is_page else draft.marks,
    )
    return draft_preparation.prepare(draft)


def metadata_of(record: ArticleRecord) -> Metadata:
    """Converts the metadata of a record to those of an article."""
    found = Metadata(
        record.title,
        record.author,
        record.site,
        "",
        record.published,
        record.language,
        record.excerpt,
    )
    return tidied(found)


def _of_fragment(source: Source, known: Metadata) -> Draft:
    """Returns the article in HTML that a program extracted: there is nothing else in it."""
    # Start-up time: parsers.
    from reader.importers.converted_html import read_converted
    from reader.importers.decode import decode
    from reader.importers.draft_builder import make_draft
    from reader.importers.web.html_format import FORMAT

    html = decode(source.data, source.name).text
    parsed = read_converted(html, known, lambda _address: b"")
    return make_draft(source, FORMAT, parsed)


def _title(record: ArticleRecord) -> str:
    """Returns a title for an article that has none: its address, or the first words marked in it."""
    if record.url:
        return record.url.split("://", 1)[-1].rstrip("/")
    words = next((one.quote or one.note for one in record.highlights), "")
    line = " ".join(words.split())
    return line if len(line) <= _EXCERPT else line[:_EXCERPT].rsplit(" ", 1)[0] + "…"


def _plain(program: str, record: ArticleRecord) -> dict[str, object]:
    """Returns what a record contains as plain values, without what is empty."""
    marks = [
        {name: value for name, value in one._asdict().items() if value} for one in record.highlights
    ]
    told = {name: value for name, value in record._asdict().items() if value}
    told.pop("text", None)
    return {"program": program, **told, "highlights": marks}
