"""Collects articles with texts and notes, and passes them to an exporter."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reader import exporters
from reader.core.errors import NotFound
from reader.core.models import Annotation, Article, Kind, Revision, new_annotation
from reader.core.text.reading.page_and_chapter_labels import marks_of
from reader.core.unique_ids import new_uid
from reader.exporters.archive_format import FORMAT as ARCHIVE_FORMAT
from reader.exporters.archive_format import with_parts
from reader.exporters.export_item import Item, Progress, Written, reporting
from reader.exporters.exporter import ExportFormat
from reader.library.note_drafts import Drafts, draft_name, with_drafts
from reader.library.queries.queries import Queries
from reader.operations.exporting.book_cfis import BookCfis

_AT_ONCE = 16  # articles that are read by the same questions, and are in memory


def items(queries: Queries, article_ids: Sequence[int]) -> Iterator[Item]:
    """Yields each article with its current revision and its annotations, one at a time."""
    drafts = queries.note_drafts()
    articles = queries.articles(article_ids)
    for start in range(0, len(articles), _AT_ONCE):
        several = articles[start : start + _AT_ONCE]
        annotations = queries.annotations_by_article([one.id for one in several])
        revisions = queries.revisions_by_id([one.revision_id for one in several])
        for article in several:
            found = with_unsaved(queries, article, annotations[article.id], drafts)
            yield _item(queries, article, revisions[article.revision_id], found)


def _item(
    queries: Queries, article: Article, revision: Revision, found: tuple[Annotation, ...]
) -> Item:
    cfi_of = BookCfis(queries, revision).cfi_of
    return Item(article, revision, found, marks_of(revision.html), cfi_of)


def with_unsaved(
    queries: Queries, article: Article, found: Sequence[Annotation], drafts: Drafts | None = None
) -> tuple[Annotation, ...]:
    """Returns an article's annotations with what was typed in notes and is not in the library yet.

    drafts: that, where it is known.
    """
    drafts = queries.note_drafts() if drafts is None else drafts
    unmade = list(_unmade(queries, article, found, drafts)) if drafts else []
    noted = with_drafts(found, drafts)
    return tuple(sorted((*noted, *unmade), key=_place)) if unmade else noted


def _unmade(
    queries: Queries, article: Article, found: Sequence[Annotation], drafts: Drafts
) -> Iterator[Annotation]:
    """Yields what drafts are on that is not in the library: the article, or words of it."""
    made = {draft_name(one) for one in found}
    now = time.time_ns() // 1_000_000
    for name, draft in drafts.items():
        kind, *numbers = name.split(":")
        if kind == "annotation" or int(numbers[0]) != article.id or name in made:
            continue
        new = new_annotation(article.id, Kind.ARTICLE_NOTE, article.revision_id, draft.text)
        if kind == "passage":
            new = _on_words(queries, article, new, *map(int, numbers[1:]))
        yield replace(new, uid=new_uid(), created_at=now, updated_at=now)


def _on_words(
    queries: Queries, article: Article, new: Annotation, revision_id: int, start: int, end: int
) -> Annotation:
    """Returns an annotation as one on words, as far as there is that text."""
    try:
        words = queries.revision(revision_id).text[start:end]
    except NotFound:  # the drafts are of another library
        return new
    place = (start, end) if revision_id == article.revision_id else (None, None)
    return replace(
        new,
        kind=Kind.HIGHLIGHT,
        exact=words,
        made_on_revision_id=revision_id,
        made_start=start,
        made_end=end,
        start=place[0],
        end=place[1],
    )


def _place(one: Annotation) -> tuple[bool, bool, int, int]:
    """Returns where an annotation is: notes on the article first, what has no place last."""
    is_highlight = one.kind is Kind.HIGHLIGHT
    return is_highlight, one.start is None, one.start or 0, one.end or 0


def annotation_items(queries: Queries, ids: Sequence[int]) -> Iterator[Item]:
    """Yields annotations by article, articles in the order in which the first of each is named.

    Of each article only those named are there, in the order named.
    """
    places, drafts = queries.articles_of(ids), queries.note_drafts()
    of_article: dict[int, list[int]] = {}
    for id_ in ids:
        if id_ in places:
            of_article.setdefault(places[id_], []).append(id_)
    for article_id, chosen in of_article.items():
        for article in queries.articles([article_id]):
            found = with_drafts(queries.annotations_of(chosen), drafts)
            yield _item(queries, article, queries.revision(article.revision_id), found)


def write_annotations(
    queries: Queries,
    ids: Sequence[int],
    path: Path,
    kind: str | ExportFormat,
    on_progress: Progress | None = None,
) -> Written:
    """Writes annotations in a format, or one named by its id; raises ExportFailed."""
    found = reporting(annotation_items(queries, ids), on_progress, _annotation_count)
    return _write(queries, found, path, kind, exporters.annotation_formats())


def write(
    queries: Queries,
    article_ids: Sequence[int],
    path: Path,
    kind: str | ExportFormat,
    on_progress: Progress | None = None,
) -> Written:
    """Writes articles in a format, or one named by its id; raises ExportFailed."""
    formats = exporters.article_formats()
    chosen = exporters.find_format(kind, formats) if isinstance(kind, str) else kind
    if chosen.id == ARCHIVE_FORMAT.id:
        return _write_archive(queries, article_ids, path, chosen, on_progress)
    found = reporting(items(queries, article_ids), on_progress)
    return _write(queries, found, path, chosen, formats)


def text_of(
    queries: Queries, ids: Sequence[int], kind: str | ExportFormat, *, is_of_annotations: bool
) -> str:
    """Returns articles, or annotations, as the text of a format; raises ExportFailed."""
    with tempfile.TemporaryDirectory(prefix="postil-copy-") as folder:
        path = Path(folder) / "export"
        (write_annotations if is_of_annotations else write)(queries, ids, path, kind)
        files = sorted(path.glob("*.md")) if path.is_dir() else [path]
        return "\n".join(one.read_bytes().decode("utf-8-sig") for one in files)


def _write_archive(
    queries: Queries,
    article_ids: Sequence[int],
    path: Path,
    chosen: ExportFormat,
    on_progress: Progress | None,
) -> Written:
    """Writes an archive of articles, or of the library when all of them are named."""
    from reader.operations.archive import archive_writing  # only when asked for

    exporters.check_name(path, chosen, exporters.article_formats())
    scope = archive_writing.scope(queries, article_ids)
    damaged: list[str] = []
    parts = archive_writing.parts_of(queries, scope, damaged)
    found = reporting(items(queries, scope.ids), on_progress)
    written = with_parts(parts).write(found, path, queries.asset)
    return replace(written, damaged=tuple(damaged))


def _write(
    queries: Queries,
    found: Iterator[Item],
    path: Path,
    kind: str | ExportFormat,
    formats: tuple[ExportFormat, ...],
) -> Written:
    chosen = exporters.find_format(kind, formats) if isinstance(kind, str) else kind
    exporters.check_name(path, chosen, formats)
    damaged: list[str] = []
    written = chosen.write(_noting_damage(queries, found, damaged), path, queries.asset)
    return replace(written, damaged=tuple(damaged))


def _noting_damage(queries: Queries, found: Iterator[Item], damaged: list[str]) -> Iterator[Item]:
    """Passes on the items; puts into the list what is said of those whose text is damaged."""
    for item in found:
        if damage := queries.text_damage(item.revision.id):
            damaged.append(damage)
        yield item


def _annotation_count(item: Item) -> int:
    return len(item.annotations)
