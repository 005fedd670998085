"""Finds what is between an article's heading and its text: the standfirst, an image."""

import re

from lxml import etree

from reader.importers.text_cleaning import ends_sentence, names
from reader.importers.titles import is_same
from reader.importers.web.extraction.measures import (
    FIELDS,
    IMAGES,
    IN_FIGURE,
    LINKED,
    TEXT,
    Measures,
)
from reader.importers.web.extraction.row_words import is_byline, is_call, is_date, leads_on
from reader.importers.web.lxml_helpers import HEADINGS

_LEAST = 20  # characters
_NO_LINES = names("h1 figcaption caption li dt dd td th label summary")
_SUBTITLES = ("h2", "h3", "h4")
_CAPTION = 400  # characters
_SMALL = 100  # pixels of an image that is an icon, or a person's
_NO_LEAD = re.compile(
    r"avatar|author|profile|logo|icon|byline|badge|sponsor|(?:^|[\s_-])ads?(?:$|[\s_-])"
)


def is_standfirst(measures: Measures, number: int) -> bool:
    """Returns whether a block is a subtitle or a sentence, without links, and no row of its page."""
    tag = measures.elements[number].tag
    if measures.own[number] < _LEAST or measures.own_linked[number] or tag in _NO_LINES:
        return False
    if measures.has_blocks[number]:
        return False
    text = measures.text(number)
    is_line = tag in _SUBTITLES or ends_sentence(text)
    return is_line and not (is_date(text) or is_byline(text) or is_call(text) or leads_on(text))


def is_heading_over(measures: Measures, number: int, following: int, title: str) -> bool:
    """Returns whether an element is the heading just above another, the first part of the text.

    Above a part that has the title of the page in it is the name of its site or section.
    """
    if measures.elements[number].tag not in HEADINGS or measures.end[number] != following:
        return False
    inner = map(measures.number_of.__getitem__, measures.elements[following].iter(*HEADINGS))
    return not any(is_same(measures.text(one), title) for one in inner)


def is_lead_picture(measures: Measures, number: int) -> bool:
    """Returns whether an element contains one image and no more than its caption, and leads nowhere."""
    sums = measures.sums
    if sums[IMAGES][number] != 1 or sums[TEXT][number] > _CAPTION or sums[LINKED][number]:
        return False
    picture = next(measures.elements[number].iter("img"), None)
    if picture is None or sums[FIELDS][number] or _is_small(picture):
        return False
    first = measures.number_of[picture]
    around = (first, *(up for up in measures.ancestors(first) if up >= number))
    return not any(_NO_LEAD.search(measures.names(one).lower()) for one in around)


def _is_small(picture: etree._Element) -> bool:
    sizes = (re.match(r"\d{1,6}", picture.get(name) or "") for name in ("width", "height"))
    return any(size is not None and int(size[0]) < _SMALL for size in sizes)


def rows_of_head(measures: Measures, head: int, is_out: list[bool]) -> list[int] | None:
    """Returns the blocks beside the lead, in the element that contains an article's heading.

    None when it contains no heading, or nothing that leads in.
    """
    inside = range(head, measures.end[head])
    titles = [number for number in inside if measures.elements[number].tag == "h1"]
    if not titles:
        return None
    blocks = [n for n in inside if measures.own[n] and not measures.has_blocks[n]]
    lines = {n for n in blocks if is_standfirst(measures, n) and not is_out[n]}
    behind = range(titles[0], measures.end[head])
    has_picture = any(is_lead_picture(measures, n) for n in behind if not is_out[n])
    if not lines and not has_picture:
        return None
    kept = lines | {n for n in blocks if measures.inside[n] & IN_FIGURE}
    return [n for n in blocks if n not in kept and measures.elements[n].tag != "h1"]
