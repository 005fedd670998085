"""Converts table rows to the frozen values that leave the library."""

import zlib
from collections.abc import Sequence
from typing import Any

from reader.core.article_source import Asset, Source
from reader.core.models import Annotation, Article, Color, Kind, Revision, State, Status, Tag

# Thousands are read at once, and calling an enumeration takes longer than all the rest of a row.
_KINDS = {str(one): one for one in Kind}
_COLORS = {str(one): one for one in Color}
_STATES = {str(one): one for one in State}
_STATUSES = {str(one): one for one in Status}

ARTICLE_COLUMNS = (
    "a.id, a.uid, a.title, a.byline, a.site, a.url, a.published, a.language, a.excerpt,"
    " a.word_count, a.state, a.is_starred, a.is_read, a.progress, a.position, a.created_at,"
    " a.updated_at, a.deleted_at, a.current_revision_id, a.is_unkept"
)
REVISION_COLUMNS = "id, article_id, seq, html, text, extractor, normaliser, created_at"
ANNOTATION_COLUMNS = (
    "n.id, n.uid, n.article_id, n.kind, n.color, n.note, n.exact, n.prefix, n.suffix,"
    " n.made_on_revision_id, n.made_start, n.made_end, n.created_at, n.updated_at,"
    ' p.start, p."end", p.status, p.score, p.is_settled,'
    " (SELECT seq FROM revision WHERE id = n.made_on_revision_id), a.word_count = 0"
)

Row = Sequence[Any]


def article(row: Row, tags: tuple[str, ...], annotation_count: int) -> Article:
    """Creates an article from the values of ARTICLE_COLUMNS."""
    return Article(
        id=row[0],
        uid=row[1],
        title=row[2],
        byline=row[3],
        site=row[4],
        url=row[5],
        published=row[6],
        language=row[7],
        excerpt=row[8],
        word_count=row[9],
        state=_STATES[row[10]],
        is_starred=bool(row[11]),
        is_read=bool(row[12]),
        progress=row[13],
        position=row[14],
        added_at=row[15],
        updated_at=row[16],
        deleted_at=row[17],
        revision_id=row[18],
        tags=tags,
        annotation_count=annotation_count,
        is_unkept=bool(row[19]),
    )


def revision(row: Row) -> Revision:
    """Creates the metadata of a revision from the values of REVISION_COLUMNS."""
    return Revision(*row)


def annotation(row: Row, tags: tuple[str, ...]) -> Annotation:
    """Creates an annotation from the values of ANNOTATION_COLUMNS; a highlight that was never looked for is an orphan."""
    kind = _KINDS[row[3]]
    status = Status.EXACT if kind is Kind.ARTICLE_NOTE else _STATUSES[row[16] or "orphan"]
    return Annotation(
        id=row[0],
        uid=row[1],
        article_id=row[2],
        kind=kind,
        color=_COLORS[row[4]],
        note=row[5],
        exact=row[6],
        prefix=row[7],
        suffix=row[8],
        made_on_revision_id=row[9],
        made_start=row[10],
        made_end=row[11],
        created_at=row[12],
        updated_at=row[13],
        start=row[14],
        end=row[15],
        status=status,
        score=1.0 if kind is Kind.ARTICLE_NOTE else row[17] or 0.0,
        tags=tags,
        is_settled=bool(row[18]),
        made_on_seq=row[19],
        is_waiting_for_text=bool(row[20]),
    )


def tag(row: Row) -> Tag:
    """Creates a tag from id, name, article count, annotation count, last use, slot, colour."""
    return Tag(*row)


def asset(row: Row) -> Asset:
    """Creates an asset from sha256, media type, data, and maybe its address."""
    return Asset(*row)


def source(row: Row) -> Source:
    """Creates a source from data (compressed), name, media type, address, etag, last_modified, extractor."""
    data, name, media_type, address, etag, modified, extractor = row
    part = extractor.partition(" ")[2]
    return Source(
        *(zlib.decompress(data), name, name, media_type, address, etag, modified), part=part
    )
