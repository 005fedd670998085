"""Writes many articles into one file, completely or not at all."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reader.exporters.atomic_writing import as_bytes, failure, replace
from reader.exporters.export_item import Cancelled, Item, Written
from reader.exporters.exporter import FindAsset, Write

#: Yields a document of articles piece by piece.
MakeChunks = Callable[[Iterable[Item]], Iterator[str] | Iterator[bytes]]


def in_one_file(make_chunks: MakeChunks) -> Write:
    """Returns how a format writes a document that needs no images."""

    def write(items: Iterable[Item], path: Path, _find_asset: FindAsset) -> Written:
        return write_file(items, path, make_chunks)

    return write


def write_file(items: Iterable[Item], path: Path, make_chunks: MakeChunks) -> Written:
    """Writes a document piece by piece; a file that is already there is replaced at the end.

    Raises ExportFailed. A cancelled export leaves whatever was there before.
    """
    articles = annotations = 0

    def counted() -> Iterator[Item]:
        nonlocal articles, annotations
        for item in items:
            yield item
            articles += 1
            annotations += len(item.annotations)

    try:
        replace(path, (_encoded(chunk) for chunk in make_chunks(counted())))
    except Cancelled:
        return Written((), 0, 0, is_cancelled=True)
    except OSError as error:
        raise failure(path, error) from error
    return Written((path,), articles, annotations)


def _encoded(chunk: str | bytes) -> bytes:
    return as_bytes(chunk) if isinstance(chunk, str) else chunk
