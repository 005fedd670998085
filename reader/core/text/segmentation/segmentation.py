"""Splits a canonical text into sentences, words and grapheme clusters, as spans of code points.

Sentences are found by rules of our own; docs/decisions/sentences.md says why and how well.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reader.core.text.segmentation.abbreviations import (
    BEFORE_NUMBER,
    NEVER_LAST,
    SELDOM_LAST,
    STARTERS,
)

if TYPE_CHECKING:
    import regex

Span = tuple[int, int]
NONE_RAISED: Mapping[int, int] = MappingProxyType({})

_CLOSED_UP = "。！？｡．‼⁇⁈⁉"  # no space follows these where they are at home
_OF_A_SCRIPT = "؟۔।॥։።፧፨။៕។"  # end a sentence and nothing else
_MARKS = re.compile(f"[.!?…{_CLOSED_UP}{_OF_A_SCRIPT}]+|\n\\s*\n|\t")
_GREEK_MARKS = re.compile(f"[.!?;…{_CLOSED_UP}{_OF_A_SCRIPT}]+|\n\\s*\n|\t")
_CLOSERS = re.compile("[\"'”’»›)\\]}」』）】》〉〗〙｣]*")
# What opens a quotation in English closes it in German.
_ROMAN_CLOSERS = re.compile("[\"'”’»›)\\]}“‘«‹]*")
_AFTERWARDS = re.compile(r"(?:[ \u00a0\u202f][»›](?=\s|$))?(?:\[\d{1,3}\]|[⁰¹²³⁴-⁹])*")
_OPENERS = "\"'“‘„«‹([{「『（【《〈¿¡—–-*•"
_QUOTES = frozenset("\"'”’»›“‘«‹」』｣")
_PAIRS = {
    "“": "”",
    "„": "“",
    "«": "»",
    "(": ")",
    "[": "]",
    "「": "」",
    "『": "』",
    "（": "）",
    '"': '"',
}
_BRACKETS = re.compile('[“”„«»()\\[\\]「」『』（）"]')
_ONLY_MARKS = re.compile(f"[.!?…\"'”’»)\\]」』）{_CLOSED_UP}{_OF_A_SCRIPT}]*")
_LONGEST_ASIDE = 200  # an aside or quotation inside a sentence is not split up to this length
_ORDINALS = re.compile("cs|da|de|et|fi|hr|hu|is|lv|nb|nn|no|pl|sk|sl|sr|tr")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NUMBERED = re.compile(r"\(?\d")  # 5, (3)
_ITEM = re.compile(r"\((?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})\)\s")  # (a), (2), (iv)
_I_SAID = re.compile(r"I (?:said|asked|cried|called|replied|answered|whispered|shouted|thought)\b")
_NUMBER = re.compile(r"\d+|[IVXLC]+")


class _End(NamedTuple):
    """A place where a sentence might end."""

    mark: str
    start: int  # of the mark
    end: int  # behind the mark and what closes with it
    closers: str
    following: int  # the next character that is not white space


def sentences(
    text: str, start: int, end: int, language: str = "", raised: Mapping[int, int] = NONE_RAISED
) -> list[Span]:
    """Returns the sentences of text[start:end], in order, trimmed of white space.

    Together they contain every character that is not white space. A line feed is white space unless
    a sentence ends before it; an empty line or a tab (between cells) always parts two sentences.
    language is a BCP 47 tag, or empty; it is only a hint. raised are the ends of raised characters
    by where they start: right behind a sentence they are the number of a note, and belong to it.
    """
    start, end = max(0, start), min(len(text), end)
    code = language.partition("-")[0].lower()
    spans: list[Span] = []
    begin = _skip_space(text, start, end)
    for mark in (_GREEK_MARKS if code == "el" else _MARKS).finditer(text, begin, end):
        if mark.start() < begin:
            continue
        place = _end_at(text, mark, end, raised)
        if place.following >= end:
            break
        if mark.group().isspace() or _ends_sentence(text, begin, end, place, code):
            closed = _trim(text, begin, place.end)
            if closed > begin:
                spans.append((begin, closed))
            begin = place.following
    closed = _trim(text, begin, end)
    if closed > begin:
        spans.append((begin, closed))
    return spans


def words(text: str, start: int, end: int) -> list[Span]:
    """Returns the words of text[start:end]: letters, digits and their marks; a run of ideographs is one."""
    return [found.span() for found in _word_pattern().finditer(text, max(0, start), max(0, end))]


def snap(text: str, start: int, end: int) -> Span:
    """Returns the range widened to the borders of grapheme clusters; a line feed borders any cluster."""
    start = min(max(0, start), len(text))
    end = min(max(start, end), len(text))
    return _border(text, start, after=False), _border(text, end, after=True)


# -- sentences --------------------------------------------------------------------------------


def _end_at(text: str, mark: re.Match[str], end: int, raised: Mapping[int, int]) -> _End:
    sign = mark.group()
    if sign.isspace():
        return _End(sign, mark.start(), mark.start(), "", _skip_space(text, mark.end(), end))
    closers = _ROMAN_CLOSERS
    if sign[-1] in _CLOSED_UP or _is_wide(text[max(0, mark.start() - 1) : mark.start()]):
        closers = _CLOSERS
    found = closers.match(text, mark.end(), end)
    closed = mark.end() if found is None else found.end()
    afterwards = _AFTERWARDS.match(text, closed, end)
    behind = closed if afterwards is None else afterwards.end()
    while behind in raised:
        behind = raised[behind]
    while behind < end and _extends(text[behind]):
        behind += 1
    following = _skip_space(text, behind, end)
    return _End(sign, mark.start(), behind, text[mark.end() : behind].strip(), following)


def _ends_sentence(text: str, begin: int, end: int, place: _End, language: str) -> bool:
    if _is_in_aside(text, begin, place.start, end):
        return False
    last = place.mark[-1]
    has_gap = place.following > place.end
    is_closed_up = _is_wide(text[place.following]) or _is_wide(text[place.start - 1 : place.start])
    if last in _CLOSED_UP or (last == "…" and is_closed_up):
        return _ends_closed_up(text, begin, place, last)
    if last in _OF_A_SCRIPT:
        return text[place.following] not in ",،;:" and not _is_attributed(text, begin, place)
    if not has_gap:
        return False
    if "\n" not in text[place.end : place.following] and _goes_on(text, begin, place, end):
        return False
    if last == "." and not place.closers and len(place.mark) == 1:
        return _full_stop_ends(text, begin, end, place, language)
    return True


def _ends_closed_up(text: str, begin: int, place: _End, last: str) -> bool:
    """Returns whether, in Chinese or Japanese, the speaker directly follows the quotation."""
    following = text[place.following]
    if following in "，、；：,;:":
        return False
    if not place.closers or place.following > place.end or following in _OPENERS:
        return True
    if place.closers[-1] not in _QUOTES:
        return True
    is_hiragana = "ぁ" <= following <= "ゟ"  # as in 「…」と言った
    return (last in "。｡．" or _is_introduced(text, begin, place)) and not is_hiragana


def _is_introduced(text: str, begin: int, place: _End) -> bool:
    """Returns whether a colon is before the quotation that closes here: who speaks was said already."""
    closer = place.closers.rstrip()[-1:]
    openers = [opener for opener, closing in _PAIRS.items() if closing == closer]
    opened = max((text.rfind(one, begin, place.start) for one in openers), default=-1)
    return opened > begin and text[begin:opened].rstrip()[-1:] in ("：", ":")


def _is_attributed(text: str, begin: int, place: _End) -> bool:
    """Returns whether who says it follows what is asked or cried, in a script without capital letters."""
    following = text[place.following]
    is_quote = bool(place.closers) and place.closers[-1] in _QUOTES
    if not is_quote or place.mark[-1] not in "!?؟" or text[begin] not in _OPENERS[:7]:
        return False
    return following.isalpha() and not (following.isupper() or following.islower())


def _goes_on(text: str, begin: int, place: _End, end: int) -> bool:
    """Returns whether what follows cannot begin a sentence."""
    following = text[place.following]
    if following in ",;:،؛":
        return True
    is_quote = bool(place.closers) and place.closers[-1] in _QUOTES
    if following in "—–-" and is_quote:
        return True
    at = place.following
    if _ITEM.match(text, at, end):
        return False
    while at < end and text[at] in _OPENERS:
        at += 1
    if following in "—–" and at < end and text[at] == " ":
        at += 1  # — Where? — she asked.
    if at >= end:
        return False
    if is_quote and place.mark[-1] in "!?" and "가" <= text[at] <= "힣":
        return True
    if is_quote and _I_SAID.match(text, at, end):
        return True
    if _is_attributed(text, begin, place):
        return True
    # iPhone and eBay begin a sentence as they are.
    return text[at].islower() and not text[at + 1 : min(at + 2, end)].isupper()


def _full_stop_ends(text: str, begin: int, end: int, place: _End, language: str) -> bool:
    at = place.start
    while at > begin and not text[at - 1].isspace() and text[at - 1] not in _OPENERS[:-3] + "/–—":
        at -= 1
    word = text[at : place.start]
    is_number_next = (
        text[place.following].isnumeric() or _NUMBERED.match(text, place.following, end) is not None
    )
    if _NUMBER.fullmatch(word):
        return not _is_label(text, begin, end, at, place, language)
    if word in NEVER_LAST:
        return False
    if is_number_next and (word in BEFORE_NUMBER or word in SELDOM_LAST or word.endswith("str")):
        return False
    letters = word.replace(".", "").replace("-", "")
    initial = word.rpartition("-")[2]  # Jean-P. Morel
    is_initial = len(initial) == 1 and initial.isalpha()
    is_dotted = "." in word.strip(".") and letters.isalpha() and len(letters) <= 5
    if is_initial or is_dotted or word in SELDOM_LAST:
        return not is_number_next and _is_starter(text, place.following, end)
    return True


def _is_label(text: str, begin: int, end: int, at: int, place: _End, language: str) -> bool:
    """Returns whether a number with a stop counts what follows: an item of a list, or „im 19. Jahrhundert“."""
    if at == begin:
        return True
    if place.start - at > 2 and text[at].isdigit():
        return False
    is_ordinal = _ORDINALS.fullmatch(language) is not None
    return is_ordinal and not _is_starter(text, place.following, end)


def _is_starter(text: str, at: int, end: int) -> bool:
    while at < end and text[at] in _OPENERS:
        at += 1
    found = _LETTERS.match(text, at, end)
    if found is None:
        return False
    # "J. A. Smith": a letter with a stop is one more initial.
    is_letter = found.end() - found.start() == 1 and text[found.end() : found.end() + 1] == "."
    return not is_letter and found.group().lower().replace("’", "'") in STARTERS


def _is_in_aside(text: str, begin: int, at: int, end: int) -> bool:
    """Returns whether a bracket or quotation that opened in mid-sentence closes soon after."""
    opened: list[tuple[int, str]] = []
    for found in _BRACKETS.finditer(text, max(begin, at - _LONGEST_ASIDE), at):
        bracket = found.group()
        if opened and bracket == opened[-1][1]:
            opened.pop()
        elif bracket in _PAIRS and not _closes_only(text, found.start()):
            opened.append((found.start(), _PAIRS[bracket]))
    if not opened or opened[0][0] == begin:
        return False
    place, closing = opened[0]
    close = text.find(closing, at, min(end, place + _LONGEST_ASIDE))
    # Where only marks and quotes are before it, what follows the aside decides.
    return close >= 0 and _ONLY_MARKS.fullmatch(text, at, close) is None


def _closes_only(text: str, place: int) -> bool:
    """Returns whether a quote that opens in one language and closes in another is behind a word."""
    before = text[place - 1 : place]
    return text[place] in '“«"' and not (before in _OPENERS or before.isspace() or _is_wide(before))


def _is_wide(character: str) -> bool:
    """Returns whether the character is one of a script written without spaces, such as an ideograph."""
    if not character or "가" <= character <= "힣":
        return False
    return unicodedata.east_asian_width(character) in "WF" and not _is_picture(character)


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) == "So"


def _extends(character: str) -> bool:
    """Returns whether the character belongs to the one before it, as an accent or a joiner does."""
    return not character.isascii() and unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


# -- words and graphemes ----------------------------------------------------------------------


@lru_cache(maxsize=1)
def _word_pattern() -> "regex.Pattern[str]":
    import regex  # start-up time: 24 ms, needed when a word is asked for

    ideographs = r"[\p{Han}\p{Hiragana}\p{Katakana}ー々]"
    letter = rf"(?:(?!{ideographs})[\p{{L}}\p{{N}}_])[\p{{M}}\u00ad\u200c\u200d]*"
    return regex.compile(
        rf"(?:{ideographs}\p{{M}}*)+"
        rf"|(?:{letter})+(?:(?:['’·]|(?<=\p{{N}})[.,](?=\p{{N}}))(?:{letter})+)*"
    )


@lru_cache(maxsize=1)
def _cluster_pattern() -> "regex.Pattern[str]":
    import regex  # start-up time: 24 ms, needed when something is selected

    return regex.compile(r"\X")


def _border(text: str, offset: int, *, after: bool) -> int:
    """Returns the offset, or where the cluster that it splits begins (or ends, when after)."""
    line = text.rfind("\n", 0, offset) + 1  # a cluster never goes on behind a line feed
    if offset in (line, len(text)):
        return offset
    for cluster in _cluster_pattern().finditer(text, line):
        if cluster.start() <= offset < cluster.end():
            splits = cluster.start() < offset
            return cluster.end() if after and splits else cluster.start()
    return offset
