"""Reads references in RIS."""

import re
from collections.abc import Iterable, Iterator

from reader.core.translation import _
from reader.importers.programs.author_names import in_order
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record, Unreadable
from reader.importers.programs.references.doi_addresses import doi_address
from reader.importers.programs.references.zotero_notes import highlights_of
from reader.importers.programs.times import milliseconds

_LINE = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?")
_DATE = re.compile(r"(\d{4})(?:[/-](\d{1,2})(?!\d))?(?:[/-](\d{1,2})(?!\d))?")
_HTML = re.compile(r"<(?:p|div|h[1-6]|ul|ol|blockquote|pre)\b")


def is_ris(head: str) -> bool:
    """Returns whether a file begins with a reference, perhaps below a few lines on where it is from."""
    return re.match(r"(?:[^\n]{0,200}\n){0,10}?\s*TY  ?- ", head) is not None


def read_ris(document: str, name: str) -> Iterator[Record]:
    """Yields the references of a file; a line without a tag goes on with the one above it."""
    given: list[tuple[str, list[str]]] = []  # tags, each with its lines
    for line in document.splitlines():
        found = _LINE.match(line)
        if found is None:
            if given and line.strip():
                given[-1][1].append(line.strip())
        elif found[1] == "ER":
            yield _article(given)
            given = []
        else:
            given.append((found[1], [(found[2] or "").strip()]))
    if given:
        if not document.endswith(("\n", "\r")):
            given.pop()  # which is cut off itself
        article = _article(given)
        if article.title or article.url:
            yield article
        yield Unreadable(_("The last reference in “{name}” is cut off.").format(name=name))


def _article(given: Iterable[tuple[str, list[str]]]) -> ArticleRecord:
    fields: dict[str, list[str]] = {}
    for tag, lines in given:
        fields.setdefault(tag, []).append(" ".join(lines))

    def first(*tags: str) -> str:
        return next((one for tag in tags for one in fields.get(tag, ()) if one), "")

    # Where a page was read, some write the date of that into M1.
    accessed = date_of(first("Y2")) or (date_of(first("M1")) if first("TY") == "ELEC" else "")
    notes = (mark for note in fields.get("N1", ()) if note for mark in _marks(note))
    names = (*fields.get("AU", ()), *fields.get("A1", ()))
    return ArticleRecord(
        title=first("TI", "T1", "CT"),
        url=first("UR") or doi_address(first("DO")),
        author=", ".join(map(in_order, names)),
        site=first("T2", "JO", "JF", "PB"),
        published=date_of(first("DA", "PY", "Y1")),
        language=first("LA"),
        excerpt=first("AB", "N2"),
        added=milliseconds(accessed),
        tags=tuple(fields.get("KW", ())),
        highlights=tuple(notes),
        key=first("ID"),
    )


def _marks(note: str) -> tuple[HighlightRecord, ...]:
    """Returns a note, which Zotero writes as HTML, perhaps with quotes in it."""
    return highlights_of(note) if _HTML.match(note) else (HighlightRecord(note=note),)


def date_of(text: str) -> str:
    """Returns the year, month and day at the beginning of a text, as far as it has them."""
    found = _DATE.match(text.strip())
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else ""
