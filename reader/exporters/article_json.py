"""An article and its annotations as plain values for JSON, the shape scripts rely on."""

from collections.abc import Sequence
from typing import Any

from reader.core.models import Annotation, Article, Revision
from reader.exporters.item import in_text_order
from reader.exporters.timestamps import iso_time


def article_dict(
    article: Article, revision: Revision, annotations: Sequence[Annotation]
) -> dict[str, Any]:
    """Everything about an article.

    Offsets are Unicode code points of ``text``, half open; None for what has no place in it.
    Times are ISO 8601 in UTC, except ``published``, which is as the article gives it.
    """
    return {
        "id": article.id,
        "uid": article.uid,
        **article_fields(article, revision),
        "annotations": [annotation_dict(a) for a in in_text_order(tuple(annotations))],
    }


def article_fields(article: Article, revision: Revision) -> dict[str, Any]:
    """An article's metadata, state and text, without its identity and annotations."""
    return {**article_metadata(article), "html": revision.html, "text": revision.text}


def article_metadata(article: Article) -> dict[str, Any]:
    """An article's metadata and state, without its identity, text and annotations."""
    deleted_at = article.deleted_at
    return {
        "title": article.title,
        "byline": article.byline,
        "site": article.site,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "excerpt": article.excerpt,
        "word_count": article.word_count,
        "state": article.state.value,
        "starred": article.is_starred,
        "read": article.is_read,
        "progress": article.progress,
        "tags": list(article.tags),
        "added": iso_time(article.added_at),
        "updated": iso_time(article.updated_at),
        "deleted": None if deleted_at is None else iso_time(deleted_at),
    }


def annotation_dict(annotation: Annotation) -> dict[str, Any]:
    """An annotation: its words and place, how sure the place is, and what a person added."""
    return {
        "id": annotation.id,
        "uid": annotation.uid,
        "kind": annotation.kind.value,
        "quote": annotation.exact,
        "prefix": annotation.prefix,
        "suffix": annotation.suffix,
        "start": annotation.start,
        "end": annotation.end,
        "made_start": annotation.made_start,
        "made_end": annotation.made_end,
        "status": annotation.status.value,
        "color": annotation.color.value,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "created": iso_time(annotation.created_at),
        "updated": iso_time(annotation.updated_at),
    }
