"""Collects articles with texts and notes, and passes them to an exporter."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reader import exporters
from reader.exporters.item import reporting
from reader.exporters.quotes_format import markdown_chunks
from reader.library.queries.queries import Queries


def items(queries: Queries, article_ids: Sequence[int]) -> Iterator[exporters.Item]:
    """Yields each article with its present revision and its annotations, one at a time."""
    for article in queries.articles(article_ids):
        yield exporters.Item(
            article, queries.revision(article.revision_id), tuple(queries.annotations(article.id))
        )


def annotation_items(queries: Queries, ids: Sequence[int]) -> Iterator[exporters.Item]:
    """Yields annotations by article, articles in the order in which the first of each is named.

    Of each article only those named are there, in the order named.
    """
    places = queries.articles_of(ids)
    of_article: dict[int, list[int]] = {}
    for id_ in ids:
        if id_ in places:
            of_article.setdefault(places[id_], []).append(id_)
    for article_id, chosen in of_article.items():
        for article in queries.articles([article_id]):
            revision = queries.revision(article.revision_id)
            yield exporters.Item(article, revision, tuple(queries.annotations_of(chosen)))


def write_annotations(
    queries: Queries,
    ids: Sequence[int],
    path: Path,
    kind: str,
    on_progress: exporters.Progress | None = None,
) -> exporters.Written:
    """Writes annotations in a format, named by its id; raises ExportFailed."""
    found = reporting(annotation_items(queries, ids), on_progress, _annotation_count)
    return _write(queries, found, path, kind, exporters.annotation_formats())


def annotations_markdown(queries: Queries, ids: Sequence[int]) -> str:
    """Returns annotations as one Markdown document."""
    return "".join(markdown_chunks(annotation_items(queries, ids)))


def write(
    queries: Queries,
    article_ids: Sequence[int],
    path: Path,
    kind: str,
    on_progress: exporters.Progress | None = None,
) -> exporters.Written:
    """Writes articles in a format, named by its id; raises ExportFailed."""
    found = reporting(items(queries, article_ids), on_progress)
    return _write(queries, found, path, kind, exporters.article_formats())


def _write(
    queries: Queries,
    found: Iterator[exporters.Item],
    path: Path,
    kind: str,
    formats: tuple[exporters.ExportFormat, ...],
) -> exporters.Written:
    chosen = exporters.find_format(kind, formats)
    exporters.check_name(path, chosen, formats)
    damaged: list[str] = []
    written = chosen.write(_noting_damage(queries, found, damaged), path, queries.asset)
    return replace(written, damaged=tuple(damaged))


def _noting_damage(
    queries: Queries, found: Iterator[exporters.Item], damaged: list[str]
) -> Iterator[exporters.Item]:
    """Hands on the items; puts into the list what is said of those whose text is damaged."""
    for item in found:
        if damage := queries.text_damage(item.revision.id):
            damaged.append(damage)
        yield item


def _annotation_count(item: exporters.Item) -> int:
    return len(item.annotations)
