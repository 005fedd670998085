"""Recognizes the comments of readers: contributions that can each be answered, or are marked so."""

import re

from lxml import etree

from reader.importers.web.extraction.element_evidence import names_of
from reader.importers.web.extraction.measures import (
    FIELDS,
    HEADINGS,
    ITEMS,
    RUNNING,
    Measures,
)
from reader.importers.web.extraction.row_words import is_date
from reader.importers.web.html_tree import text_of

_ANSWER = re.compile(
    r"(?:reply|reply to this|respond|antworten|répondre|responder|rispondi|beantwoorden|svara|svar|ответить|"
    r"回复|返信|report|flag)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\d*\s*(?:reader |user )?(?:comments?|thoughts?|repl(?:y|ies)|responses?|kommentare?|commentaires?|"
    r"comentarios?|commenti|reacties|kommentarer)\b|leave a (?:comment|reply)|join the (?:conversation|discussion)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\d+\s+(?:reader |user )?(?:comments?|thoughts?|repl(?:y|ies)|responses?|kommentare?|commentaires?|"
    r"comentarios?|comentários?|commenti|reacties|kommentarer)\b",
    re.IGNORECASE,
)
_LEAST_LEFT = 150  # characters of running text between the heading and comments
_LINE = 40
_DATED = 80  # characters of a row that says who wrote a comment, and when
_NAME = re.compile(r"comment|disqus|discuss|respon[ds]|replies|remarks", re.IGNORECASE)


def comment_lists(measures: Measures) -> list[int]:
    """Returns the elements that hold several contributions of readers."""
    root = measures.elements[0]
    controls = root.iter("a", "button", "span")
    marks = [measures.number_of[element] for element in controls if _is_mark(element)]
    found = [
        measures.number_of[element]
        for name in ("itemtype", "itemprop")
        for element in root.iterfind(f".//*[@{name}]")
        if _is_marked(element)
    ]
    if len(marks) >= 2:
        up = marks[0]
        while up and not up <= marks[-1] < measures.end[up]:
            up = measures.parent[up]
        if up and _leaves_text(measures, up):
            found.append(up)
    return [*found, *_counted_sections(measures)]


def _leaves_text(measures: Measures, number: int) -> bool:
    """Returns whether an article remains beside an element, between the page's heading and it."""
    root, running = measures.elements[0], measures.sums[RUNNING]
    headings = [measures.number_of[heading] for heading in root.iter("h1")]
    if any(number < heading < measures.end[number] for heading in headings):
        return False
    headings = headings or [measures.number_of[heading] for heading in root.iter(*HEADINGS)]
    if not headings or headings[0] > number:
        return running[number] < running[0] * 0.5
    return _running_between(measures, headings[0], number) >= min(_LEAST_LEFT, running[number])


def _running_between(measures: Measures, start: int, end: int) -> int:
    return sum(
        measures.own[number] - measures.own_linked[number]
        for number in range(start + 1, end)
        if measures.own[number] >= _LINE
    )


def _counted_sections(measures: Measures) -> list[int]:
    """Returns the elements that begin with a count of comments, and hold signs of them."""
    found = []
    for heading in measures.elements[0].iter(*HEADINGS):
        if not _COUNT.match(text_of(heading)):
            continue
        section = measures.number_of[heading]
        while (up := measures.parent[section]) and not any(measures.own[up:section]):
            section = up
        inside = range(section, measures.end[section])
        dated = sum(
            0 < measures.own[number] <= _DATED and is_date(text_of(measures.elements[number]))
            for number in inside
            if not measures.has_blocks[number]
        )
        is_marked = any(_is_mark(measures.elements[number]) for number in inside)
        if (dated > 1 or is_marked) and _leaves_text(measures, section):
            found.append(section)
    return found


def _is_mark(element: etree._Element) -> bool:
    text = element.text or ""
    return len(text) < 40 and _ANSWER.fullmatch(text.strip()) is not None


def _is_marked(element: etree._Element) -> bool:
    kind = element.get("itemtype")
    return (kind is not None and kind.rstrip("/").endswith(("/Comment", "/UserComments"))) or (
        element.get("itemprop") == "comment"
    )


def is_comment_section(measures: Measures, number: int) -> bool:
    """Returns whether an element named for comments also looks like a place for them."""
    if not _NAME.search(names_of(measures.elements[number])):
        return False
    if measures.sums[FIELDS][number] or measures.sums[ITEMS][number] >= 2:
        return True
    for inner in range(number, measures.end[number]):
        element = measures.elements[inner]
        if element.tag in HEADINGS and _COUNTED.search(text_of(element)):
            return True
        if element.tag in ("textarea", "time") or _NAME.search(names_of(element)):
            return inner != number
    return False
