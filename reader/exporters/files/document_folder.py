"""Writes a folder with one document for each article, and updates those that an earlier export wrote.

An article goes back into the file that an earlier export made of it, known by the id in the comment
at its end, even when the title has changed since, so links to that file still work. But only while the
file is as Postil wrote it, which the digest in the comment tells: one that the user has edited is
left alone and the article goes into a new file, numbered. Below the comment the user may write: that
is kept when the article is exported again. Any other file is never touched.
"""

import hashlib
import re
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from reader.core.translation import _
from reader.exporters.atomic_writing import as_bytes, begin_new, failure, finish, replace
from reader.exporters.export_item import Cancelled, Item, Written
from reader.exporters.files.file_names import name_key, safe_name

_UID = "[0-9A-Za-z-]{8,64}"
_FENCE = re.compile(rb"^<!-- Postil: [^\n]* -->", re.MULTILINE)
_SEAL = re.compile(f"<!-- Postil: [^\n]* ({_UID}) ([0-9a-f]{{16}}) -->")
# Where Postil 0.1 kept them: in the front matter.
_OLD_ID = re.compile(rf"^id: *[\"']?({_UID})[\"']? *$", re.MULTILINE)
_OLD_DIGEST = re.compile(r'^digest: *["\']?([0-9a-f]{16})["\']? *\n', re.MULTILINE)
_ASCII_SPACES = bytes(one for one in range(128) if chr(one).isspace())
_WRITERS = 4  # that wait for the disk at once
_TOGETHER = 16  # documents that a writer writes before it waits for the disk
_LARGE = 1_000_000  # characters of documents that are written at once, though they are fewer


class OwnPart(NamedTuple):
    """What Postil wrote of a file, of which article, and what the user wrote below."""

    uid: str
    below: bytes


class _Document(NamedTuple):
    """What is to be written for an article, and where."""

    path: Path
    item: Item
    text: str


def write_folder(
    items: Iterable[Item], directory: Path, suffix: str, make: Callable[[Item], str]
) -> Written:
    """Writes a document for each article into a folder, which is made if need be.

    Raises ExportFailed; what was written until then, or until the export was cancelled, stays.
    """
    paths: list[Path] = []
    annotations = 0
    is_cancelled = False
    try:
        directory.mkdir(parents=True, exist_ok=True)
        folder = _Folder(directory, suffix)
        with ThreadPoolExecutor(_WRITERS) as pool:
            waiting: deque[Future[list[Path]]] = deque()
            together: list[_Document] = []
            size = 0
            try:
                for item in items:
                    text = sealed(make(item), item.article.uid)
                    together.append(_Document(folder.target(item), item, text))
                    annotations += len(item.annotations)
                    size += len(text)
                    if len(together) == _TOGETHER or size > _LARGE:
                        waiting.append(pool.submit(folder.put, together))
                        together, size = [], 0
                        if len(waiting) > _WRITERS:
                            paths += waiting.popleft().result()
            except Cancelled:
                is_cancelled = True
            finally:
                waiting.append(pool.submit(folder.put, together))
            for one in waiting:
                paths += one.result()
    except OSError as error:
        raise failure(Path(error.filename or directory), error) from error
    return Written(tuple(paths), len(paths), annotations, tuple(folder.edited), is_cancelled)


def sealed(text: str, uid: str) -> str:
    """Returns a document with the comment below which the user may write, and which names the article."""
    words = _("what you write below this line is kept")
    return f"{text}\n<!-- Postil: {words} · {uid} {_digest(text)} -->\n"


def own_part(written: bytes) -> OwnPart | None:
    """Returns the part of a file that Postil wrote; None if it was edited, or does not exist."""
    ends = [(found.start(), found.end()) for found in _FENCE.finditer(written)]
    for start, end in ends:
        seal = _SEAL.fullmatch(written[start:end].decode("utf-8", "replace"))
        if seal and seal[2] == _digest(_text(written[:start])):
            return OwnPart(seal[1], written[end:].lstrip(b"\r\n"))
    for end in (*(end for _start, end in ends), len(written)):
        text = _text(written[:end])
        digest, uid = _OLD_DIGEST.search(text), _OLD_ID.search(text)
        if digest and uid and digest[1] == _digest(_OLD_DIGEST.sub("", text, count=1)):
            return OwnPart(uid[1], written[end:].lstrip(b"\r\n"))
    return None


def _text(written: bytes) -> str:
    return written.decode("utf-8", "replace").replace("\r\n", "\n")


def _digest(text: str) -> str:
    """Returns a digest of the words; spaces and line ends may change."""
    if text.isascii():  # in a tenth of the time
        words = text.encode().translate(None, _ASCII_SPACES)
    else:
        words = "".join(text.split()).encode("utf-8", "replace")
    return hashlib.sha256(words).hexdigest()[:16]


@dataclass(slots=True)
class _Folder:
    """What is in the folder before and during an export."""

    path: Path
    suffix: str
    taken: set[str] = field(default_factory=set)  # name_key of every name
    #: The files that name an article, by its uid.
    earlier: dict[str, list[Path]] = field(default_factory=dict)
    edited: list[Path] = field(default_factory=list)  # those of them that the user has edited
    naming: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        for path in sorted(self.path.iterdir()):
            self.taken.add(name_key(path.name))
            if path.suffix.lower() == self.suffix and path.is_file() and not path.is_symlink():
                for uid in set(_articles_of(path)):
                    self.earlier.setdefault(uid, []).append(path)

    def target(self, item: Item) -> Path:
        """Returns the file for an article."""
        for path in self.earlier.get(item.article.uid, []):
            written = _read(path)
            own = own_part(written)
            if own is not None and own.uid == item.article.uid:
                return path
            if written:
                self.edited.append(path)
        return self._new(item)

    def put(self, documents: Iterable[_Document]) -> list[Path]:
        """Writes documents; returns their paths, numbered if another program has taken the name."""
        with ExitStack() as written:
            return [self._put(one, written) for one in documents]

    def _put(self, document: _Document, written: ExitStack) -> Path:
        """Writes a document and returns its path; a new one is on the disk when ``written`` has ended.

        To wait for sixteen together takes a fifth off the export of many articles.
        """
        path, item, text = document
        if path in self.earlier.get(item.article.uid, []):
            former = _read(path)
            own = own_part(former)
            if own is not None:
                data = as_bytes(text) + (b"\n" + own.below if own.below else b"")
                if former != data:
                    replace(path, [data])
                return path
            if former:  # edited since it was chosen
                self.edited.append(path)
        while True:
            try:
                written.callback(finish, begin_new(path, [as_bytes(text)]))
            except FileExistsError:
                path = self._new(item)
            else:
                return path

    def _new(self, item: Item) -> Path:
        with self.naming:
            return self.path / safe_name(item.article.title, self.taken, self.suffix)


def _read(path: Path) -> bytes:
    """Returns what is in a file; nothing if it was deleted since the folder was read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _articles_of(path: Path) -> Iterator[str]:
    """Yields the ids of articles that a file may have been made of."""
    try:
        written = path.read_bytes()
    except OSError:  # not ours to read, so not ours to replace
        return
    for found in _FENCE.finditer(written):
        if seal := _SEAL.fullmatch(found[0].decode("utf-8", "replace")):
            yield seal[1]
    head = _text(written).partition("\n---\n")[0]
    if head.startswith("---\n") and (old := _OLD_ID.search(head)):
        yield old[1]
