"""Annotations of many articles in one file: Markdown to read, a CSV table, or Web Annotations."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reader.core.models import Annotation, Article, Kind, Revision
from reader.core.translation import _
from reader.exporters.item import Cancelled, Item, Progress, Written, report
from reader.exporters.markdown_text import escape_line, escape_text, note_block, quote_block
from reader.exporters.timestamps import iso_time
from reader.exporters.web_annotation import json_chunks
from reader.exporters.writing import as_bytes, failure, replace

COLUMNS = (
    *("id", "article", "site", "author", "url", "published", "kind", "quote", "note", "tags"),
    *("color", "status", "start", "end", "created", "updated", "article_id"),
)
# What makes a spreadsheet take a cell for a formula, also in the wide forms of East Asia.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_annotations(
    items: Iterable[Item], path: Path, kind: str, on_progress: Progress | None = None
) -> Written:
    """Write annotations, given by article, into one file; one already there is replaced at the end.

    kind: "markdown", "csv" or "json". Progress is told the number of annotations written. Raises
    ExportFailed. A cancelled export leaves whatever was there before.
    """
    articles = annotations = 0

    def counted() -> Iterator[Item]:
        nonlocal articles, annotations
        for item in items:
            yield item
            articles += 1
            annotations += len(item.annotations)
            report(on_progress, annotations)

    make = _MAKERS[kind]
    try:
        replace(path, (as_bytes(chunk) for chunk in make(counted())))
    except Cancelled:
        return Written((), 0, 0, is_cancelled=True)
    except OSError as error:
        raise failure(path, error) from error
    return Written((path,), articles, annotations)


def markdown_chunks(items: Iterable[Item]) -> Iterator[str]:
    """A heading for each article, and under it its quotes with notes, in the order given."""
    yield f"# {escape_line(_('Highlights'))}\n"
    for item in items:
        yield "\n" + "\n\n".join(article_blocks(item)) + "\n"


def article_blocks(item: Item) -> list[str]:
    """The Markdown of one article's annotations, block by block."""
    article = item.article
    about = (article.byline, article.site, article.published[:10], article.url)
    blocks = [f"## {escape_line(article.title)}"]
    if any(about):
        blocks.append(" · ".join(escape_line(part) for part in about if part))
    for one in item.annotations:
        if one.kind is not Kind.ARTICLE_NOTE:
            blocks.append(quote_block(one.exact))
        if one.note:
            blocks.append(note_block(one.note))
        blocks.append(_marks(one, item.revision))
    return blocks


def csv_chunks(items: Iterable[Item]) -> Iterator[str]:
    """A table with a row for each annotation; begins with the mark that spreadsheets know UTF-8 by."""
    yield "\ufeff" + _row(COLUMNS)
    for item in items:
        yield "".join(_row(_cells(one, item.article)) for one in item.annotations)


def safe_cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: what begins like one gets a quote.

    See https://owasp.org/www-community/attacks/CSV_Injection. Characters that end a file for some
    readers (NUL) are shown as replaced.
    """
    text = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    first = text.lstrip(" \u00a0\u3000\ufeff\u200b")[:1]
    return f"'{text}" if first in _FORMULA and first else text


def _marks(one: Annotation, revision: Revision) -> str:
    """A line of colour, tags, what is amiss, day and place."""
    is_highlight = one.kind is not Kind.ARTICLE_NOTE
    kind = _(one.color.value) if is_highlight else _("note on the article")
    parts = [f"*{escape_text(kind)}*"]
    if one.tags:
        parts.append(" ".join("#" + escape_text("-".join(tag.split())) for tag in one.tags))
    if one.needs_review:
        parts.append(f"**{escape_text(_('needs review'))}**")
    parts.append(iso_time(one.created_at, "seconds")[:10])
    if is_highlight:
        parts.append(escape_text(_place(one, revision)))
    return " · ".join(parts)


def _place(one: Annotation, revision: Revision) -> str:
    if one.start is None:
        return _("no longer in the text")
    return _("at {n}%").format(n=round(100 * one.start / max(1, len(revision.text))))


def _cells(one: Annotation, article: Article) -> tuple[str, ...]:
    numbers = (str(one.start) if one.start is not None else "", str(one.end or ""))
    texts = (
        *(article.title, article.site, article.byline, article.url, article.published),
        *(one.kind.value, one.exact, one.note, " ".join(_one_word(tag) for tag in one.tags)),
        "" if one.kind is Kind.ARTICLE_NOTE else one.color.value,
        one.status.value,
    )
    times = (iso_time(one.created_at), iso_time(one.updated_at))
    return (one.uid, *(safe_cell(text) for text in texts), *numbers, *times, article.uid)


def _one_word(tag: str) -> str:
    return "-".join(tag.split())


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


_MAKERS: dict[str, Callable[[Iterable[Item]], Iterator[str]]] = {
    "markdown": markdown_chunks,
    "csv": csv_chunks,
    "json": json_chunks,
}
