"""Registers KOReader: the sidecar files beside its books, and the JSON that it exports."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from reader.core.imported_highlight import KOREADER, BookPlace
from reader.core.translation import N_
from reader.importers.programs import lenient_json
from reader.importers.programs.author_names import in_order
from reader.importers.programs.damage_messages import damaged_from
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.html_words import html_words
from reader.importers.programs.lenient_json import fraction, mapping, mappings, text
from reader.importers.programs.lua_literals import listed, read_table
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_SIDECAR = "metadata."
_BACKUP = ".old"  # behind the name of a sidecar
_UNKNOWN = "N/A"  # what it writes where it knows no author, title or language
_LINES = {"underscore": "underlined", "strikeout": "struck out"}


def _recognizes(files: ExportFiles) -> Certainty:
    return Certainty.CERTAIN if _sidecars(files) or _exports(files) else Certainty.NONE


def _exports(files: ExportFiles) -> list[str]:
    return files.with_signs((".json",), '"created_on"', '"entries"')


def _sidecars(files: ExportFiles) -> list[str]:
    """Returns the sidecar files, and those backups of them beside which there is no sidecar."""
    names = dict.fromkeys(files.named(".lua"))
    backups = files.named(f".lua{_BACKUP}")
    names |= dict.fromkeys(one for one in backups if one.removesuffix(_BACKUP) not in names)
    return [
        name
        for name in names
        if PurePosixPath(name).name.startswith(_SIDECAR) or '["annotations"]' in files.head(name)
    ]


def _read(files: ExportFiles) -> Iterator[Record]:
    for name, sidecar in files.texts(_sidecars(files)):
        path = name if "/" in name else _with_folder(files, name)
        table, fault = read_table(sidecar)
        found = _of_sidecar(table, path.removesuffix(_BACKUP))
        if fault:
            yield damaged_from(name, fault)
            found = _completed(found, files, name, path)
        if found.highlights or not fault:
            yield found
    yield from lenient_json.read_entries(files, _exports(files), _of_export, "documents")


def _completed(found: ArticleRecord, files: ExportFiles, name: str, path: str) -> ArticleRecord:
    """Returns the book of a damaged sidecar with what the backup beside it has, if there is one."""
    beside = f"{name}{_BACKUP}"
    for _name, former in files.texts(one for one in files.names if one == beside):
        backup = _of_sidecar(read_table(former)[0], path)
        marks = {(one.quote, one.created): one for one in backup.highlights}
        for one in found.highlights:  # which are newer
            known = marks.get((one.quote, one.created))
            if known is None or known.note != one.note:
                marks[one.quote, one.created] = one
        found = backup._replace(highlights=tuple(marks.values()))
    return found


def _with_folder(files: ExportFiles, name: str) -> str:
    """Returns the name of a sidecar that was chosen, or its folder, with this, which has the book's name."""
    path = files.path.absolute()
    return f"{path.name if files.is_folder else path.parent.name}/{name}"


def _of_sidecar(table: Mapping[Any, Any], name: str) -> ArticleRecord:
    facts = mapping(table.get("doc_props")) or mapping(table.get("stats"))
    book = text(table.get("doc_path")) or PurePosixPath(name).parent.name.removesuffix(".sdr")
    marks = [
        _mark(mapping(one), text(mapping(one).get("text")), text(mapping(one).get("note")))
        for kind in ("annotations", "annotations_rolling", "annotations_paging")
        for one in listed(table.get(kind))
        if mapping(one).get("drawer")  # else a page is bookmarked
    ]
    if "annotations" not in table:
        marks += _former(table)
    summary = mapping(table.get("summary"))
    if review := text(summary.get("note")):
        marks.append(HighlightRecord(note=review))
    return ArticleRecord(
        title=_known(facts, "title") or PurePosixPath(book).stem,
        author=_authors(facts, "authors"),
        language=_known(facts, "language"),
        progress=fraction(table.get("percent_finished")),
        highlights=tuple(dict.fromkeys(marks)),
        key=text(table.get("partial_md5_checksum")) or "/".join(PurePosixPath(name).parts[-2:]),
    )


def _former(table: Mapping[Any, Any]) -> Iterator[HighlightRecord]:
    """Yields the highlights of versions before 2024, in which the names of quote and note were crossed."""
    marked = {
        text(mapping(one).get("datetime")): mapping(one)
        for page in mapping(table.get("highlight")).values()
        for one in listed(page)
    }
    for one in listed(table.get("bookmarks")):
        given = mapping(one)
        if given.get("highlighted"):
            more = marked.pop(text(given.get("datetime")), {})
            quote, note = text(given.get("notes")), text(given.get("text"))
            # Where no note was written, its place has "Page 3 quote @ date".
            is_title = all(part and part in note for part in (quote, text(given.get("datetime"))))
            yield _mark({**more, **given}, quote, "" if is_title else note)
    for given in marked.values():  # of which there is no bookmark
        yield _mark(given, text(given.get("text")), "")


def _mark(given: Mapping[str, Any], quote: str, note: str) -> HighlightRecord:
    page = text(given.get("pageref")) or text(given.get("pageno")) or text(given.get("page"))
    when = text(given.get("datetime"))
    chapter = text(given.get("chapter"))
    if text(given.get("note_format")) == "html":
        note = html_words(note)
    line = _LINES.get(text(given.get("drawer")))
    start = text(given.get("pos0"))  # in a PDF file it is a table
    return HighlightRecord(
        quote=quote,
        note=note,
        color=text(given.get("color")),
        tags=(line,) if line else (),
        created=milliseconds(when, is_local=True),
        updated=milliseconds(text(given.get("datetime_updated")), is_local=True),
        place=" · ".join(filter(None, (chapter, page))),
        book_place=BookPlace(start, text(given.get("pos1")), dialect=KOREADER) if start else None,
    )


def _of_export(document: Mapping[str, Any], _name: str) -> Iterator[ArticleRecord]:
    if "entries" not in document:
        return
    marks = [
        HighlightRecord(
            quote=text(one.get("text")),
            note=text(one.get("note")),
            color=text(one.get("color")),
            created=milliseconds(one.get("time")),
            place=" · ".join(filter(None, (text(one.get("chapter")), text(one.get("page"))))),
        )
        for one in mappings(document.get("entries"))
        if text(one.get("sort")) != "bookmark"
    ]
    yield ArticleRecord(
        title=_known(document, "title"),
        author=_authors(document, "author"),
        highlights=tuple(marks),
    )


def _known(facts: Mapping[str, Any], name: str) -> str:
    value = text(facts.get(name))
    return "" if value.strip() == _UNKNOWN else value


def _authors(facts: Mapping[str, Any], name: str) -> str:
    return in_order(_known(facts, name).replace("\n", "; "))


PROGRAM = Program(
    id="koreader",
    title=N_("KOReader"),
    files=N_(
        "the folder of your books with their .sdr folders, one metadata file, or exported JSON"
    ),
    suffixes=(".lua", _BACKUP, ".json"),
    recognizes=_recognizes,
    read=_read,
    is_folder=True,
)
