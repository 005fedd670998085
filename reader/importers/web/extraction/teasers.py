"""Recognizes groups of teasers: headings linked to other pages, each with a line of text."""

from collections import Counter

from lxml import etree

from reader.importers.titles import is_same
from reader.importers.web.extraction.link_lists import host_of
from reader.importers.web.extraction.measures import (
    HEADING,
    LINKED,
    LINKS,
    RUNNING,
    TEXT,
    Measures,
)
from reader.importers.web.extraction.row_words import is_offer, leads_on
from reader.importers.web.lxml_helpers import HEADINGS, text_of

_LEAST = 3  # teasers of a group
_MOST_RUNNING, _MOST_OF_CARD = 300, 150  # characters of running text of one teaser; amid a text
_LEVELS = 5
_NEAR, _FEW = 3, 0.3  # elements around the heading of a teaser; of a page's running text
_LEAST_TEXT = 100  # characters of running text
_SECTION = ("article", "aside", "div", "li", "nav", "section", "ul")
_LABEL = 60  # characters


def teaser_groups(measures: Measures) -> list[int]:
    """Returns the elements that contain nothing but teasers, the outer before the inner."""
    counts: Counter[int] = Counter()
    lengths: Counter[int] = Counter()
    for number, length in enumerate(measures.sums[HEADING]):
        is_heading = length and measures.elements[number].tag in HEADINGS
        if is_heading and measures.sums[LINKED][number] >= length * 0.5:
            up = number
            for _level in range(_LEVELS):
                up = measures.parent[up]
                counts[up] += 1
                lengths[up] += length
                if not up:
                    break
    running, headings = measures.sums[RUNNING], measures.sums[HEADING]
    found: list[int] = []
    for number, count in sorted(counts.items()):
        if not number or count < _LEAST:
            continue
        is_group = lengths[number] >= headings[number] * 0.6
        is_group = is_group and running[number] < count * _MOST_RUNNING
        is_few = running[number] < running[0] * 0.5
        if is_group and (is_few or _is_cut_short(measures, number, count)):
            found.append(number)
        else:
            found += _row_of_cards(measures, number, lengths)
    return found


def _row_of_cards(measures: Measures, around: int, lengths: Counter[int]) -> list[int]:
    """Returns the teasers, each in an element of its own, that are beside one another in an element.

    All lead to pages of one site: a text that recommends pages leads to several sites, and headings
    that lead to themselves are on one page. lengths: of the linked headings in each element.
    """
    running = measures.sums[RUNNING]
    row: list[int] = []
    for child in measures.elements[around]:
        number = measures.number_of[child]
        is_teaser = 0 < lengths[number] == measures.sums[HEADING][number]
        if is_teaser and child.tag in _SECTION and running[number] < _MOST_OF_CARD:
            row.append(number)
        elif measures.sums[TEXT][number]:
            if len(row) >= _LEAST:
                break
            row = []
    is_few = sum(running[number] for number in row) < running[0] * 0.5
    links = (next(measures.elements[number].iter("a")) for number in row)
    pages = {(link.get("href") or "").partition("#")[0] for link in links}
    is_one_site = len(set(map(host_of, pages))) == 1
    return row if len(pages) >= _LEAST and is_few and is_one_site else []


def _is_cut_short(measures: Measures, number: int, count: int) -> bool:
    """Returns whether most texts in an element are cut off, and there is another text on the page."""
    if measures.sums[RUNNING][0] - measures.sums[RUNNING][number] < _LEAST_TEXT:
        return False
    inside = range(number, measures.end[number])
    lines = [n for n in inside if measures.own[n] and not measures.has_blocks[n]]
    cut = sum(measures.text(n).endswith(("…", "...")) for n in lines)
    return cut >= count * 0.8


def teasers_among_text(measures: Measures) -> list[int]:
    """Returns single teasers: a linked heading, a few words, and "Read more" to the same page.

    Returns none if they are much of the page, which is then a digest.
    """
    sums = measures.sums
    found = []
    for number in measures.tagged(*HEADINGS):
        if not sums[LINKED][number] or sums[LINKED][number] < sums[TEXT][number]:
            continue
        up = number
        for _level in range(_NEAR):
            up = measures.parent[up]
            if sums[RUNNING][up] >= _MOST_RUNNING or sums[HEADING][up] > sums[HEADING][number]:
                break
            if sums[LINKS][up] < 2:
                continue
            if measures.elements[up].tag in _SECTION and _leads_on_to_one(measures.elements[up]):
                found.append(up)
                break
    most = sums[RUNNING][0] * _FEW
    return found if sum(sums[RUNNING][number] for number in found) < most else []


def _leads_on_to_one(element: etree._Element) -> bool:
    """Returns whether the last link of an element leads on, to where its first link leads, too."""
    links = list(element.iter("a"))
    return links[0].get("href") == links[-1].get("href") and leads_on(text_of(links[-1]))


def offered_sections(measures: Measures) -> list[int]:
    """Returns the elements that begin with a label over other articles, such as "You may like"."""
    found: list[int] = []
    for number in measures.tagged(*HEADINGS):
        if measures.sums[TEXT][number] > _LABEL:
            continue
        if not is_offer(measures.text(number)):
            continue
        section = number
        while (up := measures.parent[section]) and _may_be_offer(measures, up, number):
            section = up
        if section != number:
            found.append(section)
    return found


def _may_be_offer(measures: Measures, number: int, label: int) -> bool:
    """Returns whether an element begins with a label, and leads to what it speaks of."""
    text = measures.sums[TEXT]
    before = next((n for n in range(number, label) if measures.own[n]), None)
    return (
        before is None
        and measures.elements[number].tag in _SECTION
        and (measures.sums[LINKS][number] > 1 or text[number] == text[label])
        and not any(measures.elements[n].tag == "h1" for n in range(label, measures.end[number]))
    )


def other_articles(measures: Measures, title: str) -> list[int]:
    """Returns the articles that a page shows below its own, each with a heading of the first level.

    Returns none if the title does not belong to a single one of them: then they are one text.
    """
    articles: dict[int, bool] = {}
    for heading in measures.tagged("h1"):
        around = measures.ancestors(heading)
        outer = [up for up in around if measures.elements[up].tag == "article"]
        if not outer:
            return []
        articles[outer[-1]] = articles.get(outer[-1], False) or is_same(
            measures.text(heading), title
        )
    if sum(articles.values()) != 1:
        return []
    return [number for number, is_own in articles.items() if not is_own]


def hover_cards(measures: Measures) -> list[int]:
    """Returns the cards that links show under the mouse: the link again, with links to other pages."""
    found = []
    for link in measures.tagged("a"):
        element = measures.elements[link]
        beside = element.getnext()
        if beside is None or beside.tag not in ("span", "div"):
            continue
        card = measures.number_of[beside]
        if measures.sums[LINKS][card] > 1 and measures.link_share(card) > 0.8:
            first = next(beside.iter("a"))
            if element.get("href") == first.get("href") and measures.sums[TEXT][link]:
                found.append(card)
    return found
