"""Registers CSV, a table with a row for each annotation: for spreadsheets, and for programs."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from reader.core.models import Annotation, Kind
from reader.core.translation import N_
from reader.exporters.combined_document import in_one_file
from reader.exporters.export_item import Item
from reader.exporters.exporter import ExportFormat
from reader.exporters.timestamps import iso_time, local_time

COLUMNS = (
    *("id", "article", "site", "author", "url", "published", "kind", "quote", "note", "tags"),
    *("color", "status", "start", "end", "created", "updated", "article_id", "page", "chapter"),
)
# What makes a spreadsheet take a cell for a formula, also in the wide forms of East Asia.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_chunks(items: Iterable[Item]) -> Iterator[str]:
    """Yields a table with a row for each annotation, after the byte order mark for spreadsheets."""
    yield "\ufeff"
    yield from _table_rows(
        items, safe_cell, lambda tags: " ".join(map(_one_word, tags)), local_time
    )


def value_chunks(items: Iterable[Item]) -> Iterator[str]:
    """Yields the table with unchanged values, and tags as JSON; a spreadsheet may take a cell for a formula."""
    return _table_rows(items, str, _as_json, iso_time)


def _table_rows(
    items: Iterable[Item],
    cell: Callable[[str], str],
    join: Callable[[Sequence[str]], str],
    time: Callable[[int], str],
) -> Iterator[str]:
    """Yields a row of names, then one for each annotation; cell, join, time: what is written for values."""
    yield _row(COLUMNS)
    for item in items:
        yield "".join(_row(_cells(one, item, cell, join, time)) for one in item.annotations)


def safe_cell(text: str) -> str:
    """Returns the text as a cell; a quote before it keeps spreadsheets from reading a formula.

    See https://owasp.org/www-community/attacks/CSV_Injection. Characters that end a file for some
    readers (NUL) are shown as replaced.
    """
    text = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    first = text.lstrip(" \u00a0\u3000\ufeff\u200b")[:1]
    return f"'{text}" if first in _FORMULA and first else text


def _cells(
    one: Annotation,
    item: Item,
    cell: Callable[[str], str],
    join: Callable[[Sequence[str]], str],
    time: Callable[[int], str],
) -> tuple[str, ...]:
    article = item.article
    numbers = (str(one.start) if one.start is not None else "", str(one.end or ""))
    texts = (
        *(article.title, article.site, article.byline, article.url, article.published),
        *(one.kind.value, one.exact, one.note, join(one.tags)),
        "" if one.kind is Kind.ARTICLE_NOTE else one.color.value,
        one.status.value,
    )
    times = (time(one.created_at), time(one.updated_at))
    return (
        one.uid,
        *(cell(text) for text in texts),
        *numbers,
        *times,
        article.uid,
        cell(item.page_of(one)),
        cell(item.chapter_of(one)),
    )


def _as_json(tags: Sequence[str]) -> str:
    return json.dumps(list(tags), ensure_ascii=False)


def _one_word(tag: str) -> str:
    return "-".join(tag.split())


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


FORMATS = (
    ExportFormat(
        id="csv",
        title=N_("Table (CSV)"),
        suffix=".csv",
        write=in_one_file(csv_chunks),
        position=4,
    ),
    ExportFormat(
        id="csv-values",
        title=N_("Table with unchanged values (CSV)"),
        suffix=".csv",
        write=in_one_file(value_chunks),
        position=5,
    ),
)
