"""Finds images in an Obsidian vault, where notes refer to them by name or from the root of the vault."""

import os
from functools import cached_property
from pathlib import Path, PurePosixPath

_MARK = ".obsidian"
_MOST_FOLDERS = 8  # from a note up to its vault
_MOST_FILES = 50_000
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


class Vault:
    """A folder of notes with its images."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def around(cls, folder: Path) -> "Vault | None":
        """Returns the vault that a folder is in, None if it is in none."""
        around = (folder.absolute(), *folder.absolute().parents)[:_MOST_FOLDERS]
        found = next((one for one in around if (one / _MARK).is_dir()), None)
        return None if found is None else cls(found)

    def find(self, name: str) -> str | None:
        """Returns the path of an image from the vault's folder: there, else of its name anywhere."""
        if (self.folder / name).is_file():
            return name
        return self._pictures.get(PurePosixPath(name).name.casefold())

    @cached_property
    def _pictures(self) -> dict[str, str]:
        found: dict[str, str] = {}
        seen = 0
        for folder, folders, files in os.walk(self.folder):
            folders[:] = sorted(one for one in folders if not one.startswith("."))
            for name in sorted(files):
                if name.lower().endswith(PICTURES):
                    path = Path(folder, name).relative_to(self.folder)
                    found.setdefault(name.casefold(), path.as_posix())
            seen += len(files)
            if seen > _MOST_FILES:
                break
        return found
