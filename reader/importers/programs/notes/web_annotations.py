"""Reads W3C Web Annotations in the forms that programs write."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from reader.core.imported_highlight import EPUB_CFI
from reader.importers.programs.html_words import html_words
from reader.importers.programs.lenient_json import mapping, text, whole
from reader.importers.programs.records import BookPlace, HighlightRecord
from reader.importers.programs.times import milliseconds

_VALUES = ("value", "chars", "cnt:chars", "label")
_TEXT = ":~:text="  # what a text fragment begins with
_DEEPEST = 20  # selectors that refine each other


def annotations_in(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yields the annotations of a list, a page, a collection, or of what is one itself.

    What is about several passages is yielded for each.
    """
    if isinstance(value, list):
        for one in value:
            yield from annotations_in(one)
        return
    given = mapping(value)
    kinds = _listed(given.get("type") or given.get("@type"))
    if "Annotation" in kinds or "oa:Annotation" in kinds or is_recogitos(given):
        yield from _of_each_target(given)
    for name in ("first", "items", "annotations", "@graph"):
        if isinstance(given.get(name), list | Mapping):
            yield from annotations_in(given[name])


def _of_each_target(one: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yields an annotation for each of its targets that has a selector, else as it is."""
    targets = [target for target in _listed(one.get("target")) if mapping(target).get("selector")]
    if len(targets) < 2:
        yield one
        return
    id_ = text(one.get("id") or one.get("@id"))
    for number, target in enumerate(targets, 1):
        key = {"id": f"{id_}#{number}"} if id_ and number > 1 else {}
        yield {**one, **key, "target": target}


def highlight_of(one: Mapping[str, Any]) -> HighlightRecord:
    """Returns the highlight or note of an annotation."""
    quote = prefix = suffix = ""
    position = book_place = None
    for target in _targets(one):
        for selector in (*_selectors(mapping(target).get("selector")), _fragment_of(target)):
            value = text(selector.get("value"))
            kind = text(selector.get("type") or selector.get("@type")).removeprefix("oa:")
            if kind == "TextQuoteSelector" and not quote:
                quote, prefix, suffix = (
                    text(selector.get(name)) for name in ("exact", "prefix", "suffix")
                )
            elif not kind and "quote" in selector and not quote:  # Recogito's
                quote, position = text(selector["quote"]), _position(selector)
            elif kind == "FragmentSelector" and text(selector.get("conformsTo")) == EPUB_CFI:
                book_place = BookPlace(value)
            elif kind == "FragmentSelector" and _TEXT in value and not quote:
                quote, prefix, suffix = _quote_in(value)
            elif kind == "TextPositionSelector":
                position = _position(selector) or position
    notes: list[str] = []
    tags: list[str] = []
    for body in _bodies(one):
        purposes = _listed(body.get("purpose")) or _listed(one.get("motivation"))
        is_tag = "tagging" in purposes or "oa:tagging" in purposes
        value = _value(body) or (_address(body.get("source")) if is_tag else "")
        if value.strip():
            (tags if is_tag else notes).append(value)
    made = mapping(one.get("target")) if is_recogitos(one) else one
    return HighlightRecord(
        quote=quote,
        note="\n\n".join(notes),
        tags=tuple(tags),
        color=_color(one),
        created=milliseconds(made.get("created")),
        updated=milliseconds(made.get("modified") or made.get("updated")),
        prefix=prefix,
        suffix=suffix,
        position=position,
        key=text(one.get("id") or one.get("@id")).removeprefix("urn:uuid:"),
        book_place=book_place,
    )


def is_recogitos(one: Mapping[str, Any]) -> bool:
    """Returns whether an annotation is of the form that Recogito's programs work with themselves."""
    return isinstance(one.get("bodies"), list) and "selector" in mapping(one.get("target"))


def _position(selector: Mapping[str, Any]) -> tuple[int, int] | None:
    start, end = whole(selector.get("start")), whole(selector.get("end"))
    return None if start is None or end is None else (start, end)


def _targets(one: Mapping[str, Any]) -> Iterator[Any]:
    """Yields the targets of an annotation, those inside lists and alternatives included."""
    for target in _listed(one.get("target")):
        items = mapping(target).get("items")
        yield from _listed(target if items is None else items)


def _fragment_of(target: Any) -> Mapping[str, Any]:
    """Returns a selector of the words that an address names at its end."""
    address = text(target) or _address(mapping(target).get("source"))
    return {"type": "FragmentSelector", "value": address.partition("#")[2]}


def _quote_in(fragment: str) -> tuple[str, str, str]:
    """Returns the quote, the words before it and those after it of a text fragment.

    All are empty if it says only where the passage begins and ends.
    """
    parts = fragment.partition(_TEXT)[2].partition("&")[0].split(",")
    prefix = parts.pop(0)[:-1] if parts[0].endswith("-") else ""
    suffix = parts.pop()[1:] if parts and parts[-1].startswith("-") else ""
    if len(parts) != 1:
        return "", "", ""
    return unquote(parts[0]), unquote(prefix), unquote(suffix)


def _bodies(one: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yields the bodies; a string is the address of one, except as a value."""
    for value in _listed(one.get("bodyValue")):
        yield {"value": value}
    for body in _listed(one.get("bodies") if is_recogitos(one) else one.get("body")):
        if isinstance(body, str) and not body.startswith("http"):
            yield {"value": body}
        given = mapping(body)
        # Of alternatives, such as languages, the first is meant where nothing is known.
        several = _listed(given.get("items")) or [given]
        yield from map(mapping, several[:1] if given.get("type") == "Choice" else several)


def _value(body: Mapping[str, Any]) -> str:
    """Returns the words of a body."""
    value = next(filter(None, (text(body.get(name)) for name in _VALUES)), "")
    is_html = text(body.get("format")).startswith(("text/html", "application/xhtml"))
    return html_words(value) if is_html else value


def _address(source: Any) -> str:
    return text(source) or text(mapping(source).get("id"))


def source_of(one: Mapping[str, Any]) -> str:
    """Returns the address that an annotation is about."""
    for target in _targets(one):
        if isinstance(target, str):
            return target.split("#", 1)[0]
        if address := _address(mapping(target).get("source") or mapping(target).get("id")):
            return address
    return ""


def title_of(one: Mapping[str, Any]) -> str:
    """Returns the title of what an annotation is about, where it says so."""
    for target in _targets(one):
        for place in (mapping(target), mapping(mapping(target).get("source"))):
            if title := text(place.get("title") or place.get("dc:title")):
                return title
    return ""


def _selectors(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yields selectors, each before those that refine it."""
    for one in _listed(value):
        selector = mapping(one)
        yield selector
        for name in ("refinedBy", "oneOf", "items"):
            if name in selector and depth < _DEEPEST:
                yield from _selectors(selector[name], depth + 1)


def _color(one: Mapping[str, Any]) -> str:
    for target in _targets(one):
        if name := text(mapping(target).get("styleClass")):
            return name
    return text(one.get("color"))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
