"""Reads W3C Web Annotations in the forms that programs write."""

from collections.abc import Iterator, Mapping
from typing import Any

from reader.core.highlight_record import EPUB_CFI
from reader.importers.programs.lenient_json import mapping, text, whole
from reader.importers.programs.records import BookPlace, HighlightRecord
from reader.importers.programs.times import milliseconds

_DEEPEST = 20  # selectors that refine each other


def annotations_in(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yields the annotations of a list, a page, a collection, or of what is one itself."""
    if isinstance(value, list):
        for one in value:
            yield from annotations_in(one)
        return
    given = mapping(value)
    kinds = _listed(given.get("type") or given.get("@type"))
    if "Annotation" in kinds or "oa:Annotation" in kinds:
        yield given
    for name in ("first", "items", "annotations", "@graph"):
        if isinstance(given.get(name), list | Mapping):
            yield from annotations_in(given[name])


def highlight_of(one: Mapping[str, Any]) -> HighlightRecord:
    """Returns the highlight or note of an annotation."""
    quote = prefix = suffix = ""
    position = book_place = None
    for target in _listed(one.get("target")):
        for selector in _selectors(mapping(target).get("selector")):
            kind = selector.get("type") or selector.get("@type")
            if kind == "TextQuoteSelector" and not quote:
                quote, prefix, suffix = (
                    text(selector.get(name)) for name in ("exact", "prefix", "suffix")
                )
            elif kind == "FragmentSelector" and text(selector.get("conformsTo")) == EPUB_CFI:
                book_place = BookPlace(text(selector.get("value")))
            elif kind == "TextPositionSelector":
                start, end = whole(selector.get("start")), whole(selector.get("end"))
                position = (start, end) if start is not None and end is not None else position
    notes: list[str] = []
    tags: list[str] = []
    for body in (*_listed(one.get("body")), *_listed(one.get("bodyValue"))):
        value = body if isinstance(body, str) else text(mapping(body).get("value"))
        purposes = _listed(mapping(body).get("purpose")) or _listed(one.get("motivation"))
        if isinstance(body, Mapping) and "tagging" in purposes:
            tags.append(value)
        elif value.strip() and not (isinstance(body, str) and value.startswith("http")):
            notes.append(value)
    return HighlightRecord(
        quote=quote,
        note="\n\n".join(notes),
        tags=tuple(tags),
        color=_color(one),
        created=milliseconds(one.get("created")),
        updated=milliseconds(one.get("modified")),
        prefix=prefix,
        suffix=suffix,
        position=position,
        key=text(one.get("id") or one.get("@id")).removeprefix("urn:uuid:"),
        book_place=book_place,
    )


def source_of(one: Mapping[str, Any]) -> str:
    """Returns the address that an annotation is about."""
    for target in _listed(one.get("target")):
        if isinstance(target, str):
            return target.split("#", 1)[0]
        source = mapping(target).get("source") or mapping(target).get("id")
        address = text(source) or text(mapping(source).get("id"))
        if address:
            return address
    return ""


def title_of(one: Mapping[str, Any]) -> str:
    """Returns the title of what an annotation is about, where it says so."""
    for target in _listed(one.get("target")):
        for place in (mapping(target), mapping(mapping(target).get("source"))):
            if title := text(place.get("title") or place.get("dc:title")):
                return title
    return ""


def _selectors(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yields selectors, those that are refined before those that refine them."""
    for one in _listed(value):
        selector = mapping(one)
        yield selector
        for name in ("refinedBy", "oneOf", "items"):
            if name in selector and depth < _DEEPEST:
                yield from _selectors(selector[name], depth + 1)


def _color(one: Mapping[str, Any]) -> str:
    for target in _listed(one.get("target")):
        if name := text(mapping(target).get("styleClass")):
            return name
    return text(one.get("color"))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
