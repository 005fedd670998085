"""Recognizes readers' comments: contributions that can be answered, or are marked as comments."""

import re
from bisect import bisect_left

from lxml import etree

from reader.importers.text_cleaning import names
from reader.importers.web.extraction.measures import (
    FIELDS,
    ITEMS,
    RUNNING,
    Measures,
)
from reader.importers.web.extraction.row_words import is_date
from reader.importers.web.lxml_helpers import HEADINGS

_ANSWERS = names(
    "reply respond antworten répondre responder rispondi beantwoorden svara svar ответить 回复 返信 "
    "report flag"
) | {"reply to this"}
_CONTRIBUTIONS = (
    r"comments?|thoughts?|repl(?:y|ies)|responses?|kommentare?|commentaires?|comentarios?|commenti|"
    r"reacties|kommentarer|komentarz[ey]?|komentář[ei]?|kommentit|yorum(?:lar)?|комментари[йия]|комментариев|"
    r"коментар[іи]|σχόλια|תגובות|التعليقات|تعليقات|نظرات|评论|評論|留言|コメント|댓글"
)
_HEADING = re.compile(
    rf"(?:{_CONTRIBUTIONS})\b|leave a (?:comment|reply)|join the (?:conversation|discussion)",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"\d+\s+(?:reader |user )?(?:{_CONTRIBUTIONS}|comentários?)\b", re.IGNORECASE)
_LEAST_LEFT = 150  # characters of running text between the heading and comments
_LINE = 40
_DATED = 80  # characters of a row that says who wrote a comment, and when
_NAME = re.compile(r"comment|disqus|discuss|respon[ds]|replies|remarks", re.IGNORECASE)


def comment_lists(measures: Measures) -> list[int]:
    """Returns the elements that contain several contributions of readers."""
    elements, remains = measures.elements, _Remains(measures)
    controls = measures.tagged("a", "button", "span")
    marks = [number for number in controls if _is_mark(elements[number])]
    described = measures.with_attribute("itemtype", "itemprop")
    found = [number for number in described if number and _is_marked(elements[number])]
    if len(marks) >= 2:
        up = marks[0]
        while up and not up <= marks[-1] < measures.end[up]:
            up = measures.parent[up]
        if up and remains.has_text(up):
            found.append(up)
    return [*found, *_counted_sections(measures, remains)]


class _Remains:
    """Determines whether an article remains on a page without some of its elements."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        self._titles = measures.tagged("h1")
        self._start = next(iter(self._titles or measures.tagged(*HEADINGS)), 0)
        self._before = measures.unlinked_before(_LINE)

    def has_text(self, number: int) -> bool:
        """Returns whether text is left between the page's heading and an element."""
        measures, start = self._measures, self._start
        end, running = measures.end[number], measures.sums[RUNNING]
        place = bisect_left(self._titles, number)
        if place < len(self._titles) and self._titles[place] < end:
            return False  # the heading is in it
        if not 0 < start < number:
            return running[number] < running[0] * 0.5
        left = self._before[number] - self._before[start + 1]
        return left >= min(_LEAST_LEFT, running[number])


def _counted_sections(measures: Measures, remains: _Remains) -> list[int]:
    """Returns the elements that begin with a count of comments, and contain signs of them."""
    found: list[int] = []
    for section in measures.tagged(*HEADINGS):
        if found and section < measures.end[found[-1]]:
            continue
        if not _COUNT.match(measures.text(section)):
            continue
        while (up := measures.parent[section]) and not any(
            measures.own[number] for number in range(up, section)
        ):
            section = up
        if remains.has_text(section) and has_signs(measures, section):
            found.append(section)
    return found


def has_signs(measures: Measures, section: int) -> bool:
    """Returns whether a section has something to answer with, or says of several parts when."""
    dated = 0
    for number in range(section, measures.end[section]):
        element = measures.elements[number]
        if _is_mark(element):
            return True
        is_row = 0 < measures.own[number] <= _DATED and not measures.has_blocks[number]
        dated += is_row and is_date(measures.text(number))
        if dated > 1:
            return True
    return False


def _is_mark(element: etree._Element) -> bool:
    text = element.text
    return text is not None and len(text) < 40 and text.strip().lower() in _ANSWERS


def _is_marked(element: etree._Element) -> bool:
    kind = element.get("itemtype")
    return (kind is not None and kind.rstrip("/").endswith(("/Comment", "/UserComments"))) or (
        element.get("itemprop") == "comment"
    )


def is_comment_section(measures: Measures, number: int) -> bool:
    """Returns whether an element named for comments also looks like a place for them."""
    if not _NAME.search(measures.names(number)):
        return False
    if measures.sums[FIELDS][number] or measures.sums[ITEMS][number] >= 2:
        return True
    for inner in range(number + 1, measures.end[number]):
        element = measures.elements[inner]
        if element.tag in HEADINGS and _HEADING.search(measures.text(inner)):
            return True
        if element.tag in ("textarea", "time") or _NAME.search(measures.names(inner)):
            return True
    return False
