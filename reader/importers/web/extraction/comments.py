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
        running = measures.sums[RUNNING]
        if up and running[up] < running[0] * 0.9 and not _holds_title(measures, up):
            found.append(up)
    return found


def _is_mark(element: etree._Element) -> bool:
    text = element.text or ""
    return len(text) < 40 and _ANSWER.fullmatch(text.strip()) is not None


def _is_marked(element: etree._Element) -> bool:
    kind = element.get("itemtype")
    return (kind is not None and kind.rstrip("/").endswith(("/Comment", "/UserComments"))) or (
        element.get("itemprop") == "comment"
    )


def _holds_title(measures: Measures, number: int) -> bool:
    return any(
        measures.elements[inner].tag == "h1" for inner in range(number, measures.end[number])
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
