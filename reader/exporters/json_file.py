"""Writing a library to one JSON file, all of it or nothing."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from reader.exporters.item import Cancelled, Item, Progress, Written, report
from reader.exporters.web_annotation import json_chunks
from reader.exporters.writing import as_bytes, failure, replace


def write_json(items: Iterable[Item], path: Path, on_progress: Progress | None = None) -> Written:
    """Write the annotations and their articles; a file already there is replaced when all is written.

    Raises ExportFailed. A cancelled export leaves whatever was there before.
    """
    articles = annotations = 0

    def counted() -> Iterator[Item]:
        nonlocal articles, annotations
        for item in items:
            yield item
            articles += 1
            annotations += len(item.annotations)
            report(on_progress, articles)

    try:
        replace(path, (as_bytes(chunk) for chunk in json_chunks(counted())))
    except Cancelled:
        return Written((), 0, 0, is_cancelled=True)
    except OSError as error:
        raise failure(path, error) from error
    return Written((path,), articles, annotations)
