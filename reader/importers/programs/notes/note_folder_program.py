"""Registers folders of notes of Obsidian and Logseq: pages that were clipped, and what is marked in them."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from reader.core.translation import N_
from reader.core.web_addresses import web_address
from reader.importers.plain.front_matter_parser import split_front_matter
from reader.importers.plain.note_program_markup import without_program_marks
from reader.importers.plain.postil_markdown_layout import is_postils
from reader.importers.programs import lenient_json
from reader.importers.programs.damage_messages import damaged
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import text, texts
from reader.importers.programs.notes.clipper_highlights import clipper_files, read_clipper
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import (
    ArticleRecord,
    ArticleText,
    HighlightRecord,
    Record,
    Unreadable,
)
from reader.importers.programs.times import milliseconds

# Code, in which the signs mean nothing, or what is marked in a paragraph; in HTML plug-ins of Obsidian
# write the colour, too.
_WITHIN = r"|\n(?![ \t>]*\n)){1,4000}"
_CODE_OR_MARKED = re.compile(
    rf"""
    ^[ \t>]*(?:[-*+][ ])?(?P<fence>`{{3,}}(?![^\n]*`)|~{{3,}}).*?(?:^[ \t>]*(?P=fence)|\Z)
    | (?<!`)(?P<ticks>`++) .{{1,4000}}? (?<!`)(?P=ticks)(?!`)
    | (?<![A-Za-z0-9_=^]) (?:
        ==(?=[^\s=]) (?P<equals>(?:[^=\n]|=(?!=){_WITHIN}) (?<=\S)==
      | \^\^(?=[^\s^]) (?P<carets>(?:[^^\n]|\^(?!\^){_WITHIN}) (?<=\S)\^\^
      ) (?![A-Za-z0-9_=^])
    | <mark\b(?P<look>[^<>]{{0,200}})> (?P<html>(?:[^<\n]|<(?!/?mark\b){_WITHIN}) </mark>
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_BESIDE = 60  # characters beside what is marked
# What text has not: the signs of lists, quotations, headings and marks.
_SIGNS = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d+[.)]|\#+)[ \t])?|</?mark[^<>]*>"
    r"|(?<!\w)(?:==|\^\^)(?=\S)|(?<=\S)(?:==|\^\^)(?!\w)",
    re.MULTILINE,
)
_COLOR = re.compile(r"""(?:background(?:-color)?:\s*|class=["']?)([^;"']+)""")
_PROPERTY = re.compile(r"^(?:- |\t)?\s*([\w-]+):: *(.*)$")
_ADDRESSES = ("source", "url", "link")
_ADDRESS_LINE = re.compile(rf"^(?:{'|'.join(_ADDRESSES)}): *[\"']?https?://", re.MULTILINE)


def _recognizes(files: ExportFiles) -> Certainty:
    if clipper_files(files):
        return Certainty.DECLARED
    if not (files.is_folder or files.is_archive):
        return Certainty.NONE
    is_found = any(_is_clipped(files, name) for name in files.named(".md"))
    if is_found:
        return Certainty.LIKELY
    # So that one is told what is read of a vault without any.
    return Certainty.FALLBACK if (files.path / ".obsidian").is_dir() else Certainty.NONE


def _is_clipped(files: ExportFiles, name: str) -> bool:
    head = files.head(name)
    return not is_postils(head) and bool(_address(_fields(head)))


def _fields(document: str) -> dict[str, object]:
    """Returns what is said at the top of a note: as front matter, or as Logseq's properties."""
    document = document.replace("\r\n", "\n")
    block = split_front_matter(document)
    if block is not None and block.fields is not None:
        return {name.casefold(): value for name, value in block.fields.items()}
    fields: dict[str, object] = {}
    for line in document.splitlines():
        found = _PROPERTY.match(line)
        if found is None:
            break
        fields[found[1].casefold()] = found[2]
    return fields


def _address(fields: dict[str, object]) -> str:
    found = (web_address(text(fields.get(name))) for name in _ADDRESSES)
    return next(filter(None, found), "")


def _is_cut_above_text(head: str) -> bool:
    """Returns whether front matter with an address does not end."""
    begins = head.startswith(("---\n", "---\r\n"))
    return begins and bool(_ADDRESS_LINE.search(head)) and split_front_matter(head) is None


def _read(files: ExportFiles) -> Iterator[Record]:
    for name in files.fitting((".md",), _is_cut_above_text):
        yield Unreadable(str(damaged(name)))
    notes = (name for name in files.named(".md") if _is_clipped(files, name))
    for name, note in files.texts(notes):
        yield _article(note.replace("\r\n", "\n"), name)
    yield from read_clipper(files)


def _article(document: str, name: str) -> ArticleRecord:
    fields = _fields(document)
    # As its text is read: without the properties and ids of blocks.
    body, _left_out = without_program_marks(_body(document), is_mdx=False)
    marks = [_mark(one) for one in _CODE_OR_MARKED.finditer(body) if _words(one)]
    clean = _CODE_OR_MARKED.sub(lambda one: _words(one) or one[0], body)
    title = text(fields.get("title")) or PurePosixPath(name).stem
    return ArticleRecord(
        title=title,
        url=_address(fields),
        author=", ".join(_plain(one) for one in texts(fields.get("author"))),
        published=text(fields.get("published")),
        excerpt=text(fields.get("description")),
        added=milliseconds(text(fields.get("created")), is_local=True),
        tags=tuple(_tag(one) for one in texts(fields.get("tags"))),
        highlights=tuple(marks),
        text=ArticleText(name, "text/markdown", lambda: clean.encode("utf-8", "replace"))
        if clean.strip()
        else None,
    )


def _words(found: re.Match[str]) -> str:
    """Returns what is marked; empty for code."""
    return found["equals"] or found["carets"] or found["html"] or ""


def _mark(found: re.Match[str]) -> HighlightRecord:
    """Returns a highlight with what is beside it, by which also a single word is found."""
    color = _COLOR.search(found["look"] or "")
    start, end = found.span()
    return HighlightRecord(
        quote=_plain(_words(found)),
        prefix=_plain(_SIGNS.sub("", found.string[max(0, start - _BESIDE) : start])),
        suffix=_plain(_SIGNS.sub("", found.string[end : end + _BESIDE])),
        color=color[1].strip() if color else "",
    )


def _tag(given: str) -> str:
    """Returns a tag; Logseq names the page of one with a space in it."""
    return given.lstrip("#").removeprefix("[[").removesuffix("]]")


def _body(document: str) -> str:
    block = split_front_matter(document)
    if block is not None and block.fields is not None:
        return document[block.end :]
    lines = document.splitlines(keepends=True)
    while lines and _PROPERTY.match(lines[0]):
        lines.pop(0)
    return "".join(lines)


def _plain(markdown: str) -> str:
    """Returns the words of a passage without the marks of emphasis and links."""
    without_links = re.sub(
        r"!?\[\[(?:[^\]|]*\|)?([^\]]*)\]\]|!?\[([^\]]*)\]\([^)]*\)", r"\1\2", markdown
    )
    return re.sub(r"(\*\*|__|`|(?<!\w)[*_]|[*_](?!\w))", "", without_links).strip()


PROGRAM = Program(
    id="note-folders",
    title=N_("Obsidian and Logseq"),
    files=N_(
        "the folder of the vault: notes with an address, and what is ==marked== in them,"
        " or the highlights of the Web Clipper (JSON)"
    ),
    suffixes=lenient_json.SUFFIXES,
    recognizes=_recognizes,
    read=_read,
    is_folder=True,
)
