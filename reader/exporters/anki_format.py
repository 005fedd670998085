"""Registers Anki notes, in a text file whose first lines describe its columns.

See https://docs.ankiweb.net/importing/text-files.html.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from html import escape

from reader.core.library_links import LibraryLink
from reader.core.models import Annotation, Kind
from reader.core.text.notes.note_markdown import note_html
from reader.core.translation import N_
from reader.exporters.combined_document import in_one_file
from reader.exporters.export_item import Item
from reader.exporters.exporter import ExportFormat

# The fields of a note, for good: a field that is added later changes every note type in use.
FIELDS = ("Quote", "Note", "Source", "URL", "Author", "Tags", "Link", "Extra 1", "Extra 2")

_CODE = re.compile(r"<pre>.*?</pre>", re.DOTALL)


def note_chunks(items: Iterable[Item], matches: str) -> Iterator[str]:
    """Yields the lines that describe the file, then a row for each highlight."""
    columns = ("guid", *FIELDS, "tags")
    # Without a separator named, Anki takes the first of its signs that occurs, in an address too.
    yield "#separator:Comma\n#html:true\n#guid column:1\n"
    yield f"#tags column:{len(columns)}\n#columns:{','.join(columns)}\n"
    yield f"#deck:Postil\n#if matches:{matches}\n"
    for item in items:
        for one in item.annotations:
            if _has_quote(one):
                yield _row(_cells(one, item))


def anki_tag(name: str) -> str:
    """Returns a tag without white space, which parts tags, nested by ``::`` instead of ``/``."""
    levels = ("-".join(part.split()) for part in name.split("/"))
    return "::".join(part for part in levels if part)


def _with_quotes(items: Iterable[Item]) -> Iterator[Item]:
    return (item for item in items if any(map(_has_quote, item.annotations)))


def _has_quote(one: Annotation) -> bool:
    """Returns whether there is a quote: Anki skips a note whose first field is empty."""
    return one.kind is not Kind.ARTICLE_NOTE and bool(one.exact.strip())


def _cells(one: Annotation, item: Item) -> Iterator[str]:
    article = item.article
    yield one.uid
    yield _html(one.exact)
    yield _note(one.note)
    texts = (article.title, article.url, article.byline, ", ".join(one.tags))
    yield from (_html(text) for text in texts)
    yield from (LibraryLink("annotation", one.uid).address, "", "")
    yield " ".join(filter(None, map(anki_tag, one.tags)))


def _note(text: str) -> str:
    """Returns a note as the HTML of its Markdown, on one line: “#” at a line's start is a comment."""
    html = note_html(text)
    if html is None:
        return _html(text)
    return _CODE.sub(lambda code: code[0].replace("\n", "<br>"), html).replace("\n", " ")


def _html(text: str) -> str:
    """Returns text as HTML; Anki shows a bare line end as a space."""
    clean = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").strip()
    return escape(clean, quote=False).replace("\n", "<br>")


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(list(cells))
    return line.getvalue()


def _format(id_: str, title: str, matches: str, position: int) -> ExportFormat:
    """Returns the format; matches: what Anki does with a note that it has."""

    def chunks(items: Iterable[Item]) -> Iterator[str]:
        return note_chunks(_with_quotes(items), matches)

    return ExportFormat(
        id=id_,
        title=title,
        suffix=".txt",
        write=in_one_file(chunks),
        stem="postil-anki",
        position=position,
    )


FORMATS = (
    _format("anki", N_("Anki notes (new ones only)"), "keep current", 30),
    # What was edited in Anki is undone, too.
    _format("anki-update", N_("Anki notes (existing ones updated)"), "update current", 31),
)
