"""Makes a library again from the folder that ``article_files`` keeps."""

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.core.errors import InvalidInput, LibraryCorrupt
from reader.core.translation import _
from reader.library import rebuilding
from reader.library.queries.article_rows import Row, Rows
from reader.operations.article_files import FILES, FORMAT, LIBRARY
from reader.operations.draft_preparation import sha256_of

Progress = Callable[[int, int], None]  # files read, files in all; may raise to give it up

_UUID = 36  # characters in a UUID


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What became of the files of a folder."""

    articles: int
    told: tuple[str, ...]  # what could not be taken, or not as it was written: which and why


def rebuild(folder: Path, library: Path, progress: Progress | None = None) -> Rebuilt:
    """Makes a library of all articles in a folder, and says what of them is damaged.

    Ids, tags, notes, colours, states, dates, places and order are those of before; undo steps are
    not kept. Raises PostilError when there is nothing to take or already a library, and what
    progress raises; then no library is made.
    """
    files = sorted(file for file in folder.glob("*.json") if len(file.stem) == _UUID)
    if not files:
        message = _("{folder} holds no articles of a Postil library; name the folder “articles”.")
        raise InvalidInput(message.format(folder=folder))
    told: list[str] = []
    taken = 0
    with rebuilding.new_library(library) as insert:
        try:
            _insert(insert, _rows(folder / LIBRARY, ()), LIBRARY)
        except LibraryCorrupt as error:
            told.append(str(error))
        for done, file in enumerate(files, 1):
            try:
                rows = _rows(file, ("postil",))
                told += _add_bytes(rows, folder / FILES, file.name)
                _insert(insert, rows, file.name)
                taken += 1
            except LibraryCorrupt as error:
                told.append(str(error))
            if progress is not None:
                progress(done, len(files))
    return Rebuilt(taken, tuple(told))


def _insert(insert: rebuilding.Insert, rows: Rows, name: str) -> None:
    try:
        insert(rows)
    except LibraryCorrupt as error:
        message = _("{file} does not fit into the library and is left out: {reason}.")
        raise LibraryCorrupt(message.format(file=name, reason=error)) from error


def _rows(file: Path, keys: tuple[str, ...]) -> Rows:
    """Returns the rows of a file, below some keys; raises LibraryCorrupt when there are none."""
    try:
        found: Any = json.loads(file.read_text("utf-8"))
        for key in keys:
            found = found[key]
        if found["format"] > FORMAT:
            message = _("{file} was written by a newer Postil; update Postil to read it.")
            raise LibraryCorrupt(message.format(file=file.name))
        return {
            str(table): [{str(name): value for name, value in row.items()} for row in rows]
            for table, rows in found["rows"].items()
        }
    except OSError as error:
        message = _("{file} cannot be read: {reason}.")
        raise LibraryCorrupt(message.format(file=file.name, reason=error.strerror)) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = _("{file} is damaged or was written by another program, and is left out.")
        raise LibraryCorrupt(message.format(file=file.name)) from error


def _add_bytes(rows: Rows, folder: Path, name: str) -> Iterator[str]:
    """Adds the bytes of sources and pictures to their rows; yields what is not as it was written.

    A picture that is missing is left out. Of a source, only the bytes are.
    """
    for revision in rows.get("revision", ()):
        text = str(revision.get("text", "")).encode("utf-8", "surrogatepass")
        if sha256_of(text) != revision.get("text_sha256"):
            yield _("{file}: a text was changed since it was written.").format(file=name)
    for row in rows.get("source", ()):
        data = _bytes(folder, row)
        if data is None:
            yield _("{file}: what it was made from is missing or damaged.").format(file=name)
        row["data"] = zlib.compress(data or b"")
    for row in list(rows.get("asset", ())):
        row["data"] = _bytes(folder, row)
        if row["data"] is None:
            yield _("{file}: a picture is missing or damaged.").format(file=name)
            rows["asset"].remove(row)
            shown = rows.get("revision_asset", [])
            rows["revision_asset"] = [one for one in shown if one.get("asset_id") != row.get("id")]


def _bytes(folder: Path, row: Row) -> bytes | None:
    """Returns the bytes that have a row's hash; None when they are not there."""
    try:
        data = (folder / Path(str(row["sha256"])).name).read_bytes()
    except (OSError, KeyError):
        return None
    return data if sha256_of(data) == row["sha256"] else None
