"""Reads My Clippings.txt of a Kindle, in all languages of its menus."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from reader.core.translation import _
from reader.importers.calendars.dates import find_date
from reader.importers.programs.author_names import in_order
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record, Unreadable
from reader.importers.programs.times import of_datetime

_RULE = re.compile(r"^={6,}[ \t]*\r?$", re.MULTILINE)
_KINDS = {
    "highlight": "highlight clip markierung surlignement surligné subrayado resaltado evidenziazione"
    " destaque markering ハイライト 标注 标记 高亮 標註 標記 醒目 выделенный выделение",
    "note": "note notiz nota notitie メモ 笔记 筆記 заметка",
    "bookmark": "bookmark lesezeichen signet marcador segnalibro bladwijzer ブックマーク 书签 書籤"
    " закладка",
}
_WORDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_WORD = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
_PAGE = re.compile(
    r"(?:pages?|seite|página|pagina|页|頁|страниц\w*|стр\.?)\s*([\divxlcdm]+)(?:[-–]([\divxlcdm]+))?"
    r"|第\s*(\d+)(?:[-–](\d+))?\s*[页頁]|(\d+)(?:[-–](\d+))?\s*ページ",
    re.IGNORECASE,
)
_LOCATION = re.compile(
    r"(?:loc\.|pos\.|location|position|posición|emplacement|posizione|posição|posi[cç]ão|locatie|位置"
    r"|мест[оае]\w*|позици\w*)\s*(?:no\.|№|n°|#)?\s*[:：]?\s*#?\s*(\d+)(?:[-–](\d+))?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d+)(?:[-–](\d+))?")
_CLOCK = re.compile(r"(\d{1,2}) ?[:時时h] ?(\d{2})(?:[:分m](\d{2}))?")
_DOTTED_CLOCK = re.compile(r"\b(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?!\d)$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_BEFORE_ROMAN = -1_000_000  # no book has as many roman pages, or a clipping as many letters
_BEFORE_NOON = ("am", "a.m", "a. m", "上午", "午前")
_AFTER_NOON = ("pm", "p.m", "p. m", "下午", "午後")
_ZONE = re.compile(r"GMT([+-]\d\d:\d\d)")  # of older devices
_RANGE = re.compile(r"\d[-–]\d")
_LIMIT = re.compile(r"<[^<>]+>")  # what is in place of words beyond what a book allows
_SHORT_YEAR = re.compile(r"(\d{1,2} [^\W\d_]+ )(\d{2})(?= )")


class _Clipping(NamedTuple):
    book: tuple[str, str]  # title and author
    kind: str
    place: str
    first: int  # location, else page, of which roman ones are below 0; 0 if there is none
    last: int
    created: int | None
    text: str


def is_clippings(head: str) -> bool:
    """Returns whether a file begins as that of a Kindle."""
    lines = head.lstrip("\ufeff \r\n").splitlines()
    return bool(_RULE.search(head)) and len(lines) > 1 and lines[1].startswith(("-", "–", "—"))


def read_clippings(text: str) -> Iterator[Record]:
    """Yields an article for each book, with its highlights; notes are put to what they were made on."""
    books: dict[tuple[str, str], list[_Clipping]] = {}
    parts = _RULE.split(text)
    if parts[-1].strip():
        yield Unreadable(_("The last clipping is cut off."))
    for part in parts[:-1]:
        lines = part.replace("\ufeff", "").strip().splitlines()
        if not lines:
            continue
        found = _clipping(lines)
        if found is None:
            message = _("A clipping from “{title}” has an unknown type.")
            yield Unreadable(message.format(title=lines[0].strip()[:80]))
        elif found.kind == "highlight" and _LIMIT.fullmatch(found.text):
            message = _("A highlight in “{title}” exceeds what the book allows a Kindle to copy.")
            yield Unreadable(message.format(title=found.book[0]))
        elif found.text:
            books.setdefault(found.book, []).append(found)
    for (title, author), clippings in books.items():
        yield ArticleRecord(title=title, author=author, highlights=tuple(_joined(clippings)))


def kind_of(words: str) -> str:
    """Returns “highlight”, “note” or “bookmark”, as words name it in a known language; else nothing."""
    word = _WORD.search(words.casefold())
    return _WORDS[word[0]] if word else ""


def _clipping(lines: list[str]) -> _Clipping | None:
    if len(lines) < 2:
        return None
    head = lines[1].strip().lstrip("-–— ")
    parts = [one.strip() for one in head.split("|")]
    # In some languages the kind is last, so it is searched for in all but the date.
    kind = kind_of(" ".join(parts[:-1] if len(parts) > 1 else parts)) or _kind_of_place(parts)
    if not kind:
        return None
    places = [match for one in (_PAGE, _LOCATION) if (match := one.search(head))]
    location = _LOCATION.search(head)
    if not places:  # in a language that is not known: what is before the date
        location = _NUMBERS.search(parts[-2]) if len(parts) > 1 else None
        places = [location] if location else []
    first = last = 0
    if location:
        first = int(location[1])
        last = _last(location[1], location[2])
    elif page := _PAGE.search(head):
        numbers = [_page_number(one) for one in page.groups() if one]
        first, last = numbers[0], numbers[-1]
    return _Clipping(
        _book(lines[0].strip()),
        kind,
        " · ".join(match[0] for match in places),
        first,
        last,
        _time(parts[-1]),
        "\n".join(lines[2:]).strip(),
    )


def _page_number(label: str) -> int:
    """Returns the number of a page; roman ones, which are before the others, are below 0."""
    if label.isdecimal():
        return int(label)
    values = [_ROMAN.get(letter, 0) for letter in label.casefold()]
    following = [*values[1:], 0]
    return _BEFORE_ROMAN + sum(
        -one if one < behind else one for one, behind in zip(values, following, strict=True)
    )


def _kind_of_place(parts: list[str]) -> str:
    """Returns what a clipping in another language is: a mark reaches from one place to another."""
    if len(parts) < 2 or not any(one.isdigit() for one in parts[0]):
        return ""
    return "highlight" if any(map(_RANGE.search, parts)) else "note"


def _last(first: str, last: str | None) -> int:
    """Returns the end of a range, of which older devices leave out the digits that are the same."""
    if not last:
        return int(first)
    return int(first[: max(0, len(first) - len(last))] + last)


def _book(line: str) -> tuple[str, str]:
    """Returns title and author of “Title (Series) (Last, First)”: the author is last."""
    if line.endswith(")"):
        depth = 0
        for at in range(len(line) - 1, -1, -1):
            depth += (line[at] == ")") - (line[at] == "(")
            if depth == 0:
                title, author = line[:at].strip(), line[at + 1 : -1].strip()
                if title:
                    return title, in_order(author)
                break
    return line, ""


def _time(text: str) -> int | None:
    """Returns when a clipping was made: in the zone it names, else in that of here."""
    spaced = _SHORT_YEAR.sub(r"\g<1>20\2", text).replace("日", "日 ")
    day, _start, _end = find_date(spaced, is_marked=True)
    if not day:
        return None
    clock = _CLOCK.search(text) or _DOTTED_CLOCK.search(text.strip())
    hour, minute, second = (int(one or 0) for one in clock.groups()) if clock else (0, 0, 0)
    lower = text.casefold()
    if hour < 12 and any(one in lower for one in _AFTER_NOON):
        hour += 12
    elif hour == 12 and any(one in lower for one in _BEFORE_NOON):
        hour = 0
    zone = _ZONE.search(text)
    try:
        time = f"{hour:02}:{minute:02}:{second:02}{zone[1] if zone else ''}"
        moment = datetime.fromisoformat(f"{day[:10]}T{time}")
    except ValueError:
        return None
    return of_datetime(moment, is_local=True)


def _joined(clippings: list[_Clipping]) -> Iterator[HighlightRecord]:
    """Yields the highlights of a book: each as it was marked last, with its note."""
    marks: list[_Clipping] = []
    notes: list[_Clipping] = []
    for one in clippings:
        if one.kind == "note":
            notes = [n for n in notes if not _is_former(n, one)] + [one]
        elif one.kind == "highlight":
            marks = [m for m in marks if not _is_former(m, one)] + [one]
    of_mark: dict[int, list[str]] = {}
    alone: list[_Clipping] = []
    for note in notes:
        fitting = [
            number
            for number, mark in enumerate(marks)
            if note.first and mark.first <= note.first <= max(mark.last, mark.first)
        ]
        if fitting:
            # A note is at the end of what it was made on; of several on a page, soon after.
            nearest = min(fitting, key=lambda number: _distance(note, marks[number]))
            of_mark.setdefault(nearest, []).append(note.text)
        else:
            alone.append(note)
    for number, mark in enumerate(marks):
        yield HighlightRecord(
            quote=mark.text,
            note="\n\n".join(of_mark.get(number, ())),
            created=mark.created,
            place=mark.place,
        )
    for note in alone:
        yield HighlightRecord(note=note.text, created=note.created, place=note.place)


def _distance(note: _Clipping, mark: _Clipping) -> tuple[int, int]:
    """Returns how far a note is from a highlight: in the book, then in milliseconds."""
    return abs(mark.last - note.first), abs((mark.created or 0) - (note.created or 0))


def _is_former(one: _Clipping, later: _Clipping) -> bool:
    """Returns whether a clipping is an earlier state of another: the device keeps both."""
    if one.kind == "note":
        return bool(one.first) and one.first == later.first and later.text.startswith(one.text)
    if not one.first or not later.first:  # nothing says that they are at one place
        return one.text == later.text and one.place == later.place
    is_near = one.first <= later.last and later.first <= one.last
    return is_near and (one.text in later.text or later.text in one.text)
