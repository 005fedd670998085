"""Writes a library as one JSON document of W3C Web Annotations, with the articles they are about.

The document is an AnnotationCollection (https://www.w3.org/TR/annotation-model/) whose only page
holds every annotation. Beside it ``articles`` holds each article's metadata and the text that the
positions count in; an annotation names its article, and the hash of that text is in its state.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from reader.core.models import Annotation, Article, Kind, Revision
from reader.exporters.article_json import article_fields
from reader.exporters.item import Item, in_text_order
from reader.exporters.timestamps import iso_time

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FORMAT = 1  # of what is ours in the document; raised when a reader must know


def json_chunks(items: Iterable[Item]) -> Iterator[str]:
    """Yields the document piece by piece, so that no more than one article is held at a time."""
    yield _dump(_head())[:-2] + ',\n  "articles": ['
    records: list[str] = []
    for index, item in enumerate(items):
        yield ("," if index else "") + _nested(article_record(item.article, item.revision), 2)
        records += [_nested(record, 3) for record in _annotations(item)]
    yield f'\n  ],\n  "total": {len(records)},\n  "first": {{\n    "type": "AnnotationPage",\n'
    yield '    "startIndex": 0,\n    "items": ['
    yield ",".join(records)
    yield "\n    ]\n  }\n}\n"


def document(item: Item) -> dict[str, Any]:
    """Returns the document of one article as plain values."""
    records = _annotations(item)
    page = {"type": "AnnotationPage", "startIndex": 0, "items": records}
    articles = [article_record(item.article, item.revision)]
    return {**_head(), "articles": articles, "total": len(records), "first": page}


def _head() -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "type": "AnnotationCollection",
        "label": "Postil",
        "format": FORMAT,
    }


def _annotations(item: Item) -> list[dict[str, Any]]:
    revision_id = text_id(item.revision)
    return [_with_place(item, revision_id, one) for one in in_text_order(item.annotations)]


def _with_place(item: Item, revision_id: str, annotation: Annotation) -> dict[str, Any]:
    record = annotation_record(item.article, revision_id, item.revision, annotation)
    places = {"page": item.page_of(annotation), "chapter": item.chapter_of(annotation)}
    return {**record, **{name: value for name, value in places.items() if value}}


def article_record(article: Article, revision: Revision) -> dict[str, Any]:
    """Returns an article: its id, its metadata, its text, and that text's revision."""
    return {
        "id": f"urn:uuid:{article.uid}",
        "revision": {
            "id": text_id(revision),
            "number": revision.seq,
            "created": iso_time(revision.created_at),
            "extractor": revision.extractor,
            "normaliser": revision.normaliser,
        },
        **article_fields(article, revision),
    }


def annotation_record(
    article: Article, revision_id: str, revision: Revision, annotation: Annotation
) -> dict[str, Any]:
    """Returns one Web Annotation; what the standard does not define has keys of our own.

    Those are ``article``, ``kind``, ``color``, ``status``, and for a highlight ``score`` (how sure its
    place is, 0 to 1), ``made`` (its offsets when it was made, and the revision's number) and ``guess`` (where it may lie now, while a person has not said so).
    """
    body = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in annotation.tags]
    if annotation.note:
        note = {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown"}
        body.insert(0, {**note, "value": annotation.note})
    is_highlight = annotation.kind is not Kind.ARTICLE_NOTE
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": article.url or f"urn:uuid:{article.uid}",
    }
    record: dict[str, Any] = {
        "id": f"urn:uuid:{annotation.uid}",
        "type": "Annotation",
        "motivation": "commenting" if annotation.note or not is_highlight else "highlighting",
        "created": iso_time(annotation.created_at),
        "modified": iso_time(annotation.updated_at),
        **({"body": body} if body else {}),
        "target": target,
        "article": f"urn:uuid:{article.uid}",
        "kind": annotation.kind.value,
        "color": annotation.color.value,
        "status": annotation.status.value,
    }
    if is_highlight:
        record["score"] = annotation.score
        made = {"start": annotation.made_start, "end": annotation.made_end}
        record["made"] = {**made, "revision": annotation.made_on_seq}
        if annotation.needs_review and annotation.start is not None:
            record["guess"] = {"start": annotation.start, "end": annotation.end}
        color = annotation.color.value
        record["stylesheet"] = {
            "type": "CssStylesheet",
            "value": f".{color} {{ background: {color} }}",
        }
        target |= {"styleClass": color, "selector": _selectors(annotation)}
    target["state"] = {
        "type": "TimeState",
        "sourceDate": iso_time(revision.created_at),
        "cached": revision_id,
    }
    return record


def text_id(revision: Revision) -> str:
    """Returns the id of the text that positions count in: a hash of its content."""
    digest = hashlib.sha256(revision.text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"urn:sha256:{digest}"


def _selectors(annotation: Annotation) -> list[dict[str, Any]]:
    """Returns the quote, and the position unless it needs review: both must select the same."""
    quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": annotation.exact}
    quote |= {"prefix": annotation.prefix, "suffix": annotation.suffix}
    if annotation.needs_review or annotation.start is None or annotation.end is None:
        return [quote]
    position = {"type": "TextPositionSelector"}
    return [quote, {**position, "start": annotation.start, "end": annotation.end}]


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


def _nested(record: dict[str, Any], depth: int) -> str:
    """Returns a record on lines of its own, indented by its depth."""
    indent = "\n" + "  " * depth
    return indent + _dump(record).replace("\n", indent)
