"""Registers Zotero: its RDF and table, BibTeX, RIS and CSL JSON of it and others, its database."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from reader.core.translation import N_
from reader.importers.programs import lenient_json
from reader.importers.programs.cut_pages import whole_pages
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import mapping, mappings, text, texts
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record
from reader.importers.programs.references.bibtex import is_bibtex, read_bibtex
from reader.importers.programs.references.doi_addresses import doi_address
from reader.importers.programs.references.ris import is_ris, read_ris
from reader.importers.programs.references.zotero_database import databases, read_database
from reader.importers.programs.references.zotero_notes import article_of, is_note
from reader.importers.programs.references.zotero_rdf import is_rdf, read_rdf
from reader.importers.programs.references.zotero_table import read_tables, tables
from reader.importers.programs.times import milliseconds

_TAG = re.compile(r"</?(?:i|b|su[bp]|sc|span)\b[^<>]*>")  # in titles of CSL JSON
_SIGNS = ('"date-parts"', '"issued"', '"family"')  # of references in CSL JSON


def _recognizes(files: ExportFiles) -> Certainty:
    is_found = any(is_rdf(files.head(name)) for name in files.named(".rdf", ".xml"))
    if _texts(files) or is_found or databases(files) or _notes(files) or tables(files):
        return Certainty.CERTAIN
    return Certainty.LIKELY if _csl(files) else Certainty.NONE


def _notes(files: ExportFiles) -> list[str]:
    return [name for name in files.named(".html", ".htm") if is_note(files.head(name))]


def _csl(files: ExportFiles) -> list[str]:
    """Returns the files of CSL JSON: references with their kinds."""
    heads = ((name, files.head(name)) for name in files.named(*lenient_json.SUFFIXES))
    return [
        name
        for name, head in heads
        if head.lstrip().startswith(("[", "{"))
        and '"type"' in head
        and any(sign in head for sign in _SIGNS)
    ]


def _texts(files: ExportFiles) -> list[tuple[str, Callable[[str, str], Iterator[Record]]]]:
    """Returns the files of BibTeX and RIS, each with what reads it."""
    ways = (
        (".bib", is_bibtex, read_bibtex),
        (".ris", is_ris, read_ris),
        (".txt", is_ris, read_ris),
    )
    return [
        (name, read)
        for suffix, fits, read in ways
        for name in files.named(suffix)
        if fits(files.head(name))
    ]


def _read(files: ExportFiles) -> Iterator[Record]:
    for name, read in _texts(files):
        for _name, document in files.texts([name]):
            yield from read(document, name)
    found = (name for name in files.named(".rdf", ".xml") if is_rdf(files.head(name)))
    for name, document in files.texts(found):
        yield from read_rdf(document, name)
    for name, page in whole_pages(files, _notes(files)):
        yield article_of(page, PurePosixPath(name).stem)
    for name in databases(files):
        yield from read_database(files, name)
    yield from read_tables(files)
    yield from lenient_json.read_entries(files, _csl(files), _reference, "items")


def _reference(one: Mapping[str, Any], _file: str) -> Iterator[ArticleRecord]:
    note = text(one.get("note"))
    yield ArticleRecord(
        title=_TAG.sub("", text(one.get("title"))),
        url=text(one.get("URL")) or doi_address(text(one.get("DOI"))),
        author=", ".join(filter(None, map(_name, mappings(one.get("author"))))),
        site=text(one.get("container-title")),
        published=_date(mapping(one.get("issued"))),
        language=text(one.get("language")),
        excerpt=text(one.get("abstract")),
        added=milliseconds(_date(mapping(one.get("accessed")))),
        tags=texts(one.get("keyword")),
        highlights=(HighlightRecord(note=note),) if note else (),
        key=text(one.get("id")),
    )


def _name(one: Mapping[str, Any]) -> str:
    names = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(filter(None, (text(one.get(name)) for name in names))) or text(
        one.get("literal")
    )


def _date(issued: Mapping[str, Any]) -> str:
    """Returns a date of up to three parts, which may be texts; of a range, its beginning."""
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = [text(one) for one in first[:3]] if isinstance(first, list) else []
    if numbers and all(one.isascii() and one.isdigit() for one in numbers):
        return "-".join(one.zfill(2) for one in numbers)
    return text(issued.get("raw"))


PROGRAM = Program(
    id="zotero",
    title=N_("Zotero"),
    files=N_(
        "RDF, CSV, BibTeX, RIS or CSL JSON of its export, a note as HTML, or zotero.sqlite with annotations and"
        " notes"
    ),
    suffixes=(".rdf", ".csv", ".bib", ".ris", *lenient_json.SUFFIXES, ".html", ".sqlite"),
    recognizes=_recognizes,
    read=_read,
)
