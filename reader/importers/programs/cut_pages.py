"""Reads pages of HTML that are cut off, up to where they are whole."""

import re
from collections.abc import Iterable, Iterator

from reader.importers.programs.damage_messages import damaged_from
from reader.importers.programs.export_files import ExportFiles

_BLOCK_END = re.compile(r"</(?:p|div|h[1-6]|li|blockquote|pre|tr|table|ul|ol)\s*>", re.IGNORECASE)


def whole_pages(files: ExportFiles, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yields pages with their texts; of one that is cut off, up to the last block that ends."""
    for name, page in files.texts(names):
        lower = page.lower()
        if "<html" not in lower or "</html>" in lower:
            yield name, page
            continue
        note_cut(files, name, page)
        end = max((found.end() for found in _BLOCK_END.finditer(page)), default=0)
        yield name, page[:end]


def note_cut(files: ExportFiles, name: str, page: str) -> None:
    """Notes that a page is cut off, as what could not be read of the files."""
    files.failed[name] = damaged_from(name, page.count("\n") + 1).reason
