"""Registers CSL JSON, which Zotero, pandoc and Word plug-ins read.

See https://docs.citationstyles.org/en/stable/specification.html.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from reader.core.translation import N_
from reader.exporters.combined_document import in_one_file
from reader.exporters.export_item import Item
from reader.exporters.exporter import ExportFormat
from reader.exporters.references.reference import Kind, Name, Reference, reference_of

_TYPES = {
    Kind.PAGE: "webpage",
    Kind.BOOK: "book",
    Kind.CHAPTER: "chapter",
    Kind.OTHER: "document",
}


def csl_chunks(items: Iterable[Item]) -> Iterator[str]:
    """Yields a JSON list with an object for each article."""
    before = "[\n"
    for item in items:
        told = csl_item(reference_of(item))
        yield before + json.dumps(told, ensure_ascii=False, indent=1)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def csl_item(reference: Reference) -> dict[str, Any]:
    """Returns the object of one reference, without what is not known."""
    is_book = reference.kind is Kind.BOOK
    told: dict[str, Any] = {
        "id": reference.uid,
        "type": _TYPES[reference.kind],
        "title": reference.title,
        "author": [_name(name) for name in reference.authors],
        "publisher" if is_book else "container-title": reference.site,
        "URL": reference.url,
        "ISBN": reference.isbn,
        "language": reference.language,
        "abstract": reference.excerpt,
        "keyword": ", ".join(reference.tags),
        "issued": _date(reference.published),
        "accessed": _date(reference.accessed),
    }
    return {key: value for key, value in told.items() if value}


def _name(name: Name) -> dict[str, str]:
    if not name.is_person:
        return {"literal": name.family}
    told = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle}
    return {key: value for key, value in told.items() if value}


def _date(numbers: tuple[int, ...]) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(numbers)]} if numbers else {}


FORMAT = ExportFormat(
    id="csl",
    title=N_("References (CSL JSON)"),
    suffix=".json",
    write=in_one_file(csl_chunks),
    is_for_annotations=False,
    stem="postil-references",
    position=22,
)
