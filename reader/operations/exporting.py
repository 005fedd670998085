"""Collects articles with texts and notes, and passes them to an exporter."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader import exporters
from reader.library.queries.library_queries import Queries


def _told(
    found: Iterator[exporters.Item], on_progress: Callable[[int], bool] | None
) -> Iterator[exporters.Item]:
    """The articles, telling of each how many there were; raises Cancelled."""
    for number, item in enumerate(found, 1):
        yield item
        exporters.report(on_progress, number)


def items(queries: Queries, article_ids: Sequence[int]) -> Iterator[exporters.Item]:
    """Each article with its present revision and its annotations, one at a time."""
    for article in queries.articles(article_ids):
        yield exporters.Item(
            article, queries.revision(article.revision_id), tuple(queries.annotations(article.id))
        )


def annotation_items(queries: Queries, ids: Sequence[int]) -> Iterator[exporters.Item]:
    """Annotations by article, articles in the order in which the first of each is named.

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
    on_progress: Callable[[int], bool] | None = None,
) -> exporters.Written:
    """Write annotations into a file as "markdown", "csv" or "json"; raises ExportFailed."""
    return exporters.write_annotations(annotation_items(queries, ids), path, kind, on_progress)


def annotations_markdown(queries: Queries, ids: Sequence[int]) -> str:
    """Annotations as one Markdown document."""
    return "".join(exporters.markdown_chunks(annotation_items(queries, ids)))


def write(
    queries: Queries,
    article_ids: Sequence[int],
    path: Path,
    kind: str,
    on_progress: Callable[[int], bool] | None = None,
) -> exporters.Written:
    """Write articles as "markdown" (into a folder), "quotes" or "json" (into a file).

    The Markdown holds the articles' texts too, with their pictures beside them; "quotes" is Markdown
    of nothing but what was marked and noted. Raises ExportFailed.
    """
    found = items(queries, article_ids)
    if kind == "quotes":
        marked = (one for one in _told(found, on_progress) if one.annotations)
        return exporters.write_annotations(marked, path, "markdown")
    if kind == "markdown":
        return exporters.write_markdown(
            found, path, on_progress, include_text=True, find_asset=queries.asset
        )
    return exporters.write_json(found, path, on_progress)
