"""Gathering articles with their texts and notes, and handing them to an exporter."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader import exporters
from reader.library.queries import Queries


def items(queries: Queries, article_ids: Sequence[int]) -> Iterator[exporters.Item]:
    """Each article with its present revision and its annotations, one at a time."""
    for article in queries.articles(article_ids):
        yield exporters.Item(
            article, queries.revision(article.revision_id), tuple(queries.annotations(article.id))
        )


def write(
    queries: Queries,
    article_ids: Sequence[int],
    path: Path,
    kind: str,
    on_progress: Callable[[int], bool] | None = None,
) -> exporters.Written:
    """Write articles as "markdown" (into a folder) or "json" (into a file); raises ExportFailed.

    The Markdown holds the articles' texts too, with their pictures beside them.
    """
    found = items(queries, article_ids)
    if kind == "markdown":
        return exporters.write_markdown(
            found, path, on_progress, include_text=True, find_asset=queries.asset
        )
    return exporters.write_json(found, path, on_progress)
