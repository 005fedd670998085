"""Registers bookmarks, in the HTML format that browsers and bookmark services exchange."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from reader.core.models import Article, Kind
from reader.core.translation import N_
from reader.exporters.combined_document import in_one_file
from reader.exporters.export_item import Item
from reader.exporters.exporter import ExportFormat

_HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
"""


def bookmark_chunks(items: Iterable[Item]) -> Iterator[str]:
    """Yields the file, an entry for each address: readers put the tags of equal ones together."""
    yield _HEAD
    seen: set[str] = set()
    for item in items:
        article = item.article
        if article.url and article.url not in seen:
            seen.add(article.url)
            yield _entry(article, _note(item))
    yield "</DL><p>\n"


def _entry(article: Article, note: str) -> str:
    """Returns an entry; its dates are seconds, which some readers take all numbers for."""
    tags = ",".join(" ".join(tag.replace(",", " ").split()) for tag in article.tags)
    marks = {
        "HREF": article.url,
        "ADD_DATE": str(article.added_at // 1000),
        "LAST_MODIFIED": str(article.updated_at // 1000),
        "TOREAD": "" if article.is_read else "1",
        "TAGS": tags,
    }
    told = " ".join(f'{name}="{escape(value)}"' for name, value in marks.items() if value)
    entry = f"<DT><A {told}>{_line(article.title)}</A>\n"
    return entry + (f"<DD>{_line(note)}\n" if note else "")


def _note(item: Item) -> str:
    """Returns the notes on the article itself, else what it begins with."""
    notes = [one.note for one in item.annotations if one.kind is Kind.ARTICLE_NOTE and one.note]
    return " ".join(notes) or item.article.excerpt


def _line(text: str) -> str:
    """Returns text on one line: a note ends where the next entry begins, or at its line."""
    return escape(re.sub(r"\s+", " ", text).strip(), quote=False)


FORMAT = ExportFormat(
    id="bookmarks",
    title=N_("Bookmarks (HTML)"),
    suffix=".html",
    write=in_one_file(bookmark_chunks),
    is_for_annotations=False,
    stem="postil-bookmarks",
    position=25,
)
