"""Registers Hypothesis: annotations as its client and its API write them, and its tables."""

from collections.abc import Iterator, Mapping
from typing import Any

from reader.core.translation import N_
from reader.importers.programs import csv_rows, lenient_json
from reader.importers.programs.csv_rows import Row, listed
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import mapping, mappings, text, texts, whole
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_TELLING = (("url", "quote/description"), ("url", "created at", "comment"))
_WITHOUT_QUOTE = ("page note", "comment", "reply")  # whose description is of the page


def _recognizes(files: ExportFiles) -> Certainty:
    if csv_rows.table_named(files, *_TELLING):
        return Certainty.CERTAIN
    found = files.fitting(lenient_json.SUFFIXES, _is_json)
    return Certainty.CERTAIN if found else Certainty.NONE


def _is_json(head: str) -> bool:
    return '"export_userid"' in head or ('"uri"' in head and '"target"' in head)


def _read(files: ExportFiles) -> Iterator[Record]:
    yield from csv_rows.read_rows(files, csv_rows.table_named(files, *_TELLING), _of_row)
    for name in files.fitting(lenient_json.SUFFIXES, _is_json):
        found, told = lenient_json.load(files, name)
        yield from told
        # The client's file, or an answer of the API.
        yield from _articles([*lenient_json.entries(found, "annotations", "rows")])


def _of_row(row: Row) -> ArticleRecord:
    kind, note = row["type"].lower(), row["comment"]
    quote = row["quote/description"] or row["quote"]  # the shorter name is that of other versions
    if kind in _WITHOUT_QUOTE:  # what it says there is what is noted on
        quote, note = "", note or quote
    mark = HighlightRecord(
        quote=quote,
        note=note,
        tags=tuple(listed(row["tags"])),
        created=milliseconds(row["created at"], is_local=True),
    )
    return ArticleRecord(title=row["page"], url=row["url"], highlights=(mark,))


def _articles(annotations: list[Mapping[str, Any]]) -> Iterator[ArticleRecord]:
    """Yields an article for each annotation; what was answered to it is put below its note."""
    ids = {text(one.get("id")) for one in annotations}
    answers: dict[str, list[Mapping[str, Any]]] = {}
    roots: list[Mapping[str, Any]] = []
    for one in annotations:
        # The first of the references is what a whole discussion is about.
        about = next((id_ for id_ in texts(one.get("references")) if id_ in ids), "")
        if about:
            answers.setdefault(about, []).append(one)
        else:
            roots.append(one)
    for one in roots:
        titles = mapping(one.get("document")).get("title")
        yield ArticleRecord(
            title=titles if isinstance(titles, str) else next(iter(texts(titles)), ""),
            url=text(one.get("uri")),
            highlights=(_mark(one, answers.get(text(one.get("id")), [])),),
        )


def _mark(one: Mapping[str, Any], answers: list[Mapping[str, Any]]) -> HighlightRecord:
    quote, prefix, suffix, position, place = _selected(one)
    notes = [text(one.get("text")), *map(_answer, answers)]
    created = milliseconds(one.get("created"))
    is_as_created = one.get("updated") == one.get("created")  # as of most
    return HighlightRecord(
        quote=quote,
        note="\n\n".join(filter(None, notes)),
        tags=texts(one.get("tags")),
        created=created,
        updated=created if is_as_created else milliseconds(one.get("updated")),
        prefix=prefix,
        suffix=suffix,
        position=position,
        key=text(one.get("id")),
        place=place,
    )


def _answer(one: Mapping[str, Any]) -> str:
    name = text(one.get("user")).removeprefix("acct:").split("@")[0]
    said = text(one.get("text"))
    return f"{name}: {said}" if name and said else said


def _selected(one: Mapping[str, Any]) -> tuple[str, str, str, tuple[int, int] | None, str]:
    """Returns the quote of an annotation with what is around it, its position, and its page."""
    quote = prefix = suffix = place = ""
    position = None
    for target in mappings(one.get("target")):
        for selector in mappings(target.get("selector")):
            kind = selector.get("type")
            if kind == "TextQuoteSelector" and not quote:
                quote = text(selector.get("exact"))
                prefix, suffix = text(selector.get("prefix")), text(selector.get("suffix"))
            elif kind == "TextPositionSelector":
                start, end = whole(selector.get("start")), whole(selector.get("end"))
                if start is not None and end is not None:
                    position = (start, end)
            elif kind == "PageSelector" and (label := text(selector.get("label"))):
                place = f"page {label}"
            elif kind == "EPUBContentSelector":
                place = text(selector.get("title"))
    return quote, prefix, suffix, position, place


PROGRAM = Program(
    id="hypothesis",
    title=N_("Hypothesis"),
    files=N_("the JSON or CSV file of its client's export, or what its API answers"),
    suffixes=(*lenient_json.SUFFIXES, ".csv"),
    recognizes=_recognizes,
    read=_read,
)
