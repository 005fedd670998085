"""Writes a copy of an article's PDF file with its highlights and notes."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from reader.core.color_matching import shown_color
from reader.core.errors import ExportFailed
from reader.core.models import Annotation, Kind
from reader.core.translation import _
from reader.exporters import atomic_writing
from reader.exporters.export_item import Written
from reader.exporters.marked_pdf import WrittenMark, with_marks
from reader.importers.pdf.page_renderer import Passage, PrintedPages
from reader.library.queries.queries import Queries
from reader.operations.exporting.article_export import with_unsaved
from reader.operations.importing.file_marks import uid_of


def write_copy(queries: Queries, article_id: int, path: Path) -> Written:
    """Writes the file that an article was made of, with what was marked in it since.

    Marks that the file already has stay unchanged. Raises ExportFailed when it was no PDF file.
    """
    article = queries.article(article_id)
    source = queries.source(article.revision_id)
    if not source.data.startswith(b"%PDF-"):
        text = _("“{title}” is not from a PDF file; export it in another format.")
        raise ExportFailed(text.format(title=article.title))
    found = with_unsaved(queries, article, queries.annotations(article_id))
    text = queries.revision(article.revision_id).text
    with closing(PrintedPages(source.data, text, name=source.name)) as pages:
        own = {uid_of(article.uid, mark) for mark in pages.marks}
        new = [one for one in found if one.uid not in own]
        spans = [(one.start or 0, one.end or 0) for one in new]
        marks = [
            mark
            for one, passages in zip(new, pages.passages(spans), strict=True)
            for mark in _marks(one, passages)
        ]
    try:
        atomic_writing.replace(path, [with_marks(source.data, marks, source.name)])
    except OSError as error:
        raise atomic_writing.failure(path, error) from error
    return Written((path,), 1, len(new))


def _marks(one: Annotation, passages: Sequence[Passage]) -> list[WrittenMark]:
    """Returns a highlight as one mark for each page that it is on, the note with the first of them."""
    common = (shown_color(one.color), one.created_at, one.updated_at)
    if one.kind is Kind.ARTICLE_NOTE or not passages:
        return [WrittenMark(0, (), one.note, one.uid, *common)] if one.note else []
    return [
        WrittenMark(
            passage.page,
            tuple(passage.own),
            "" if number else one.note,
            one.uid if not number else f"{one.uid}-{number + 1}",
            *common,
        )
        for number, passage in enumerate(passages)
        if passage.own
    ]
