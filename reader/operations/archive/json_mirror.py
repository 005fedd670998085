"""Mirrors the library in a folder with a JSON file for each article.

A file contains the article with its texts, highlights, notes and tags as W3C Web Annotations, which
other programs read, and all of its rows, from which ``rebuild_from_mirror`` makes the library again. What was
added and images lie in ``files``, named by the hash of their content. The files of articles that
are not in the library any more lie in ``removed``; nothing is ever deleted.
"""

import json
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from reader.core.errors import LibraryCorrupt, LibraryError, NotFound
from reader.core.private_files import make_folder
from reader.core.translation import _, ngettext, number_text
from reader.exporters.atomic_writing import as_bytes, replace
from reader.exporters.export_item import Item
from reader.exporters.web_annotations_json import document
from reader.library.queries.article_dump import CONTENTS, ArticleDigest, Row, Rows
from reader.library.queries.queries import Queries
from reader.library.write_lock import turn
from reader.operations.draft_preparation import sha256_of
from reader.paths import free_name

Progress = Callable[[int, int], None]  # articles done, articles in all; may raise to give it up

FORMAT = 1  # raised when a reader must know
LIBRARY, FILES, REMOVED = "library.json", "files", "removed"  # names in the folder
_DIGESTS = "digests.json"  # of what was written, to see what was changed since
_LOCK = "articles.lock"
_NAME = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\.json")  # a UUID's
_FORMER = re.compile(rf"({_NAME.pattern}|library\.json)\.former-\d+")
_SHA256 = re.compile(r"[0-9a-f]{64}")
DAMAGE = (LibraryCorrupt, zlib.error, ValueError, OverflowError)  # of what a library contains
_NAMED = 3  # titles in a sentence


def article_names(folder: Path) -> set[str]:
    """Returns the names of the files of articles in a folder; raises OSError."""
    with os.scandir(folder) as entries:
        return {entry.name for entry in entries if is_article_name(entry.name) and entry.is_file()}


def is_article_name(name: str) -> bool:
    """Returns whether a file of this name is that of an article."""
    return _NAME.fullmatch(name) is not None


def is_own(name: str) -> bool:
    """Returns whether a file or folder of this name, in the folder or one in it, is Postil's."""
    known = (LIBRARY, FILES, REMOVED, _DIGESTS, _LOCK)
    forms = (_NAME, _FORMER, _SHA256)
    return name in known or any(form.fullmatch(name) for form in forms)


def is_sha256(value: object) -> bool:
    """Returns whether a value may be the name of a file in ``files``."""
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def write(queries: Queries, folder: Path, progress: Progress | None = None) -> int:
    """Writes the files of all articles that were changed since, or are missing; returns how many.

    Does nothing while another program writes them. Files of articles that are not in the library
    are moved to ``removed``.
    Raises LibraryError, also for articles that are damaged in the library, once the others are
    written, and what progress raises; what is not written then is written the next time.
    """
    try:
        make_folder(folder / FILES)
        with ExitStack() as stack:
            try:
                stack.enter_context(turn(folder / _LOCK, timeout=0))
            except TimeoutError:
                return 0
            return _write(queries, folder, progress)
    except OSError as error:
        message = _("The articles were not written to {folder}: {reason}.")
        raise LibraryError(message.format(folder=folder, reason=error.strerror)) from None


def _write(queries: Queries, folder: Path, progress: Progress | None) -> int:
    _remove_unfinished(folder)
    with queries.snapshot():
        present = queries.article_digests()
        shared = queries.rows_of_library()
        columns = queries.stored_columns()
    names = article_names(folder)
    gone = names - {f"{uid}.json" for uid in present}
    if gone:
        # Where all are gone another library is in its place: what they had in common goes with them.
        _set_aside(folder, gone if gone < names else {*gone, LIBRARY})
    _replace(folder / LIBRARY, _dump({"format": FORMAT, "rows": shared}))
    contents = {file.name for file in (folder / FILES).iterdir()}
    former = _read_digests(folder)
    written = {
        uid: one.digest
        for uid, one in present.items()
        if former.get(uid) == one.digest and f"{uid}.json" in names
    }
    changed = [
        uid
        for uid, one in present.items()
        if uid not in written or not contents.issuperset(one.contents)
    ]
    damaged: list[str] = []
    with _kept(folder, written, former):
        for done, uid in enumerate(changed, 1):
            try:
                # A snapshot for each: one for all would keep the journal from being emptied.
                with queries.snapshot():
                    _write_article(queries, folder, uid, present[uid], columns, contents)
                written[uid] = present[uid].digest
            except NotFound:
                pass  # deleted permanently since
            except DAMAGE:
                damaged.append(present[uid].title)
            if progress is not None:
                progress(done, len(changed))
    if damaged:
        raise _damage_error(folder, damaged)
    return len(changed)


@contextmanager
def _kept(folder: Path, written: dict[str, str], former: dict[str, str]) -> Iterator[None]:
    """Stores the digests of what was written, even if the rest was cancelled.

    Those of what is to be written are removed first: should Postil be killed and the change be
    undone, the file must not be taken for one that says the same.
    """
    _keep(folder, written, former)
    before = dict(written)
    try:
        yield
    finally:
        _keep(folder, written, before)


def _keep(folder: Path, written: dict[str, str], former: dict[str, str]) -> None:
    if written != former:
        _replace(folder / _DIGESTS, json.dumps(written))


def _read_digests(folder: Path) -> dict[str, str]:
    """Returns what was written the last time; nothing where that cannot be read."""
    try:
        found = json.loads((folder / _DIGESTS).read_text("utf-8"))
        return {str(uid): str(digest) for uid, digest in found.items()}
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}


def _write_article(
    queries: Queries,
    folder: Path,
    uid: str,
    known: ArticleDigest,
    columns: Mapping[str, Sequence[str]],
    contents: set[str],
) -> None:
    """Writes an article as a Web Annotations document, with its rows under a key of our own.

    Raises one of DAMAGE; if only a source or image is damaged the rest is written.
    """
    file = folder / f"{uid}.json"
    if not is_article_name(file.name):
        raise LibraryCorrupt(uid)
    rows = queries.rows_of_article(known.id, known.deleted, columns)
    article = queries.article(known.id)
    annotations = tuple(queries.annotations(known.id))
    item = Item(article, queries.revision(article.revision_id), annotations)
    _replace(file, _dump(article_document(item, rows)))
    _write_contents(queries, folder / FILES, rows, contents)


def article_document(item: Item, rows: Rows) -> dict[str, Any]:
    """Returns an article as a Web Annotations document, with its rows under a key of our own."""
    found = document(item)  # the page is in the rows, of each revision
    found["postil"] = {"format": FORMAT, "rows": rows}
    return found


def content(queries: Queries, table: str, row: Row) -> tuple[bytes, bytes]:
    """Returns the bytes of a source or image, and as they are stored: those of a source compressed.

    Raises one of DAMAGE if they are not what was added.
    """
    stored = queries.stored_bytes(table, row["id"])
    data = zlib.decompress(stored) if table == "source" else stored
    if sha256_of(data) != row["sha256"]:
        raise LibraryCorrupt(row["sha256"])
    return data, stored


def _write_contents(queries: Queries, folder: Path, rows: Rows, present: set[str]) -> None:
    """Writes the bytes of sources and images that are not there yet; raises one of DAMAGE."""
    damage: Exception | None = None
    for table in CONTENTS:
        for row in rows[table]:
            if row["sha256"] in present:
                continue
            try:
                data, _stored = content(queries, table, row)
            except DAMAGE as error:
                damage = error
            else:
                replace(folder / row["sha256"], [data], is_private=True)
                present.add(row["sha256"])
    if damage is not None:
        raise damage


def _set_aside(folder: Path, names: Iterable[str]) -> None:
    """Moves files to ``removed``, where one of the same name is kept under another."""
    make_folder(folder / REMOVED)
    for name in names:
        file, aside = folder / name, folder / REMOVED / name
        if file.exists():
            if aside.exists() and aside.read_bytes() != file.read_bytes():
                aside.rename(free_name(aside, "former"))
            file.replace(aside)


def _remove_unfinished(folder: Path) -> None:
    """Removes what programs left that were killed while they wrote."""
    for place in (folder, folder / FILES, folder / REMOVED):
        for left in place.glob(".postil-*.tmp"):
            left.unlink()


def _damage_error(folder: Path, titles: Sequence[str]) -> LibraryError:
    message = ngettext(
        "{n} article is damaged in the library and was not written completely to {folder}:"
        " {titles}; “postil check” shows details.",
        "{n} articles are damaged in the library and were not written completely to {folder}:"
        " {titles}; “postil check” shows details.",
        len(titles),
    )
    named = ", ".join(f"“{title}”" for title in titles[:_NAMED])
    more = ", …" if len(titles) > _NAMED else ""
    return LibraryError(
        message.format(n=number_text(len(titles)), folder=folder, titles=named + more)
    )


def _replace(file: Path, text: str) -> None:
    replace(file, [as_bytes(text)], is_private=True)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
