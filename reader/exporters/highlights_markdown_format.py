"""Registers highlights only: one Markdown file with the highlights and notes of all articles."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from reader.core.models import Annotation, Kind, Revision
from reader.core.translation import N_, _
from reader.exporters.combined_document import write_file
from reader.exporters.export_item import Item, Written
from reader.exporters.exporter import ExportFormat, FindAsset
from reader.exporters.markdown_escaping import (
    escape_line,
    escape_text,
    linked_address,
    note_block,
    quote_block,
)
from reader.exporters.timestamps import local_time


def markdown_chunks(items: Iterable[Item]) -> Iterator[str]:
    """Yields a heading for each article, and under it its quotes with notes, in the order given."""
    yield f"# {escape_line(_('Highlights'))}\n"
    for item in items:
        yield "\n" + "\n\n".join(article_blocks(item)) + "\n"


def article_blocks(item: Item) -> list[str]:
    """Returns the Markdown of one article's annotations, block by block."""
    article = item.article
    details = (article.byline, article.site, article.published[:10])
    about = [*map(escape_line, details), linked_address(article.url) or escape_line(article.url)]
    blocks = [f"## {escape_line(article.title)}"]
    if any(about):
        blocks.append(" · ".join(filter(None, about)))
    for one in item.annotations:
        if one.kind is not Kind.ARTICLE_NOTE:
            blocks.append(quote_block(one.exact))
        if one.note:
            blocks.append(note_block(one.note))
        blocks.append(_marks(one, item))
    return blocks


def _marks(one: Annotation, item: Item) -> str:
    """Returns a line of colour, tags, whether it needs review, date and place."""
    is_highlight = one.kind is not Kind.ARTICLE_NOTE
    kind = _(one.color.value) if is_highlight else _("note on the article")
    parts = [f"*{escape_text(kind)}*"]
    if one.tags:
        parts.append(" ".join("#" + escape_text("-".join(tag.split())) for tag in one.tags))
    if one.needs_review:
        parts.append(f"**{escape_text(_('needs review'))}**")
    parts.append(local_time(one.created_at, "seconds")[:10])
    if is_highlight:
        parts.append(escape_text(item.place_of(one) or _place(one, item.revision)))
    return " · ".join(parts)


def _place(one: Annotation, revision: Revision) -> str:
    if one.start is None:
        return _("no longer in the text")
    return _("at {n}%").format(n=round(100 * one.start / max(1, len(revision.text))))


def _write(items: Iterable[Item], path: Path, _find_asset: FindAsset) -> Written:
    return write_file((one for one in items if one.annotations), path, markdown_chunks)


FORMAT = ExportFormat(
    id="quotes",
    title=N_("Highlights only (Markdown)"),
    suffix=".md",
    write=_write,
    stem="postil-highlights",
    position=2,
)
