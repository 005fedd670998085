"""Finds the publication and modification dates of an article in the visible page."""

import re
from collections.abc import Iterator

from lxml import etree

from reader.importers.calendars.dates import find_date, machine_date
from reader.importers.text_cleaning import names, one_line
from reader.importers.web.lxml_helpers import BLOCKS, text_content, text_of
from reader.importers.web.metadata.visible_elements import (
    CERTAINLY_KEPT,
    DATE,
    FAR,
    KEPT,
    LINE,
    NEAR,
    TOLD,
    VisibleElements,
)

_CHANGED = re.compile(
    r"updat|modif|edited|aktualisiert|geändert|bearbeitet|mis à jour|actualizad|aggiornat|"
    r"atualizad|bijgewerkt|revis|обновл|zaktualiz|更新|修正"
)
_SAID = re.compile(
    r"publish|posted|released|written|last (?:edited|updated|modified|changed)|zuletzt|veröffentlicht|erstellt|geschrieben|publi[ée]|publicad|"
    r"pubblicat|geplaatst|gepubliceerd|publicerad|опубликован|opublikowan|dodan|发[布表]|發[布佈表]|公開|投稿|掲載|작성|입력|등록"
)
_NOT_NAMED = names("body html article")
_BEFORE = 25  # elements before the heading among which the date may be
_RUNNING = 140  # characters of an element that is text to read
_SHORT_LINE = 40  # characters of a line that may be a date alone


def visible_dates(
    shown: VisibleElements, is_month_first: bool | None
) -> Iterator[tuple[int, int, bool, str]]:
    """Yields rank, place, whether it is of a change, and the day, of all that may be the date."""
    heading = shown.heading
    first, end = heading - _BEFORE, _end_of_head(shown)
    last = max(end, heading + NEAR)
    for at, (element, marks) in enumerate(zip(shown.elements, shown.marks, strict=True)):
        if marks & TOLD or element.tag == "time" or marks & DATE:
            rank, value = _told(shown, element, is_named=bool(marks & DATE))
            if (
                value
                and not shown.is_of_teaser(element)
                and (day := machine_date(value, is_month_first=is_month_first))
            ):
                place = shown.distance(at)
                is_change = _CHANGED.search(_around(element).lower()) is not None
                if place >= FAR or shown.is_aside(element):
                    rank += 5
                elif rank and not first <= at <= last:
                    rank += 4
                yield rank, place, is_change, day
                continue
        is_in_head = first <= at <= end
        is_named = bool(marks & DATE) and element.tag not in _NOT_NAMED
        if is_named or is_in_head or _is_said(element.text):
            line = shown.lines(element, LINE)
            if not 0 < len(line) <= LINE / 2 and _is_said(element.text):
                line = one_line(element.text or "")
            if is_named and len(element) > 1:
                line = _spaced(element, line)
            yield from _in_line(shown, at, line, is_named, is_in_head, is_month_first)
        if element.tag in BLOCKS and (is_in_head or _is_said(element.tail)):
            line = one_line(element.tail or "")
            yield from _in_line(shown, at, line, False, is_in_head, is_month_first)


def _is_said(text: str | None) -> bool:
    """Returns whether a short text has a word such as "published"."""
    if not text or len(text) <= 5:
        return False
    text = text.strip()
    return 5 < len(text) < LINE / 2 and _SAID.search(text.lower()) is not None


def _in_line(
    shown: VisibleElements,
    at: int,
    line: str,
    is_named: bool,
    is_in_head: bool,
    is_month_first: bool | None,
) -> Iterator[tuple[int, int, bool, str]]:
    """Yields the date in a line, if there is one."""
    day, start, end = find_date(line, is_month_first=is_month_first, is_marked=is_named)
    if not day or (not is_named and len(line) > LINE / 2):
        return
    is_told = is_named or _SAID.search(line.lower()) is not None
    if not is_told and _is_datum(shown.elements[at]):
        return
    element, place = shown.elements[at], shown.distance(at)
    kinds = f"{element.get('class') or ''} {element.get('id') or ''}" if is_named else ""
    before = f"{line[max(0, start - 30) : start]} {kinds}".lower()
    rank = 2 if is_told else 3
    if shown.is_of_teaser(element):
        return
    if place >= FAR or shown.is_aside(element):
        rank += 5
    elif not is_in_head:
        rank += 3
    is_change = _CHANGED.search(before) is not None
    yield rank, place, is_change, day
    if is_change:  # "Updated June 1, 2024, published May 3, 2024"
        rest = line[end:]
        day, start, end = find_date(rest, is_month_first=is_month_first, is_marked=is_named)
        if day and not _CHANGED.search(rest[:start].lower()):
            yield rank, place, False, day


def _is_datum(element: etree._Element) -> bool:
    """Returns whether what an element says is in a table with headings, and its row tells no date."""
    table = next((one for one in (element, *element.iterancestors()) if one.tag == "table"), None)
    if table is None:
        table = next(element.iter("table"), None)
    if table is None or (table.find(".//th") is None and table.find(".//caption") is None):
        return False
    row = next(element.iterancestors("tr"), element)
    return _SAID.search(text_of(row).lower()) is None


def _told(shown: VisibleElements, element: etree._Element, *, is_named: bool) -> tuple[int, str]:
    """Returns how sure an element is to contain the date of the article, less is more; and the value."""
    item = (element.get("itemprop") or "").lower().split()
    kinds = (element.get("class") or "").split()
    given = element.get("datetime") or element.get("content")
    if "datepublished" in item or "published" in kinds or "dt-published" in kinds:
        return 0, given or element.get("title") or shown.lines(element, LINE)
    if element.tag == "time":
        rank = 0 if element.get("pubdate") is not None else 1
        return rank, given or shown.lines(element, LINE)
    if "datecreated" in item:
        return 1, given or shown.lines(element, LINE)
    kept = map(element.get, KEPT if is_named else CERTAINLY_KEPT)
    return 2 if is_named else 3, next(filter(None, kept), "")


def _spaced(element: etree._Element, line: str) -> str:
    """Returns a short line with a space between its elements: day, month and year may be of their own."""
    if not 0 < len(line) < _SHORT_LINE:
        return line
    return one_line(" ".join(map(str, element.itertext())))


def _around(element: etree._Element) -> str:
    """Returns what names an element and is right before it."""
    before = element.getprevious()
    parent = element.getparent()
    text = parent.text if before is None and parent is not None else None
    if before is not None:
        text = f"{text_content(before)[-30:]} {before.tail or ''}"
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {(text or '')[-40:]}"


def _end_of_head(shown: VisibleElements) -> int:
    """Returns where the text to read begins after the heading."""
    heading, count = shown.heading, len(shown.elements)
    for at in range(heading + 1, min(heading + 2 * NEAR, count)):
        if len((shown.elements[at].text or "").strip()) > _RUNNING:
            return at
    return min(heading + NEAR, count)
