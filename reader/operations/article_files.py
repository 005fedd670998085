"""Keeps a second form of the library: a folder with a JSON file for each article.

A file holds the article with its texts, highlights, notes and tags as W3C Web Annotations, which
other programs read, and all of its rows, from which ``rebuilding`` makes the library again. What was
added and pictures lie in ``files``, named by the hash of their content.
"""

import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from reader.core.errors import LibraryError, NotFound
from reader.core.private_files import make_folder
from reader.core.translation import _
from reader.exporters.atomic_writing import as_bytes, replace
from reader.exporters.item import Item
from reader.exporters.web_annotation import json_chunks
from reader.library.queries.article_rows import Rows
from reader.library.queries.queries import Queries

Progress = Callable[[int, int], None]  # articles done, articles in all; may raise to give it up

FORMAT = 1  # raised when a reader must know
LIBRARY, FILES = "library.json", "files"  # names in the folder
_DIGESTS = "digests.json"  # of what was written, to see what was changed since
_FEW = 20  # articles whose files go at once; many more are not deleted, as by a person, but lost


def write(queries: Queries, folder: Path, progress: Progress | None = None) -> int:
    """Writes the files of all articles that were changed since the last time; returns how many.

    Files of articles that were deleted for good are removed, unless that are many at once, or all
    that there were: then the library was lost, and another one is in its place.
    Raises LibraryError and what progress raises; then what is written stays, and what is not is
    written the next time.
    """
    try:
        make_folder(folder / FILES)
        return _write(queries, folder, progress)
    except OSError as error:
        message = _("The articles were not written to {folder}: {reason}.")
        raise LibraryError(message.format(folder=folder, reason=error.strerror)) from None


def _write(queries: Queries, folder: Path, progress: Progress | None) -> int:
    written = _read_digests(folder)
    with queries.snapshot():
        present = queries.article_digests()
        shared = _library_document(queries)
    is_same_library = not written.keys().isdisjoint(present)
    changed = [uid for uid, (_id, digest) in present.items() if written.get(uid) != digest]
    with _kept(folder, written):
        _replace(folder / LIBRARY, as_bytes(shared))
        for done, uid in enumerate(changed, 1):
            article_id, digest = present[uid]
            # A snapshot for each: one for all would keep the journal from being emptied for minutes.
            with suppress(NotFound), queries.snapshot():
                _write_article(queries, folder, article_id)
            written[uid] = digest
            if progress is not None:
                progress(done, len(changed))
        gone = written.keys() - present.keys()
        if is_same_library and len(gone) <= max(_FEW, len(present) // 10):
            for uid in gone:
                (folder / f"{uid}.json").unlink(missing_ok=True)
                del written[uid]
    return len(changed)


@contextmanager
def _kept(folder: Path, written: dict[str, str]) -> Iterator[None]:
    """Keeps the digests of what was written, also if the rest was given up."""
    before = dict(written)
    try:
        yield
    finally:
        if written != before:
            _replace(folder / _DIGESTS, as_bytes(json.dumps(written)))


def _library_document(queries: Queries) -> str:
    return _dump({"format": FORMAT, "rows": queries.rows_of_library()})


def _write_article(queries: Queries, folder: Path, article_id: int) -> None:
    """Writes an article as a Web Annotations document, with its rows under a key of our own."""
    rows = queries.rows_of_article(article_id)
    article = queries.article(article_id)
    annotations = tuple(queries.annotations(article_id))
    item = Item(article, queries.revision(article.revision_id), annotations)
    document = json.loads("".join(json_chunks([item])))
    del document["articles"][0]["html"]  # it is in the rows, of each revision
    document["postil"] = {"format": FORMAT, "rows": rows}
    _write_contents(queries, folder / FILES, rows)
    _replace(folder / f"{article.uid}.json", as_bytes(_dump(document)))


def _write_contents(queries: Queries, folder: Path, rows: Rows) -> None:
    """Writes the bytes of sources and assets that are not there yet."""
    for table in ("source", "asset"):
        for row in rows[table]:
            file = folder / row["sha256"]
            if not file.exists():
                data = queries.stored_bytes(table, row["id"])
                data = zlib.decompress(data) if table == "source" else data
                _replace(file, data)


def _read_digests(folder: Path) -> dict[str, str]:
    """Returns what was written the last time; nothing where that cannot be read."""
    try:
        found = json.loads((folder / _DIGESTS).read_text("utf-8"))
        return {str(uid): str(digest) for uid, digest in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _replace(file: Path, data: bytes) -> None:
    replace(file, [data], is_private=True)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
