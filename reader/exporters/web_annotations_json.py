"""Writes a library as one JSON document of W3C Web Annotations, with the articles they are about.

The document is an AnnotationCollection (https://www.w3.org/TR/annotation-model/) whose only page
contains every annotation. Beside it ``articles`` contains each article's metadata and the text that the
positions count in, which the text of its HTML is, too; an annotation names its article, and the
hash of that text is in its state.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from reader.core.imported_highlight import EPUB_CFI
from reader.core.models import Annotation, Article, Kind, Revision
from reader.exporters.article_json import article_metadata
from reader.exporters.export_item import Item, in_text_order
from reader.exporters.text_preserving_html import page_html
from reader.exporters.timestamps import iso_time

_OWN = "https://postil.org/ns#"
#: Keys that are not the standard's are Postil's; in an article two of the standard's are, too.
CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "@vocab": _OWN,
        "articles": {
            "@id": f"{_OWN}articles",
            "@context": {"state": f"{_OWN}state", "language": f"{_OWN}language"},
        },
        "article": {"@id": f"{_OWN}article", "@type": "@id"},
    },
]
FORMAT = 2  # of what is ours in the document; raised when a reader must know
_LINE_ENDS = re.compile(r"[\n\t]")  # of blocks, lines and cells, in the canonical text


class Unit(StrEnum):
    """What positions are counted in."""

    CODE_POINT = "code point"  # as the standard has it
    UTF_16 = "UTF-16 code unit"  # as programs in a browser have it


def json_chunks(items: Iterable[Item], unit: Unit = Unit.CODE_POINT) -> Iterator[str]:
    """Yields the document piece by piece, so that no more than one article is in memory."""
    yield _dump(_head(unit))[:-2] + ',\n  "articles": ['
    records: list[str] = []
    name = hashlib.sha256()
    for index, item in enumerate(items):
        revision = item.revision
        record = article_record(item.article, revision)
        record |= {"html": page_html(revision.html, revision.text), "text": revision.text}
        yield ("," if index else "") + _nested(record, 2)
        found = _annotations(item, unit, record["revision"]["id"])
        name.update("".join((item.article.uid, *(one["id"] for one in found))).encode())
        records += [_nested(record, 3) for record in found]
    own = f"urn:sha256:{name.hexdigest()}"
    yield f'\n  ],\n  "id": "{own}",\n  "total": {len(records)}'
    if records:  # a page has items
        yield f',\n  "first": {{\n    "id": "{own}#1",\n    "type": "AnnotationPage",\n'
        yield f'    "partOf": "{own}",\n    "startIndex": 0,\n    "items": ['
        yield ",".join(records)
        yield "\n    ]\n  }"
    yield "\n}\n"


def document(item: Item) -> dict[str, Any]:
    """Returns the document of one article as plain values, without its page."""
    own = f"urn:uuid:{item.article.uid}#annotations"
    record = {**article_record(item.article, item.revision), "text": item.revision.text}
    records = _annotations(item, Unit.CODE_POINT, record["revision"]["id"])
    found = {**_head(Unit.CODE_POINT), "articles": [record]}
    found |= {"id": own, "total": len(records)}
    if records:
        page = {"id": f"{own}-1", "type": "AnnotationPage", "partOf": own, "startIndex": 0}
        found["first"] = {**page, "items": records}
    return found


def _head(unit: Unit) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "type": "AnnotationCollection",
        "label": "Postil",
        "version": FORMAT,
        "unit": unit.value,
    }


def _annotations(item: Item, unit: Unit, revision_id: str) -> list[dict[str, Any]]:
    found = in_text_order(item.annotations)
    return [_with_place(item, revision_id, one, unit) for one in found]


def _with_place(item: Item, revision_id: str, annotation: Annotation, unit: Unit) -> dict[str, Any]:
    record = annotation_record(item.article, revision_id, item.revision, annotation, unit)
    if cfi := item.cfi_of(annotation):
        fragment = {"type": "FragmentSelector", "conformsTo": EPUB_CFI, "value": cfi}
        record["target"]["selector"].append(fragment)
    if page := item.page_of(annotation):
        record["page"] = page
    if chapter := item.chapter_of(annotation):
        record["chapter"] = chapter
    return record


def article_record(article: Article, revision: Revision) -> dict[str, Any]:
    """Returns an article without its words: its id, its metadata, and the revision of its text."""
    return {
        "id": f"urn:uuid:{article.uid}",
        "revision": {
            "id": text_id(revision),
            "number": revision.seq,
            "created": iso_time(revision.created_at),
            "extractor": revision.extractor,
            "normaliser": revision.normaliser,
        },
        **article_metadata(article),
    }


def annotation_record(
    article: Article,
    revision_id: str,
    revision: Revision,
    annotation: Annotation,
    unit: Unit = Unit.CODE_POINT,
) -> dict[str, Any]:
    """Returns one Web Annotation; what the standard does not define has keys of our own.

    Those are ``article``, ``kind``, ``color``, ``status``, and for a highlight ``score`` (how sure its
    place is, 0 to 1), ``made`` (its offsets when it was made, and the revision's number), ``around``
    (what is around it in the article's text, beyond its lines), ``place`` (its offsets there, where
    positions are in another unit) and ``guess`` (where it may be now, while the user has not said so).
    """
    body = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in annotation.tags]
    if annotation.note:
        note = {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown"}
        body.insert(0, {**note, "value": annotation.note})
    is_highlight = annotation.kind is not Kind.ARTICLE_NOTE
    color = annotation.color.value
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
        "body": body,
        "target": target,
        "article": f"urn:uuid:{article.uid}",
        "kind": annotation.kind.value,
        "color": color,
        "status": annotation.status.value,
    }
    if is_highlight:
        record["score"] = annotation.score
        made = {"start": annotation.made_start, "end": annotation.made_end}
        record["made"] = {**made, "revision": annotation.made_on_seq}
        if annotation.needs_review and annotation.start is not None:
            record["guess"] = {"start": annotation.start, "end": annotation.end}
        record["stylesheet"] = {
            "type": "CssStylesheet",
            "value": f".{color} {{ background: {color} }}",
        }
        record["around"] = {"prefix": annotation.prefix, "suffix": annotation.suffix}
        if unit is not Unit.CODE_POINT and annotation.start is not None:
            record["place"] = {"start": annotation.start, "end": annotation.end}
        target |= {"styleClass": color, "selector": _selectors(annotation, revision.text, unit)}
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


def _selectors(annotation: Annotation, text: str, unit: Unit) -> list[dict[str, Any]]:
    """Returns the quote, and the position unless it needs review: both must select the same.

    What is around the quote is cut off where its line ends: a page may have no character there.
    """
    quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": annotation.exact}
    quote["prefix"] = _LINE_ENDS.split(annotation.prefix)[-1]
    quote["suffix"] = _LINE_ENDS.split(annotation.suffix)[0]
    if annotation.needs_review or annotation.start is None or annotation.end is None:
        return [quote]
    start, end = annotation.start, annotation.end
    if unit is Unit.UTF_16:
        start, end = _utf_16(text[:start]), _utf_16(text[:end])
    return [quote, {"type": "TextPositionSelector", "start": start, "end": end}]


def _utf_16(text: str) -> int:
    """Returns the length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


def _nested(record: dict[str, Any], depth: int) -> str:
    """Returns a record on lines of its own, indented by its depth."""
    indent = "\n" + "  " * depth
    return indent + _dump(record).replace("\n", indent)
