"""Finds the standfirst: the lines between an article's heading and its text that lead in."""

from reader.importers.text_cleaning import names
from reader.importers.web.extraction.measures import IN_FIGURE, Measures
from reader.importers.web.extraction.row_words import ends_sentence, is_byline, is_date
from reader.importers.web.lxml_helpers import text_of

_LEAST = 30  # characters
_NO_LINES = names("h1 figcaption caption li dt dd td th label summary")
_SUBTITLES = ("h2", "h3", "h4")


def is_standfirst(measures: Measures, number: int) -> bool:
    """Returns whether a block is a subtitle or a sentence, without links, and no row of its page."""
    tag = measures.elements[number].tag
    if measures.own[number] < _LEAST or measures.own_linked[number] or tag in _NO_LINES:
        return False
    if measures.has_blocks[number]:
        return False
    text = text_of(measures.elements[number])
    is_line = tag in _SUBTITLES or ends_sentence(text)
    return is_line and not is_date(text) and not is_byline(text)


def rows_of_head(measures: Measures, head: int, is_out: list[bool]) -> list[int] | None:
    """Returns the blocks beside the standfirst in what holds an article's heading.

    None when it holds no heading, or nothing that leads in.
    """
    inside = range(head, measures.end[head])
    if not any(measures.elements[number].tag == "h1" for number in inside):
        return None
    blocks = [n for n in inside if measures.own[n] and not measures.has_blocks[n]]
    lines = {n for n in blocks if is_standfirst(measures, n) and not is_out[n]}
    if not lines:
        return None
    kept = lines | {n for n in blocks if measures.inside[n] & IN_FIGURE}
    return [n for n in blocks if n not in kept and measures.elements[n].tag != "h1"]
