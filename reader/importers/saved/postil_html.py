"""Extracts the highlights and notes from a page that Postil exported, and restores the original text."""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

from lxml import etree

from reader.core.article_draft import Mark
from reader.core.text.blocks import NO_PICTURE
from reader.importers.web.lxml_helpers import detach

_UID = re.compile(r"[0-9A-Za-z-]{8,64}")
_NAME = "data-postil"
_OURS = frozenset(("postil-notes", "postil-noteref", "postil-about"))
_LAST = 253_402_300_799_000  # the end of the year 9999, in ms


class ExportedPage(NamedTuple):
    """The article of a page that Postil wrote, without its heading and notes."""

    body: etree._Element
    marks: tuple[Mark, ...]
    tags: tuple[str, ...]


class _Note(NamedTuple):
    kind: str
    color: str
    note: str
    tags: tuple[str, ...]
    created: int | None
    updated: int | None
    quote: str  # of a highlight without a place


class ExportedMarks:
    """What a page or a book says of its highlights, below its text."""

    def __init__(self, roots: Iterable[etree._Element], *, is_ours: bool = False) -> None:
        """Takes the notes, and the numbers that lead to them, out of trees.

        is_ours: whether Postil wrote these for sure; else a line below the title tells.
        """
        self._notes: dict[str, _Note] = {}
        #: The tags of the article in each tree; no list at all of what another program wrote.
        self.tags: list[tuple[str, ...]] = []
        roots = list(roots)
        for root in roots:
            about = root.findall(".//header/p[@class='about postil-about']")
            is_ours = is_ours or bool(about)
            shown = (one for line in about for one in line.findall("span[@class='tag']"))
            self.tags.append(tuple((one.text or "").removeprefix("#") for one in shown))
            for aside in root.iter("aside"):
                if uid := _uid(aside):
                    self._notes[uid] = _note(aside)
            gone = [one for one in root.iter("section", "sup", "p") if _is_ours(one)]
            for element in gone:
                detach(element)
        if not is_ours:
            self.tags.clear()
            return
        for one in [
            found for root in roots for found in root.iterfind(".//span[@class='missing']")
        ]:
            _restore_missing_image(one)

    def take_from(self, body: etree._Element) -> tuple[Mark, ...]:
        """Returns the marks of a text and makes plain words of them; the first text has the notes on all of it."""
        marked = [one for one in body.iter("mark") if _uid(one)]
        found = _letters(body) if marked else {}
        for element in marked:
            element.tag = "span"
            element.attrib.clear()
        marks = [self._mark(uid, letters, at) for uid, (letters, at) in found.items()]
        bare = [uid for uid, one in self._notes.items() if one.kind != "highlight" or one.quote]
        marks += [self._mark(uid, "", 0) for uid in bare if uid not in found]
        for uid in bare:
            del self._notes[uid]
        return tuple(marks)

    def _mark(self, uid: str, letters: str, at: int) -> Mark:
        known = self._notes.get(uid, _Note("highlight", "", "", (), None, None, ""))
        kind = "highlight" if letters else "note"
        return Mark(
            kind,
            letters,
            at,
            known.color,
            known.note,
            known.created,
            known.updated,
            uid,
            0,
            known.tags,
            "" if letters else known.quote,
        )


def exported_page(root: etree._Element) -> ExportedPage | None:
    """Returns the article of a page if Postil wrote it; its marks are plain words then."""
    article = root.find("body/article")
    if article is None or root.find("head/meta[@name='generator'][@content='Postil']") is None:
        return None
    marks = ExportedMarks([root], is_ours=True)
    for heading in article.findall("header"):
        detach(heading)
    tags = root.iterfind("head/meta[@property='article:tag']")
    names = tuple(one.get("content") or "" for one in tags)
    return ExportedPage(article, marks.take_from(article), names)


def _uid(element: etree._Element) -> str:
    value = element.get(_NAME) or ""
    return value if _UID.fullmatch(value) else ""


def _restore_missing_image(words: etree._Element) -> None:
    """Makes an image again of its description, which is no text of the article."""
    description = (words.text or "")[1:-1]
    words.tag, words.text = "img", None
    words.attrib.clear()
    words.attrib.update({"alt": description, "src": NO_PICTURE})


def _is_ours(element: etree._Element) -> bool:
    classes = element.get("class")
    return classes is not None and not _OURS.isdisjoint(classes.split())


def _note(aside: etree._Element) -> _Note:
    tags: tuple[str, ...] = ()
    with suppress(ValueError, RecursionError):
        read = json.loads(aside.get("data-tags") or "[]")
        tags = tuple(one for one in read if isinstance(one, str)) if isinstance(read, list) else ()
    return _Note(
        aside.get("data-kind") or "highlight",
        aside.get("data-color") or "",
        aside.get("data-note") or "",
        tags,
        _time(aside.get("data-created")),
        _time(aside.get("data-updated")),
        aside.get("data-quote") or "",
    )


def _time(value: str | None) -> int | None:
    return min(int(value), _LAST) if value and re.fullmatch("[0-9]{1,15}", value) else None


def _letters(body: etree._Element) -> dict[str, tuple[str, int]]:
    """Returns the letters of each mark, and how many letters are before it."""
    found: dict[str, tuple[str, int]] = {}
    open_: list[str] = []
    at = 0

    def read(text: str | None) -> None:
        nonlocal at
        letters = "".join((text or "").split())
        for uid in open_:
            former, start = found.get(uid, ("", at))
            found[uid] = (former + letters, start)
        at += len(letters)

    for event, element in etree.iterwalk(body, events=("start", "end")):
        uid = _uid(element) if element.tag == "mark" else ""
        if event == "start":
            open_ += [uid] if uid else []
            read(element.text)
        else:
            if uid:
                open_.remove(uid)
            read(element.tail)
    return found
