"""Restricts backups and article files that an older version left readable by others to their owner."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from reader.core.private_files import make_private
from reader.library.backups import backups
from reader.operations.archive import json_mirror
from reader.paths import article_folder


def keep_private(directory: Path, backup_folder: Path) -> None:
    """Takes from others what they may do with the files of a data folder's library.

    A folder stays as it is where anything is in it that is not Postil's.
    """
    articles = article_folder(directory)
    make_private(_own(backup_folder, backups.is_own))
    for folder in (articles / json_mirror.FILES, articles / json_mirror.REMOVED, articles):
        make_private(_own(folder, json_mirror.is_own))


def _own(folder: Path, is_own: Callable[[str], bool]) -> Iterator[Path]:
    """Yields the files that Postil made in a folder, at last the folder if that is all it contains."""
    with suppress(OSError):
        found = list(folder.iterdir())
        own = [one for one in found if is_own(one.name)]
        yield from (one for one in own if not one.is_dir())
        if found and len(own) == len(found):
            yield folder
