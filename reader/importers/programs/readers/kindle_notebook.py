"""Reads the notebooks that a Kindle sends by email: a table (CSV) or a page (HTML)."""

import csv
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from reader.core.translation import _
from reader.importers.programs.author_names import in_order
from reader.importers.programs.readers.kindle_clippings import kind_of
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record, Unreadable

_HEAD = re.compile(r'"?Annotation Type"?,"?Location"?,"?Starred', re.IGNORECASE)
_TITLE = "bookTitle"
_AUTHORS = "authors"
_HEADING = "noteHeading"
_TEXT = "noteText"
_CLASSES = (_TITLE, _AUTHORS, _HEADING, _TEXT)
_COLOR = re.compile(r"\((\w+)\)")
_COLOR_CLASS = "highlight_"  # before the English name of a colour, whatever the language
_OWN_COLORS = {  # as a notebook in another language names them
    "yellow": "gelb jaune amarillo giallo amarelo geel",
    "blue": "blau bleu azul blu blauw",
    "pink": "rosa rose roze",
    "orange": "naranja arancione laranja oranje",
}
_COLOR_NAMES = {word: name for name, words in _OWN_COLORS.items() for word in words.split()}
_RULE = re.compile(r"-{10,}")
_BY = re.compile(r"(?:by|von|par|por|de|di|da|door)\s+", re.IGNORECASE)


def is_table(head: str) -> bool:
    """Returns whether a file is the table of a notebook: by the line above its rows."""
    first = head.lstrip().split("\n", 1)[0]
    return bool(_HEAD.search(head)) or ("kindle" in first.lower() and bool(_RULE.search(head)))


def read_table(text: str) -> Iterator[Record]:
    """Yields the book of a table with its highlights."""
    title = author = ""
    marks: list[HighlightRecord] = []
    is_below = is_ruled = False
    try:
        rows = [row for row in csv.reader(text.splitlines(keepends=True)) if any(row)]
    except csv.Error:
        yield Unreadable(_("The table of a Kindle's notebook is damaged."))
        return
    is_cut = text.count('"') % 2 == 1 or (text[-1:] != "\n" and bool(rows) and len(rows[-1]) < 4)
    if is_cut:
        rows.pop()
        yield Unreadable(_("The table of a Kindle's notebook is damaged."))
    for number, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        if is_below and len(cells) >= 4:
            _take(marks, cells[0], cells[1], ",".join(cells[3:]), is_starred=bool(cells[2]))
        elif cells[0].lower() == "annotation type" or is_ruled:
            is_below = True  # the names of the columns are below a line of dashes
        elif _RULE.fullmatch(cells[0]):
            is_ruled = True
        elif title and not author and (by := _BY.match(cells[0])):
            author = cells[0][by.end() :]
        elif number and cells[0] and not title and not is_below:
            title = cells[0]
    yield ArticleRecord(title=title, author=author, highlights=tuple(marks))


def is_page(head: str) -> bool:
    """Returns whether a file is the page of a notebook."""
    return (_TITLE in head and _HEADING in head) or "noteText" in head


def read_page(text: str) -> Iterator[Record]:
    """Yields the book of a page with its highlights."""
    parser = _Notebook()
    parser.feed(text)
    parser.close()
    marks: list[HighlightRecord] = []
    heading = ""
    title = author = ""
    for kind, words in parser.parts:
        if kind == _TITLE:
            title = words
        elif kind == _AUTHORS:
            author = in_order(words)
        elif kind == _HEADING:
            heading = words
        elif heading:
            name, _dash, place = heading.partition(" - ")
            _take(marks, name, place, words)
            heading = ""
    yield ArticleRecord(title=title, author=author, highlights=tuple(marks))


def _take(
    marks: list[HighlightRecord], kind: str, place: str, words: str, *, is_starred: bool = False
) -> None:
    """Adds a highlight, or puts a note to the one that it follows."""
    if not words.strip():
        return
    color = _COLOR.search(kind)
    if color is not None or kind_of(kind) == "highlight":
        name = color[1].lower() if color else ""
        name = _COLOR_NAMES.get(name, name)
        tags = ("starred",) if is_starred else ()
        marks.append(HighlightRecord(quote=words, color=name, tags=tags, place=place))
    elif marks and marks[-1].quote and not marks[-1].note:
        marks[-1] = marks[-1]._replace(note=words)
    else:
        marks.append(HighlightRecord(note=words, place=place))


class _Notebook(HTMLParser):
    """Collects the elements of a notebook's page, in order, by their classes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[tuple[str, str]] = []
        self._kind = ""
        self._words: list[str] = []
        self._is_color = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = (dict(attrs).get("class") or "").split()
        kind = next((one for one in _CLASSES if one in names), "")
        if kind:
            self._end()
            self._kind = kind
        elif tag == "br":
            self._words.append("\n")
        elif color := next((one for one in names if one.startswith(_COLOR_CLASS)), ""):
            self._words.append(color.removeprefix(_COLOR_CLASS))
            self._is_color = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("div", "h1", "h2", "h3"):
            self._end()
        elif tag == "span":
            self._is_color = False

    def handle_data(self, data: str) -> None:
        if self._kind and not self._is_color:  # whose name in English is there already
            self._words.append(data)

    def close(self) -> None:
        super().close()
        self._end()

    def _end(self) -> None:
        lines = "".join(self._words).strip().splitlines()
        if self._kind:
            self.parts.append((self._kind, "\n".join(" ".join(one.split()) for one in lines)))
        self._kind, self._words, self._is_color = "", [], False
