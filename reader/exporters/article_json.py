"""Converts an article and its annotations to plain values for JSON, in a form that scripts rely on."""

from collections.abc import Sequence
from typing import Any

from reader.core.models import Annotation, Article, Revision, RevisionFacts
from reader.exporters.export_item import in_text_order
from reader.exporters.timestamps import iso_time


def article_dict(
    article: Article,
    revision: Revision,
    annotations: Sequence[Annotation],
    revisions: Sequence[RevisionFacts] = (),
) -> dict[str, Any]:
    """Returns an article with its text and its annotations as they are on one revision.

    ``revision`` is that revision's number within the article. Offsets are Unicode code points of
    ``text``, half open; None for what has no place in it. Times are ISO 8601 in UTC, except
    ``published``, which is as the article gives it.
    """
    return {
        "id": article.id,
        "uid": article.uid,
        **article_fields(article, revision),
        "revision": revision.seq,
        "revisions": [revision_dict(one) for one in revisions],
        "annotations": [annotation_dict(a) for a in in_text_order(tuple(annotations))],
    }


def revision_dict(revision: RevisionFacts) -> dict[str, Any]:
    """Returns a revision: its number, what it was made of, and how sure its highlights are."""
    return {
        "number": revision.seq,
        "present": revision.is_current,
        "offered": revision.is_offered,
        "created": iso_time(revision.created_at),
        "source": revision.source,
        "extractor": revision.extractor,
        "characters": revision.length,
        "exact": revision.exact,
        "fuzzy": revision.fuzzy,
        "review": revision.review,
        "orphan": revision.orphan,
    }


def article_fields(article: Article, revision: Revision) -> dict[str, Any]:
    """Returns an article's metadata, state and text, without its identity and annotations."""
    return {**article_metadata(article), "html": revision.html, "text": revision.text}


def article_metadata(article: Article) -> dict[str, Any]:
    """Returns an article's metadata and state, without its identity, text and annotations.

    ``state`` is None for an unkept article of a feed.
    """
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
        "state": None if article.is_unkept else article.state.value,
        "starred": article.is_starred,
        "read": article.is_read,
        "progress": article.progress,
        "tags": list(article.tags),
        "added": iso_time(article.added_at),
        "updated": iso_time(article.updated_at),
        "deleted": None if deleted_at is None else iso_time(deleted_at),
    }


def annotation_dict(annotation: Annotation) -> dict[str, Any]:
    """Returns an annotation: its quote and place, how sure the place is, and its note and tags.

    ``made_start`` and ``made_end`` are where it was made, on the revision with the number
    ``revision``; they never change. ``score`` (0 to 1) and ``status`` say how sure ``start`` and
    ``end`` are.
    """
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
        "revision": annotation.made_on_seq,
        "status": annotation.status.value,
        "score": annotation.score,
        "settled": annotation.is_settled,
        "needs_review": annotation.needs_review,
        "color": annotation.color.value,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "created": iso_time(annotation.created_at),
        "updated": iso_time(annotation.updated_at),
    }
