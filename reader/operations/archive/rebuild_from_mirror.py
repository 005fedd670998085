"""Rebuilds a library from the folder that ``json_mirror`` writes."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from reader.core.errors import InvalidInput, LibraryCorrupt
from reader.core.translation import _, ngettext, number_text
from reader.library import library_from_rows
from reader.library.queries.article_dump import Row, Rows
from reader.operations.archive.json_mirror import FILES, FORMAT, LIBRARY, article_names, is_sha256
from reader.operations.draft_preparation import compressed, sha256_of

Progress = Callable[[int, int], None]  # files read, files in all; may raise to give it up


class MirrorFiles(Protocol):
    """The files that ``json_mirror`` writes, wherever they are kept."""

    def read(self, name: str) -> bytes:
        """Returns the bytes of a file; raises OSError with a reason."""

    def told(self) -> tuple[str, ...]:
        """Returns what is wrong with the files as a whole, once all are read."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The result of rebuilding from a folder."""

    articles: int
    told: tuple[str, ...]  # what could not be taken, or not as it was written: which and why


def rebuild(folder: Path, library: Path, progress: Progress | None = None) -> Rebuilt:
    """Creates a library from all articles in a folder, and reports those that are damaged.

    Ids, tags, notes, colours, states, dates, positions and order are as before; undo steps are
    not kept. Raises PostilError when there is nothing to take or already a library, and what
    progress raises; then no library is made.
    """
    names = _article_names(folder)
    try:
        return rebuild_from(_Folder(folder), names, library, progress)
    except NoReadableFiles:
        message = _("None of the articles in {folder} can be read, and no library was created.")
        raise InvalidInput(message.format(folder=folder)) from None


class NoReadableFiles(Exception):
    """None of the files of articles can be read."""


def rebuild_from(
    files: MirrorFiles,
    names: Sequence[str],
    library: Path,
    progress: Progress | None = None,
    *,
    is_whole: bool = False,
) -> Rebuilt:
    """Creates a library from the files of articles; is_whole: all articles of feeds are included.

    Raises NoReadableFiles, LibraryError, and what progress raises; then no library is made.
    """
    with library_from_rows.new_library(library) as new:
        told = list(_take_shared(new, files, is_whole=is_whole))
        for done, name in enumerate(names, 1):
            told += _take_article(new, files, name)
            if progress is not None:
                progress(done, len(names))
        if names and not new.articles:
            raise NoReadableFiles
    return Rebuilt(new.articles, (*told, *files.told()))


class _Folder:
    """The files in a folder; those of articles that were removed have their contents beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, name: str) -> bytes:
        return (self._path / name).read_bytes()

    def told(self) -> tuple[str, ...]:
        return ()


def _article_names(folder: Path) -> list[str]:
    """Returns the names of the files of articles; raises InvalidInput when there are none."""
    try:
        names = sorted(article_names(folder))
    except (FileNotFoundError, NotADirectoryError):
        names = []
    except OSError as error:
        message = _("{folder} cannot be read: {reason}.")
        raise InvalidInput(message.format(folder=folder, reason=error.strerror)) from None
    if not names:
        message = _(
            "{folder} contains no articles of a Postil library; name the folder “articles”."
        )
        raise InvalidInput(message.format(folder=folder))
    return names


def _take_shared(
    new: library_from_rows.NewLibrary, files: MirrorFiles, *, is_whole: bool
) -> Iterator[str]:
    """Inserts what belongs to no article; yields what is wrong with it."""
    try:
        rows = _rows(files, LIBRARY, ())
        with _explained(LIBRARY):
            new.insert_shared(rows, is_whole=is_whole)
    except LibraryCorrupt as error:
        yield str(error)


def _take_article(
    new: library_from_rows.NewLibrary, files: MirrorFiles, name: str
) -> Iterator[str]:
    """Inserts an article; yields what is wrong with it."""
    try:
        rows = _rows(files, name, ("postil",))
        told = list(_add_bytes(rows, files, name))
        with _explained(name):
            left_out = new.insert_article(rows)
    except LibraryCorrupt as error:
        yield str(error)
        return
    yield from told
    if left_out:
        message = ngettext(
            "{file}: {n} tagging cannot be read and is skipped.",
            "{file}: {n} taggings cannot be read and are skipped.",
            left_out,
        )
        yield message.format(file=name, n=number_text(left_out))


@contextmanager
def _explained(name: str) -> Iterator[None]:
    try:
        yield
    except LibraryCorrupt as error:
        message = _("{file} does not fit into the library and is skipped: {reason}.")
        raise LibraryCorrupt(message.format(file=name, reason=error)) from error


def _rows(files: MirrorFiles, name: str, keys: tuple[str, ...]) -> Rows:
    """Returns the rows of a file, below some keys; raises LibraryCorrupt when there are none."""
    try:
        found: Any = json.loads(files.read(name).decode("utf-8"))
        for key in keys:
            found = found[key]
        if found["format"] > FORMAT:
            message = _(
                "{file} was written by a newer version of Postil; update Postil to read it."
            )
            raise LibraryCorrupt(message.format(file=name))
        return {
            str(table): [{str(column): value for column, value in row.items()} for row in rows]
            for table, rows in found["rows"].items()
        }
    except OSError as error:
        message = _("{file} cannot be read: {reason}.")
        raise LibraryCorrupt(message.format(file=name, reason=error.strerror)) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = _("{file} is damaged or was written by another program, and is skipped.")
        raise LibraryCorrupt(message.format(file=name)) from error


def _add_bytes(rows: Rows, files: MirrorFiles, name: str) -> Iterator[str]:
    """Adds the bytes of sources and images to their rows; yields what is not as it was written.

    An image that is missing is left out. Of a source, only the bytes are.
    """
    for revision in rows.get("revision", ()):
        text = str(revision.get("text", "")).encode("utf-8", "surrogatepass")
        if sha256_of(text) != revision.get("text_sha256"):
            yield _("{file}: a text was changed since it was written.").format(file=name)
    for row in rows.get("source", ()):
        data = _bytes(files, row)
        if data is None:
            message = _("{file}: the file it was added from is missing or damaged.")
            yield message.format(file=name)
        row["data"] = compressed(data or b"")
    for row in list(rows.get("asset", ())):
        row["data"] = _bytes(files, row)
        if row["data"] is None:
            yield _("{file}: an image is missing or damaged.").format(file=name)
            rows["asset"].remove(row)
            shown = rows.get("revision_asset", [])
            rows["revision_asset"] = [one for one in shown if one.get("asset_id") != row.get("id")]


def _bytes(files: MirrorFiles, row: Row) -> bytes | None:
    """Returns the bytes that have a row's hash; None when they are not there."""
    sha256 = row.get("sha256")
    if not is_sha256(sha256):
        return None
    for place in ("", "../"):  # those of articles that were removed stay where they are
        with suppress(OSError):
            data = files.read(f"{place}{FILES}/{sha256}")
            if sha256_of(data) == sha256:
                return data
    return None
