"""Recognizes rows above, between and below an article's text that belong to the page, not to the text.

Bylines, dates and shares above it; teasers, tags and calls to subscribe below; a heading that has
lost everything below it.
"""

import re
from itertools import takewhile

from reader.importers.article_metadata import Metadata
from reader.importers.bylines import names_more, people_in, without_label_words
from reader.importers.text_cleaning import letters_and_digits
from reader.importers.titles import is_same
from reader.importers.web.extraction.column_blocks import Blocks
from reader.importers.web.extraction.element_evidence import is_named_aside
from reader.importers.web.extraction.fact_boxes import tells_facts
from reader.importers.web.extraction.link_lists import LinkLists, host_of
from reader.importers.web.extraction.row_words import (
    asks_of_commenters,
    claims_rights,
    has_sentence,
    is_about_comments,
    is_about_subscription,
    is_byline,
    is_call,
    is_control,
    is_count,
    is_date,
    is_head_row,
    is_labelled,
    is_offer,
    is_only_dates,
    is_placeholder,
    is_promotion,
    is_publication_date,
    leads_away,
    leads_on,
    lists_tags,
    names_sources,
    tells_age,
)

_NAME, _ROW, _LONG_ROW, _NOTE = 60, 220, 600, 1200  # characters, at most
_PROMOTION = 300
_PLACEHOLDER = 30
_HEAD_ROW = 280  # of a row that says who wrote the article, and when
_LEAST_TITLE = 12  # letters of a title that is no word of any sentence
_ABOVE = 20  # blocks, after which a date is one of the text
_LEADS = 3  # paragraphs, after which it is, too, unless it says what of
_TELLS_OF = re.compile(
    r"[^.]{0,40}\b(?:is|was|has|writes|covers|lives|works|ist|schreibt|est|es|è|é|är|er)\b"
)


def rows_above(blocks: Blocks, lists: LinkLists, metadata: Metadata) -> list[int]:
    """Returns the rows above the text, or below its lead, that say who, when and where to share it.

    One that names an author who is not in the byline that is kept is none of them.
    """
    byline = metadata.byline
    rows: list[int] = []
    unsaid: list[int] = []  # what may be a name beside a date
    heads = _heads(blocks, metadata)
    dates = set(heads)
    leads = 0  # blocks of running text above
    heading = _title_among(blocks, metadata.title)
    for at, number in enumerate(blocks.numbers[:_ABOVE]):
        if blocks.is_running(number):
            leads += at not in heads
            continue
        is_of_text = tells_facts(blocks.measures, blocks.measures.parent[number]) or (
            blocks.is_item(number) and (leads or lists.is_text(number))
        )
        if is_of_text or blocks.is_kept(number) or blocks.is_description(number):
            continue
        text = blocks.text(number)
        is_dated = is_date(text, byline) and (leads < _LEADS or is_publication_date(text))
        if blocks.is_heading(number):
            if is_dated and is_byline(text):
                rows.append(number)
            continue
        is_section = at < heading and len(text) <= _NAME and not has_sentence(text)
        is_row = is_section or blocks.is_way(number, metadata.title) or blocks.is_controls(number)
        is_link = not leads and blocks.is_short_link(number)
        is_told = is_dated or is_link or _is_row(text, metadata)
        may_be_name = not is_dated and _may_be_name(blocks, number, byline)
        if (is_told or may_be_name) and not names_more(text, byline, metadata.site):
            is_row = is_row or is_told
            if is_dated:
                dates.add(at)
            elif may_be_name:
                unsaid.append(at)
        if is_row:
            rows.append(number)
    beside = (at for at in unsaid if {at - 1, at + 1} & dates)
    ats = (*heads, *beside)
    return [*rows, *_controls_above(blocks), *map(blocks.numbers.__getitem__, ats)]


def _controls_above(blocks: Blocks) -> list[int]:
    """Returns the rows above the first running text that are controls, and the numbers beside them."""
    first = takewhile(lambda number: not blocks.is_running(number), blocks.numbers[:_ABOVE])
    others = (n for n in first if not (blocks.is_heading(n) or blocks.is_kept(n)))
    texts = {number: blocks.text(number) for number in others}
    controls = [number for number, text in texts.items() if is_control(text)]
    counts = [number for number, text in texts.items() if controls and is_count(text)]
    return controls + counts


def _heads(blocks: Blocks, metadata: Metadata) -> set[int]:
    """Returns which of the first blocks say who wrote the article, and when."""
    first = enumerate(blocks.numbers[:_ABOVE])
    return {at for at, number in first if _is_head(blocks, number, metadata)}


def _is_head(blocks: Blocks, number: int, metadata: Metadata) -> bool:
    """Returns whether a block is a row that says who wrote the article, and when."""
    if blocks.length(number) > _HEAD_ROW or blocks.is_heading(number):
        return False
    if blocks.is_kept(number) or blocks.is_item(number):
        return False
    text, byline = blocks.text(number), metadata.byline
    is_row = (
        is_head_row(text, byline)
        or ((is_publication_date(text) or blocks.is_running(number)) and is_only_dates(text))
        or _introduces_author(text, byline)
        or tells_age(text)
    )
    return is_row and not names_more(text, byline, metadata.site)


def _introduces_author(text: str, byline: str) -> bool:
    """Returns whether a block is a byline with more about the author: "By Ada Fenn, who writes …"."""
    if not is_byline(text):
        return False
    named = without_label_words(text).lstrip()
    return any(named.startswith(f"{name}, ") for name in people_in(byline))


def _title_among(blocks: Blocks, title: str) -> int:
    """Returns which of the first blocks is the heading that repeats the title; 0 if none is."""
    for at, number in enumerate(blocks.numbers[:_ABOVE]):
        if blocks.is_heading(number) and is_same(blocks.text(number), title):
            return at
    return 0


def _is_row(text: str, metadata: Metadata) -> bool:
    """Returns whether a text names the author, calls to share, or repeats the title."""
    is_repeat = is_same(text, metadata.title) or is_same(text, metadata.byline)
    return is_repeat or is_byline(text) or is_call(text)


def _may_be_name(blocks: Blocks, number: int, byline: str) -> bool:
    """Returns whether a block may be a name beside a date, as of a place, a paper or a person."""
    text = blocks.text(number)
    if len(text) > _NAME:
        return False
    people = map(letters_and_digits, people_in(byline))
    is_known = any(name in letters_and_digits(text) for name in people)
    return is_known or len(text.split()) <= 3 or blocks.is_linked(number)


def rows_between(blocks: Blocks, lists: LinkLists) -> list[int]:
    """Returns the rows inside the text that lead away from it: a label and a link, or shares."""
    rows = []
    following = [*blocks.numbers[1:], 0]
    for number, after in zip(blocks.numbers, following, strict=True):
        measures = blocks.measures
        length = blocks.length(number)
        linked = measures.own_linked[number] // measures.weight
        is_link = linked >= length * 0.5
        if length > (_LONG_ROW if is_link else _NAME) or measures.has_blocks[number]:
            continue
        is_short = length <= _PLACEHOLDER and blocks.is_replaceable(number)
        if is_short and is_placeholder(blocks.text(number)):
            rows.append(number)
            continue
        is_tool = is_link and blocks.is_beside_picture(number) and is_call(blocks.text(number))
        if is_tool:
            rows.append(number)
            continue
        if blocks.is_kept(number) or (blocks.is_item(number) and lists.has_words(number)):
            continue
        text = blocks.text(number)
        if is_link:
            is_row = leads_on(text) or is_call(text) or is_labelled(text)
            is_row = is_row or (length <= _NAME and blocks.is_button(number) and leads_away(text))
            is_row = is_row or (blocks.is_linked(number) and is_named_aside(measures.names(number)))
            is_row = is_row or (len(text) > 20 and _is_upper(text))
        elif blocks.is_heading(number):
            is_over_text = bool(after) and blocks.is_running(after)
            is_lead_on = is_call(text) and not is_over_text and not names_sources(text)
            is_row = is_lead_on or is_offer(text)
        else:
            is_row = not blocks.is_item(number) and (
                is_call(text) or (length <= _PLACEHOLDER and is_offer(text))
            )
        if is_row:
            rows.append(number)
    return rows


def rows_below(blocks: Blocks, lists: LinkLists, metadata: Metadata) -> list[int]:
    """Returns the rows below the last running text: teasers, tags, shares, and their headings."""
    rows: list[int] = []
    is_text_below = False  # a short line that stays: so does the heading it is under
    for number in reversed(blocks.numbers):
        if blocks.is_kept(number):
            break
        if blocks.is_item(number) and (lists.has_words(number) or lists.is_text(number)):
            break
        text = blocks.text(number)
        if rows and blocks.is_heading(number) and names_sources(text):
            return _without_sources(blocks, rows)
        is_offered = len(text) <= _PROMOTION and (_offers(blocks, number) or _cites(text, metadata))
        if is_offered or (len(text) <= _LONG_ROW and asks_of_commenters(text)):
            rows.append(number)
        elif blocks.is_running(number):
            break
        elif (
            (blocks.is_heading(number) and not is_text_below)
            or blocks.is_linked(number)
            or is_call(text)
            or (
                leads_on(text)
                and blocks.measures.own_linked[number] * 3 >= blocks.measures.own[number]
            )
            or is_publication_date(text)
            or lists_tags(text)
        ):
            rows.append(number)
        elif len(text) > 40 or blocks.is_item(number):
            break
        else:
            is_text_below = True
    return [] if len(rows) == 1 and _may_be_text(blocks, rows[0]) else rows


def _without_sources(blocks: Blocks, rows: list[int]) -> list[int]:
    """Returns rows, the last first, without the links that are below a heading such as "See also"."""
    first = takewhile(
        lambda n: blocks.is_linked(n) and not leads_away(blocks.text(n)), reversed(rows)
    )
    return rows[: len(rows) - len(list(first))]


def author_notes(blocks: Blocks, byline: str) -> list[int]:
    """Returns the blocks below the text, each in a box of its own, that tell of its author."""
    notes: list[int] = []
    people = people_in(byline)
    for number in reversed(blocks.numbers):
        text = blocks.text(number)
        tells = len(text) <= _NOTE and any(
            text.startswith(name) and _TELLS_OF.match(text, len(name)) for name in people
        )
        if tells and blocks.is_alone(number):
            notes.append(number)
        elif blocks.is_running(number):
            break
    return notes


def _offers(blocks: Blocks, number: int) -> bool:
    """Returns whether a block offers something of the page's owner, or to be sent no more of it, or claims rights."""
    text = blocks.text(number)
    is_linked = blocks.measures.own_linked[number] > 0
    is_notice = is_promotion(text) or claims_rights(text) or is_about_comments(text)
    return is_notice or (is_linked and is_about_subscription(text))


def _cites(text: str, metadata: Metadata) -> bool:
    """Returns whether a text says how to cite the article itself: its title, and its address."""
    name, host = letters_and_digits(metadata.title), host_of(metadata.url)
    return (
        len(name) >= _LEAST_TITLE
        and bool(host)
        and host in text
        and name in letters_and_digits(text)
    )


def _may_be_text(blocks: Blocks, number: int) -> bool:
    """Returns whether a last row may be the article's: a paragraph that is one link."""
    text = blocks.text(number)
    is_paragraph = blocks.measures.elements[number].tag == "p"
    links = list(blocks.measures.elements[number].iter("a"))
    is_told = (
        leads_away(text)
        or is_call(text)
        or is_publication_date(text)
        or lists_tags(text)
        or _offers(blocks, number)
        or all("tag" in (link.get("rel") or "").split() for link in links)
        or (len(links) > 1 and not has_sentence(text))
    )
    return is_paragraph and not (is_told or blocks.is_address(number))


def _is_upper(text: str) -> bool:
    """Returns whether a text is in capitals, but for a letter here and there."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isupper, letters)) >= len(letters) * 0.9
