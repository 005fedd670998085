"""Recognizes rows above, between and below an article's text that are of the page, not of the text.

Bylines, dates and shares above it; teasers, tags and calls to subscribe below; a heading that has
lost all that it stood over.
"""

import re

from reader.importers.bylines import names_more
from reader.importers.text_cleaning import SENTENCE_STOPS, names, one_line
from reader.importers.web.extraction.measures import (
    HEADINGS,
    IN_CELL,
    IN_CODE,
    IN_FIGURE,
    IN_QUOTE,
    Measures,
)
from reader.importers.web.html_tree import text_of

_SHORT, _NAME, _ROW = 120, 60, 220  # characters, at most
_ABOVE = 20  # blocks, after which a date is one of the text
_RUNNING = 80
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|avr|juin|juil|août|"
    r"ene|abr|ago|dic|gen|mag|giu|lug|set|ott)[a-zäéûç]*\.?"
)
_DATE = re.compile(
    rf"\b(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}\.?(?:st|nd|rd|th)?\s+(?:de\s+)?{_MONTH}\s*,?\s*(?:de\s+)?\d{{4}}|"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}年\d{1,2}月\d{1,2}日)|"
    r"\b\d{1,2}:\d{2}\s*(?:am|pm|uhr|h|et|est|gmt)?\b|\b\d+\s+(?:minutes?|hours?|days?|weeks?|months?|years?)\s+ago\b|"
    r"\b\d+\s*(?:-\s*)?min(?:ute)?s?\s+read\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|words by|written by|story by|text by|posted by|von|par|por|door|автор:?|作者[:：])\s+\S",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:share|sharing|tweet|facebook|twitter|whatsapp|linkedin|pinterest|reddit|e-?mail|print|copy link|"
    r"teilen|drucken|partager|imprimer|compartir|imprimir|condividi|stampa|subscribe|newsletter|sign up|"
    r"follow us|like us|advertisement|advert|anzeige|publicité|publicidad|sponsored)\b|分享|转播|シェア",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:read (?:more|next|also)|see also|you (?:may|might) (?:also )?(?:like|be interested)|more (?:from|on|in|like|stories)|"
    r"related|recommended|don'?t miss|most (?:read|popular|viewed)|trending|click here|watch(?: now)?:|also read|"
    r"mehr (?:zum|aus)|lesen sie|lire aussi|à lire|lea también|leggi anche|filed under|tags?\b|tagged|topics?\b|posted in|categories)",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?:share|tweet|print|e-?mail)\W*|(?:share|save|print|e-?mail) (?:this|on|via|to)\b.*|sharing is caring\W*|"
    r"(?:facebook|twitter|whatsapp|linkedin|pinterest|reddit)(?:\W+(?:facebook|twitter|whatsapp|linkedin|pinterest|"
    r"reddit|e-?mail|print|share|tweet))+|(?:subscribe|sign up|newsletter|follow us|like us)\b.*|"
    r"advert(?:isement)?s?|anzeige|werbung|publicité|publicidad|sponsored(?: content)?|(?:post )?comments?|"
    r"(?:story|article) continues below.*|(?:read|see) (?:more|next|also)\W*|related(?: \w+){0,2}\W*|more stories\W*|"
    r"you (?:may|might) (?:also )?(?:like|be interested in)\W*|don'?t miss\W*|recommended(?: \w+){0,2}\W*|"
    r"most (?:read|popular|viewed)\W*|teilen|drucken|partager|imprimer|compartir|imprimir|condividi|stampa|转播.*|分享.*",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"\bsubscribe (?:to|now|today|here)\b|\bsign up (?:for|to|here|now)\b|\b(?:our|free|daily|weekly) newsletters?\b|"
    r"\bfollow (?:us|me|him|her|them|@?\w+) on (?:twitter|facebook|instagram)\b|\bin(?:to)? your inbox\b|"
    r"\ball rights reserved\b|©|\bcopyright (?:\(c\)|\d{4})",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:updated|published|posted|aktualisiert|publié|publicado)\b", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_NO_ROWS = names("pre code blockquote figcaption td th caption")


class Blocks:
    """The blocks of text of a column, in order, that are not left out."""

    def __init__(self, measures: Measures, top: int, is_out: list[bool]) -> None:
        self.measures = measures
        self.numbers: list[int] = []
        number, end = top, measures.end[top]
        while number < end:
            if is_out[number]:
                number = measures.end[number]
                continue
            if measures.own[number]:
                self.numbers.append(number)
            number += 1

    def is_running(self, number: int) -> bool:
        """Returns whether a block is text of the article, beyond doubt."""
        measures = self.measures
        element = measures.elements[number]
        if element.tag in HEADINGS:
            return False
        unlinked = measures.own[number] - measures.own_linked[number]
        if element.tag in ("pre", "code", "td", "blockquote") and unlinked:
            return True
        if unlinked >= _RUNNING and unlinked * 2 >= measures.own[number]:
            return True
        return unlinked >= 35 and _ends_sentence(text_of(element))

    def last_running(self) -> int:
        """Returns the number of the last block that is text of the article, or 0."""
        return next(filter(self.is_running, reversed(self.numbers)), 0)

    def is_heading(self, number: int) -> bool:
        """Returns whether a block is a heading."""
        return self.measures.elements[number].tag in HEADINGS

    def is_inside_text(self, number: int) -> bool:
        """Returns whether a block stands amid text, or in a table."""
        measures = self.measures
        around = measures.block_of[measures.parent[number]]
        if measures.own[around] - measures.own_linked[around] >= _RUNNING:
            return True
        return bool(measures.inside[number] & (IN_CELL | IN_FIGURE | IN_CODE | IN_QUOTE))

    def is_kept(self, number: int) -> bool:
        """Returns whether a block is of the text for what it is in: a quotation, code, a table."""
        return self.measures.elements[number].tag in _NO_ROWS or self.is_inside_text(number)

    def is_linked(self, number: int) -> bool:
        """Returns whether a block is nothing but links."""
        if self.measures.own_linked[number] >= self.measures.own[number] * 0.8:
            return True
        return _ADDRESS.fullmatch(self.text(number)) is not None

    def text(self, number: int) -> str:
        """Returns the text of a block."""
        return one_line(text_of(self.measures.elements[number]))


def rows_above(blocks: Blocks, byline: str) -> list[int]:
    """Returns the rows above the text, or below its lead, that say who, when and where to share it.

    One that names an author who is not in the byline that is kept is none of them.
    """
    rows: list[int] = []
    unsaid: list[int] = []  # what may be a name beside a date
    has_lead = False
    for number in blocks.numbers[:_ABOVE]:
        if blocks.is_running(number):
            has_lead = True
            continue
        is_item = has_lead and blocks.measures.elements[number].tag == "li"
        if blocks.is_heading(number) or blocks.is_kept(number) or is_item:
            continue
        text = blocks.text(number)
        if names_more(text, byline):
            continue
        if (
            _BYLINE.match(text)
            or _is_date(text)
            or _is_call(text)
            or (len(text) <= _SHORT and not has_lead and blocks.is_linked(number))
        ):
            rows.append(number)
        elif len(text) <= _NAME and not _ends_sentence(text):
            unsaid.append(number)
    order = {number: at for at, number in enumerate(blocks.numbers[:_ABOVE])}
    said = {order[number] for number in rows if _is_date(blocks.text(number))}
    return [*rows, *(n for n in unsaid if {order[n] - 1, order[n] + 1} & said)]


def rows_between(blocks: Blocks) -> list[int]:
    """Returns the rows inside the text that lead away from it: a label and a link, or shares."""
    rows = []
    following = [*blocks.numbers[1:], 0]
    for number, after in zip(blocks.numbers, following, strict=True):
        measures = blocks.measures
        length, linked = measures.own[number], measures.own_linked[number]
        if length > _ROW or measures.has_blocks[number] or blocks.is_kept(number):
            continue
        text = blocks.text(number)
        if linked >= length * 0.5:
            is_row = _MORE.match(text) or (len(text) > 20 and text.isupper())
        elif blocks.is_heading(number):
            is_row = _is_call(text) and not (after and blocks.is_running(after))
        else:
            is_row = _is_call(text) and measures.elements[number].tag != "li"
        if is_row:
            rows.append(number)
    return rows


def rows_below(blocks: Blocks) -> list[int]:
    """Returns the rows below the last running text: teasers, tags, shares, and their headings."""
    rows: list[int] = []
    is_text_below = False  # a short sentence that stays: so does the heading it stands under
    for number in reversed(blocks.numbers):
        if blocks.is_kept(number):
            break
        text = blocks.text(number)
        if len(text) <= _ROW and _PROMOTION.search(text):
            rows.append(number)
        elif blocks.is_running(number):
            break
        elif (
            (blocks.is_heading(number) and not is_text_below)
            or blocks.is_linked(number)
            or _is_call(text)
            or (_MORE.match(text) and blocks.measures.own_linked[number] * 3 >= len(text))
            or (_is_date(text) and _PUBLISHED.search(text))
        ):
            rows.append(number)
        elif len(text) > 40 or blocks.measures.elements[number].tag == "li":
            break
        else:
            is_text_below = is_text_below or _ends_sentence(text)
    return [] if len(rows) == 1 and _may_be_text(blocks, rows[0]) else rows


def _may_be_text(blocks: Blocks, number: int) -> bool:
    """Returns whether a last row may be the article's: a paragraph that is one link."""
    text = blocks.text(number)
    is_paragraph = blocks.measures.elements[number].tag == "p"
    is_told = leads_away(text) or _PROMOTION.search(text) or _ADDRESS.fullmatch(text)
    return is_paragraph and not is_told


def leads_away(text: str) -> bool:
    """Returns whether a text asks to share, to subscribe or to read something else."""
    return _MORE.match(text) is not None or _SHARE.search(text) is not None


def _is_date(text: str) -> bool:
    """Returns whether a row is little more than a date."""
    if len(text) > _SHORT or (match := _DATE.search(text)) is None:
        return False
    is_little = len(text) <= _NAME or len(match[0]) * 3 >= len(text)
    return is_little or _PUBLISHED.match(text) is not None


def _is_call(text: str) -> bool:
    """Returns whether a row does nothing but call to share, to subscribe or to read on elsewhere."""
    if len(text) > _NAME or _ends_sentence(text):
        return False
    return _CALL.fullmatch(text) is not None


def _ends_sentence(text: str) -> bool:
    return text.rstrip().rstrip("\"'”’»›)]}」』）*_ ")[-1:] in tuple(SENTENCE_STOPS)
