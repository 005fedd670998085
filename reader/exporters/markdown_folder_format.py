"""Registers Markdown: a folder with one file for each article.

An article goes back into the file that an earlier export made of it, known by the ``id`` in its
front matter, even when the title has changed since, so links to that file hold. But only while the
file is as Postil wrote it, which its ``digest`` tells: one that a person has edited is left alone
and the article goes into a new file, numbered. Below the comment at its end a person may write:
that is kept when the article is exported again. Any other file is never touched.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reader.core.translation import N_, _
from reader.exporters.article_markdown import article_markdown
from reader.exporters.atomic_writing import as_bytes, failure, replace, write_new
from reader.exporters.exporter import ExportFormat, FindAsset
from reader.exporters.file_names import name_key, safe_name
from reader.exporters.item import Cancelled, Item, Written

PICTURES = "images"  # the folder beside the documents

_HEAD = 16_384  # bytes in which the front matter of an earlier export must have told its id
_FENCE = re.compile(rb"^<!-- Postil: [^\n]* -->", re.MULTILINE)
_ID = re.compile(r"^id: *[\"']?([0-9A-Za-z-]{8,64})[\"']? *$", re.MULTILINE)
_DIGEST = re.compile(r'^digest: *["\']?([0-9a-f]{16})["\']? *\n', re.MULTILINE)
_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/bmp": ".bmp",
    "image/svg+xml": ".svg",
}
_ASSET = re.compile(r"asset:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class _Folder:
    """What stands in the folder before and during an export."""

    path: Path
    taken: set[str]  # name_key of every name
    earlier: dict[str, list[Path]]  # article uid -> files that carry it


def write_markdown(
    items: Iterable[Item],
    directory: Path,
    *,
    include_text: bool = False,
    find_asset: FindAsset | None = None,
) -> Written:
    """Writes a document for each article into a folder, which is made if need be.

    include_text: the article's text after its annotations; its pictures go to ``images/`` when
    find_asset (SHA-256 -> asset) is given. Raises ExportFailed; what was written until then, or
    until the export was cancelled, stays.
    """
    paths: list[Path] = []
    kept: list[Path] = []
    annotations = 0
    is_cancelled = False
    place = directory
    try:
        directory.mkdir(parents=True, exist_ok=True)
        folder = _looked_at(directory)
        for item in items:
            picture = _Pictures(directory, find_asset) if include_text and find_asset else str
            html = item.revision.html if include_text else None
            document = article_markdown(
                item.article, item.annotations, html, picture, item.place_of
            )
            text = sealed(fenced(document))
            place, edited = _target(folder, item)
            kept += edited
            place = _put(folder, place, item, text)
            paths.append(place)
            annotations += len(item.annotations)
    except Cancelled:
        is_cancelled = True
    except OSError as error:
        raise failure(place, error) from error
    return Written(tuple(paths), len(paths), annotations, tuple(kept), is_cancelled)


def sealed(text: str) -> str:
    """Returns a document with a digest of its own words as the last line of its front matter."""
    head, close, rest = text.partition("\n---\n")
    return f'{head}\ndigest: "{_digest(text)}"{close}{rest}'


def fenced(text: str) -> str:
    """Returns a document with the comment below which a person may write at its end."""
    return f"{text}\n<!-- Postil: {_('what you write below this line is kept')} -->\n"


def own_words(written: bytes) -> tuple[bytes, bytes] | None:
    """Returns what Postil wrote of a file and what a person wrote below; None if they edited it."""
    ends = [*(found.end() for found in _FENCE.finditer(written)), len(written)]
    for end in ends:
        text = written[:end].decode("utf-8", "replace").replace("\r\n", "\n")
        if is_as_written(text):
            return written[:end], written[end:].lstrip(b"\r\n")
    return None


def is_as_written(text: str) -> bool:
    """Returns whether no word has changed since the digest was written; spaces and line ends may have."""
    found = _DIGEST.search(text)
    return found is not None and found[1] == _digest(_DIGEST.sub("", text, count=1))


def _digest(text: str) -> str:
    return hashlib.sha256("".join(text.split()).encode("utf-8", "replace")).hexdigest()[:16]


def _looked_at(directory: Path) -> _Folder:
    folder = _Folder(directory, set(), {})
    for path in sorted(directory.iterdir()):
        folder.taken.add(name_key(path.name))
        if path.suffix.lower() == ".md" and path.is_file() and not path.is_symlink():
            uid = _article_of(path)
            if uid:
                folder.earlier.setdefault(uid, []).append(path)
    return folder


def _article_of(path: Path) -> str:
    """Returns the uid in a file's front matter, or nothing."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:  # not ours to read, so not ours to replace
        return ""
    front = head.partition("\n---\n")[0]
    found = _ID.search(front) if front.startswith("---\n") else None
    return found[1] if found else ""


def _target(folder: _Folder, item: Item) -> tuple[Path, list[Path]]:
    """Returns the file for an article, and the files of it that a person has edited."""
    edited: list[Path] = []
    for path in folder.earlier.get(item.article.uid, []):
        if own_words(path.read_bytes()) is not None:
            return path, edited
        edited.append(path)
    return folder.path / safe_name(item.article.title, folder.taken, ".md"), edited


def _put(folder: _Folder, path: Path, item: Item, text: str) -> Path:
    """Writes the document; returns its path, numbered if another program has taken the name."""
    if path in folder.earlier.get(item.article.uid, []):
        former = path.read_bytes()
        known = own_words(former)
        below = known[1] if known else b""
        document = as_bytes(text) + (b"\n" + below if below else b"")
        if former != document:
            replace(path, [document])
        return path
    while True:
        try:
            write_new(path, [as_bytes(text)])
        except FileExistsError:
            path = folder.path / safe_name(item.article.title, folder.taken, ".md")
        else:
            folder.earlier.setdefault(item.article.uid, []).append(path)
            return path


class _Pictures:
    """Puts the pictures of a text beside it, and answers with their addresses from there."""

    def __init__(self, directory: Path, find_asset: FindAsset) -> None:
        self.directory = directory / PICTURES
        self.find_asset = find_asset

    def __call__(self, address: str) -> str:
        found = _ASSET.fullmatch(address)
        asset = self.find_asset(found[1]) if found else None
        if found is None or asset is None or asset.media_type not in _SUFFIXES:
            return address
        name = found[1][:32] + _SUFFIXES[asset.media_type]
        path = self.directory / name
        if not path.exists():
            self.directory.mkdir(exist_ok=True)
            write_new(path, [asset.data])
        return f"{PICTURES}/{name}"


def _write(items: Iterable[Item], path: Path, find_asset: FindAsset) -> Written:
    return write_markdown(items, path, include_text=True, find_asset=find_asset)


FORMAT = ExportFormat(
    id="markdown",
    title=N_("Markdown"),
    suffix=".md",
    write=_write,
    is_folder=True,
    is_for_annotations=False,
    position=1,
)
