"""Reads pages of links that browsers and services export: Netscape's bookmark file and similar ones."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from reader.importers.programs.cut_pages import note_cut
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.times import milliseconds
from reader.importers.safe_addresses import escape_parameters

_HEADINGS = ("h1", "h2", "h3", "h4")
_LISTS = ("dl", "ul", "ol")
_DEEPEST = 100  # folders in folders
# Of a browser's own folders, whose names are those of its menus and tool bars.
_BROWSERS_OWN = {"personal_toolbar_folder", "unfiled_bookmarks_folder"}
_PIECE = 65_536  # characters that are parsed at a time


class Link(NamedTuple):
    """A link of such a page."""

    url: str
    title: str
    folders: tuple[str, ...]  # the outermost first
    tags: tuple[str, ...]
    added: int | None
    updated: int | None
    description: str
    attributes: dict[str, str]  # in lower case


def read_links(files: ExportFiles, names: Iterable[str]) -> Iterator[Link]:
    """Yields the links of pages in order; their markup may be of any kind.

    A page that is cut off is noted as ``failed`` in the files.
    """
    for name, text in files.texts(names):
        page = escape_parameters(text)
        parser = _Parser()
        for start in range(0, len(page), _PIECE):
            parser.feed(page[start : start + _PIECE])
            yield from parser.taken()
        if parser.end():
            note_cut(files, name, text)
        yield from parser.taken()


class _Parser(HTMLParser):
    """Collects links, with the headings above the lists they are in, and what <DD> says of them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[Link] = []
        self._folders: list[str] = []
        self._open = 0  # lists
        self._heading = ""  # waits for its list
        self._is_own = False
        self._is_netscape = False  # whose first heading is that of the page
        self._link: dict[str, str] | None = None
        self._title: list[str] = []
        self._description: list[str] = []
        self._into: list[str] | None = None  # where text goes

    def taken(self) -> list[Link]:
        """Returns the links that are whole by now, each once."""
        done, self._done = self._done, []
        return done

    def handle_decl(self, decl: str) -> None:
        self._is_netscape = self._is_netscape or "netscape" in decl.lower()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.end_link()
            self._link = {name.lower(): value or "" for name, value in attrs}
            self._into = self._title
        elif tag in _HEADINGS:
            self.end_link()
            self._heading = ""
            self._into = self._title
            self._is_own = not _BROWSERS_OWN.isdisjoint(name.lower() for name, _value in attrs)
        elif tag == "dd":
            self._into = self._description if self._link is not None else None
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "dt":
            self.end_link()
        elif tag in _LISTS:
            self.end_link()
            self._open += 1
            if len(self._folders) < _DEEPEST:
                self._folders.append(self._heading)
            self._heading = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._into = None
        elif tag in _HEADINGS:
            is_page = tag == "h1" and self._is_netscape
            self._heading = "" if self._is_own or is_page else _words(self._title)
            self._title = []
            self._into = None
        elif tag in _LISTS:
            self.end_link()
            self._open -= 1
            if self._folders:
                self._folders.pop()

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)

    def end(self) -> bool:
        """Ends the page; returns whether it is cut off: then a part of its last link is left out.

        Some programs forget to end a list, but not the one that has the last link.
        """
        is_within_tag = bool(self.rawdata.strip())
        self.close()
        is_cut = self._open > 0 and (self._link is not None or is_within_tag)
        if is_cut and self._into is self._title:
            self._link = None
        elif is_cut:
            self._description = []
        self.end_link()
        return is_cut

    def end_link(self) -> None:
        """Ends the link that is open, with what was said of it."""
        given, self._link = self._link, None
        title, self._title = self._title, []
        description, self._description = self._description, []
        self._into = None
        if given is None or not given.get("href"):
            return
        self._done.append(
            Link(
                given["href"].strip(),
                _words(title),
                tuple(one for one in self._folders if one),
                tuple(one.strip() for one in given.get("tags", "").split(",") if one.strip()),
                milliseconds(given.get("add_date") or given.get("time_added", "")),
                milliseconds(given.get("last_modified", "")),
                _paragraphs(description),
                given,
            )
        )


def _words(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


def _paragraphs(pieces: list[str]) -> str:
    lines = re.split(r"\r\n|\n\r|\n|\r", "".join(pieces))
    return "\n".join(line.strip() for line in lines).strip()
