"""Prints the registered formats into the guide, the desktop entry and the AppStream file."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from reader.core.library_links import SCHEME
from reader.exporters import export_formats
from reader.importers.programs import programs
from reader.importers.registry import importers

IMPORTS = ("<!-- formats to add: printed by `make docs` -->", "<!-- /formats to add -->")
PROGRAMS = ("<!-- programs: printed by `make docs` -->", "<!-- /programs -->")
EXPORTS = ("<!-- formats to export: printed by `make docs` -->", "<!-- /formats to export -->")


def with_formats(guide: str) -> str:
    """Returns the guide with all tables between their markers; raises ValueError without them."""
    page = _between(guide, IMPORTS, _imports_table())
    page = _between(page, PROGRAMS, _programs_table())
    return _between(page, EXPORTS, _exports_table())


def desktop_entry(text: str) -> str:
    """Returns the desktop entry with the media types of all importers, and the scheme of links."""
    types = [*_media_types(), f"x-scheme-handler/{SCHEME}"]
    line = f"MimeType={''.join(f'{one};' for one in types)}"
    return _replaced(r"^MimeType=.*$", line, text)


def metainfo(text: str) -> str:
    """Returns the AppStream file with the media types of all importers."""
    lines = "".join(f"    <mediatype>{one}</mediatype>\n" for one in _media_types())
    return _replaced(r"(?:^    <mediatype>.*</mediatype>\n)+", lines, text)


def _media_types() -> list[str]:
    return list(chain.from_iterable(one.media_types for one in importers()))


def _imports_table() -> str:
    rows = [(one.title[:1].upper() + one.title[1:], _code(one.suffixes)) for one in importers()]
    return _table(("format", "files"), rows)


def _programs_table() -> str:
    rows = [(one.title, f"`{one.id}`", one.files) for one in programs()]
    return _table(("program", "`postil import`", "what to choose"), rows)


def _exports_table() -> str:
    rows = [
        (
            one.title,
            f"`{one.id}`" if one.is_for_articles else "",  # the command line exports articles
            f"a folder of `{one.suffix}`" if one.is_folder else f"`{one.suffix}`",
            "yes" if one.is_for_articles else "",
            "yes" if one.is_for_annotations else "",
        )
        for one in export_formats()
    ]
    return _table(("format", "`--format`", "written as", "articles", "highlights"), rows)


def _code(words: Iterable[str]) -> str:
    return " ".join(f"`{word}`" for word in words)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def _between(page: str, markers: tuple[str, str], text: str) -> str:
    begin, end = markers
    pattern = rf"{re.escape(begin)}\n.*?{re.escape(end)}"
    return _replaced(pattern, f"{begin}\n{text}{end}", page, re.DOTALL)


def _replaced(pattern: str, text: str, page: str, flags: int = re.MULTILINE) -> str:
    page, count = re.subn(pattern, lambda _found: text, page, flags=flags)
    if count != 1:
        raise ValueError(f"The page holds {pattern} {count} times, and not once.")
    return page
