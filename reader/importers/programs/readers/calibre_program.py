"""Registers calibre: the highlights it exports, those of its viewer, and its library's database."""

from collections.abc import Iterator, Mapping
from typing import Any

from reader.core.translation import N_
from reader.importers.programs import lenient_json
from reader.importers.programs.author_names import in_order
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.foreign_database import is_database, opened
from reader.importers.programs.lenient_json import mapping, text, texts, truth
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import (
    ArticleRecord,
    BookPlace,
    HighlightRecord,
    Record,
)
from reader.importers.programs.times import milliseconds

_KINDS = ("calibre_highlights", "calibre_annotation_collection")
_EXPORTS = (".json", *(f".{kind}" for kind in _KINDS))
_DATABASE = "metadata.db"


def _recognizes(files: ExportFiles) -> Certainty:
    found = _databases(files) or files.fitting(_EXPORTS, _is_export)
    return Certainty.CERTAIN if found else Certainty.NONE


def _is_export(head: str) -> bool:
    has_places = '"start_cfi"' in head and '"spine_index"' in head
    return has_places or any(kind in head for kind in _KINDS)


def _databases(files: ExportFiles) -> list[str]:
    found = files.named(_DATABASE, ".db")
    return [name for name in found if is_database(files, name, "books", "annotations")]


def _read(files: ExportFiles) -> Iterator[Record]:
    for name in files.fitting(_EXPORTS, _is_export):
        found, told = lenient_json.load(files, name)
        yield from told
        yield from highlights_in(found, name)
    for name in _databases(files):
        with opened(files, name) as database:
            rows = database.rows(
                "SELECT a.annot_data AS data, b.title AS title, b.author_sort AS authors,"
                " b.uuid AS uuid FROM annotations AS a JOIN books AS b ON b.id = a.book"
                " WHERE a.annot_type = 'highlight' ORDER BY a.book, a.timestamp"
            )
            for row in rows:
                value, told = lenient_json.loads(text(row["data"]), name)
                yield from told
                mark = _mark(mapping(value))
                if mark is not None:
                    authors = in_order(text(row["authors"]).replace(" & ", "; "))
                    yield ArticleRecord(
                        title=text(row["title"]),
                        author=authors,
                        highlights=(mark,),
                        key=f"book {text(row['uuid'])}",  # which counts if there is no title
                    )


def highlights_in(value: Any, name: str) -> Iterator[ArticleRecord]:
    """Yields the highlights that the viewer stores or has exported, each with its book."""
    for one in lenient_json.entries(value, "highlights", "annotations"):
        yield from _of_annotation(one, name)


def _of_annotation(one: Mapping[str, Any], name: str) -> Iterator[ArticleRecord]:
    """Yields the article of an annotation, which may be in an object with its book."""
    given = mapping(one.get("annotation")) or one
    mark = _mark(given)
    if mark is not None:
        title = text(one.get("title")) or text(one.get("book_title"))
        book = text(one.get("book_id"))  # which its collections name instead of a title
        stem = name.rpartition("/")[2].rpartition(".")[0]
        yield ArticleRecord(
            title=title or f"{stem} {book}".strip(),
            author=", ".join(texts(one.get("authors"))),
            highlights=(mark,),
            key=book,
        )


def _mark(one: Mapping[str, Any]) -> HighlightRecord | None:
    """Returns a highlight; None for bookmarks and deleted highlights."""
    if text(one.get("type")) not in ("", "highlight") or truth(one.get("removed")):
        return None
    quote = text(one.get("highlighted_text"))
    if not quote:
        return None
    style = mapping(one.get("style"))
    line = _line(style)
    return HighlightRecord(
        quote=quote,
        note=text(one.get("notes")),
        color="" if line else text(style.get("which")) or text(style.get("background-color")),
        tags=(line,) if line else (),
        created=milliseconds(one.get("timestamp")),
        key=text(one.get("uuid")),
        place=" › ".join(texts(one.get("toc_family_titles"))),
        book_place=_book_place(one),
    )


def _line(style: Mapping[str, Any]) -> str:
    """Returns the tag for words with a line below or through them; empty for coloured ones."""
    if text(style.get("kind")) != "decoration":
        return ""
    is_struck = "strikeout" in text(style.get("which")) or "line-through" in text(
        style.get("text-decoration-line")
    )
    return "struck out" if is_struck else "underlined"


def _book_place(one: Mapping[str, Any]) -> BookPlace | None:
    start, end, spine = text(one.get("start_cfi")), text(one.get("end_cfi")), one.get("spine_index")
    if not (start and end and isinstance(spine, int)):
        return None
    return BookPlace(f"epubcfi({start})", f"epubcfi({end})", spine, "calibre")


PROGRAM = Program(
    id="calibre",
    title=N_("calibre"),
    files=N_(
        "exported highlights, the folder of its viewer's annotations, or metadata.db of a library"
    ),
    suffixes=(*_EXPORTS, ".db"),
    recognizes=_recognizes,
    read=_read,
)
