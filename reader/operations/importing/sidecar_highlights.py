"""Finds the highlights in a file, and those that other e-readers store beside a book or elsewhere."""

import hashlib
import os
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.core.errors import ImportFailed
from reader.core.imported_highlight import HighlightRecord
from reader.core.translation import _
from reader.importers.plain.postil_markdown_layout import is_postils
from reader.importers.programs.damage_messages import damaged
from reader.importers.programs.program import Program
from reader.importers.programs.records import Record, Unreadable
from reader.operations.importing.book_contexts import with_contexts
from reader.operations.importing.record_merging import Gathered, identified
from reader.paths import config_folder_of, data_folder_of

_EPUB = ".epub"
_POSTIL = "postil"  # the program by its id
_IN_BOOK = "META-INF/calibre_bookmarks.txt"
_IN_BOOK_HEAD = b"encoding=json+base64:"
_FOLIATE = "com.github.johnfactotum.Foliate"
_HEAD = 20_000  # bytes by which a file is recognized
_PIECE = 1024  # bytes of a file that KOReader's hash is made of, at each of several places


def read_file(path: Path, password: str = "") -> Draft:
    """Returns the article in a file, with the highlights that other readers keep of it.

    A warning, or the error, says so when it is an export of another program. Raises ImportFailed.
    """
    # Start-up time: parsers.
    from reader import importers
    from reader.operations.importing.added_exports import program_of
    from reader.operations.sources.picture_reuse import read_with_addresses

    try:
        source = replace(importers.open_source(path), password=password)
        (found,) = with_highlights_of_chapters([read_with_addresses(source)], path)
    except ImportFailed as error:
        if program := program_of(path):
            message = _("“{name}” is not an article: import it from the File menu ({program}).")
            raise ImportFailed(message.format(name=path.name, program=_(program.title))) from error
        raise
    if _is_exported(found.source):
        return replace(found, copy_of=_copied(found.source))
    program = program_of(path)
    if program is not None and program.id != _POSTIL:  # whose pages bring their highlights
        message = _("“{name}” can also be imported from the File menu ({program}).")
        told = message.format(name=path.name, program=_(program.title))
        return replace(found, warning=" ".join(filter(None, (found.warning, told))))
    return found


def with_highlights_of_chapters(chapters: Sequence[Draft], path: Path) -> list[Draft]:
    """Returns the chapters of a book, each with the highlights whose words are in it.

    What is in none of them goes to the first, where it can be looked at.
    """
    highlights, told = _read(chapters[0].source, path) if chapters else ((), ())
    if not highlights and not told:
        return [*chapters]
    warning = " ".join(filter(None, (chapters[0].warning, *told)))
    if len(chapters) == 1:
        return [replace(chapters[0], highlights=tuple(highlights), warning=warning)]
    from reader.core.text.canonical_text import read_html  # start-up time: lxml

    texts = ["".join(read_html(one.html).text.split()) for one in chapters]
    of_chapter: list[list[HighlightRecord]] = [[] for _one in chapters]
    for one in highlights:
        of_chapter[_chapter_of(one, texts)].append(one)
    found = [
        replace(one, highlights=tuple(marks))
        for one, marks in zip(chapters, of_chapter, strict=True)
    ]
    return [replace(found[0], warning=warning), *found[1:]]


def _chapter_of(one: HighlightRecord, texts: Sequence[str]) -> int:
    """Returns which text has the words, with those around them if one has."""
    parts = ("".join(part.split()) for part in (one.prefix, one.quote, one.suffix))
    prefix, words, suffix = parts
    for sought in (prefix + words + suffix, words):
        for number, text in enumerate(texts):
            if sought and sought in text:
                return number
    return 0


def _read(source: Source, path: Path) -> tuple[list[HighlightRecord], list[str]]:
    """Returns the highlights of a book, each with its UUID, and what could not be read."""
    found: list[HighlightRecord] = []
    told: list[str] = []
    for program, records in _kept(source, path):
        gathered = Gathered(program)
        try:
            gathered.take(records, lambda: None)
        except ImportFailed as error:
            gathered.tell(str(error))
        told += gathered.unreadable
        for name, record in gathered.articles():
            marks = identified(program, name, record, {})
            found += [one.record._replace(key=one.uid) for one in marks]
    if path.suffix.lower() == _EPUB:
        found = with_contexts(found, source.data, source.name)
    return found, told


def _kept(source: Source, path: Path) -> Iterator[tuple[str, Iterator[Record]]]:
    """Yields what each program keeps, as it is read; the parsers are loaded where there is something."""
    if _is_exported(source):
        from reader.importers.programs.notes import postil_program  # start-up time: parsers

        yield _reading(postil_program.PROGRAM, path)
        return
    koreader = _of_koreader(source, path, config_folder_of("koreader"))
    if koreader is not None:
        from reader.importers.programs.readers import koreader_program  # start-up time: parsers

        yield _reading(koreader_program.PROGRAM, koreader)
    if path.suffix.lower() != _EPUB:
        return
    chosen = os.environ.get("CALIBRE_CONFIG_DIRECTORY")
    calibre = Path(chosen) if chosen else config_folder_of("calibre")
    name = hashlib.sha256(os.fsencode(path.absolute())).hexdigest()
    file = calibre / "viewer" / "annots" / f"{name}.json"
    if file.is_file():
        from reader.importers.programs.readers import calibre_program  # start-up time: parsers

        yield _reading(calibre_program.PROGRAM, file)
    if _IN_BOOK.encode() in source.data:
        yield "calibre", _in_book(source)
    flatpak = Path.home() / ".var" / "app" / _FOLIATE / "data" / _FOLIATE
    folders = [data_folder_of(_FOLIATE), flatpak]
    folders = [one for one in folders if one.is_dir()]
    key = quote(_identifier(source), safe="!~*'()") if folders else ""
    for folder in folders:
        file = folder / f"{key}.json"
        if key and file.is_file():
            from reader.importers.programs.readers import foliate_program  # start-up time: parsers

            yield _reading(foliate_program.PROGRAM, file)


def _is_exported(source: Source) -> bool:
    """Returns whether a file is Markdown of Postil's own, which has its highlights in it."""
    return is_postils(source.data[:_HEAD].decode("utf-8-sig", "replace").replace("\r\n", "\n"))


def _copied(source: Source) -> str:
    """Returns the UUID of the article that a file was exported of, if nobody has edited it since."""
    from reader.exporters.files.document_folder import own_part  # start-up time: writing threads

    own = own_part(source.data)
    return own.uid if own is not None else ""


def _of_koreader(source: Source, path: Path, config: Path) -> Path | None:
    """Returns the newest of the files that KOReader may keep of a book: beside it, or at home."""
    name = f"metadata.{path.suffix[1:]}.lua"
    absolute = path.absolute()
    places = [absolute.with_suffix(".sdr")]
    if config.is_dir():
        beneath = absolute.relative_to(absolute.anchor).with_suffix(".sdr")
        places.append(config / "docsettings" / beneath)
        if (hashed := config / "hashdocsettings").is_dir():
            md5 = partial_md5(source.data)
            places.append(hashed / md5[:2] / f"{md5}.sdr")
    files = [place / name for place in places if (place / name).is_file()]
    return max(files, key=lambda file: file.stat().st_mtime, default=None)


def partial_md5(data: bytes) -> str:
    """Returns the hash by which KOReader knows a file."""
    digest = hashlib.md5(usedforsecurity=False)
    for at in (0, *(_PIECE << 2 * power for power in range(11))):
        piece = data[at : at + _PIECE]
        if not piece:
            break
        digest.update(piece)
    return digest.hexdigest()


def _reading(program: Program, file: Path) -> tuple[str, Iterator[Record]]:
    from reader.importers.programs.export_files import ExportFiles  # start-up time: zipfile

    return program.id, program.read(ExportFiles(file))


def _in_book(source: Source) -> Iterator[Record]:
    """Yields the highlights that calibre has written into a book."""
    # Start-up time: parsers.
    from reader.importers.epub.package import Container
    from reader.importers.programs import lenient_json
    from reader.importers.programs.readers.calibre_program import highlights_in

    data = Container(source.data, source.name).read(_IN_BOOK) or b""
    if not data.startswith(_IN_BOOK_HEAD):
        return
    try:
        text = b64decode(data.removeprefix(_IN_BOOK_HEAD)).decode("utf-8")
    except ValueError:
        yield Unreadable(str(damaged(_IN_BOOK)))
        return
    found, told = lenient_json.loads(text, _IN_BOOK)
    yield from told
    yield from highlights_in(found, source.name)


def _identifier(source: Source) -> str:
    """Returns the identifier of a book, as its package has it; empty if that cannot be read."""
    from reader.importers.epub.package import Container  # start-up time: parsers

    with suppress(ImportFailed):
        return Container(source.data, source.name).package().identifier
    return ""
