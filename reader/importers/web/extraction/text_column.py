"""Chooses the element that contains the article by the density of running text, whatever its tag.

Every block of running text gives points to what it is in, the fewer the farther out; links take
points away. The best element is widened to what shares its text with it: several parts of one
article, and the lead above them.
"""

import re

from reader.importers.text_cleaning import names
from reader.importers.titles import is_same
from reader.importers.web.extraction.data_tables import is_data_table
from reader.importers.web.extraction.element_evidence import name_weight
from reader.importers.web.extraction.measures import (
    HEADING,
    IMAGES,
    LINKED,
    RUNNING,
    TEXT,
    Measures,
)
from reader.importers.web.extraction.row_words import claims_rights, is_addition, is_imprint
from reader.importers.web.lxml_helpers import HEADINGS

_SHORT_ARTICLE = 1500  # characters of running text that may be a part only
_LOOSE = 100  # characters between the blocks around the column that must not be lost
_PART = 0.5  # of the running text of the column
_TEASERS = 3
_FEW_WORDS = 10  # characters
_NOTE = 200  # characters of running text
_SECTION = 300  # characters of running text that are a part, whatever it is named
_LEVELS = 6
_CANDIDATES = 5
_TAG_WEIGHT = {
    "article": 8,
    "main": 5,
    "div": 5,
    "pre": 3,
    "td": 3,
    "blockquote": 3,
    **dict.fromkeys(names("address ol ul dl dd dt li form"), -3),
    **dict.fromkeys((*HEADINGS, "th"), -5),
}
_END = re.compile(
    r"(?:^|[\s_-])(?:footer|colophon|imprint|aside|sidebar|side-bar|rail|widgets?)(?:$|[\s_-])"
)
_NO_PARTS = ("figure", "aside", "footer", "form", "table")
_UNPOINTED = names("figcaption caption dt th address summary label") | HEADINGS


def choose_column(measures: Measures, points: dict[int, float]) -> int:
    """Returns the number of the element that contains the article; 0, the root, if none stands out."""
    ranked = sorted(points, key=lambda number: -points[number])[:_CANDIDATES]
    if not ranked or points[ranked[0]] <= 0:
        return 0
    best = _shared_ancestor(measures, ranked, points)
    return _widened(measures, best, points)


def column_points(measures: Measures, is_out: list[bool]) -> dict[int, float]:
    """Returns the points of each element that contains running text."""
    points: dict[int, float] = {}
    parent, elements = measures.parent, measures.elements
    for number in measures.kept_in(0, is_out):
        length = measures.own[number]
        if length >= 25 and elements[number].tag not in _UNPOINTED:
            unlinked = measures.unlinked(number)
            value: float = 1 + measures.own_commas[number] + min(unlinked // 100, 3)
            if elements[number].tag in ("li", "dd"):
                value /= 2  # as lists of teasers have them, too
            # A block without blocks inside it is a paragraph; other text is the block's own.
            holder = number
            if number and not measures.has_blocks[number]:
                holder = parent[number]
            for level in range(_LEVELS):
                points[holder] = points.get(holder, 0.0) + (value / (1, 2, 6, 9, 12, 15)[level])
                if not holder:
                    break
                holder = parent[holder]
    for holder in points:
        weight = _TAG_WEIGHT.get(elements[holder].tag, 0) + name_weight(measures.names(holder))
        points[holder] = (points[holder] + weight) * (1 - measures.link_share(holder))
    return points


def _shared_ancestor(measures: Measures, ranked: list[int], points: dict[int, float]) -> int:
    """Returns the best element, or what it shares with others that are nearly as good."""
    best = ranked[0]
    rivals = [n for n in ranked[1:] if points[n] >= points[best] * 0.75]
    if len(rivals) < 3:
        return best
    lines = [{*measures.ancestors(rival)} for rival in rivals]
    for ancestor in measures.ancestors(best):
        if sum(ancestor in line for line in lines) >= 3:
            return ancestor
    return best


def _widened(measures: Measures, best: int, points: dict[int, float]) -> int:
    """Returns the element around the best one that more of the article is in, or the best one."""
    last = points.get(best, 0.0)
    threshold = last / 3
    up = measures.parent[best]
    while up:
        score = points.get(up, 0.0)
        if score < threshold and score:
            break
        if score > last:
            best = up
            break
        if score:
            last = score
        up = measures.parent[up]
    # What is alone in something is measured against the siblings of that.
    text = measures.sums[TEXT]
    while (up := measures.parent[best]) and text[up] == text[best]:
        best = up
    return best


def is_spread(measures: Measures, column: int) -> bool:
    """Returns whether most of the text is elsewhere: the column is a lead, or one part of several."""
    running = measures.sums[RUNNING]
    return running[column] < _SHORT_ARTICLE and running[column] < running[0] * 0.4


def _claims_only_rights(measures: Measures, column: int) -> bool:
    """Returns whether the column is a line that says whose the page is, and the page says more."""
    length = measures.sums[TEXT][column]
    if length >= _NOTE or not claims_rights(measures.text(column)):
        return False
    beside = measures.sums[TEXT][0] - measures.sums[HEADING][0] - length
    return beside >= length or beside > measures.sums[LINKED][0]


def end_of_page(measures: Measures, column: int, title: str) -> int:
    """Returns what is around a text of few words, if the column is in it: the end of a page; else 0.

    The text is below the heading that says the title. What is above that, says whose the page is,
    leads on to others or is named for its place is none.
    """
    if not column or _claims_only_rights(measures, column):
        return column
    heading = next((n for n in titles(measures, title) if measures.own[n]), 0)
    if not heading or measures.sums[RUNNING][column] >= _SHORT_ARTICLE:
        return 0
    around = {*measures.ancestors(heading)}
    end = column
    while (up := measures.parent[end]) and up not in around:
        end = up
    text = heading
    while measures.parent[text] != up:
        text = measures.parent[text]
    is_above = measures.end[end] <= text
    last = max(measures.end[heading], measures.end[text]) if text != heading else measures.end[up]
    between = range(measures.end[heading], last if is_above else end)
    words = sum(measures.unlinked(n) for n in between if measures.elements[n].tag not in HEADINGS)
    if measures.elements[text].tag == "header" or words < _FEW_WORDS:
        return 0
    is_named = measures.elements[end].tag == "aside" or _END.search(measures.names(end).lower())
    if is_named or claims_page(measures, end) or _leads_on(measures, end):
        return end
    return end if is_above and is_same(measures.text(heading), title) else 0


def _leads_on(measures: Measures, number: int) -> bool:
    """Returns whether an element has headings that lead to other pages, and one that does not at most."""
    inside = range(number, measures.end[number])
    headings = [n for n in inside if measures.own[n] and measures.elements[n].tag in HEADINGS]
    linked = sum(1 for n in headings if measures.own_linked[n] == measures.own[n])
    return linked >= _TEASERS and linked >= len(headings) - 1


def claims_page(measures: Measures, number: int) -> bool:
    """Returns whether an element has a line that says whose the page is, and links."""
    inside = range(number, measures.end[number])
    lines = (n for n in inside if 0 < measures.own[n] <= _NOTE and not measures.has_blocks[n])
    return measures.sums[LINKED][number] > 0 and any(is_imprint(measures.text(n)) for n in lines)


def titles(measures: Measures, title: str) -> list[int]:
    """Returns the headings of a page that may be over its text."""
    return measures.tagged("h1") or [
        n for n in measures.tagged("h2") if is_same(measures.text(n), title)
    ]


def note_around(measures: Measures, column: int, title: str) -> int:
    """Returns what contains the heading over a column of few words or none; 0 if it has more.

    Most of such an article may be in lists, tables and lines that are no running text.
    """
    if measures.sums[RUNNING][column] >= _NOTE:
        return 0
    headings = titles(measures, title)
    inner = column or next((one for one in headings if measures.own[one]), 0)
    for up in (inner, *measures.ancestors(inner)):
        is_around = up != 0 and any(up < one < measures.end[up] for one in headings)
        if is_around or measures.elements[up].tag in ("article", "main"):
            if contributions(measures, up):
                return 0
            if measures.sums[TEXT][up] == measures.sums[HEADING][up]:
                continue  # nothing but the heading
            is_note = measures.sums[RUNNING][up] < _NOTE and measures.link_share(up) < 0.5
            return up if is_note else 0
    return 0


def article_around(measures: Measures, column: int, title: str) -> int:
    """Returns the element around the column that begins with the article's heading, or its parent.

    In it may be a lead above the column, and further parts below.
    """
    parent = measures.parent[column]
    headings = [
        n
        for n in measures.tagged("h1")
        if measures.own[n] > 10 and (not measures.own_linked[n] or is_same(measures.text(n), title))
    ]
    running = measures.sums[RUNNING]
    if is_spread(measures, column):
        up = column
        while up and running[up] < running[0] * 0.8:
            up = measures.parent[up]
        if up or _is_one_of_many(measures, column):
            return up
    around = [up for up in measures.ancestors(column) if measures.loose_text(up)]
    loose = sum(map(measures.loose_text, around))
    if loose >= max(_LOOSE, measures.sums[RUNNING][column] // 50):
        return around[-1]
    up = column
    while up:
        if contributions(measures, up):
            return measures.parent[up]
        if any(up < heading < measures.end[up] for heading in headings) or (
            measures.elements[up].tag in ("article", "main") and up != column
        ):
            is_near = running[up] < running[column] * 4 + 2000
            return up if is_near and up != column else parent
        up = measures.parent[up]
    return parent


def contributions(measures: Measures, number: int) -> list[int]:
    """Returns the articles without headings that are beside one and like it: posts of a discussion."""
    element, running = measures.elements[number], measures.sums[RUNNING]
    if element.tag != "article" or not number:
        return []
    beside = measures.elements[measures.parent[number]].iterchildren("article")
    alike = [
        measures.number_of[other]
        for other in beside
        if other.get("class") == element.get("class")
        and next(other.iter("h1", "h2", "h3"), None) is None
    ]
    is_one = number in alike and sum(map(running.__getitem__, alike)) * 3 >= running[number] * 4
    return alike if is_one else []


def _is_one_of_many(measures: Measures, column: int) -> bool:
    """Returns whether a page is little more than paragraphs, and parts like the one the column is in."""
    running, part = measures.sums[RUNNING], column
    while measures.parent[part]:
        part = measures.parent[part]
    element = measures.elements[part]
    alike = [
        measures.number_of[other]
        for other in measures.elements[0]
        if other.tag == "p"
        or (other.tag == element.tag and other.get("class") == element.get("class"))
    ]
    return len(alike) > 2 and sum(running[one] for one in alike) >= running[0] * 0.6


def is_part(measures: Measures, number: int, column: int, points: dict[int, float]) -> bool:
    """Returns whether what is beside the column is a part of the same article.

    What is beside the text for its links, its names and what it says is left out before.
    """
    element, best = measures.elements[number], measures.elements[column]
    running, text = measures.sums[RUNNING][number], measures.sums[TEXT][number]
    links = measures.link_share(number)
    if measures.parent[number] == measures.parent[column]:
        score = points.get(number, 0.0)
        is_like = element.get("class") and element.get("class") == best.get("class")
        if score + (points[column] * 0.2 if is_like else 0) >= max(10, points[column] * 0.2):
            return True
        if element.tag == "p":
            return (text > 80 and links < 0.25) or (0 < text <= 80 and not links and running > 0)
    is_little = running < measures.sums[RUNNING][column] * _PART
    is_other = is_little and (element.tag, element.get("class")) != (best.tag, best.get("class"))
    if is_other and _has_title(measures, column) and not is_addition(measures.text(number)):
        return False  # the column begins the article: this is something else
    return (
        running >= 60
        and links < 0.25
        and running * 2 >= text - measures.sums[HEADING][number]
        and not (measures.sums[IMAGES][number] and text < 500)  # an image and its caption
        and element.tag not in _NO_PARTS
        and (name_weight(measures.names(number)) >= 0 or (running >= _SECTION and links < 0.1))
    )


def _has_title(measures: Measures, column: int) -> bool:
    """Returns whether the first heading of a page is in the column."""
    first = next(iter(measures.tagged("h1")), 0)
    return column < first < measures.end[column]


def is_matter(measures: Measures, number: int) -> bool:
    """Returns whether an element has what only texts have: code, a quotation, a table of data."""
    if measures.link_share(number) >= 0.1 or name_weight(measures.names(number)) < 0:
        return False
    return any(
        found.tag != "table" or is_data_table(found)
        for found in measures.elements[number].iter("blockquote", "pre", "table")
    )


def is_spread_part(measures: Measures, number: int) -> bool:
    """Returns whether something is a part of an article that is spread over many such parts."""
    is_text = measures.sums[RUNNING][number] > 0 and measures.link_share(number) < 0.25
    return is_text and name_weight(measures.names(number)) >= 0


def is_text_between(measures: Measures, number: int) -> bool:
    """Returns whether something between two parts of an article belongs to it too."""
    most = 0.5 if measures.sums[RUNNING][number] else 0.25
    return measures.link_share(number) < most and name_weight(measures.names(number)) >= 0
