"""Reads the Markdown that Postil exports: metadata, quotes with notes, and the text."""

import re
from collections.abc import Iterator
from itertools import groupby

from reader.core.models import Color
from reader.core.translation import in_every_language
from reader.importers.plain.front_matter_parser import split_front_matter
from reader.importers.plain.postil_markdown_layout import as_named, parted, unescaped, usual_layout
from reader.importers.programs.damage_messages import damaged
from reader.importers.programs.lenient_json import text, texts
from reader.importers.programs.records import ArticleRecord, ArticleText, HighlightRecord
from reader.importers.programs.times import milliseconds
from reader.paths import resource

# What ends the line below a quote or of a note: a link into the library, and for most programs the
# id of the line; for Obsidian that is below the quote. The link also says where in the text the quote is;
# its title contains the tags as they are, where a hashtag cannot.
_LINK = re.compile(
    r"(?:^| · )\[Postil\]\(postil://annotation/([\w-]+)(?:\?at=([0-9]{1,9})/([0-9]{1,9}))?"
    r'(?: "((?:[^"\\]|\\.)*)")?\)(?: \^[\w-]+)?$'
)
_ID_LINE = re.compile(r"^\^[0-9a-f]{8}-[0-9a-f-]{27}\n\n?", re.MULTILINE)
_TITLED = re.compile(r"(?:\\.|[^\\,])+")
_FENCE = re.compile("```|~~~")
_ESCAPED = re.compile(r"(?m)^([ \t>]*)\\(-{3,}[ \t]*)$|\\(<[A-Za-z/!?])")
_TAGS = re.compile(r"#\S+(?: #\S+)*")
_MARKS = re.compile(
    r"(?:\*([^*]+)\*)?(?: · [^#*]+?)?(?: · )?((?:#\S+ ?)*)(?: ?· )?(?:\*\*[^*]+\*\*)?"
)


def read_document(document: str, name: str) -> ArticleRecord:
    """Returns the article of a document, with its highlights; raises ImportFailed if it is cut off above these."""
    document = usual_layout(document.replace("\r\n", "\n"))
    block = split_front_matter(document)
    if block is None and document.startswith("---\n"):
        raise damaged(name)
    fields = {} if block is None or block.fields is None else block.fields
    above, below = parted(document[0 if block is None else block.end :])
    return ArticleRecord(
        title=text(fields.get("title")),
        url=text(fields.get("url")),
        author=text(fields.get("author")),
        site=text(fields.get("site")),
        published=text(fields.get("published")),
        language=text(fields.get("language")),
        added=milliseconds(text(fields.get("added"))),
        tags=as_named(texts(fields.get("tags")), texts(fields.get("postil-tags"))),
        highlights=tuple(_highlights(_ID_LINE.sub("", above))),
        # All of it: its importer knows by what is above the text that its first heading is no title.
        text=ArticleText(name, "text/markdown", lambda: document.encode("utf-8", "replace"))
        if below.strip()
        else None,
        key=text(fields.get("id")),
    )


def _highlights(above: str) -> Iterator[HighlightRecord]:
    """Yields the notes on the article, which are first, and the quotes with what is below each.

    A quote of a highlight has its colour below it; others are part of a note.
    """
    quote: list[str] = []
    rest: list[str] = []
    parts = [list(lines) for _is, lines in groupby(above.splitlines(), lambda one: one[:1] == ">")]
    for number, lines in enumerate(parts):
        if lines[0].startswith(">"):
            below = parts[number + 1] if number + 1 < len(parts) else []
            if _marks(next((line for line in below if line.strip()), "")) is not None:
                yield from _annotations(quote, rest if quote else _without_heading(rest))
                quote, rest = lines, []
            else:
                rest += lines
            continue
        for line in lines:
            is_title = not quote and not any(rest) and f"{line} ".startswith("# ")
            if not is_title:
                rest.append(line)
    yield from _annotations(quote, rest)


def _annotations(quote: list[str], rest: list[str]) -> Iterator[HighlightRecord]:
    """Yields the highlight of a quote; without one, the notes on the article, with a link above each."""
    note: list[str] = []
    for line in rest:
        if not quote and _begins_note(line):
            yield from _highlight([], note)
            note = []
        note.append(line)
    yield from _highlight(quote, note)


def _begins_note(line: str) -> bool:
    link = _LINK.search(line)
    return link is not None and (
        not link.start() or _TAGS.fullmatch(line, 0, link.start()) is not None
    )


def _without_heading(lines: list[str]) -> list[str]:
    """Returns what is above the first quote without the heading of the quotes, whatever its language."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines[:-1] if lines and lines[-1].startswith("## ") else lines


def _marks(line: str) -> tuple[str, tuple[str, ...]] | None:
    """Returns the colour and the tags of the line below a quote; None if it is another line.

    In a language that has no catalogue the link shows what line it is, but not its colour.
    """
    link = _LINK.search(line.strip())
    found = _MARKS.fullmatch(_LINK.sub("", line.strip()))
    colors = in_every_language(resource("translations"), tuple(Color))
    name = unescaped(found[1] or "") if found else ""
    if found is None or not name or (name not in colors and link is None):
        return None
    return colors.get(name, ""), _tags(found[2], link)


def _tags(hashtags: str, link: re.Match[str] | None) -> tuple[str, ...]:
    """Returns the tags of a line, each as the title of its link has it, if a hashtag remains of it."""
    shown = [unescaped(one[1:]) for one in hashtags.split()]
    titled = _TITLED.findall(link[4]) if link and link[4] else []
    return as_named(shown, [unescaped(one.strip()) for one in titled])


def _unwrapped(note: str) -> str:
    """Returns a note as it was written: one with a fence of code is exported as an item of a list.

    Rules and tags are exported with backslashes.
    """
    note = _ESCAPED.sub(r"\1\2\3", note)
    first, *lines = note.split("\n")
    is_item = first.startswith("- ") and all(not one or one.startswith("  ") for one in lines)
    if not is_item or not _FENCE.search(note):
        return note
    return "\n".join(one[2:] for one in (first, *lines))


def _highlight(quote: list[str], rest: list[str]) -> Iterator[HighlightRecord]:
    color = ""
    tags: tuple[str, ...] = ()
    while rest and not rest[0].strip():
        rest = rest[1:]
    named = _LINK.search(rest[0].strip()) if rest else None
    key = named[1] if named else ""
    letters = (int(named[2]), int(named[3])) if named and named[2] else None
    if quote and rest and (marks := _marks(rest[0])) is not None:
        (color, tags), rest = marks, rest[1:]
    elif not quote and rest and (key or _TAGS.fullmatch(rest[0].strip())):
        tags, rest = _tags(_LINK.sub("", rest[0].strip()), named), rest[1:]
    lines = (line.removeprefix(">").removeprefix(" ").removesuffix("  ") for line in quote)
    words, note = unescaped("\n".join(lines)).strip(), _unwrapped("\n".join(rest).strip())
    if words or note:
        yield HighlightRecord(words, note, color, tags, letters=letters, key=key)
